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
