import type { Question } from './compiled.js';
import type { Evaluation, Outcome, RunFault } from './evaluation.js';

/** Where a person goes next. An error stops the way, since it could hide a question. */
export type Step =
  | { kind: 'question'; question: Question }
  /** Nothing further is asked. */
  | { kind: 'end' }
  /** The answer to this question ends the interview politely; nothing is submitted. */
  | { kind: 'screened-out'; by: Question }
  | { kind: 'error'; fault: RunFault };

/** Whether a person sees it: calculations and hidden values take part unseen. */
export function isShown({ kind }: Question): boolean {
  return kind !== 'calculated' && kind !== 'hidden';
}

/** The question after `after` (null: the first) on the answers so far. */
export function nextQuestion(evaluation: Evaluation, after: string | null): Step {
  const { questions } = evaluation.questionnaire;
  const order = evaluation.order();
  let from = 0;
  if (after !== null) {
    const at = order.findIndex((index) => questions[index]!.code === after);
    if (at < 0) return { kind: 'end' };
    const question = questions[order[at]!]!;
    if (screensOut(evaluation, question)) return { kind: 'screened-out', by: question };
    from = at + 1;
  }
  return firstShown(evaluation, order.slice(from));
}

/** The question before `before`; the end when it is the first. */
export function previousQuestion(evaluation: Evaluation, before: string): Step {
  const order = evaluation.order();
  const at = order.findIndex((index) => evaluation.questionnaire.questions[index]!.code === before);
  return firstShown(evaluation, order.slice(0, Math.max(0, at)).reverse());
}

/** Everything asked on the answers so far, in the order shown. */
export function questionsAsked(evaluation: Evaluation): Outcome<Question[]> {
  const asked: Question[] = [];
  for (const index of evaluation.order()) {
    const question = evaluation.questionnaire.questions[index]!;
    if (!isShown(question)) continue;
    const relevant = evaluation.isRelevant(question);
    if (relevant.kind === 'error') return relevant;
    if (relevant.value) asked.push(question);
  }
  return { kind: 'value', value: asked };
}

/** The first asked question whose answer ends the interview; null: none. */
export function screenedOut(evaluation: Evaluation): Question | null {
  for (const index of evaluation.order()) {
    const question = evaluation.questionnaire.questions[index]!;
    if (screensOut(evaluation, question)) return question;
  }
  return null;
}

/** The answers without those to questions that are no longer asked, after an earlier answer was changed. */
export function answersKept(evaluation: Evaluation): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const question of evaluation.questionnaire.questions) {
    if (question.kind === 'note') continue;
    const value = evaluation.valueOf(question);
    if (value.kind === 'value' && value.value !== '') kept[question.code] = value.value;
  }
  return kept;
}

function screensOut(evaluation: Evaluation, question: Question): boolean {
  if (question.screensOut === undefined) return false;
  const value = evaluation.valueOf(question);
  return value.kind === 'value' && value.value !== '' && question.screensOut.indexOf(value.value) >= 0;
}

function firstShown(evaluation: Evaluation, indexes: readonly number[]): Step {
  for (const index of indexes) {
    const question = evaluation.questionnaire.questions[index]!;
    if (!isShown(question)) continue;
    const relevant = evaluation.isRelevant(question);
    if (relevant.kind === 'error') return { kind: 'error', fault: relevant.fault };
    if (relevant.value) return { kind: 'question', question };
  }
  return { kind: 'end' };
}
