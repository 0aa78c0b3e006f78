import type { DueState, IssueState } from '@minsheng/contracts';
import { type CivilDate, type WorkingCalendar, addDays, civilDateAt, instantOf } from '../deadlines/index.js';

/** Office hours end at 18:00: what is due in working days is due then. */
const endOfWorkMinutes = 18 * 60;
const dayMs = 86_400_000;

/**
 * What the clock says of an issue: not signed for in time (SIGN), half of the time is gone (HALF), a day is left (DAY), it is
 * due (DUE), it was due (OVERDUE).
 */
export type AlarmKind = 'SIGN' | 'HALF' | 'DAY' | 'DUE' | 'OVERDUE';

export interface Alarm {
  kind: AlarmKind;
  at: Date;
}

/** What runs: from `startedAt` to `dueAt`; `signBy` while nobody has signed for it. */
export interface RunningClock {
  startedAt: Date;
  dueAt: Date;
  signBy: Date | null;
}

/** Every alarm of a clock, the earliest first; what would ring before the start does not. */
export function alarmsOf({ startedAt, dueAt, signBy }: RunningClock): Alarm[] {
  const start = startedAt.getTime();
  const due = dueAt.getTime();
  const alarms: Alarm[] = [
    { kind: 'HALF', at: new Date(start + Math.floor((due - start) / 2)) },
    { kind: 'DAY', at: new Date(due - dayMs) },
    { kind: 'DUE', at: dueAt },
    { kind: 'OVERDUE', at: new Date(due + 1) },
    ...(signBy ? [{ kind: 'SIGN', at: signBy } as const] : []),
  ];
  return alarms.filter(({ at }) => at.getTime() > start).sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The first alarm after an instant; null when all have rung. */
export function nextAlarm(clock: RunningClock, after: Date): Alarm | null {
  return alarmsOf(clock).find(({ at }) => at > after) ?? null;
}

/**
 * Those that have rung from `from` (that one included) until `now`. Of several reminders at once, after a night without
 * the clock, only the latest is told; an unsigned issue and one overdue are told besides.
 */
export function rung(clock: RunningClock, from: Date, now: Date): AlarmKind[] {
  const passed = alarmsOf(clock).filter(({ at }) => at >= from && at <= now);
  const latest = passed.filter(({ kind }) => kind !== 'OVERDUE' && kind !== 'SIGN').at(-1);
  return passed
    .filter((alarm) => alarm.kind === 'OVERDUE' || alarm.kind === 'SIGN' || alarm === latest)
    .map((a) => a.kind);
}

/**
 * The due date after a check that failed: the working days that the check took are not the unit's. What had been late when
 * the unit said it was done stays late.
 */
export function dueAfterCheck(dueAt: Date, stoppedAt: Date, now: Date, calendar: WorkingCalendar): Date {
  if (stoppedAt > dueAt) return dueAt;
  const today = civilDateAt(now);
  let checked = 0;
  for (let date = addDays(civilDateAt(stoppedAt), 1); date <= today; date = addDays(date, 1))
    if (calendar.isWorkday(date)) checked += 1;
  return moveOn(dueAt, checked, calendar);
}

function moveOn(dueAt: Date, workingDays: number, calendar: WorkingCalendar): Date {
  if (workingDays === 0) return dueAt;
  let date = civilDateAt(dueAt);
  for (let left = workingDays; left > 0; ) {
    date = addDays(date, 1);
    if (calendar.isWorkday(date)) left -= 1;
  }
  return endOfWork(date);
}

/** 18:00 of a day, when it is a working day; null when it is not. */
export function dueOn(instant: Date, calendar: WorkingCalendar): Date | null {
  const date = civilDateAt(instant);
  return calendar.isWorkday(date) ? endOfWork(date) : null;
}

const endOfWork = (date: CivilDate): Date => instantOf(date, endOfWorkMinutes);

/** An extension is at most `largestFactor` times as long as the time first given. */
export function longestExtension(
  { dueAt, assignedAt, firstDueAt }: { dueAt: Date; assignedAt: Date; firstDueAt: Date },
  largestFactor: number,
): Date {
  return new Date(dueAt.getTime() + (firstDueAt.getTime() - assignedAt.getTime()) * largestFactor);
}

/** Of an issue, what its colour on the lists depends on. */
export function dueState(issue: { state: IssueState; dueAt: Date; rectifiedAt: Date | null }, now: Date): DueState {
  switch (issue.state) {
    case 'NEW':
    case 'TRIAGED':
    case 'DISMISSED':
      return 'none';
    case 'SUBMITTED':
      return 'stopped';
    case 'CLOSED':
      return issue.rectifiedAt !== null && issue.rectifiedAt <= issue.dueAt ? 'kept' : 'missed';
    default:
      if (now > issue.dueAt) return 'overdue';
      return issue.dueAt.getTime() - now.getTime() <= dayMs ? 'due-soon' : 'in-time';
  }
}
