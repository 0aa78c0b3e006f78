import type { FieldFault, QuestionnaireDesign, QuestionnaireSummary } from '@minsheng/contracts';
import { Select } from 'antd';

import { questionnairesPath, readQuestionnaires, readVersion, versionPath } from '../../../api/questionnaires.js';
import { useResource } from '../../../api/use-resource.js';
import { useMessages } from '../../../messages/use-messages.js';
import { Field } from '../../../ui/field.js';
import { Panel } from '../../../ui/parts.js';
import { Loaded, RowsSkeleton } from '../../../ui/states.js';
import { DesignedQuestions } from './designed-questions.js';
import type { ChosenQuestionnaire } from './plan-form.js';

/** No questionnaire of the bank: the questions follow from scheme and indicators. */
const fromIndicators = '';

/**
 * Which questionnaire the poll asks: a published version from the bank, or the questions that scheme and indicators give.
 *
 * @param kept the version that the saved plan has, with its document: offered also when the bank has a newer one
 */
export function QuestionnaireChoice({
  chosen,
  kept,
  fault,
  onChoose,
}: {
  chosen: ChosenQuestionnaire | null;
  kept: (ChosenQuestionnaire & { document: QuestionnaireDesign }) | null;
  fault: FieldFault | null;
  onChoose: (chosen: ChosenQuestionnaire | null) => void;
}) {
  const { say, text } = useMessages();
  const bank = useResource(questionnairesPath, (signal) => readQuestionnaires(signal));
  return (
    <Panel title={say('plan.questionnaire')} note={say('plan.choose-questionnaire-note')}>
      <div className="inside">
        <Loaded asked={bank} skeleton={<RowsSkeleton rows={2} />}>
          {(summaries) => (
            <Field label={say('plan.choose-questionnaire')} fault={fault}>
              {({ id, describedBy, isFaulty }) => (
                <Select<string>
                  id={id}
                  aria-describedby={describedBy}
                  {...(isFaulty ? { status: 'error' as const } : {})}
                  className="questionnaire-choice"
                  showSearch={{ optionFilterProp: 'label' }}
                  value={chosen === null ? fromIndicators : keyOf(chosen)}
                  options={[
                    { value: fromIndicators, label: say('plan.from-indicators') },
                    ...versionsOffered(summaries, kept).map(({ id: questionnaire, version, title, isExpired }) => ({
                      value: keyOf({ id: questionnaire, version }),
                      label: say(isExpired ? 'plan.expired-questionnaire' : 'plan.questionnaire-version', {
                        title: text(title),
                        version,
                      }),
                    })),
                  ]}
                  onChange={(key) => onChoose(chosenIn(key))}
                />
              )}
            </Field>
          )}
        </Loaded>
      </div>
      {chosen !== null &&
        (kept !== null && keyOf(kept) === keyOf(chosen) ? (
          <DesignedQuestions key={keyOf(chosen)} design={kept.document} />
        ) : (
          <Preview key={keyOf(chosen)} {...chosen} />
        ))}
    </Panel>
  );
}

function Preview({ id, version }: ChosenQuestionnaire) {
  const found = useResource(versionPath(id, version), (signal) => readVersion(id, version, signal));
  return (
    <Loaded asked={found} skeleton={<RowsSkeleton rows={8} />}>
      {({ design }) => <DesignedQuestions design={design} />}
    </Loaded>
  );
}

interface Offered extends ChosenQuestionnaire, Pick<QuestionnaireSummary, 'title' | 'isExpired'> {}

/** The newest published version of each, and the one that the plan has already. */
function versionsOffered(
  summaries: readonly QuestionnaireSummary[],
  kept: (ChosenQuestionnaire & { document: QuestionnaireDesign }) | null,
): Offered[] {
  const newest = summaries.flatMap(({ id, version, title, isExpired }) =>
    version === null ? [] : [{ id, version, title, isExpired }],
  );
  const isOffered = kept === null || newest.some((each) => keyOf(each) === keyOf(kept));
  return isOffered ? newest : [{ ...kept, title: kept.document.title, isExpired: false }, ...newest];
}

const keyOf = ({ id, version }: ChosenQuestionnaire): string => `${id}/${version}`;

function chosenIn(key: string): ChosenQuestionnaire | null {
  if (key === fromIndicators) return null;
  const [id = '', version] = key.split('/');
  return { id, version: Number(version) };
}
