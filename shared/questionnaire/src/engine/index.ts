export { minutesForAll, secondsForQuestion } from './duration.js';
export {
  engineVersion,
  type CompiledChoice,
  type CompiledGroup,
  type CompiledQuestionnaire,
  type Question,
  type QuestionKind,
} from './compiled.js';
export {
  evaluateAnswers,
  type Circumstances,
  type Evaluation,
  type OptionShown,
  type Outcome,
  type RunFault,
} from './evaluation.js';
export { hangsOnCircumstances, keepsFirstResult } from './hangs-on-circumstances.js';
export { progressAt, type Progress } from './progress.js';
export type { AnswerReading } from './read-answer.js';
export {
  readQuestion,
  readResponse,
  type Difference,
  type QuestionReading,
  type ResponseFault,
  type ResponseFaultCode,
  type ResponseReading,
} from './read-response.js';
export type { RunErrorReason } from './run-error.js';
export {
  answersKept,
  isShown,
  nextQuestion,
  previousQuestion,
  questionsAsked,
  screenedOut,
  type Step,
} from './walk.js';
export { wordsFor } from './words.js';
