const day = 86_400_000;
const dateTime = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[-+]\d{2}:\d{2})?)?$/;

/**
 * A date or an instant: in arithmetic the days since 1970-01-01T00:00Z (a date is its local midnight, as in JavaRosa), in text
 * ISO 8601 with the local offset, without the time where that is midnight.
 */
export interface Moment {
  days: number;
  text: string;
}

/** Reads `2026-11-22` or `2026-11-22T09:30:00.000+08:00`; null for anything else, also for 30 February. */
export function momentOf(text: string, offsetMinutes: number): Moment | null {
  const parts = dateTime.exec(text);
  if (parts === null) return null;
  const [year, month, dayOfMonth, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const millisecond = Number(`${parts[7] ?? ''}000`.slice(0, 3));
  if (hour > 23 || minute > 59 || second > 59) return null;
  const local = Date.UTC(year, month - 1, dayOfMonth, hour, minute, second, millisecond);
  const back = new Date(local);
  if (year < 1000 || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== dayOfMonth) return null;
  return momentAt(local - minutesOf(parts[8], offsetMinutes) * 60_000, offsetMinutes);
}

/** @param instant milliseconds since 1970-01-01T00:00Z */
export function momentAt(instant: number, offsetMinutes: number): Moment | null {
  const local = new Date(instant + offsetMinutes * 60_000);
  const year = local.getUTCFullYear();
  if (!(year >= 1000 && year <= 9999)) return null;
  const text = local.toISOString().slice(0, -1);
  const [date, time] = text.split('T') as [string, string];
  return { days: instant / day, text: time === '00:00:00.000' ? date : `${text}${offsetText(offsetMinutes)}` };
}

export function momentOfDays(days: number, offsetMinutes: number): Moment | null {
  return momentAt(Math.round(days * day), offsetMinutes);
}

/** Local midnight of the day that an instant lies in. */
export function midnightOf(instant: number, offsetMinutes: number): Moment | null {
  const local = instant + offsetMinutes * 60_000;
  return momentAt(Math.floor(local / day) * day - offsetMinutes * 60_000, offsetMinutes);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/**
 * `format-date` and `format-date-time` of the ODK XForms specification: `%Y %y %m %n %b %d %e %a`, and with the time
 * `%H %h %M %S %3`. Month and day names are English, as there.
 */
export function formatMoment(moment: Moment, format: string, offsetMinutes: number, hasTime: boolean): string {
  const local = new Date(Math.round(moment.days * day) + offsetMinutes * 60_000);
  const year = padded(local.getUTCFullYear(), 4);
  return format.replace(hasTime ? /%[YymnbdeaHhMS3]/g : /%[Yymnbdea]/g, (key) => {
    switch (key) {
      case '%Y':
        return year;
      case '%y':
        return year.slice(2);
      case '%m':
        return padded(local.getUTCMonth() + 1, 2);
      case '%n':
        return String(local.getUTCMonth() + 1);
      case '%b':
        return months[local.getUTCMonth()]!;
      case '%d':
        return padded(local.getUTCDate(), 2);
      case '%e':
        return String(local.getUTCDate());
      case '%a':
        return weekdays[local.getUTCDay()]!;
      case '%H':
        return padded(local.getUTCHours(), 2);
      case '%h':
        return String(local.getUTCHours());
      case '%M':
        return padded(local.getUTCMinutes(), 2);
      case '%S':
        return padded(local.getUTCSeconds(), 2);
      default:
        return padded(local.getUTCMilliseconds(), 3);
    }
  });
}

function minutesOf(offset: string | undefined, local: number): number {
  if (offset === undefined) return local;
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4));
  return offset.charAt(0) === '-' ? -minutes : minutes;
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${padded(Math.floor(size / 60), 2)}:${padded(size % 60, 2)}`;
}

function padded(value: number, width: number): string {
  return `000${value}`.slice(-width);
}
