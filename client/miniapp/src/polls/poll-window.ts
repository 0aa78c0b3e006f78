import type { OpenPoll } from '@minsheng/contracts';
import { wallClock } from '../time/shanghai.js';

/** Where a poll stands for somebody who wants to answer. */
export type Standing = 'before' | 'open' | 'paused' | 'over';

/** @param now UTC instant of the business clock, ISO 8601. */
export function standingOf(poll: OpenPoll, now: string): Standing {
  const at = Date.parse(now);
  if (at < Date.parse(poll.opensAt)) return 'before';
  if (at >= Date.parse(poll.closesAt)) return 'over';
  return poll.isPaused ? 'paused' : 'open';
}

/** The business clock now, from what it was when the server said it: a phone without network goes on counting. */
export function clockNow(said: string, saidAt: string, phoneNow: number): string {
  const since = Math.max(0, phoneNow - Date.parse(saidAt));
  return new Date(Date.parse(said) + since).toISOString();
}

export interface WindowDays {
  /** One a day of the window in Shanghai. */
  days: ('past' | 'today' | 'ahead')[];
  /** Days after today in the window; null outside it. */
  daysLeft: number | null;
  /** First and last day, UTC instants that lie in them. */
  first: string;
  last: string;
}

const dayLength = 86_400_000;

/** The days of the window; `closesAt` is exclusive, so a window until midnight ends on the day before. */
export function windowDays(poll: Pick<OpenPoll, 'opensAt' | 'closesAt'>, now: string): WindowDays {
  const last = new Date(Date.parse(poll.closesAt) - 1).toISOString();
  const from = dayNumber(poll.opensAt);
  const to = dayNumber(last);
  const today = dayNumber(now);
  return {
    days: Array.from({ length: to - from + 1 }, (_, index) => {
      const day = from + index;
      return day < today ? 'past' : day === today ? 'today' : 'ahead';
    }),
    daysLeft: today >= from && today <= to ? to - today : null,
    first: poll.opensAt,
    last,
  };
}

/** Days since 1970 on Shanghai's calendar. */
function dayNumber(instant: string): number {
  const { year, month, day } = wallClock(instant);
  return Date.UTC(year, month - 1, day) / dayLength;
}
