import type { LocalisedText, MissingCode } from '@minsheng/contracts';
import type { Answers } from '../answers.js';
import { engineVersion, type CompiledQuestionnaire, type Question } from './compiled.js';
import { codesOf } from './evaluate-expression.js';
import { evaluateAnswers, type Circumstances, type Evaluation, type RunFault } from './evaluation.js';
import { screenedOut } from './walk.js';

export type QuestionReading =
  | { question: string; kind: 'answered'; value: string }
  | { question: string; kind: 'missing'; code: MissingCode }
  | { question: string; kind: 'notAnswered' }
  | { question: string; kind: 'notAsked' };

export type ResponseFaultCode =
  | 'not-answers'
  | 'unknown-engine'
  | 'unknown-item'
  | 'malformed'
  | 'not-offered'
  | 'not-asked'
  | 'required'
  | 'constraint'
  | 'screened-out'
  | 'expression-error';

export interface ResponseFault {
  /** null when the whole is at fault. */
  question: string | null;
  code: ResponseFaultCode;
  sentences: LocalisedText;
}

/** A value that the phone worked out and this evaluation worked out otherwise; this evaluation counts. Paradata. */
export interface Difference {
  question: string;
  claimed: string | null;
  found: string | null;
}

export type ResponseReading =
  | {
      outcome: 'read';
      values: QuestionReading[];
      /** Questions whose soft check does not hold: kept beside the response. */
      warnings: string[];
      differences: Difference[];
    }
  | { outcome: 'refused'; faults: ResponseFault[] };

/** Enough to mend a form by. */
const mostFaults = 20;

/**
 * Reads a response with the last word. Total: whatever came in, the answer is a reading or the faults. Values of calculated
 * questions may be among the answers; they are worked out again, and where the result differs both are handed back. Only
 * what `once()` or a hidden value says is taken as given, since nobody can work it out again.
 */
export function readResponse(
  questionnaire: CompiledQuestionnaire,
  given: unknown,
  circumstances: Circumstances,
): ResponseReading {
  if (questionnaire.engine > engineVersion) return refused([fault(null, 'unknown-engine')]);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return refused([fault(null, 'not-answers')]);
  }
  const answers = given as Answers;
  const evaluation = evaluateAnswers(questionnaire, answers, circumstances);
  const faults: ResponseFault[] = [];
  for (const code of Object.keys(answers)) {
    if (evaluation.questionOf(code) === undefined) faults.push(fault(code, 'unknown-item'));
    if (faults.length >= mostFaults) return refused(faults);
  }
  const ending = screenedOut(evaluation);
  if (ending !== null) return refused([fault(ending.code, 'screened-out')]);
  const values: QuestionReading[] = [];
  const warnings: string[] = [];
  const differences: Difference[] = [];
  for (const question of questionnaire.questions) {
    if (question.kind === 'note') continue;
    if (question.kind === 'calculated') compare(evaluation, question, answers, differences);
    const read = readQuestion(evaluation, question);
    if ('sentences' in read) {
      faults.push(read);
      continue;
    }
    values.push(read);
    const warning = read.kind === 'answered' ? evaluation.warningHolds(question) : null;
    if (warning?.kind === 'error') faults.push(expressionError(warning.fault));
    else if (warning?.value === false) warnings.push(question.code);
  }
  return faults.length > 0 ? refused(faults.slice(0, mostFaults)) : { outcome: 'read', values, warnings, differences };
}

/** Reads one question under an evaluation, as a page does when a person goes on. */
export function readQuestion(evaluation: Evaluation, question: Question): QuestionReading | ResponseFault {
  const { code } = question;
  const relevant = evaluation.isRelevant(question);
  if (relevant.kind === 'error') return expressionError(relevant.fault);
  const reading = evaluation.reading(question);
  const isCalculated = question.kind === 'calculated';
  if (!relevant.value) {
    // What the phone worked out for a question not asked is told as a difference; an initial value nobody gave.
    const isGiven = Object.prototype.hasOwnProperty.call(evaluation.answers, code) && evaluation.answers[code] !== '';
    return isGiven && !isCalculated ? fault(code, 'not-asked') : { question: code, kind: 'notAsked' };
  }
  const value = evaluation.valueOf(question);
  if (value.kind === 'error') return expressionError(value.fault);
  if (!isCalculated) {
    if (reading.kind === 'malformed') return { question: code, code: 'malformed', sentences: reading.sentences };
    // A filter takes away what it does not offer; whoever sends it all the same is told.
    if (reading.kind === 'answered' && sizeOf(value.value) < sizeOf(reading.value)) return fault(code, 'not-offered');
    if (reading.kind === 'answered' && reading.fault)
      return { question: code, code: 'malformed', sentences: reading.fault };
  }
  if (value.value === '') {
    const required = evaluation.isRequired(question);
    if (required.kind === 'error') return expressionError(required.fault);
    if (!required.value) return { question: code, kind: 'notAnswered' };
    return question.requiredMessage
      ? { question: code, code: 'required', sentences: question.requiredMessage }
      : fault(code, 'required');
  }
  if (reading.kind === 'missing') return { question: code, kind: 'missing', code: reading.code };
  const holds = evaluation.constraintHolds(question);
  if (holds?.kind === 'error') return expressionError(holds.fault);
  return holds?.value === false
    ? { question: code, code: 'constraint', sentences: question.constraint!.message }
    : { question: code, kind: 'answered', value: value.value };
}

function sizeOf(codes: string): number {
  return codesOf(codes).length;
}

function compare(evaluation: Evaluation, question: Question, answers: Answers, into: Difference[]): void {
  if (!Object.prototype.hasOwnProperty.call(answers, question.code)) return;
  const claimed: unknown = answers[question.code];
  const found = evaluation.valueOf(question);
  const own = found.kind === 'error' || found.value === '' ? null : found.value;
  const other = typeof claimed === 'string' && claimed !== '' ? claimed : null;
  if (own !== other) into.push({ question: question.code, claimed: other, found: own });
}

const refused = (faults: ResponseFault[]): ResponseReading => ({ outcome: 'refused', faults });

function expressionError({ question }: RunFault): ResponseFault {
  return fault(question, 'expression-error');
}

function fault(question: string | null, code: Exclude<ResponseFaultCode, 'malformed' | 'constraint'>): ResponseFault {
  return { question, code, sentences: sentences[code] };
}

const sentences: Record<Exclude<ResponseFaultCode, 'malformed' | 'constraint'>, LocalisedText> = {
  'not-answers': { zh: '没有收到答卷', en: 'No answers were received' },
  'unknown-engine': {
    zh: '这份问卷需要新版小程序，请更新后再答',
    en: 'This questionnaire needs a newer version of the app; please update it',
  },
  'unknown-item': { zh: '问卷里没有这道题', en: 'The questionnaire has no such question' },
  'not-offered': {
    zh: '按前面的回答，这个选项不在可选之列',
    en: 'After the earlier answers this option is not offered',
  },
  'not-asked': { zh: '按前面的回答，这道题不用答', en: 'After the earlier answers this question is not asked' },
  required: { zh: '这道题还没有答', en: 'This question has not been answered yet' },
  'screened-out': {
    zh: '按这个回答，这份问卷不用再答，也不会提交',
    en: 'After this answer the questionnaire ends and is not submitted',
  },
  'expression-error': {
    zh: '问卷本身有一处算不出结果，答案已保留，请告诉调查人员',
    en: 'The questionnaire itself has a mistake here; your answers are kept, please tell the survey staff',
  },
};
