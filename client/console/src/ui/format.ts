import { roundDecimal, thousands } from '@minsheng/charts';
import type { Language } from '@minsheng/contracts';

/** A moment on the wall clock of the city (Asia/Shanghai), wherever the reader's machine thinks it is. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  /** 0 is Sunday. */
  weekday: number;
  /** `09:00` */
  time: string;
  seconds: string;
}

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `instant`: ISO 8601 or milliseconds since the epoch. */
export function wallClock(instant: string | number): WallClock {
  const found = Object.fromEntries(parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const [year, month, day] = [Number(found['year']), Number(found['month']), Number(found['day'])];
  return {
    year,
    month,
    day,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
    time: `${found['hour']}:${found['minute']}`,
    seconds: found['second'] ?? '00',
  };
}

/** A wall-clock time such as `2026-10-25T09:00` as the UTC instant; null when it is none. China keeps no summer time. */
export function shanghaiInstant(local: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(local)) return null;
  const instant = new Date(`${local}+08:00`);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

/** The inverse of `shanghaiInstant`, to the minute: what a date-and-time field takes. */
export function shanghaiField(instant: string | number): string {
  const { year, month, day, time } = wallClock(instant);
  return `${year}-${two(month)}-${two(day)}T${time}`;
}

const two = (value: number) => String(value).padStart(2, '0');
const weekdays = {
  'zh-CN': ['日', '一', '二', '三', '四', '五', '六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export function weekdayName(weekday: number, language: Language): string {
  return weekdays[language][weekday] ?? '';
}

export function monthName(month: number, language: Language): string {
  return language === 'en' ? (months[month - 1] ?? '') : `${month} 月`;
}

/** `2026 年 10 月 25 日（周日）` / `Sun 25 Oct 2026` */
export function dateText(instant: string | number, language: Language): string {
  const { year, month, day, weekday } = wallClock(instant);
  return language === 'en'
    ? `${weekdayName(weekday, language)} ${day} ${monthName(month, language)} ${year}`
    : `${year} 年 ${month} 月 ${day} 日（周${weekdayName(weekday, language)}）`;
}

/** `10 月 25 日（周日）09:00` / `Sun 25 Oct 09:00`: for what lies near. */
export function momentText(instant: string | number, language: Language): string {
  const { month, day, weekday, time } = wallClock(instant);
  return language === 'en'
    ? `${weekdayName(weekday, language)} ${day} ${monthName(month, language)} ${time}`
    : `${month} 月 ${day} 日（周${weekdayName(weekday, language)}）${time}`;
}

/** `2026-10-25 09:00`, with seconds where the order of things matters: the same in both languages, for tables. */
export function stampText(instant: string | number, withSeconds = false): string {
  const { year, month, day, time, seconds } = wallClock(instant);
  return `${year}-${two(month)}-${two(day)} ${time}${withSeconds ? `:${seconds}` : ''}`;
}

/** `14:32` on the same day as `now`, `10-15 14:32` on another: for captions where room is short. */
export function shortMomentText(instant: string | number, now: string | number): string {
  const stamp = stampText(instant);
  return stamp.slice(0, 10) === stampText(now).slice(0, 10) ? stamp.slice(11) : stamp.slice(5);
}

/** Whole days of the wall calendar from one instant to another; negative when `to` is the earlier. */
export function daysBetween(from: string | number, to: string | number): number {
  const dayNumber = (instant: string | number) => {
    const { year, month, day } = wallClock(instant);
    return Date.UTC(year, month - 1, day) / 86_400_000;
  };
  return dayNumber(to) - dayNumber(from);
}

/** Thousands apart by commas: `2,462`. */
export function countText(value: number): string {
  return thousands(Math.round(value));
}

/**
 * Half-up (away from zero on a tie) at `places` decimals, on the decimal digits as written: `77.95` → `78.0`,
 * where binary rounding says `77.9`. What is no decimal is returned as it is.
 */
export function halfUp(value: string | number, places: number): string {
  const written = typeof value === 'number' ? plainDigits(value) : value.trim();
  return /^[+-]?\d+(\.\d+)?$/.test(written) ? roundDecimal(written, places) : written;
}

/** The shortest digits that name the double, never in powers of ten. */
function plainDigits(value: number): string {
  const shortest = String(value);
  return shortest.includes('e') ? value.toFixed(20) : shortest;
}

/** A share 0–1 as per cent: `6%`, `41.5%`. */
export function percentText(share: number, places = 0): string {
  // Twelve digits: 0.285 × 100 is 28.499999999999996 in binary, and 28.5 to a person.
  return `${halfUp(Number((share * 100).toPrecision(12)), places)}%`;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `4.2 × 10⁻⁷`; zero and what needs no power of ten stay plain. */
export function scientificText(value: number): string {
  if (value === 0 || (Math.abs(value) >= 0.001 && Math.abs(value) < 10_000))
    return String(Number(value.toPrecision(3)));
  const [mantissa = '', exponent = '0'] = value.toExponential(1).split('e');
  const power = [...String(Math.abs(Number(exponent)))].map((digit) => superscripts[Number(digit)]).join('');
  return `${mantissa} × 10${Number(exponent) < 0 ? '⁻' : ''}${power}`;
}

/** A calendar period in words: `2026-B5` is 2026 年第 5 期. A key of another kind of period stands as it is. */
export function periodText(key: string, language: Language): string {
  const [, year, number] = /^(\d{4})-B(\d+)$/.exec(key) ?? [];
  if (year === undefined) return key;
  return language === 'en' ? `${year}, period ${number}` : `${year} 年第 ${number} 期`;
}

/** First four and last four of a hash, as on every surface. */
export function shortHash(hash: string): string {
  return hash.length <= 12 ? hash : `${hash.slice(0, 4)}…${hash.slice(-4)}`;
}

/** `第 1–3 名`, `第 6 名` / `1–3`, `6` */
export function rankText([best, worst]: readonly [number, number], language: Language): string {
  const range = best === worst ? String(best) : `${best}–${worst}`;
  return language === 'en' ? range : `第 ${range} 名`;
}

/** `1:05` for a wait of 65 seconds. */
export function waitText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${two(Math.floor(seconds % 60))}`;
}

/** `甲、乙、丙` / `A, B, C` */
export function listText(parts: readonly string[], language: Language): string {
  return parts.join(language === 'en' ? ', ' : '、');
}

/** `12 KB` */
export function sizeText(bytes: number): string {
  return bytes < 1024
    ? `${bytes} B`
    : bytes < 1_048_576
      ? `${halfUp(bytes / 1024, 0)} KB`
      : `${halfUp(bytes / 1_048_576, 1)} MB`;
}
