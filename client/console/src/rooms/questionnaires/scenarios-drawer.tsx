import type { QuestionnaireScenario } from '@minsheng/contracts';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';
import { recordScenario, type ScenarioOutcome } from '@minsheng/questionnaire/compile';
import { Button, Drawer } from 'antd';
import { CircleCheck, CircleHelp, CircleX, Play, RotateCw, Trash2 } from 'lucide-react';

import { useMessages } from '../../messages/use-messages.js';
import { stampText } from '../../ui/format.js';
import { ChangeButton } from '../../ui/parts.js';
import { Empty } from '../../ui/states.js';

/** 答题剧本: recorded trials, replayed on what the draft is now. */
export function ScenariosDrawer({
  scenarios,
  outcomes,
  compiled,
  numbers,
  isReadOnly,
  isOpen,
  isSaving,
  onSave,
  onTrial,
  onClose,
}: {
  scenarios: readonly QuestionnaireScenario[];
  outcomes: ReadonlyMap<string, ScenarioOutcome>;
  /** Null while the draft has errors: nothing can be replayed. */
  compiled: CompiledQuestionnaire | null;
  numbers: ReadonlyMap<string, string>;
  isReadOnly: boolean;
  isOpen: boolean;
  isSaving: boolean;
  onSave: (scenarios: QuestionnaireScenario[], done: string) => void;
  onTrial: () => void;
  onClose: () => void;
}) {
  const { say, text } = useMessages();
  return (
    <Drawer
      size={560}
      open={isOpen}
      onClose={onClose}
      title={say('scenarios.title')}
      className="questionnaire-drawer"
      extra={
        <Button size="small" icon={<Play size={14} />} onClick={onTrial}>
          {say('scenarios.new')}
        </Button>
      }
      destroyOnHidden
    >
      <p className="muted">{say('scenarios.means')}</p>
      {compiled === null && scenarios.length > 0 && <p className="attention">{say('scenarios.not-now')}</p>}
      {scenarios.length === 0 ? (
        <Empty hint={say('scenarios.none-hint')}>{say('scenarios.none')}</Empty>
      ) : (
        <ul className="scenarios">
          {scenarios.map((scenario) => {
            const outcome = outcomes.get(scenario.code);
            return (
              <li key={scenario.code}>
                <header>
                  {outcome === undefined ? (
                    <CircleHelp size={16} className="muted" aria-label={say('scenarios.unknown')} />
                  ) : outcome.hasPassed ? (
                    <CircleCheck size={16} className="passed" aria-label={say('scenarios.passed')} />
                  ) : (
                    <CircleX size={16} className="failed" aria-label={say('scenarios.failed')} />
                  )}
                  <b>{text(scenario.name)}</b>
                  <small className="muted">
                    {say('scenarios.about', { answers: scenario.answers.length, at: stampText(scenario.now) })}
                    {scenario.asInterviewer === true && ` · ${say('preview.interviewer')}`}
                  </small>
                  <span className="space" />
                  {!isReadOnly && outcome?.hasPassed === false && compiled !== null && (
                    <ChangeButton
                      size="small"
                      loading={isSaving}
                      icon={<RotateCw size={13} />}
                      onClick={() =>
                        onSave(
                          scenarios.map((one) =>
                            one === scenario ? { ...one, expect: recordScenario(compiled, one) } : one,
                          ),
                          say('scenarios.accepted'),
                        )
                      }
                    >
                      {say('scenarios.accept')}
                    </ChangeButton>
                  )}
                  {!isReadOnly && (
                    <ChangeButton
                      size="small"
                      type="text"
                      aria-label={say('scenarios.delete', { name: text(scenario.name) })}
                      icon={<Trash2 size={14} />}
                      onClick={() =>
                        onSave(
                          scenarios.filter((one) => one !== scenario),
                          say('scenarios.deleted'),
                        )
                      }
                    />
                  )}
                </header>
                {outcome?.differences.map(({ what, expected, found }) => (
                  <dl key={what}>
                    <dt>{say(`scenarios.what-${what}`)}</dt>
                    <dd>
                      <span className="before">{shown(expected, numbers)}</span> → {shown(found, numbers)}
                    </dd>
                  </dl>
                ))}
              </li>
            );
          })}
        </ul>
      )}
    </Drawer>
  );
}

/** Codes of questions as people know them, everything else as it is. */
function shown(value: unknown, numbers: ReadonlyMap<string, string>): string {
  const named = (code: unknown) => {
    const number = typeof code === 'string' ? numbers.get(code) : undefined;
    return number === undefined ? String(code) : `Q${number}`;
  };
  if (Array.isArray(value)) return value.map(named).join(' ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name}: ${Array.isArray(each) ? each.map(named).join(' ') : named(each)}`)
    .join('; ');
}
