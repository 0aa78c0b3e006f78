import type { DueState, IssueState } from '@minsheng/contracts';
import { workingCalendar } from '../deadlines/index.js';
import {
  type AlarmKind,
  alarmsOf,
  dueAfterCheck,
  dueOn,
  dueState,
  longestExtension,
  nextAlarm,
  rung,
} from './issue-clock.js';

const calendar = workingCalendar();
/** Written as read on a clock in the city. */
const at = (local: string) => new Date(`${local}:00+08:00`);
const friday = { startedAt: at('2026-01-09T15:00'), dueAt: at('2026-01-14T18:00'), signBy: at('2026-01-12T18:00') };

describe('reminders', () => {
  it('at half of the time, a day before, at due, and when it is past; unsigned after a working day', () =>
    expect(alarmsOf(friday).map(({ kind, at: instant }) => [kind, instant])).toEqual([
      ['HALF', at('2026-01-12T04:30')],
      ['SIGN', at('2026-01-12T18:00')],
      ['DAY', at('2026-01-13T18:00')],
      ['DUE', at('2026-01-14T18:00')],
      ['OVERDUE', new Date(at('2026-01-14T18:00').getTime() + 1)],
    ]));

  it('what was signed for is not asked to be signed', () =>
    expect(alarmsOf({ ...friday, signBy: null }).map(({ kind }) => kind)).toEqual(['HALF', 'DAY', 'DUE', 'OVERDUE']));

  it('nothing rings before the clock has started', () => {
    const short = { startedAt: at('2026-01-14T10:00'), dueAt: at('2026-01-14T18:00'), signBy: null };
    expect(alarmsOf(short).map(({ kind }) => kind)).toEqual(['HALF', 'DUE', 'OVERDUE']);
  });

  it.each<[string, string, string, AlarmKind[]]>([
    ['one rings when its time has come', '2026-01-12T04:30', '2026-01-12T04:30', ['HALF']],
    ['and the unsigned is told besides', '2026-01-12T04:30', '2026-01-12T19:00', ['HALF', 'SIGN']],
    [
      'after a night without the clock only the latest reminder is told',
      '2026-01-12T04:30',
      '2026-01-14T09:00',
      ['SIGN', 'DAY'],
    ],
    ['what is past due is told it is due and overdue', '2026-01-14T18:00', '2026-01-14T18:01', ['DUE', 'OVERDUE']],
    ['what has rung does not ring again', '2026-01-13T18:00', '2026-01-14T17:59', ['DAY']],
  ])('%s', (_rule, from, now, kinds) => expect(rung(friday, at(from), at(now))).toEqual(kinds));

  it('when all have rung there is no next one', () =>
    expect([nextAlarm(friday, at('2026-01-14T18:00'))?.kind, nextAlarm(friday, at('2026-01-14T18:01'))]).toEqual([
      'OVERDUE',
      null,
    ]));
});

describe('a failed check', () => {
  it.each([
    ['on the same day costs the unit nothing', '2026-01-13T10:00', '2026-01-13T16:00', '2026-01-14T18:00'],
    [
      'that took two working days gives two working days back',
      '2026-01-12T10:00',
      '2026-01-14T09:00',
      '2026-01-16T18:00',
    ],
    ['over a weekend gives back the Monday only', '2026-01-09T16:00', '2026-01-12T09:00', '2026-01-15T18:00'],
    [
      'leaves late what was late when the unit said it was done',
      '2026-01-15T10:00',
      '2026-01-19T09:00',
      '2026-01-14T18:00',
    ],
  ])('%s', (_rule, stopped, now, due) =>
    expect(dueAfterCheck(friday.dueAt, at(stopped), at(now), calendar)).toEqual(at(due)),
  );
});

describe('a due date', () => {
  it.each([
    ['is 18:00 of the day given', '2026-01-14T09:12', '2026-01-14T18:00'],
    ['is a working Saturday, too', '2026-02-28T08:00', '2026-02-28T18:00'],
  ])('%s', (_rule, given, due) => expect(dueOn(at(given), calendar)).toEqual(at(due)));

  it('is no Sunday', () => expect(dueOn(at('2026-01-11T09:00'), calendar)).toBeNull());

  it.each([
    [1, '2026-01-19T21:00'],
    [0.5, '2026-01-17T07:30'],
    [0, '2026-01-14T18:00'],
  ])('is put off by at most %s times the time first given', (factor, limit) =>
    expect(
      longestExtension({ dueAt: friday.dueAt, assignedAt: friday.startedAt, firstDueAt: friday.dueAt }, factor),
    ).toEqual(at(limit)),
  );
});

describe('the colour on the lists', () => {
  it.each<[string, IssueState, string | null, string, DueState]>([
    ['nothing before it is dispatched', 'TRIAGED', null, '2026-01-12T09:00', 'none'],
    ['in time', 'IN_PROGRESS', null, '2026-01-12T09:00', 'in-time'],
    ['due soon from 24 hours before', 'IN_PROGRESS', null, '2026-01-13T18:00', 'due-soon'],
    ['still due soon at the due instant', 'ASSIGNED', null, '2026-01-14T18:00', 'due-soon'],
    ['overdue after it', 'TRANSFER_ASKED', null, '2026-01-14T18:01', 'overdue'],
    ['stopped while it is checked', 'SUBMITTED', '2026-01-13T10:00', '2026-01-20T10:00', 'stopped'],
    ['kept when it was done in time', 'CLOSED', '2026-01-14T18:00', '2026-01-20T10:00', 'kept'],
    ['missed when it was done late', 'CLOSED', '2026-01-14T18:01', '2026-01-20T10:00', 'missed'],
    ['nothing once it was dismissed', 'DISMISSED', null, '2026-01-20T10:00', 'none'],
  ])('%s', (_rule, state, rectified, now, due) =>
    expect(
      dueState({ state, dueAt: friday.dueAt, rectifiedAt: rectified === null ? null : at(rectified) }, at(now)),
    ).toBe(due),
  );
});
