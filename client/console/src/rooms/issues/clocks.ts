import type { DueState, IssueRow, IssueView, Language } from '@minsheng/contracts';

/** What a clock reads: time left, time over, time used, or a word. `milliseconds` is never negative. */
export interface Reading {
  kind: 'left' | 'over' | 'stopped' | 'kept' | 'missed' | 'none';
  milliseconds: number;
  isPressing: boolean;
}

const between = (from: string | number, to: string | number) => Math.max(0, +new Date(to) - +new Date(from));

/** The unit's clock in one line of a list. `now`: milliseconds by the business clock. */
export function unitReading({ due, dueAt }: Pick<IssueRow, 'due' | 'dueAt'>, now: number): Reading {
  const word = (kind: Reading['kind'], isPressing = false): Reading => ({ kind, milliseconds: 0, isPressing });
  if (dueAt === null) return word('none');
  switch (due) {
    case 'none':
      return word('none');
    case 'stopped':
      return word('stopped');
    case 'kept':
      return word('kept');
    case 'missed':
      return word('missed', true);
    case 'in-time':
    case 'due-soon':
    case 'overdue':
      // The clock of the page runs on between two answers of the server.
      return now > Date.parse(dueAt)
        ? { kind: 'over', milliseconds: between(dueAt, now), isPressing: true }
        : { kind: 'left', milliseconds: between(now, dueAt), isPressing: due === 'due-soon' };
  }
}

/** What presses in a row of a list: the unit's limit, or before it runs the step that waits. */
export function rowReading(row: Pick<IssueRow, 'due' | 'dueAt' | 'stepDueAt'>, now: number): Reading {
  return row.due === 'none' ? waitingReading(row.stepDueAt, now) : unitReading(row, now);
}

/** Until when a step that waits is to be taken, such as acceptance or dispatch. */
export function waitingReading(until: string | null, now: number): Reading {
  if (until === null) return { kind: 'none', milliseconds: 0, isPressing: false };
  const isOver = now > Date.parse(until);
  const milliseconds = isOver ? between(until, now) : between(now, until);
  return { kind: isOver ? 'over' : 'left', milliseconds, isPressing: isOver || milliseconds < 2 * hour };
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The two largest parts: days and hours, or hours and minutes. */
export function partsOf(milliseconds: number): { days: number; hours: number; minutes: number } {
  return {
    days: Math.floor(milliseconds / day),
    hours: Math.floor((milliseconds % day) / hour),
    minutes: Math.floor((milliseconds % hour) / minute),
  };
}

/** Number and unit in turn, so that a tile may set them in two sizes. */
export function durationParts(milliseconds: number, language: Language): { value: string; unit: string }[] {
  const { days, hours, minutes } = partsOf(milliseconds);
  const [d, h, m] = language === 'en' ? (['d', 'h', 'min'] as const) : (['天', '时', '分'] as const);
  if (days > 0) {
    return [
      { value: String(days), unit: d },
      { value: String(hours), unit: h },
    ];
  }
  const ofHour = { value: hours > 0 ? String(minutes).padStart(2, '0') : String(minutes), unit: m };
  return hours > 0 ? [{ value: String(hours), unit: h }, ofHour] : [ofHour];
}

/** `2 时 04 分` / `2 h 04 min` */
export function durationText(milliseconds: number, language: Language): string {
  return durationParts(milliseconds, language)
    .map(({ value, unit }) => `${value} ${unit}`)
    .join(' ');
}

/** Share 0–1 of the time from start to end that has passed. */
export function passedShare(startedAt: string, endsAt: string, now: number): number {
  const whole = between(startedAt, endsAt);
  return whole === 0 ? 1 : Math.min(1, between(startedAt, now) / whole);
}

/** The citizen's clock: from the report to the check, it never stops. */
export function citizenElapsed({ startedAt, endedAt }: IssueView['citizenClock'], now: number): number {
  return between(startedAt, endedAt ?? now);
}

/** Whether a list marks it: late, or about to be. */
export const isPressing = (due: DueState) => due === 'overdue' || due === 'due-soon';
