import type { NewQuestionnaire, QuestionnaireSummary } from '@minsheng/contracts';
import { Select, Segmented } from 'antd';
import { useState } from 'react';

import { pollsPath, readPolls } from '../../api/polls.js';
import { createQuestionnaire } from '../../api/questionnaires.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { ActDialog } from '../../ui/act-dialog.js';
import { Field, TextField } from '../../ui/field.js';
import { go } from '../../ui/router.js';
import { useAct } from '../../ui/use-act.js';
import { useSession } from '../identity/use-session.js';

/** A questionnaire begins empty, as a copy, or with the questions of a poll (复制上期). */
export function NewDialog({
  questionnaires,
  onClose,
}: {
  questionnaires: readonly QuestionnaireSummary[];
  onClose: () => void;
}) {
  const { say, text } = useMessages();
  const { may } = useSession();
  const { isActing, failure, faults, attempt } = useAct({ isShownBeside: true });
  const [kind, setKind] = useState<'empty' | 'copy' | 'poll'>('empty');
  const [code, setCode] = useState('');
  const [title, setTitle] = useState({ zh: '', en: '' });
  const [of, setOf] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const polls = useResource(kind === 'poll' && may('polls.read') ? pollsPath : null, readPolls);
  const isCodeFaulty = !/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/.test(code);
  const isWhole =
    !isCodeFaulty && title.zh.trim() !== '' && title.en.trim() !== '' && (kind === 'empty' || of !== null);
  const sources: Record<'empty' | 'copy' | 'poll', () => NewQuestionnaire['from']> = {
    empty: () => ({ kind: 'empty' }),
    copy: () => ({
      kind: 'copy',
      id: of ?? '',
      version: questionnaires.find(({ id }) => id === of)?.version ?? null,
    }),
    poll: () => ({ kind: 'poll', pollId: of ?? '' }),
  };
  const send = async () => {
    setTried(true);
    if (!isWhole) return;
    const isDone = await attempt(async () => {
      const made = await createQuestionnaire({
        code,
        title: { zh: title.zh.trim(), en: title.en.trim() },
        from: sources[kind](),
      });
      go(`/questionnaires/${encodeURIComponent(made.id)}`);
      return say('questionnaires.created');
    });
    if (isDone) onClose();
  };
  const options =
    kind === 'copy'
      ? questionnaires.map(({ id, code: name, title: words, version }) => ({
          value: id,
          label: `${text(words)} · ${name}${version === null ? '' : ` v${version}`}`,
        }))
      : (polls.value ?? []).map(({ id, title: words, periodKey }) => ({
          value: id,
          label: `${text(words)} · ${periodKey}`,
        }));
  return (
    <ActDialog
      title={say('questionnaires.new')}
      means={say('questionnaires.new-means')}
      act={say('questionnaires.create')}
      isSending={isActing}
      failure={failure}
      onSend={() => void send()}
      onClose={onClose}
    >
      <TextField
        label={say('questionnaires.name')}
        hint={say('field.zh')}
        hasFocus
        value={title.zh}
        maxLength={200}
        fault={isTried && title.zh.trim() === '' ? say('design.to-fill') : (faults.get('title.zh') ?? null)}
        onChange={(zh) => setTitle({ ...title, zh })}
      />
      <TextField
        label={say('questionnaires.name')}
        hint={say('field.en')}
        lang="en"
        value={title.en}
        maxLength={200}
        fault={isTried && title.en.trim() === '' ? say('design.to-fill') : (faults.get('title.en') ?? null)}
        onChange={(en) => setTitle({ ...title, en })}
      />
      <TextField
        label={say('questionnaires.code')}
        hint={say('questionnaires.code-hint')}
        value={code}
        maxLength={64}
        fault={isTried && isCodeFaulty ? say('design.code-refused') : (faults.get('code') ?? null)}
        onChange={setCode}
      />
      <Field label={say('questionnaires.from')}>
        {({ id }) => (
          <Segmented
            id={id}
            block
            aria-label={say('questionnaires.from')}
            value={kind}
            onChange={(next) => {
              setKind(next);
              setOf(null);
            }}
            options={(['empty', 'copy', 'poll'] as const).map((value) => ({
              value,
              label: say(`questionnaires.from-${value}`),
              disabled: value === 'copy' && questionnaires.length === 0,
            }))}
          />
        )}
      </Field>
      {kind !== 'empty' && (
        <Field
          label={say(`questionnaires.which-${kind}`)}
          fault={isTried && of === null ? say('design.to-fill') : null}
        >
          {({ id }) => (
            <Select
              id={id}
              loading={kind === 'poll' && polls.isLoading}
              style={{ width: '100%' }}
              showSearch={{ optionFilterProp: 'label' }}
              value={of}
              options={options}
              onChange={(value: string) => {
                setOf(value);
                const source = questionnaires.find((one) => one.id === value);
                if (source !== undefined && title.zh === '') setTitle(source.title);
              }}
            />
          )}
        </Field>
      )}
    </ActDialog>
  );
}
