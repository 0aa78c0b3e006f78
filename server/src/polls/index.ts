/** Polls (民意测评): the front door for higher floors. */
export { PollAnswers } from './brought-in/poll-answers.entity.js';
export { type ReadSurvey, type SurveyFiles, importSurvey, readSurvey } from './brought-in/import-survey.js';
export type { ImportOptions } from './brought-in/read-codebook.js';
export type { ImportFault } from './brought-in/survey.js';
export { Poll, type PollId } from './poll.entity.js';
export { findNewestPollId, findNewestRanking, findPoll, listPolls, setReleased } from './polls.queries.js';
export { pollProblems } from './polls.problems.js';
export { type RankingOptions, rankPoll } from './ranking/rank-poll.js';
export { PollRanking } from './ranking/poll-ranking.entity.js';
export type { RankingInputs } from './ranking/ranking-inputs.js';
export { WeightSet } from './weighting/weight-set.entity.js';
export { weighPoll } from './weighting/weigh-poll.js';
export { PollsModule } from './polls.module.js';
export { PollPlanRow, PollSalt } from './plan/poll-plan.entity.js';
export { Response, ResponseSum } from './fieldwork/response.entity.js';
export { ResponseDecision, ResponseFlag } from './cleaning/response-flag.entity.js';
export { PollSeal, PollSignature } from './seal/poll-seal.entity.js';
export { stageAt } from './poll.lifecycle.js';
export { responses } from './fieldwork/responses.js';
export { type OpenPollEntry, openPollsOf } from './fieldwork/open-polls.js';
export { takeAnswer, takeInterviews } from './fieldwork/take-answer.js';
export { registerResponseRoutes } from './fieldwork/responses.route.js';
export { advancePolls, advancePollsLine } from './fieldwork/advance-polls.js';
export { type PlanChanges, type PlanRequest, draftPlan, editPlan } from './plan/draft-plan.js';
export { effortOf } from './plan/effort.js';
export { describePlan, scoringOf } from './plan/plan-layout.js';
export {
  findCancellation,
  findPlan,
  findPublishedPlan,
  listPlanVersions,
  listPublishedPlans,
} from './plan/plan.queries.js';
export { PollCancellation } from './plan/poll-cancellation.entity.js';
export { issueErratum, publishPlan } from './plan/publish-plan.js';
export { approvePlan, returnPlan, submitPlan } from './plan/submit-plan.js';
export { forgetSaltsLine } from './seal/forget-salts.js';
export { findSeal } from './seal/seal.queries.js';
export { reopenForCorrection } from './seal/reopen-poll.js';
export { archivePollsLine } from './seal/archive-polls.js';
