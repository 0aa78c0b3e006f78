import type { Language } from '@minsheng/contracts';

/**
 * Times as the city's clocks show them. China keeps UTC+8 all year (no summer time since 1991), so the offset is added by
 * hand: phones' JavaScript engines do not all know time zones.
 */
const offset = 8 * 3_600_000;

export interface WallClock {
  year: number;
  month: number;
  day: number;
  /** 0 is Sunday. */
  weekday: number;
  /** `09:30`. */
  time: string;
}

/** @param instant UTC, ISO 8601. */
export function wallClock(instant: string): WallClock {
  const shifted = new Date(Date.parse(instant) + offset);
  const two = (part: number): string => String(part).padStart(2, '0');
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    time: `${two(shifted.getUTCHours())}:${two(shifted.getUTCMinutes())}`,
  };
}

const weekdays = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `10 月 25 日`, `25 Oct`; with the year when it is not the year of `now`. */
export function dayText(instant: string, language: Language, now: string): string {
  const { year, month, day } = wallClock(instant);
  const isThisYear = year === wallClock(now).year;
  if (language === 'en') return `${day} ${months[month - 1]}${isThisYear ? '' : ` ${year}`}`;
  return `${isThisYear ? '' : `${year} 年 `}${month} 月 ${day} 日`;
}

/** `10 月 25 日（周日）09:30`, `Sunday 25 Oct, 09:30`. */
export function momentText(instant: string, language: Language, now: string): string {
  const { weekday, time } = wallClock(instant);
  const day = dayText(instant, language, now);
  return language === 'en'
    ? `${weekdays.en[weekday]} ${day}, ${time}`
    : `${day}（${weekdays['zh-CN'][weekday]}）${time}`;
}

/** A calendar date that carries no time (`2026-10-11`), read as the day it names. */
export function dateText(date: string, language: Language, now: string): string {
  return dayText(`${date.slice(0, 10)}T00:00:00+08:00`, language, now);
}

/** A range of days, the month said once where it can be: `10 月 11–20 日`, `11–20 Oct`; one day is one day. */
export function dayRangeText(first: string, last: string, language: Language, now: string): string {
  const from = wallClock(first);
  const to = wallClock(last);
  const end = dayText(last, language, now);
  const isOneMonth = from.year === to.year && from.month === to.month;
  if (!isOneMonth) return `${dayText(first, language, now)}–${end}`;
  if (from.day === to.day) return end;
  return language === 'en' ? `${from.day}–${end}` : `${dayText(first, language, now).replace(/ 日$/, '')}–${to.day} 日`;
}

/** `10-15 12:22`: where a row of times has to be read down. */
export function shortMoment(instant: string): string {
  const { month, day, time } = wallClock(instant);
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')} ${time}`;
}
