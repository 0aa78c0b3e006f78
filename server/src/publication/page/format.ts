import { textIn, type Language, type LocalisedText } from '@minsheng/contracts';
import { say } from './messages.js';

/** China keeps one clock without summer time, eight hours before UTC. */
const shanghaiOffset = 8 * 60 * 60 * 1000;

interface Parts {
  year: number;
  month: number;
  day: number;
  weekday: number;
  time: string;
}

/** @throws RangeError when the text is not an instant or a date. */
function shanghai(instant: string): Parts {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) throw new RangeError(`not an instant: ${JSON.stringify(instant)}`);
  const local = new Date(at + shanghaiOffset);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    weekday: local.getUTCDay(),
    time: `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`,
  };
}

const two = (value: number): string => String(value).padStart(2, '0');
const chineseWeekdays = ['日', '一', '二', '三', '四', '五', '六'];
const englishWeekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026 年 10 月 25 日（周日）09:00`, `Sun 25 Oct 2026, 09:00`. */
export function momentInWords(instant: string, language: Language): string {
  const { year, month, day, weekday, time } = shanghai(instant);
  return language === 'en'
    ? `${englishWeekdays[weekday]} ${day} ${englishMonths[month - 1]} ${year}, ${time}`
    : `${year} 年 ${month} 月 ${day} 日（周${chineseWeekdays[weekday]}）${time}`;
}

/** `2026-10-25 09:00`, for tables. */
export function momentInFigures(instant: string): string {
  const { year, month, day, time } = shanghai(instant);
  return `${year}-${two(month)}-${two(day)} ${time}`;
}

/** `2026.10.25`, for the stamp. */
export function stampDate(instant: string): string {
  const { year, month, day } = shanghai(instant);
  return `${year}.${two(month)}.${two(day)}`;
}

/** `2026 年 10 月 11–20 日`, `11 Oct – 2 Nov 2026`: calendar dates, both ends included. */
export function daysInWords(from: string, to: string, language: Language): string {
  const [start, end] = [from, to].map((date) => {
    const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
    if (match === null) throw new RangeError(`not a date: ${JSON.stringify(date)}`);
    return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  }) as [Omit<Parts, 'weekday' | 'time'>, Omit<Parts, 'weekday' | 'time'>];
  const sameYear = start.year === end.year;
  const sameMonth = sameYear && start.month === end.month;
  if (language === 'en') {
    const month = (date: { month: number }) => englishMonths[date.month - 1];
    const first = sameMonth ? `${start.day}` : `${start.day} ${month(start)}${sameYear ? '' : ` ${start.year}`}`;
    return `${first}${sameMonth ? '–' : ' – '}${end.day} ${month(end)} ${end.year}`;
  }
  const last = sameMonth ? `${end.day} 日` : `${sameYear ? '' : `${end.year} 年 `}${end.month} 月 ${end.day} 日`;
  const first = `${start.year} 年 ${start.month} 月 ${start.day}${sameMonth ? '' : ' 日'}`;
  return `${first}${sameMonth ? '–' : ' – '}${last}`;
}

/** The days of a window whose end is exclusive: `2026 年 12 月 11–20 日`. Instants are read as Shanghai time. */
export function fieldworkDays(from: string, to: string, language: Language): string {
  const day = (instant: number) => new Date(instant + shanghaiOffset).toISOString().slice(0, 10);
  return daysInWords(day(Date.parse(from)), day(Date.parse(to) - 1), language);
}

/** `9 KB`, `1.2 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** First four and last four of a hash; the whole value stands beside it for whoever copies or hovers. */
export const shortHash = (hash: string): string => (hash.length > 12 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash);

/** Names in a row: `甲、乙、丙`, `A, B and C`. */
export function listed(names: readonly LocalisedText[], language: Language): string {
  const texts = names.map((name) => textIn(name, language));
  if (language !== 'en') return texts.join('、');
  return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}` : (texts[0] ?? '');
}

const smallNumbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const chineseDigits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** A count of units in a sentence: 两, 十五; two, 15. */
export function counted(count: number, language: Language): string {
  if (language === 'en') return smallNumbers[count] ?? String(count);
  if (count === 2) return '两';
  if (count < 1 || count > 99) return String(count);
  const [tens, ones] = [Math.floor(count / 10), count % 10];
  return `${tens > 1 ? chineseDigits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? chineseDigits[ones] : ''}`;
}

/** `第一档`, `band 1`. */
export function bandName(number: number, language: Language): string {
  return say(language, 'band', { n: language === 'en' ? number : number === 2 ? '二' : counted(number, language) });
}

/** `两个单位`, `one unit`, `15 units`. */
export function countedUnits(count: number, language: Language): string {
  if (language !== 'en') return `${counted(count, language)}个单位`;
  return `${counted(count, language)} ${count === 1 ? 'unit' : 'units'}`;
}
