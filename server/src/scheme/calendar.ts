import {
  addDays,
  civilDateAt,
  civilDateOf,
  dayOf,
  daysBetween,
  daysInMonth,
  instantOf,
  monthOf,
  yearOf,
  type CivilDate,
  type WorkingCalendar,
} from '../deadlines/index.js';
import { occurrencesOf, shortfallsOf, type Occurrence, type Shortfall } from './occurrences.js';
import { periodAt, periodsBetween, publishedPeriod } from './periods.js';
import { rulesOf, type LabelledRule } from './rules.js';
import type { SchemeConfig } from './scheme-config.js';

/** A decided exception for one occurrence of one rule (日程调整). A moment has only a start. */
export interface CalendarOverride {
  ruleCode: string;
  /** The occurrence's key in the rule's own rhythm, e.g. `2026-B1`. */
  periodKey: string;
  newStart: Date;
  newEnd: Date | null;
}

export interface ScheduledOccurrence extends Occurrence {
  ruleCode: string;
  isOverridden: boolean;
}

/** The scheme's calendar: business code asks it which occurrence this is, and never looks at the month itself. */
export interface SchemeCalendar {
  readonly rules: readonly LabelledRule[];
  has(ruleCode: string): boolean;
  /** Occurrences that touch the days from `first` to `last`, both included, in order of time; none for a rule not switched on. */
  occurrences(ruleCode: string, first: CivilDate, last: CivilDate): ScheduledOccurrence[];
  /** The first occurrence that starts after the instant, within three years. */
  next(ruleCode: string, after: Date): ScheduledOccurrence | null;
  /** The window or quota period that holds the instant. */
  current(ruleCode: string, at: Date): ScheduledOccurrence | null;
  /** Where a quota fell short: see `shortfallsOf`. Throws RangeError for a rule that is no quota. */
  shortfalls(ruleCode: string, events: readonly Date[], first: CivilDate, last: CivilDate, now: Date): Shortfall[];
  /** The scoring periods' rounds whose release falls on the days from `first` to `last`. */
  rounds(first: CivilDate, last: CivilDate): Round[];
}

/** One scoring period on its way to release (一期). */
export interface Round {
  periodKey: string;
  fieldwork: ScheduledOccurrence | null;
  aggregation: ScheduledOccurrence | null;
  /** Until when answers given offline inside fieldwork may arrive. */
  syncGraceEndsAt: Date | null;
  latestSealAt: Date | null;
  release: ScheduledOccurrence;
  /** Days from the first day of aggregation to the release. */
  aggregationDays: number | null;
  /** Days left in the release's month after it: what happens in them counts in the next bulletin. */
  daysAfterRelease: number;
  isShort: boolean;
  /** Statutory holidays inside fieldwork. */
  holidays: { on: CivilDate; zh: string; en: string }[];
  /** Years that fieldwork touches and whose holidays are not known: nothing can be said about them. */
  yearsWithoutTable: number[];
}

/** How far an occurrence may be moved, and how far around a range the calendar looks for one moved into it. */
export const furthestShiftDays = 62;

export function calendarOf(
  config: SchemeConfig,
  working: WorkingCalendar,
  overrides: readonly CalendarOverride[] = [],
): SchemeCalendar {
  const rules = rulesOf(config);
  const byCode = new Map(rules.map((rule) => [rule.code, rule]));
  const overrideOf = new Map(overrides.map((override) => [`${override.ruleCode} ${override.periodKey}`, override]));

  function generate(code: string, first: CivilDate, last: CivilDate, asked: readonly string[]): ScheduledOccurrence[] {
    const rule = byCode.get(code)?.rule;
    if (!rule || 'fault' in rule || asked.includes(code)) return [];
    const from = addDays(first, -furthestShiftDays);
    const to = addDays(last, furthestShiftDays);
    const planned =
      'relative' in rule ? before(rule.relative, from, to, [...asked, code]) : occurrencesOf(rule.expression, from, to);
    return planned
      .map((occurrence) => placed(code, occurrence))
      .filter(({ start, end }) => touches(start, end, first, last));
  }

  function before(
    relative: { before: string; days?: number; hours?: number },
    from: CivilDate,
    to: CivilDate,
    asked: readonly string[],
  ): Occurrence[] {
    const leadMs = ((relative.days ?? 0) * 24 + (relative.hours ?? 0)) * 3_600_000;
    const leadDays = Math.ceil(leadMs / 86_400_000);
    return generate(relative.before, from, addDays(to, leadDays), asked).map((base) => {
      const start = new Date(base.start.getTime() - leadMs);
      return { kind: 'MOMENT', key: base.key, start, end: start };
    });
  }

  function placed(ruleCode: string, occurrence: Occurrence): ScheduledOccurrence {
    const override = overrideOf.get(`${ruleCode} ${occurrence.key}`);
    if (override) {
      const end = occurrence.kind === 'MOMENT' ? override.newStart : (override.newEnd ?? occurrence.end);
      return { ...occurrence, ruleCode, start: override.newStart, end, isOverridden: true };
    }
    const policy = config.calendar.holidayPolicyOf[ruleCode] ?? config.calendar.holidayPolicy;
    if (policy === 'KEEP' || occurrence.kind !== 'MOMENT') return { ...occurrence, ruleCode, isOverridden: false };
    const start = offHoliday(occurrence.start, policy === 'NEXT_WORKDAY' ? 1 : -1, working);
    return { ...occurrence, ruleCode, start, end: start, isOverridden: false };
  }

  const occurrences = (code: string, first: CivilDate, last: CivilDate) =>
    generate(code, first, last, []).sort((a, b) => a.start.getTime() - b.start.getTime());

  function rounds(first: CivilDate, last: CivilDate): Round[] {
    // A round reaches back from its release over the whole scoring period before it.
    const from = addDays(first, -2 * 366);
    const fieldworkOf = windowsByPeriod('poll.fieldwork', from, last);
    const aggregationOf = windowsByPeriod('poll.aggregation', from, last);
    const seals = new Map(occurrences('seal', from, last).map((seal) => [seal.key, seal.start]));
    return occurrences('release', first, last).map((release) => {
      const period = publishedPeriod(config.scoring.period, release.start, config.release.publishes);
      const fieldwork = fieldworkOf.get(period.key) ?? null;
      const aggregation = aggregationOf.get(period.key) ?? null;
      const latestSealAt = seals.get(release.key) ?? null;
      const releasedOn = civilDateAt(release.start);
      const aggregationDays = aggregation ? daysBetween(civilDateAt(aggregation.start), releasedOn) : null;
      return {
        periodKey: period.key,
        fieldwork,
        aggregation,
        syncGraceEndsAt: fieldwork ? syncGraceEnd(config, fieldwork.end, latestSealAt) : null,
        latestSealAt,
        release,
        aggregationDays,
        daysAfterRelease: daysInMonth(yearOf(releasedOn), monthOf(releasedOn)) - dayOf(releasedOn),
        isShort: aggregationDays !== null && aggregationDays < config.calendar.warn.shortAggregationDays,
        ...(fieldwork && config.calendar.warn.holidayFieldwork
          ? holidaysIn(fieldwork, working)
          : { holidays: [], yearsWithoutTable: [] }),
      };
    });
  }

  /**
   * The window of a rule in each scoring period, the last one where there are several. It belongs to the period it was
   * planned in, even when an override has moved it over the border.
   */
  function windowsByPeriod(code: string, first: CivilDate, last: CivilDate): Map<string, ScheduledOccurrence> {
    const rule = byCode.get(code)?.rule;
    if (!rule || !('expression' in rule) || rule.expression.kind !== 'WINDOW') return new Map();
    return new Map(
      occurrencesOf(rule.expression, first, last).map((planned) => [
        periodAt(config.scoring.period, planned.start).key,
        placed(code, planned),
      ]),
    );
  }

  return {
    rules,
    has: (code) => byCode.has(code),
    occurrences,
    next: (code, after) =>
      occurrences(code, civilDateAt(after), addDays(civilDateAt(after), 3 * 366)).find(({ start }) => start > after) ??
      null,
    current: (code, at) =>
      occurrences(code, civilDateAt(at), civilDateAt(at)).find(({ start, end }) => start <= at && at < end) ?? null,
    shortfalls: (code, events, first, last, now) => {
      const rule = byCode.get(code)?.rule;
      if (!rule || !('expression' in rule) || rule.expression.kind !== 'QUOTA')
        throw new RangeError(`${code} is no quota`);
      return shortfallsOf(rule.expression, events, first, last, now);
    },
    rounds,
  };
}

/**
 * Until when answers given offline may arrive: so many hours after fieldwork, but no later than so many hours before
 * the latest sealing, so that a short round still has time to clean and weigh.
 */
export function syncGraceEnd(config: SchemeConfig, fieldworkEnd: Date, latestSeal: Date | null): Date {
  const { hours, hoursBeforeSeal } = config.poll.syncGrace;
  const wanted = fieldworkEnd.getTime() + hours * 3_600_000;
  if (latestSeal === null) return new Date(wanted);
  const clipped = Math.min(wanted, latestSeal.getTime() - hoursBeforeSeal * 3_600_000);
  return new Date(Math.max(clipped, fieldworkEnd.getTime()));
}

/** The same hour on the nearest working day; where the year's holidays are unknown the day stays, and the listing says so. */
function offHoliday(moment: Date, direction: 1 | -1, working: WorkingCalendar): Date {
  const planned = civilDateAt(moment);
  for (let date = planned; working.covers(yearOf(date)); date = addDays(date, direction)) {
    if (working.isWorkday(date)) return new Date(moment.getTime() + daysBetween(planned, date) * 86_400_000);
  }
  return moment;
}

function holidaysIn(
  window: Occurrence,
  working: WorkingCalendar,
): { holidays: Round['holidays']; yearsWithoutTable: number[] } {
  const holidays: Round['holidays'] = [];
  const yearsWithoutTable = new Set<number>();
  for (let date = civilDateAt(window.start); instantOf(date) < window.end; date = addDays(date, 1)) {
    if (!working.covers(yearOf(date))) {
      yearsWithoutTable.add(yearOf(date));
      continue;
    }
    const holiday = working.holidayOn(date);
    if (holiday) holidays.push({ on: date, ...holiday });
  }
  return { holidays, yearsWithoutTable: [...yearsWithoutTable] };
}

function touches(start: Date, end: Date, first: CivilDate, last: CivilDate): boolean {
  const from = instantOf(first);
  const to = instantOf(last, 24 * 60);
  return start < to && (end > from || (end.getTime() === start.getTime() && start >= from));
}

/** The year view (日程表): everything that happens in so many months, and what to be warned of. */
export interface CalendarListing {
  months: { month: string; entries: ScheduledOccurrence[] }[];
  rounds: Round[];
  /** Years of the listing without a holiday arrangement: their warnings and working days are not known yet. */
  yearsWithoutTable: number[];
}

export function listCalendar(
  calendar: SchemeCalendar,
  working: WorkingCalendar,
  from: CivilDate,
  months = 24,
): CalendarListing {
  const firstMonth = yearOf(from) * 12 + monthOf(from) - 1;
  const firstOn = civilDateOf(yearOf(from), monthOf(from), 1);
  const endMonth = firstMonth + months;
  const lastOn = addDays(civilDateOf(Math.floor(endMonth / 12), (endMonth % 12) + 1, 1), -1);
  const all = calendar.rules.flatMap(({ code }) => calendar.occurrences(code, firstOn, lastOn));
  const years = Array.from({ length: yearOf(lastOn) - yearOf(firstOn) + 1 }, (_, index) => yearOf(firstOn) + index);
  return {
    months: periodsBetween('MONTH', firstOn, lastOn).map((month) => ({
      month: month.firstOn.slice(0, 7),
      // Listed where it starts; what began before the listing stands in the first month.
      entries: all
        .filter(({ start }) =>
          month.firstOn === firstOn ? start < month.end : start >= month.start && start < month.end,
        )
        .sort((a, b) => a.start.getTime() - b.start.getTime() || (a.ruleCode < b.ruleCode ? -1 : 1)),
    })),
    rounds: calendar.rounds(firstOn, lastOn),
    yearsWithoutTable: years.filter((year) => !working.covers(year)),
  };
}
