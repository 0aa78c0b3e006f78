import type {
  HolidaySpan,
  Language,
  WorkingYearArrangement,
  WorkingYearProposalView,
  WorkingYearsView,
  WorkingYearView,
} from '@minsheng/contracts';

import { monthName, weekdayName } from '../../ui/format.js';

/** One year as the panel lists it. */
export interface YearLine {
  year: number;
  /** Null: nobody has entered it, and no deadline in working days can be set in it. */
  known: WorkingYearView | null;
  /** What waits for another person; until that is decided nothing else is proposed for the year. */
  waiting: WorkingYearProposalView | null;
  /** The last proposal, when it was sent back: whoever amends it starts from what stands in it. */
  returned: WorkingYearProposalView | null;
}

export function yearLines({ known, missing, proposals }: WorkingYearsView): YearLine[] {
  const years = [...new Set([...known.map(({ year }) => year), ...missing])].sort((a, b) => a - b);
  return years.map((year) => {
    const ofYear = proposals.filter((proposal) => proposal.year === year);
    const newest = ofYear[0] ?? null;
    return {
      year,
      known: known.find((one) => one.year === year) ?? null,
      waiting: ofYear.find(({ state }) => state === 'PROPOSED') ?? null,
      returned: newest?.state === 'REFUSED' ? newest : null,
    };
  });
}

const dayNumber = (date: string) => Date.parse(date) / 86_400_000;

/** First and last day included. */
export function lengthOf({ from, to }: Pick<HolidaySpan, 'from' | 'to'>): number {
  return dayNumber(to) - dayNumber(from) + 1;
}

/** Days off in a year: a day of two holidays (国庆节、中秋节) counts once. */
export function daysOff({ holidays }: Pick<WorkingYearArrangement, 'holidays'>): number {
  const days = holidays.flatMap((span) =>
    Array.from({ length: lengthOf(span) }, (_, index) => dayNumber(span.from) + index),
  );
  return new Set(days).size;
}

/** `2-5` / `5 Feb`: the year is the line's. */
export function dayText(date: string, language: Language): string {
  const [, month = 0, day = 0] = date.split('-').map(Number);
  return language === 'en' ? `${day} ${monthName(month, language)}` : `${month}-${day}`;
}

/** `2-5 至 2-11` / `5 Feb – 11 Feb` */
export function spanText({ from, to }: Pick<HolidaySpan, 'from' | 'to'>, language: Language): string {
  if (from === to) return dayText(from, language);
  return `${dayText(from, language)} ${language === 'en' ? '–' : '至'} ${dayText(to, language)}`;
}

/** `2-14（周日）` / `Sun 14 Feb`: which of the two days of a weekend is worked. */
export function makeUpText(date: string, language: Language): string {
  const weekday = weekdayName(new Date(date).getUTCDay(), language);
  return language === 'en' ? `${weekday} ${dayText(date, language)}` : `${dayText(date, language)}（周${weekday}）`;
}
