import { daysInMonth, parseCivilDate, type CivilDate } from '../deadlines/index.js';
import type { PeriodKind } from './periods.js';

/**
 * Calendar expressions (日程规则): when things happen, said in the preset and nowhere in code.
 *
 *     expr    := "ADHOC"
 *              | "ATLEAST" n "/" unit
 *              | "WINDOW" scope span                      whole days, [first 00:00, last 24:00)
 *              | scope day [time] ["FROM" yyyy-mm-dd]     a moment, 09:00 unless said
 *     scope   := EVERY-DAY | EVERY-WEEK | EVERY-2-WEEKS | EVERY-MONTH | ODD-MONTHS | EVEN-MONTHS
 *              | QUARTER-LAST-MONTHS | HALF-LAST-MONTHS | YEAR-LAST-MONTH | YEAR-FIRST-MONTH | MONTHS(m,m,…)
 *     day     := weekday | "DAY" d | "DAYS" d,d | "LAST-DAY" | "FIRST" weekday | "LAST" weekday | "-"
 *     span    := "DAYS" a-b | "DAYS" a-LAST | "WHOLE"
 *     unit    := DAY | WEEK | HALF-MONTH | MONTH | BIMONTH | QUARTER | YEAR
 *
 * All upper case, single spaces. `-` goes with EVERY-DAY; a bare weekday with the weeks (or, in a month scope, means each
 * such weekday). Occurrences equal those of RFC 5545, with one narrowing: a day that some month of the scope lacks
 * (DAY 31 in EVERY-MONTH) is refused, because RFC 5545 would silently skip that month's release. LAST-DAY says what is meant.
 */
export type CalendarExpression = Moment | Window | Quota | AdHoc;

export interface Moment {
  kind: 'MOMENT';
  scope: Scope;
  day: DayRule;
  /** Minutes after local midnight. */
  minutes: number;
  from: CivilDate | null;
}

export interface Window {
  kind: 'WINDOW';
  scope: Scope;
  /** Days of the month, `last: null` for its last day; null for the whole scope unit. */
  days: { first: number; last: number | null } | null;
}

export interface Quota {
  kind: 'QUOTA';
  atLeast: number;
  per: PeriodKind;
}

export interface AdHoc {
  kind: 'ADHOC';
}

export type Scope = { unit: 'DAY' } | { unit: 'WEEK'; interval: 1 | 2 } | { unit: 'MONTH'; months: number[] };

export type DayRule =
  | { on: 'each-day' }
  | { on: 'weekday'; weekday: number }
  | { on: 'days'; days: number[] }
  | { on: 'last-day' }
  | { on: 'first-weekday'; weekday: number }
  | { on: 'last-weekday'; weekday: number };

export interface SyntaxFault {
  /** Zero-based offset of the first character that does not fit. */
  position: number;
  zh: string;
  en: string;
}

export type ParsedExpression = { expression: CalendarExpression } | { fault: SyntaxFault };

const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const monthScopes: Readonly<Record<string, number[]>> = {
  'EVERY-MONTH': everyMonth,
  'ODD-MONTHS': [1, 3, 5, 7, 9, 11],
  'EVEN-MONTHS': [2, 4, 6, 8, 10, 12],
  'QUARTER-LAST-MONTHS': [3, 6, 9, 12],
  'HALF-LAST-MONTHS': [6, 12],
  'YEAR-LAST-MONTH': [12],
  'YEAR-FIRST-MONTH': [1],
};
const weekdays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
const quotaUnits: Readonly<Record<string, PeriodKind>> = {
  DAY: 'DAY',
  WEEK: 'WEEK',
  'HALF-MONTH': 'HALF-MONTH',
  MONTH: 'MONTH',
  BIMONTH: 'BIMONTH',
  QUARTER: 'QUARTER',
  YEAR: 'YEAR',
};

export function parseExpression(text: string): ParsedExpression {
  try {
    return { expression: new Parser(text).expression() };
  } catch (error) {
    if (error instanceof Misfit) return { fault: error.fault };
    throw error;
  }
}

class Misfit extends Error {
  constructor(readonly fault: SyntaxFault) {
    super(fault.en);
  }
}

/** Recursive descent over the words of the expression, each remembered with its place. */
class Parser {
  private readonly words: { text: string; at: number }[];
  private next = 0;

  constructor(private readonly text: string) {
    const unwanted = /^ | {2}| $|[^ -~]/.exec(text);
    if (unwanted)
      this.refuse(unwanted.index, '只能用单个空格分隔大写英文词', 'words are upper case, parted by single spaces');
    let at = 0;
    this.words = text.split(' ').map((word) => {
      const placed = { text: word, at };
      at += word.length + 1;
      return placed;
    });
  }

  expression(): CalendarExpression {
    const expression = this.body();
    const rest = this.words[this.next];
    if (rest) this.refuse(rest.at, `多余的内容“${rest.text}”`, `nothing may follow here: ${rest.text}`);
    return expression;
  }

  private body(): CalendarExpression {
    if (this.takes('ADHOC')) return { kind: 'ADHOC' };
    if (this.takes('ATLEAST')) return this.quota();
    if (this.takes('WINDOW')) return this.window();
    return this.moment();
  }

  private quota(): Quota {
    const word = this.take('次数与周期，如 2/WEEK', 'a count and a unit, such as 2/WEEK');
    const match = /^(\d+)\/(.*)$/.exec(word.text);
    if (!match) this.refuse(word.at, '应写成“次数/周期”，如 2/WEEK', 'write count/unit, such as 2/WEEK');
    const atLeast = Number(match[1]);
    if (atLeast < 1 || atLeast > 1000) this.refuse(word.at, '次数应在 1 到 1000 之间', 'the count is 1 to 1000');
    const per = Object.hasOwn(quotaUnits, match[2] ?? '') ? quotaUnits[match[2] ?? ''] : undefined;
    const unitAt = word.at + word.text.indexOf('/') + 1;
    if (!per) this.refuse(unitAt, `没有这个周期：${match[2]}`, `no such unit: ${match[2]}`);
    return { kind: 'QUOTA', atLeast, per };
  }

  private window(): Window {
    const scopeWord = this.words[this.next];
    const scope = this.scope();
    if (scope.unit === 'WEEK' && scope.interval === 2) {
      this.refuse(
        scopeWord?.at ?? 0,
        '窗口不能每两周一次：无法写明从哪一周起',
        'a window cannot be every two weeks: it has no FROM',
      );
    }
    if (this.takes('WHOLE')) return { kind: 'WINDOW', scope, days: null };
    const word = this.take('DAYS 或 WHOLE', 'DAYS or WHOLE');
    if (word.text !== 'DAYS') this.refuse(word.at, '应为 DAYS 或 WHOLE', 'DAYS or WHOLE is expected');
    if (scope.unit !== 'MONTH') this.refuse(word.at, 'DAYS 只能用于以月为单位的范围', 'DAYS goes with months only');
    const span = this.take('起止日，如 11-20 或 21-LAST', 'a span, such as 11-20 or 21-LAST');
    const match = /^(\d{1,2})-(\d{1,2}|LAST)$/.exec(span.text);
    if (!match) this.refuse(span.at, '起止日应写成 11-20 或 21-LAST', 'write a span as 11-20 or 21-LAST');
    const first = this.dayOfMonth(match[1] ?? '', span.at, scope.months);
    if (match[2] === 'LAST') return { kind: 'WINDOW', scope, days: { first, last: null } };
    const lastAt = span.at + (match[1]?.length ?? 0) + 1;
    const last = this.dayOfMonth(match[2] ?? '', lastAt, scope.months);
    if (last < first) this.refuse(lastAt, '结束日早于开始日', 'the last day comes before the first');
    return { kind: 'WINDOW', scope, days: { first, last } };
  }

  private moment(): Moment {
    const scopeWord = this.words[this.next];
    const scope = this.scope();
    const day = this.day(scope);
    const minutes = this.time();
    const from = this.from();
    if (scope.unit === 'WEEK' && scope.interval === 2 && from === null) {
      this.refuse(
        scopeWord?.at ?? 0,
        '每两周一次要用 FROM 写明从哪一天起',
        'every two weeks needs FROM to say which weeks',
      );
    }
    return { kind: 'MOMENT', scope, day, minutes, from };
  }

  private scope(): Scope {
    const word = this.take('范围，如 EVEN-MONTHS', 'a scope, such as EVEN-MONTHS');
    if (word.text === 'EVERY-DAY') return { unit: 'DAY' };
    if (word.text === 'EVERY-WEEK') return { unit: 'WEEK', interval: 1 };
    if (word.text === 'EVERY-2-WEEKS') return { unit: 'WEEK', interval: 2 };
    if (Object.hasOwn(monthScopes, word.text)) return { unit: 'MONTH', months: monthScopes[word.text] ?? [] };
    const listed = /^MONTHS\((\d{1,2}(?:,\d{1,2})*)\)$/.exec(word.text);
    if (!listed) this.refuse(word.at, `没有这个范围：${word.text}`, `no such scope: ${word.text}`);
    const months = (listed[1] ?? '').split(',').map(Number);
    const rising = months.every((month, index) => month >= 1 && month <= 12 && month > (months[index - 1] ?? 0));
    if (!rising) {
      this.refuse(
        word.at + 'MONTHS('.length,
        '月份应在 1 到 12 之间，由小到大，不重复',
        'months are 1 to 12, rising, each once',
      );
    }
    return { unit: 'MONTH', months };
  }

  private day(scope: Scope): DayRule {
    const word = this.take('日，如 LAST SUN 或 DAY 5', 'a day, such as LAST SUN or DAY 5');
    if (scope.unit === 'DAY') {
      if (word.text !== '-') this.refuse(word.at, 'EVERY-DAY 之后只能写“-”', 'after EVERY-DAY only - fits');
      return { on: 'each-day' };
    }
    const weekday = weekdays.indexOf(word.text) + 1;
    if (weekday > 0) return { on: 'weekday', weekday };
    if (scope.unit === 'WEEK')
      this.refuse(word.at, '以周为单位时应写星期几，如 FRI', 'a week needs a weekday, such as FRI');
    if (word.text === 'LAST-DAY') return { on: 'last-day' };
    if (word.text === 'FIRST') return { on: 'first-weekday', weekday: this.weekday() };
    if (word.text === 'LAST') return { on: 'last-weekday', weekday: this.weekday() };
    if (word.text === 'DAY') {
      const number = this.take('几号', 'a day of the month');
      return { on: 'days', days: [this.dayOfMonth(number.text, number.at, scope.months)] };
    }
    if (word.text === 'DAYS') return { on: 'days', days: this.listOfDays(scope.months) };
    return this.refuse(word.at, `不是日的写法：${word.text}`, `no such day: ${word.text}`);
  }

  private weekday(): number {
    const word = this.take('星期几，如 SUN', 'a weekday, such as SUN');
    const weekday = weekdays.indexOf(word.text) + 1;
    if (weekday === 0) this.refuse(word.at, `没有这个星期：${word.text}`, `no such weekday: ${word.text}`);
    return weekday;
  }

  private listOfDays(months: number[]): number[] {
    const word = this.take('几号，如 1,15', 'days, such as 1,15');
    let at = word.at;
    const days = word.text.split(',').map((text) => {
      const day = this.dayOfMonth(text, at, months);
      at += text.length + 1;
      return day;
    });
    if (!days.every((day, index) => day > (days[index - 1] ?? 0))) {
      this.refuse(word.at, '日期应由小到大，不重复', 'days rise, each once');
    }
    return days;
  }

  private dayOfMonth(text: string, at: number, months: number[]): number {
    const day = /^\d{1,2}$/.test(text) ? Number(text) : 0;
    if (day < 1 || day > 31) this.refuse(at, `不是几号的写法：${text}`, `no day of the month: ${text}`);
    // 2023: a year without 29 February, so that a day is taken only if every year has it.
    const lacking = months.find((month) => daysInMonth(2023, month) < day);
    if (lacking !== undefined) {
      this.refuse(
        at,
        `${lacking} 月不是每年都有 ${day} 号；月末请写 LAST-DAY 或 LAST`,
        `month ${lacking} does not always have a day ${day}; say LAST-DAY or LAST`,
      );
    }
    return day;
  }

  private time(): number {
    const word = this.words[this.next];
    if (!word || word.text === 'FROM') return 9 * 60;
    const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(word.text);
    if (!match)
      this.refuse(word.at, `时间应写成 09:00,不是“${word.text}”`, `a time is written 09:00, not ${word.text}`);
    this.next += 1;
    return Number(match[1]) * 60 + Number(match[2]);
  }

  private from(): CivilDate | null {
    if (!this.takes('FROM')) return null;
    const word = this.take('日期，如 2026-01-05', 'a date, such as 2026-01-05');
    const date = parseCivilDate(word.text);
    if (!date) this.refuse(word.at, `没有这一天：${word.text}`, `no such date: ${word.text}`);
    return date;
  }

  private takes(text: string): boolean {
    if (this.words[this.next]?.text !== text) return false;
    this.next += 1;
    return true;
  }

  private take(zh: string, en: string): { text: string; at: number } {
    const word = this.words[this.next];
    if (!word || word.text === '') this.refuse(word?.at ?? this.text.length, `这里缺少${zh}`, `${en} is missing here`);
    this.next += 1;
    return word;
  }

  private refuse(position: number, zh: string, en: string): never {
    throw new Misfit({ position, zh, en });
  }
}
