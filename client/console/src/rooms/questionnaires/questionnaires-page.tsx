import type { QuestionnaireDesign, QuestionnaireSummary } from '@minsheng/contracts';
import { Button, Input, Table } from 'antd';
import { FileInput, FilePlus2 } from 'lucide-react';
import { useState } from 'react';

import { createQuestionnaire, questionnairesPath, readQuestionnaires, saveDraft } from '../../api/questionnaires.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { TextField } from '../../ui/field.js';
import { stampText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { ChangeButton, Chip } from '../../ui/parts.js';
import { go, Link } from '../../ui/router.js';
import { Empty, Loaded, RowsSkeleton } from '../../ui/states.js';
import { useAct } from '../../ui/use-act.js';
import { useSession } from '../identity/use-session.js';
import { codeLike } from './entries.js';
import { ImportDialog } from './import-dialog.js';
import { NewDialog } from './new-dialog.js';
import './questionnaires.css';

/** 问卷库: every questionnaire with its published version and its draft. */
export function QuestionnairesPage() {
  const { say, text } = useMessages();
  const { may } = useSession();
  const asked = useResource(questionnairesPath, readQuestionnaires);
  const [wanted, setWanted] = useState('');
  const [open, setOpen] = useState<'new' | 'import' | null>(null);
  const words = wanted.trim().toLowerCase();
  return (
    <Page
      trail={[{ label: say('rail.polls') }]}
      title={say('questionnaires.title')}
      meta={asked.value === null ? [] : [say('questionnaires.count', { count: asked.value.length })]}
      actions={
        may('questionnaires.edit') && (
          <>
            <ChangeButton icon={<FileInput size={15} />} onClick={() => setOpen('import')}>
              {say('questionnaires.import')}
            </ChangeButton>{' '}
            <ChangeButton type="primary" icon={<FilePlus2 size={15} />} onClick={() => setOpen('new')}>
              {say('questionnaires.new')}
            </ChangeButton>
          </>
        )
      }
    >
      <div className="body">
        <section className="panel">
          <header style={{ gap: 10, padding: '10px 14px' }}>
            <small className="muted">{say('questionnaires.note')}</small>
            <span className="space" />
            <Input.Search
              allowClear
              aria-label={say('questionnaires.search')}
              placeholder={say('questionnaires.search')}
              style={{ width: 240 }}
              onChange={(event) => setWanted(event.target.value)}
            />
          </header>
          <Loaded
            asked={asked}
            skeleton={<RowsSkeleton rows={8} />}
            isEmpty={(all) => all.length === 0}
            empty={<Empty hint={say('questionnaires.none-hint')}>{say('questionnaires.none')}</Empty>}
          >
            {(all) => (
              <Table<QuestionnaireSummary>
                size="small"
                rowKey="id"
                className="questionnaires-table"
                pagination={{
                  pageSize: 20,
                  hideOnSinglePage: true,
                  showSizeChanger: false,
                  placement: ['bottomCenter'],
                }}
                dataSource={all.filter(({ code, title }) =>
                  `${code} ${title.zh} ${title.en}`.toLowerCase().includes(words),
                )}
                locale={{ emptyText: <Empty>{say('questionnaires.nothing-fits')}</Empty> }}
                columns={[
                  {
                    title: say('questionnaires.name'),
                    render: (_, { id, title, code }) => (
                      <>
                        <Link to={`/questionnaires/${encodeURIComponent(id)}`} className="strong">
                          {text(title)}
                        </Link>
                        <br />
                        <code className="muted">{code}</code>
                      </>
                    ),
                  },
                  {
                    title: say('questionnaires.version'),
                    render: (_, { version, hasDraft }) => (
                      <span className="tags">
                        {version !== null && (
                          <Chip tone="verified">{say('questionnaires.version-of', { version })}</Chip>
                        )}
                        {hasDraft && <Chip tone="line">{say('questionnaires.draft')}</Chip>}
                      </span>
                    ),
                  },
                  {
                    title: say('questionnaires.questions'),
                    align: 'right',
                    render: (_, { questions }) => questions,
                  },
                  {
                    title: say('questionnaires.minutes'),
                    align: 'right',
                    render: (_, { minutes }) => minutes,
                  },
                  {
                    title: say('plan.form-until'),
                    render: (_, { validUntil, isExpired }) => (
                      <>
                        {validUntil || '—'}{' '}
                        {isExpired && validUntil !== '' && <Chip tone="overdue">{say('questionnaires.expired')}</Chip>}
                      </>
                    ),
                  },
                  {
                    title: say('questionnaires.used-by'),
                    align: 'right',
                    render: (_, { usedByPolls }) => usedByPolls,
                  },
                  {
                    title: say('questionnaires.changed'),
                    render: (_, { changedAt, changedBy }) => (
                      <>
                        {stampText(changedAt)} <span className="muted">{changedBy}</span>
                      </>
                    ),
                  },
                  {
                    title: <span className="for-readers">{say('indicator.acts')}</span>,
                    align: 'right',
                    render: (_, { id, hasDraft, title }) => (
                      <Button
                        size="small"
                        aria-label={`${hasDraft ? say('questionnaires.go-on') : say('questionnaires.open')}: ${text(title)}`}
                        onClick={() => go(`/questionnaires/${encodeURIComponent(id)}`)}
                      >
                        {hasDraft ? say('questionnaires.go-on') : say('questionnaires.open')}
                      </Button>
                    ),
                  },
                ]}
              />
            )}
          </Loaded>
        </section>
      </div>
      {open === 'new' && <NewDialog questionnaires={asked.value ?? []} onClose={() => setOpen(null)} />}
      {open === 'import' && <ImportAsNew onClose={() => setOpen(null)} />}
    </Page>
  );
}

/** What was read out of a file becomes the draft of a questionnaire of its own. */
function ImportAsNew({ onClose }: { onClose: () => void }) {
  const { say } = useMessages();
  const { isActing, failure, attempt } = useAct({ isShownBeside: true });
  const [code, setCode] = useState<string | null>(null);
  const take = async (design: QuestionnaireDesign) => {
    const name = code ?? codeLike(design.code);
    const isDone = await attempt(async () => {
      const [zh, en] = [design.title.zh.trim(), design.title.en.trim()];
      const words = { zh: zh || en || name, en: en || zh || name };
      const made = await createQuestionnaire({ code: name, title: words, from: { kind: 'empty' } });
      await saveDraft(made.id, {
        revision: made.draft?.revision ?? null,
        design: { ...design, code: made.code, version: made.draft?.design.version ?? 1, title: words },
      });
      go(`/questionnaires/${encodeURIComponent(made.id)}`);
      return say('questionnaires.created');
    });
    if (isDone) onClose();
  };
  return (
    <ImportDialog
      means={say('import-form.means-new')}
      act={say('import-form.make')}
      isSending={isActing}
      failure={failure}
      onTake={(design) => void take(design)}
      onClose={onClose}
    >
      {(design) => (
        <TextField
          label={say('questionnaires.code')}
          hint={say('questionnaires.code-hint')}
          value={code ?? codeLike(design.code)}
          maxLength={64}
          onChange={setCode}
        />
      )}
    </ImportDialog>
  );
}
