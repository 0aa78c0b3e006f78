import type { PollPlan } from '@minsheng/contracts';
import { addDays, civilDate, civilDateAt, instantOf } from '../../deadlines/index.js';
import {
  periodAt,
  periodByKey,
  type Period,
  type SchemeCalendar,
  type SchemeConfig,
  syncGraceEnd,
} from '../../scheme/index.js';
import { planProblems } from './plan.problems.js';

/** Times of an ad-hoc poll, which no rule of the calendar sets (临时测评). */
export interface AdhocWindow {
  /** First and last day of fieldwork, `YYYY-MM-DD`, both included. */
  firstOn: string;
  lastOn: string;
  releaseAt: Date;
}

export interface PlanTimes {
  period: Period;
  calendar: PollPlan['calendar'];
  /** The plan is public by then at the latest: as many days before fieldwork as the scheme declares, or as an override says. */
  publicBy: Date;
}

/** The scoring period that a regular poll belongs to. */
export function periodOf(config: SchemeConfig, key: string, now: Date): Period {
  const period = periodByKey(key);
  if (period?.kind !== config.scoring.period)
    throw planProblems['no-such-period']({ period: key, example: periodAt(config.scoring.period, now).key });
  return period;
}

/** Instants of a regular poll: what the calendar says of its period, published overrides included. */
export function regularTimes(calendar: SchemeCalendar, period: Period): PlanTimes {
  // A release publishes its own period or the one before: it lies within a year after the period's end.
  const round = calendar
    .rounds(period.firstOn, addDays(period.lastOn, 366))
    .find(({ periodKey }) => periodKey === period.key);
  if (!round?.fieldwork) throw planProblems['no-fieldwork']({ period: period.key });
  const { start, end, key } = round.fieldwork;
  const around = [addDays(civilDateAt(start), -124), addDays(civilDateAt(end), 1)] as const;
  const publicRule = calendar.occurrences('poll.planPublic', ...around).find((occurrence) => occurrence.key === key);
  return {
    period,
    calendar: {
      fieldworkFrom: start.toISOString(),
      fieldworkTo: end.toISOString(),
      graceUntil: (round.syncGraceEndsAt ?? end).toISOString(),
      sealBy: (round.latestSealAt ?? round.release.start).toISOString(),
      releaseAt: round.release.start.toISOString(),
    },
    publicBy: publicRule?.start ?? start,
  };
}

/** Instants of an ad-hoc poll, with the leads that the scheme declares for every poll. */
export function adhocTimes(config: SchemeConfig, window: AdhocWindow): PlanTimes {
  const start = instantOf(civilDate(window.firstOn));
  const end = instantOf(civilDate(window.lastOn), 24 * 60);
  const sealBy = new Date(window.releaseAt.getTime() - leadOf(config, 'seal'));
  if (end <= start || sealBy <= end) throw planProblems['window-reversed']();
  return {
    period: periodAt(config.scoring.period, start),
    calendar: {
      fieldworkFrom: start.toISOString(),
      fieldworkTo: end.toISOString(),
      graceUntil: syncGraceEnd(config, end, sealBy).toISOString(),
      sealBy: sealBy.toISOString(),
      releaseAt: window.releaseAt.toISOString(),
    },
    publicBy: new Date(start.getTime() - leadOf(config, 'poll.planPublic')),
  };
}

/** Milliseconds before what it precedes; 0 for a rule that is no relative one. */
function leadOf(config: SchemeConfig, ruleCode: string): number {
  const rule = config.calendar.rules[ruleCode];
  if (rule === null || rule === undefined || typeof rule === 'string') return 0;
  return ((rule.days ?? 0) * 24 + (rule.hours ?? 0)) * 3_600_000;
}

/** The window that an ad-hoc plan was drawn up with. */
export function windowOf({ calendar }: PollPlan): AdhocWindow {
  return {
    firstOn: civilDateAt(new Date(calendar.fieldworkFrom)),
    lastOn: civilDateAt(new Date(Date.parse(calendar.fieldworkTo) - 1)),
    releaseAt: new Date(calendar.releaseAt),
  };
}
