import type { QuestionnaireScenario } from '@minsheng/contracts';
import { record, type Work } from '../platform/index.js';
import { replaceScenarios, takeQuestionnaire, touch } from './questionnaires.queries.js';

/** All answer scripts of a questionnaire; those of published versions stay as they were published. */
export async function saveScenarios(
  work: Work,
  id: string,
  scenarios: readonly QuestionnaireScenario[],
): Promise<void> {
  const questionnaire = await takeQuestionnaire(work, id);
  await replaceScenarios(work, questionnaire.id, scenarios);
  await touch(work, questionnaire.id);
  record(work, {
    subject: `questionnaire:${id}`,
    action: 'questionnaires.scenarios-saved',
    payload: { code: questionnaire.code, scenarios: scenarios.map(({ code }) => code) },
  });
}
