/**
 * Days of the calendar in the city's own time (Asia/Shanghai), apart from instants.
 *
 * The zone is UTC+8 all year since 15 September 1991. Between 1986 and 1991 China had summer time, so dates before 1992
 * are refused instead of being an hour wrong; the oldest calendar we deal with starts in 2001.
 */
export type CivilDate = string & { readonly __civilDate: true };

const dayLength = 86_400_000;
const shanghaiOffset = 8 * 3_600_000;
const firstYear = 1992;

/** Reads `YYYY-MM-DD`; null when it is no day of the calendar (2026-02-30) or before 1992. */
export function parseCivilDate(text: string): CivilDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < firstYear || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return text as CivilDate;
}

/** The same for a date that must be right. Throws RangeError. */
export function civilDate(text: string): CivilDate {
  const date = parseCivilDate(text);
  if (date === null) throw new RangeError(`not a calendar day from ${firstYear} on: ${text}`);
  return date;
}

export function civilDateOf(year: number, month: number, day: number): CivilDate {
  if (year < firstYear || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw new RangeError(`not a calendar day from ${firstYear} on: ${year}-${month}-${day}`);
  }
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}` as CivilDate;
}

export const yearOf = (date: CivilDate): number => Number(date.slice(0, 4));
export const monthOf = (date: CivilDate): number => Number(date.slice(5, 7));
export const dayOf = (date: CivilDate): number => Number(date.slice(8, 10));

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01. */
export function dayNumber(date: CivilDate): number {
  return Date.UTC(yearOf(date), monthOf(date) - 1, dayOf(date)) / dayLength;
}

/** The calendar is listed for decades when a scheme is checked, so this reads fields and formats no ISO text. */
export function dateOfDayNumber(days: number): CivilDate {
  const date = new Date(days * dayLength);
  return civilDateOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function weekdayOf(date: CivilDate): number {
  return ((dayNumber(date) + 3) % 7) + 1;
}

/** The instant at `minutes` after local midnight; 1440 is the midnight that ends the day. */
export function instantOf(date: CivilDate, minutes = 0): Date {
  return new Date(dayNumber(date) * dayLength + minutes * 60_000 - shanghaiOffset);
}

/** The local day an instant falls on. */
export function civilDateAt(instant: Date): CivilDate {
  return dateOfDayNumber(Math.floor((instant.getTime() + shanghaiOffset) / dayLength));
}
