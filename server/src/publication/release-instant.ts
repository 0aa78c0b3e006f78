import { addDays } from '../deadlines/index.js';
import type { Work } from '../platform/index.js';
import { currentCalendar, periodByKey } from '../scheme/index.js';

const dayMs = 86_400_000;

/** Whose release it is: a poll's scheme and period, and the instant its plan named. */
export interface ReleaseSubject {
  scheme: string;
  periodKey: string | null;
  /** `calendar.releaseAt` of the published plan; null for a survey brought in. */
  plannedAt: Date | null;
  isCorrection: boolean;
}

/**
 * When a release may go out, chosen by nobody: the calendar's occurrence for the poll's period (an override counts), else
 * the instant its plan named, else the calendar's next. A correction, and a release that missed its instant, goes out at
 * the same hour of the next day that has not come yet. Null where the scheme releases nothing.
 */
export async function releaseInstant(work: Work, subject: ReleaseSubject): Promise<Date | null> {
  const due = (await occurrenceOf(work, subject)) ?? subject.plannedAt;
  if (due !== null && due > work.now && !subject.isCorrection) return due;
  const next = (await currentCalendar(work, subject.scheme))?.next('release', work.now)?.start ?? null;
  if (due === null) return next;
  const days = Math.floor((work.now.getTime() - due.getTime()) / dayMs) + 1;
  return new Date(due.getTime() + days * dayMs);
}

async function occurrenceOf(work: Work, { scheme, periodKey, plannedAt }: ReleaseSubject): Promise<Date | null> {
  const period = periodKey === null ? null : periodByKey(periodKey);
  const calendar = await currentCalendar(work, scheme);
  if (!period || !calendar) return null;
  const starts = calendar
    .rounds(addDays(period.firstOn, -62), addDays(period.lastOn, 186))
    .filter((round) => round.periodKey === periodKey)
    .map((round) => round.release.start);
  const away = (start: Date) => (plannedAt === null ? 0 : Math.abs(start.getTime() - plannedAt.getTime()));
  return starts.sort((a, b) => away(a) - away(b))[0] ?? null;
}
