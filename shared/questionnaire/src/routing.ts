import type { Questionnaire, QuestionnaireItem } from '@minsheng/contracts';
import { answerTo, type Answers } from './answers.js';

/**
 * Whether an item is asked, given the answers so far. An answer that is left over from an item no longer asked decides
 * nothing, so the whole chain of conditions must hold.
 */
export function isAsked(questionnaire: Questionnaire, item: QuestionnaireItem, answers: Answers): boolean {
  const condition = item.askIf;
  if (condition === null) return true;
  // Only an earlier item can decide, which also ends the recursion on a questionnaire nobody checked.
  for (const earlier of questionnaire.items) {
    if (earlier.code === item.code) return false;
    if (earlier.code !== condition.item) continue;
    const answer = answerTo(answers, earlier.code);
    return answer !== undefined && condition.isOneOf.includes(answer) && isAsked(questionnaire, earlier, answers);
  }
  return false;
}

/** The item after `after` (null: the first); null at the end, and after an answer that ends the interview. */
export function nextItem(
  questionnaire: Questionnaire,
  answers: Answers,
  after: string | null,
): QuestionnaireItem | null {
  const { items } = questionnaire;
  const at = after === null ? -1 : items.findIndex(({ code }) => code === after);
  if (after !== null && (at < 0 || endsInterview(items[at]!, answers))) return null;
  return items.slice(at + 1).find((item) => isAsked(questionnaire, item, answers)) ?? null;
}

/** The asked item before `before`; null at the first. */
export function previousItem(questionnaire: Questionnaire, answers: Answers, before: string): QuestionnaireItem | null {
  const { items } = questionnaire;
  const at = items.findIndex(({ code }) => code === before);
  for (let index = at - 1; index >= 0; index -= 1) {
    const item = items[index]!;
    if (isAsked(questionnaire, item, answers)) return item;
  }
  return null;
}

/** Code of the first asked item whose answer ends the interview (不满 18 岁), or null: nothing is submitted then. */
export function screenedOutBy(questionnaire: Questionnaire, answers: Answers): string | null {
  const item = questionnaire.items.find(
    (each) => endsInterview(each, answers) && isAsked(questionnaire, each, answers),
  );
  return item?.code ?? null;
}

/** The answers without those to items that are no longer asked, after an earlier answer was changed. */
export function keepAsked(questionnaire: Questionnaire, answers: Answers): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const item of questionnaire.items) {
    const answer = answerTo(answers, item.code);
    if (answer !== undefined && isAsked(questionnaire, item, answers)) kept[item.code] = answer;
  }
  return kept;
}

function endsInterview(item: QuestionnaireItem, answers: Answers): boolean {
  if (item.type !== 'single') return false;
  const answer = answerTo(answers, item.code);
  return item.options.some((option) => option.screensOut === true && option.code === answer);
}
