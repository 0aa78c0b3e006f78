import type { LocalisedText, ResponseSubmission } from '@minsheng/contracts';
import {
  answersKept,
  engineVersion,
  evaluateAnswers,
  isShown,
  keepsFirstResult,
  nextQuestion,
  previousQuestion,
  questionsAsked,
  readQuestion,
  readResponse,
  hangsOnCircumstances,
  type CompiledQuestionnaire,
  type Evaluation,
  type Question,
} from '@minsheng/questionnaire';
import type { SheetCircumstances } from './circumstances.js';

/** Of a draft what the interpreter needs. */
export interface SheetSoFar {
  answers: Record<string, string>;
  circumstances: SheetCircumstances;
}

/** Whether this app can run it; one made for a newer interpreter is refused, never guessed at. */
export function canRun({ format, engine }: Pick<CompiledQuestionnaire, 'format' | 'engine'>): boolean {
  return format === 'minsheng-compiled/1' && engine <= engineVersion;
}

/**
 * A draft as the interpreter sees it. Expressions name choices in Chinese whatever the language on screen, as the server's do:
 * both must find the same.
 */
export function evaluationOf(questionnaire: CompiledQuestionnaire, { answers, circumstances }: SheetSoFar): Evaluation {
  return evaluateAnswers(questionnaire, answers, { seed: circumstances.seed, now: circumstances.startedAt });
}

/** Where a draft stands. */
export type Place =
  | { kind: 'question'; question: Question }
  | { kind: 'end' }
  | { kind: 'screened-out' }
  /** The questionnaire itself fails at this question; nothing may be passed over by a mistake. */
  | { kind: 'broken'; question: string };

/** The question to be shown: that of the draft, or where it is unknown or no longer asked the next one that is. */
export function placeOf(evaluation: Evaluation, at: string | null): Place {
  if (at === null) return { kind: 'end' };
  const question = evaluation.questionOf(at);
  if (!question) return placeAfter(evaluation, null);
  if (!isShown(question)) return placeAfter(evaluation, at);
  const relevant = evaluation.isRelevant(question);
  if (relevant.kind === 'error') return { kind: 'broken', question: relevant.fault.question };
  return relevant.value ? { kind: 'question', question } : placeAfter(evaluation, at);
}

function placeAfter(evaluation: Evaluation, after: string | null): Place {
  const step = nextQuestion(evaluation, after);
  switch (step.kind) {
    case 'error':
      return { kind: 'broken', question: step.fault.question };
    case 'screened-out':
      return { kind: 'screened-out' };
    default:
      return step;
  }
}

/** Code of the first question of a new draft; null: there is none, or it cannot be told. */
export function firstQuestion(questionnaire: CompiledQuestionnaire, draft: SheetSoFar): string | null {
  const place = placeAfter(evaluationOf(questionnaire, draft), null);
  return place.kind === 'question' ? place.question.code : null;
}

/** Code of the question before a question, or before the end; null: there is none. */
export function questionBefore(evaluation: Evaluation, at: string | null): string | null {
  if (at === null) {
    const asked = questionsAsked(evaluation);
    return asked.kind === 'value' ? (asked.value[asked.value.length - 1]?.code ?? null) : null;
  }
  const step = previousQuestion(evaluation, at);
  return step.kind === 'question' ? step.question.code : null;
}

/**
 * The answer as it stands on the screen: what was written, letter by letter (`12.` on the way to `12.5`); options that an earlier
 * answer has taken away are not chosen any more.
 */
export function answerShown(evaluation: Evaluation, question: Question): string {
  if (question.list === undefined) return evaluation.answers[question.code] ?? question.initial ?? '';
  const value = evaluation.valueOf(question);
  return value.kind === 'value' ? value.value : '';
}

/** What stops a person at a question. */
export type Halt =
  /** To be mended: wrong, missing, or against a rule of the questionnaire. */
  | { kind: 'fault'; sentences: LocalisedText }
  /** Unusual: shown once, and a second tap goes on. */
  | { kind: 'warning'; sentences: LocalisedText }
  | { kind: 'broken'; question: string };

/** Where, and with which answer, somebody was stopped: another answer is another matter. */
export interface HaltAt {
  question: string;
  answer: string;
  halt: Halt;
}

/** Why somebody leaves without sending: an answer ended the interview, or they would not take part. */
export type Parting = 'screened-out' | 'declined';

export type Going = { kind: 'stays'; halt: Halt } | { kind: 'goes'; to: string | null } | { kind: 'screened-out' };

/** 下一题: reads the answer, and finds where it leads. `isWarned`: the person has seen the warning and goes on all the same. */
export function goingOn(evaluation: Evaluation, question: Question, isWarned: boolean): Going {
  const tidy = withShown(evaluation, question);
  const reading = readQuestion(tidy, question);
  if ('sentences' in reading) {
    const isBroken = reading.code === 'expression-error';
    return {
      kind: 'stays',
      halt: isBroken
        ? { kind: 'broken', question: reading.question ?? question.code }
        : { kind: 'fault', sentences: reading.sentences },
    };
  }
  const warning = reading.kind === 'answered' ? tidy.warningHolds(question) : null;
  if (warning?.kind === 'error') {
    return { kind: 'stays', halt: { kind: 'broken', question: warning.fault.question } };
  }
  if (warning?.value === false && !isWarned) {
    return { kind: 'stays', halt: { kind: 'warning', sentences: question.warning!.message } };
  }
  const place = placeAfter(tidy, question.code);
  switch (place.kind) {
    case 'question':
      return { kind: 'goes', to: place.question.code };
    case 'end':
      return { kind: 'goes', to: null };
    case 'screened-out':
      return place;
    case 'broken':
      return { kind: 'stays', halt: place };
  }
}

/** The evaluation with the question's answer as it is shown. */
function withShown(evaluation: Evaluation, question: Question): Evaluation {
  const { answers, circumstances, questionnaire } = evaluation;
  const shown = answerShown(evaluation, question);
  const given = answers[question.code];
  if (given === undefined || given === shown || question.filter === undefined) return evaluation;
  return evaluateAnswers(questionnaire, { ...answers, [question.code]: shown }, circumstances);
}

/** Results that the questionnaire keeps from now on (`once`): they go into the draft. */
export function firstResults(evaluation: Evaluation): Record<string, string> {
  const results: Record<string, string> = {};
  for (const question of evaluation.questionnaire.questions) {
    if (!keepsFirstResult(question.calculation)) continue;
    const value = evaluation.valueOf(question);
    if (value.kind === 'value' && value.value !== '') results[question.code] = value.value;
  }
  return results;
}

/** How many questions have an answer. */
export function countAnswered(evaluation: Evaluation): number {
  const asked = questionsAsked(evaluation);
  if (asked.kind === 'error') return 0;
  return asked.value.filter((question) => {
    const value = evaluation.valueOf(question);
    return value.kind === 'value' && value.value !== '';
  }).length;
}

/**
 * What is sent: answers to questions that were asked, with the values worked out; an answer that stood there from the beginning
 * and was taken away is said to be empty. The circumstances only where something hangs on them.
 */
export function sheetOf(
  questionnaire: CompiledQuestionnaire,
  draft: SheetSoFar,
): Pick<ResponseSubmission, 'answers' | 'circumstances'> {
  const evaluation = evaluationOf(questionnaire, draft);
  const answers = answersKept(evaluation);
  for (const question of questionnaire.questions) {
    const relevant = evaluation.isRelevant(question);
    const isCleared = question.initial !== undefined && draft.answers[question.code] === '';
    if (isCleared && relevant.kind === 'value' && relevant.value) answers[question.code] = '';
  }
  return hangsOnCircumstances(questionnaire) ? { answers, circumstances: draft.circumstances } : { answers };
}

/** The last look before a sheet goes up: the first question at fault, as the server would find it. Null: none. */
export function firstFault(
  questionnaire: CompiledQuestionnaire,
  draft: SheetSoFar,
): { question: string | null; halt: Halt } | null {
  const { seed, startedAt } = draft.circumstances;
  const reading = readResponse(questionnaire, sheetOf(questionnaire, draft).answers, { seed, now: startedAt });
  if (reading.outcome === 'read') return null;
  const [first] = reading.faults;
  if (!first) return null;
  return {
    question: first.question,
    halt:
      first.code === 'expression-error'
        ? { kind: 'broken', question: first.question ?? '' }
        : { kind: 'fault', sentences: first.sentences },
  };
}
