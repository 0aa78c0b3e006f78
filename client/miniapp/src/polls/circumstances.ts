import type { ResponseSubmission } from '@minsheng/contracts';

/** Under what a sheet is answered: the seed of every shuffle, 1 to 2147483646, and when it began (UTC, ISO 8601). */
export type SheetCircumstances = NonNullable<ResponseSubmission['circumstances']>;

const seeds = 2_147_483_646;

/**
 * @param chance a number in [0, 1)
 * @param now of the business clock: what is not to lie in the future is held against the city's day
 */
export function newCircumstances(chance: () => number, now: string): SheetCircumstances {
  return { seed: 1 + Math.floor(chance() * seeds), startedAt: now };
}

/** What was kept of them by an earlier start. */
export function isCircumstances(kept: unknown): kept is SheetCircumstances {
  const { seed, startedAt } = (kept ?? {}) as Partial<SheetCircumstances>;
  return Number.isInteger(seed) && typeof startedAt === 'string' && !Number.isNaN(Date.parse(startedAt));
}
