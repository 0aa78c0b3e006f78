import type { Questionnaire } from '@minsheng/contracts';
import type { Answers } from './answers.js';
import { inMinutes, secondsFor } from './duration.js';
import { isAsked } from './routing.js';

export interface Progress {
  /** 1 for the first asked item. */
  number: number;
  /** Items asked on the answers so far; an answer that opens a further question raises it. */
  of: number;
  /** For this item and those after it, at least 1. */
  minutesLeft: number;
}

/** Where a person stands at an item; an item that is not asked stands at the end. */
export function progress(questionnaire: Questionnaire, answers: Answers, at: string): Progress {
  const asked = questionnaire.items.filter((item) => isAsked(questionnaire, item, answers));
  const found = asked.findIndex(({ code }) => code === at);
  const index = found < 0 ? Math.max(0, asked.length - 1) : found;
  const seconds = asked.slice(index).reduce((sum, item) => sum + secondsFor(item), 0);
  return { number: Math.min(index + 1, asked.length), of: asked.length, minutesLeft: inMinutes(seconds) };
}
