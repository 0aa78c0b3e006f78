import { addDays, civilDateAt } from '../deadlines/index.js';
import type { Work } from '../platform/index.js';
import { currentCalendar } from '../scheme/index.js';

/** `GET /v1/calendar`: when something comes, so that newspapers can plan; never what. */
export interface PublicCalendar {
  scheme: string;
  nextReleaseAt: string | null;
  /** The next six releases, and the fieldwork that has not ended. Instants are UTC; `to` is exclusive. */
  releases: { periodKey: string; at: string }[];
  fieldwork: { periodKey: string; from: string; to: string }[];
}

const entriesShown = 6;
const daysLookedAt = 3 * 366;

export async function viewCalendar(work: Work, scheme: string, nextReleaseAt: string | null): Promise<PublicCalendar> {
  const calendar = await currentCalendar(work, scheme);
  const today = civilDateAt(work.now);
  const coming = (rule: string) =>
    (calendar?.occurrences(rule, today, addDays(today, daysLookedAt)) ?? [])
      .filter(({ kind, start, end }) => (kind === 'MOMENT' ? start > work.now : end > work.now))
      .slice(0, entriesShown);
  return {
    scheme,
    nextReleaseAt,
    releases: coming('release').map(({ key, start }) => ({ periodKey: key, at: start.toISOString() })),
    fieldwork: coming('poll.fieldwork').map(({ key, start, end }) => ({
      periodKey: key,
      from: start.toISOString(),
      to: end.toISOString(),
    })),
  };
}
