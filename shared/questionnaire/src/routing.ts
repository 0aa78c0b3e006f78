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
