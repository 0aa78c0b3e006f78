import type { PollPlan } from '@minsheng/contracts';
import { isShown, minutesForAll, minutesOf, questionsAskedOfAll } from '@minsheng/questionnaire';
import { compiledQuestionnaireOf } from './compiled-questionnaire.js';

/** What answering asks of a citizen: told beforehand, so only what everybody is asked. */
export interface Effort {
  questions: number;
  minutes: number;
}

const remembered = 50;
const known = new Map<string, Effort>();

/** @param hash of the plan; a designed questionnaire is compiled once for each */
export function effortOf(plan: PollPlan, hash: string): Effort {
  if (!plan.design)
    return { questions: questionsAskedOfAll(plan.questionnaire), minutes: minutesOf(plan.questionnaire) };
  const before = known.get(hash);
  if (before) return before;
  const compiled = compiledQuestionnaireOf(plan);
  const isConditional = (group: number): boolean =>
    group >= 0 && (compiled.groups[group]!.relevant !== null || isConditional(compiled.groups[group]!.group));
  const effort = {
    questions: compiled.questions.filter(
      (question) =>
        isShown(question) &&
        question.kind !== 'note' &&
        question.relevant === null &&
        question.isInterviewerOnly !== true &&
        !isConditional(question.group),
    ).length,
    minutes: minutesForAll(compiled),
  };
  known.set(hash, effort);
  const [oldest] = known.keys();
  if (known.size > remembered && oldest !== undefined) known.delete(oldest);
  return effort;
}
