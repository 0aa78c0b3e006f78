import type { PollPlan } from '@minsheng/contracts';
import type { Work } from '../platform/index.js';

/** A poll that asks, or will ask, a questionnaire. */
export interface AskingPoll {
  /** The newest published version of it; before the first, the newest draft. */
  plan: PollPlan;
  isPublic: boolean;
}

/** The polls of our own that were not called off, newest first: they live on a floor that this room does not know. */
export type AskingPollsOf = (work: Work) => Promise<AskingPoll[]>;

export const ASKING_POLLS = Symbol('asking polls');
