import { type DesignDiagnostic, type QuestionnaireProof, warningsToAcknowledge } from '@minsheng/contracts';
import { Button, Checkbox, Modal } from 'antd';
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';

import { RequestFailed, type Failure } from '../../api/failure.js';
import { proveDraft } from '../../api/questionnaires.js';
import { useMessages } from '../../messages/use-messages.js';
import { waitText } from '../../ui/format.js';
import { ChangeButton } from '../../ui/parts.js';
import { Refusal } from '../../ui/refusal.js';
import { InlineError, RowsSkeleton } from '../../ui/states.js';
import { useDesigner } from './designer-context.js';
import { Where } from './diagnostic-lines.js';
import { cardOfQuestion } from './walk.js';

/** Lines of one kind in the proof. */
const mostLines = 6;

/** The proof before publishing: what is wrong, which scripts come out otherwise, what no path reaches. */
export function PublishDialog({
  id,
  version,
  isSending,
  failure,
  onPublish,
  onClose,
  onGo,
}: {
  id: string;
  /** That it will be. */
  version: number;
  isSending: boolean;
  failure: Failure | null;
  onPublish: (acknowledged: string[]) => void;
  onClose: () => void;
  onGo: (card: string) => void;
}) {
  const { say, text } = useMessages();
  const { design, numbers } = useDesigner();
  const [proof, setProof] = useState<QuestionnaireProof | null>(null);
  const [unproved, setUnproved] = useState<Failure | null>(null);
  const prove = useEffectEvent(async () => {
    setUnproved(null);
    try {
      setProof(await proveDraft(id));
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setUnproved(error.failure);
    }
  });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    void prove();
  }, [attempt]);

  const errors = proof?.diagnostics.filter(({ severity }) => severity === 'error') ?? [];
  const warnings = proof?.diagnostics.filter(({ severity }) => severity === 'warning') ?? [];
  const failed = proof?.scenarios.filter(({ hasPassed }) => !hasPassed) ?? [];
  const coverage = proof?.coverage ?? null;
  const unreached = [
    ...(coverage?.questionsUnreached ?? []).map((question) => ({ question, option: null as string | null })),
    ...(coverage?.optionsUnreached ?? []),
  ];
  const pressing = warnings.filter(({ code }) => warningsToAcknowledge.includes(code));
  const others = warnings.filter((warning) => !pressing.includes(warning));
  const [isSeen, setSeen] = useState(false);
  const isReady = proof !== null && errors.length === 0 && failed.length === 0 && (pressing.length === 0 || isSeen);
  const nameOf = (code: string | null) => {
    const number = code === null ? undefined : numbers.get(code);
    return number === undefined ? (code ?? say('compare.whole')) : `Q${number}`;
  };
  const jump = (code: string | null, words: ReactNode) => {
    const card = code === null ? null : (cardOfQuestion(design, code) ?? code);
    return card === null ? (
      words
    ) : (
      <button type="button" className="link" onClick={() => onGo(card)}>
        <b>{nameOf(code)}</b> {words}
      </button>
    );
  };
  const toMend = (diagnostic: DesignDiagnostic) =>
    jump(
      diagnostic.item,
      <>
        <Where diagnostic={diagnostic} numbers={numbers} />
        {text(diagnostic.sentences)}
      </>,
    );
  return (
    <Modal
      open
      title={say('publish.title', { version })}
      width={560}
      footer={null}
      closable={false}
      onCancel={onClose}
      mask={{ closable: !isSending }}
      keyboard={!isSending}
      destroyOnHidden
    >
      <div className="proof">
        <p>{say('publish.means')}</p>
        {unproved !== null && <InlineError failure={unproved} onRetry={() => setAttempt(attempt + 1)} />}
        {proof === null && unproved === null && (
          <div role="status" aria-label={say('publish.proving')}>
            <p className="muted">{say('publish.proving')}</p>
            <RowsSkeleton rows={4} />
          </div>
        )}
        {proof !== null && (
          <ul>
            <Line
              state={errors.length === 0 ? 'passed' : 'failed'}
              title={errors.length === 0 ? say('publish.no-errors') : say('publish.errors', { count: errors.length })}
            >
              {errors.slice(0, mostLines).map((error, index) => (
                <li key={index}>{toMend(error)}</li>
              ))}
              {errors.length > mostLines && <li>{say('design.more', { count: errors.length - mostLines })}</li>}
            </Line>
            <Line
              state={failed.length > 0 ? 'failed' : proof.scenarios.length === 0 ? 'attention' : 'passed'}
              title={
                errors.length > 0
                  ? say('publish.scenarios-wait')
                  : proof.scenarios.length === 0
                    ? say('publish.no-scenarios')
                    : failed.length > 0
                      ? say('publish.scenarios-failed', { count: failed.length, of: proof.scenarios.length })
                      : say('publish.scenarios-passed', { count: proof.scenarios.length })
              }
            >
              {failed.slice(0, mostLines).map(({ code, differences }) => (
                <li key={code}>
                  {code}: {differences.map(({ what }) => say(`scenarios.what-${what}`)).join('、')}
                </li>
              ))}
            </Line>
            {coverage !== null && (
              <Line
                state={unreached.length === 0 && coverage.stuckAt.length === 0 ? 'passed' : 'attention'}
                title={
                  unreached.length === 0
                    ? say('publish.all-reached', { paths: coverage.paths })
                    : say('publish.unreached', { count: unreached.length, paths: coverage.paths })
                }
              >
                {unreached.slice(0, mostLines).map(({ question, option }) => (
                  <li key={`${question} ${option ?? ''}`}>
                    {jump(
                      question,
                      option === null ? say('publish.question-unreached') : say('publish.option-unreached', { option }),
                    )}
                  </li>
                ))}
                {unreached.length > mostLines && <li>{say('design.more', { count: unreached.length - mostLines })}</li>}
                {coverage.stuckAt.map(({ question, paths }) => (
                  <li key={`stuck ${question}`}>{jump(question, say('publish.stuck', { count: paths }))}</li>
                ))}
                <li className="muted">
                  {say('publish.paths', {
                    completed: coverage.completed,
                    screened: coverage.screenedOut,
                    time: waitText(coverage.medianSeconds),
                  })}
                </li>
              </Line>
            )}
            {pressing.length > 0 && (
              <Line state="attention" title={say('publish.pressing', { count: pressing.length })}>
                {pressing.map((warning, index) => (
                  <li key={index}>{toMend(warning)}</li>
                ))}
                <li>
                  <Checkbox checked={isSeen} disabled={isSending} onChange={({ target }) => setSeen(target.checked)}>
                    {say('publish.pressing-seen')}
                  </Checkbox>
                </li>
              </Line>
            )}
            {others.length > 0 && (
              <Line state="attention" title={say('publish.warnings', { count: others.length })}>
                {others.slice(0, mostLines).map((warning, index) => (
                  <li key={index}>{toMend(warning)}</li>
                ))}
                {others.length > mostLines && <li>{say('design.more', { count: others.length - mostLines })}</li>}
              </Line>
            )}
          </ul>
        )}
        <Refusal failure={failure} />
        <div className="act-buttons">
          <Button onClick={onClose} disabled={isSending}>
            {say('act.cancel')}
          </Button>
          <ChangeButton
            type="primary"
            className="sealing"
            loading={isSending}
            disabled={!isReady}
            onClick={() => onPublish(pressing.flatMap(({ item }) => item ?? []))}
            title={proof !== null && !isReady ? say('publish.not-yet') : undefined}
          >
            {say('publish.act', { version })}
          </ChangeButton>
        </div>
      </div>
    </Modal>
  );
}

function Line({
  state,
  title,
  children,
}: {
  state: 'passed' | 'attention' | 'failed';
  title: string;
  children?: ReactNode;
}) {
  const Icon = state === 'passed' ? CircleCheck : state === 'failed' ? CircleX : TriangleAlert;
  return (
    <li className={`proof-line ${state}`}>
      <Icon size={17} aria-hidden />
      <div>
        <p>{title}</p>
        <ul>{children}</ul>
      </div>
    </li>
  );
}
