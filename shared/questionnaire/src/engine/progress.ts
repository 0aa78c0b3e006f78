import { secondsForQuestion } from './duration.js';
import type { Evaluation } from './evaluation.js';
import { questionsAsked } from './walk.js';

export interface Progress {
  /** 1 for the first question asked; a note is none: it stands with the question before it, at the beginning with 0. */
  number: number;
  /** Questions asked on the answers so far; an answer that opens a further one raises it. */
  of: number;
  /** For this question and those after it, at least 1. */
  minutesLeft: number;
}

/** Where a person stands at a question. Null: not asked, or an error leaves unknown what is. */
export function progressAt(evaluation: Evaluation, at: string): Progress | null {
  const asked = questionsAsked(evaluation);
  if (asked.kind === 'error') return null;
  const index = asked.value.findIndex(({ code }) => code === at);
  if (index < 0) return null;
  const seconds = asked.value
    .slice(index)
    .reduce((sum, question) => sum + secondsForQuestion(evaluation.questionnaire, question), 0);
  const count = (until: number): number => asked.value.slice(0, until).filter(({ kind }) => kind !== 'note').length;
  return {
    number: count(index + 1),
    of: count(asked.value.length),
    minutesLeft: Math.max(1, Math.round(seconds / 60)),
  };
}
