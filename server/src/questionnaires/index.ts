/** Questionnaires (问卷库): designed, proven, published in versions that never change. The front door for higher floors. */
export type { AskingPoll, AskingPollsOf } from './asking-polls.js';
export { createQuestionnaire } from './create-questionnaire.js';
export { type PublishedQuestionnaire, findPublishedForm, findPublishedQuestionnaire } from './find-published.js';
export { publishQuestionnaire } from './publish-questionnaire.js';
export {
  Questionnaire,
  QuestionnaireDraft,
  type QuestionnaireId,
  QuestionnaireScript,
  QuestionnaireVersion,
} from './questionnaire.entity.js';
export { newestVersion } from './questionnaires.queries.js';
export { QuestionnairesModule } from './questionnaires.module.js';
export { areaItem, areaQuestion, marginQuestions, rankedUnits, staffQuestion } from './respondent-items.js';
export { saveDraft } from './save-draft.js';
export { saveScenarios } from './save-scenarios.js';
