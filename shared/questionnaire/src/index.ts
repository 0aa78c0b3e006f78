/**
 * The interpreter (解释器): walks a published questionnaire and reads answers, on the phone and, with the last word, on the
 * server. What only a server needs is behind `./compile`.
 */
export { answersOffered, type Answers } from './answers.js';
export { minutesOf, questionsAskedOfAll, secondsFor } from './duration.js';
export { readAnswers, type AnswerFault, type AnswerFaultCode, type ItemReading, type Reading } from './read-answers.js';
export * from './engine/index.js';
