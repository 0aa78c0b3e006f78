import { addDays, civilDateAt, instantOf, type WorkingCalendar } from '../deadlines/index.js';
import { calendarOf, furthestShiftDays, type CalendarOverride, type ScheduledOccurrence } from './calendar.js';
import { periodByKey } from './periods.js';
import type { SchemeConfig } from './scheme-config.js';
import { schemeProblems } from './scheme.problems.js';

/**
 * The occurrence an override would move, if it may be published at `now`: published before it takes effect, never
 * shortening a window already begun, never moving fieldwork past the sealing. Throws the Problem that says why not.
 */
export function judgeOverride(
  config: SchemeConfig,
  working: WorkingCalendar,
  published: readonly CalendarOverride[],
  wanted: CalendarOverride,
  now: Date,
): ScheduledOccurrence {
  const calendar = calendarOf(config, working, published);
  const period = periodByKey(wanted.periodKey);
  const nearby = period
    ? calendar.occurrences(
        wanted.ruleCode,
        addDays(period.firstOn, -furthestShiftDays),
        addDays(period.lastOn, furthestShiftDays),
      )
    : [];
  const occurrence = nearby.find(({ key, kind }) => key === wanted.periodKey && kind !== 'QUOTA');
  if (!occurrence) throw schemeProblems['no-such-occurrence']({ rule: wanted.ruleCode, period: wanted.periodKey });
  if (!hasShapeOf(occurrence, wanted)) throw schemeProblems['override-shape']();
  if (Math.abs(wanted.newStart.getTime() - occurrence.start.getTime()) > furthestShiftDays * 86_400_000) {
    throw schemeProblems['override-too-far']({ days: furthestShiftDays });
  }
  const isRunning = occurrence.start <= now && now < occurrence.end;
  if (isRunning && (wanted.newStart > occurrence.start || (wanted.newEnd ?? occurrence.end) < occurrence.end)) {
    throw schemeProblems['override-shortens']();
  }
  const isLengthened = isRunning && wanted.newStart.getTime() === occurrence.start.getTime();
  if (!isLengthened && (occurrence.start <= now || wanted.newStart <= now)) throw schemeProblems['override-too-late']();
  refuseBrokenRounds(config, working, published, wanted);
  return occurrence;
}

function hasShapeOf(occurrence: ScheduledOccurrence, wanted: CalendarOverride): boolean {
  if (occurrence.kind === 'MOMENT') return wanted.newEnd === null;
  const isMidnight = (instant: Date) => instantOf(civilDateAt(instant)).getTime() === instant.getTime();
  return (
    wanted.newEnd !== null &&
    wanted.newEnd > wanted.newStart &&
    isMidnight(wanted.newStart) &&
    isMidnight(wanted.newEnd)
  );
}

function refuseBrokenRounds(
  config: SchemeConfig,
  working: WorkingCalendar,
  published: readonly CalendarOverride[],
  wanted: CalendarOverride,
): void {
  const others = published.filter(
    ({ ruleCode, periodKey }) => ruleCode !== wanted.ruleCode || periodKey !== wanted.periodKey,
  );
  const calendar = calendarOf(config, working, [...others, wanted]);
  const day = civilDateAt(wanted.newStart);
  const broken = calendar
    .rounds(addDays(day, -2 * furthestShiftDays), addDays(day, 4 * furthestShiftDays))
    .find(({ fieldwork, latestSealAt }) => fieldwork !== null && latestSealAt !== null && fieldwork.end > latestSealAt);
  if (broken) throw schemeProblems['override-breaks-round']({ period: broken.periodKey });
}
