import {
  waitingReading,
  citizenElapsed,
  durationText,
  isPressing,
  passedShare,
  rowReading,
  unitReading,
  type Reading,
} from './clocks.js';

const at = (time: string) => Date.parse(`2026-01-14T${time}:00+08:00`);
const due = '2026-01-14T10:00:00Z'; // 18:00 in Shanghai

describe('the unit’s clock', () => {
  it.each<[string, Parameters<typeof unitReading>[0], string, Reading['kind'], number, boolean]>([
    ['counts down', { due: 'in-time', dueAt: due }, '15:56', 'left', 124, false],
    ['presses when it is nearly over', { due: 'due-soon', dueAt: due }, '17:22', 'left', 38, true],
    ['says by how much it is over', { due: 'overdue', dueAt: due }, '19:20', 'over', 80, true],
    ['runs over while the page stands open', { due: 'due-soon', dueAt: due }, '18:11', 'over', 11, true],
    ['stands still while a check is due', { due: 'stopped', dueAt: due }, '19:20', 'stopped', 0, false],
    ['was kept', { due: 'kept', dueAt: due }, '19:20', 'kept', 0, false],
    ['was missed', { due: 'missed', dueAt: due }, '19:20', 'missed', 0, true],
    ['has not begun before assignment', { due: 'none', dueAt: null }, '09:00', 'none', 0, false],
  ])('%s', (_, row, now, kind, minutes, presses) => {
    expect(unitReading(row, at(now))).toEqual({ kind, milliseconds: minutes * 60_000, isPressing: presses });
  });
});

describe('the time until acceptance is decided', () => {
  it.each([
    ['a day ahead', '2026-01-15T10:00:00Z', '17:30', 'left', false],
    ['in the last two hours', due, '17:34', 'left', true],
    ['when it is past', due, '18:11', 'over', true],
  ] as const)('%s', (_, acceptBy, now, kind, presses) => {
    expect(waitingReading(acceptBy, at(now))).toMatchObject({ kind, isPressing: presses });
  });
  it('is not counted once it was decided', () => {
    expect(waitingReading(null, at('12:00')).kind).toBe('none');
  });
});

describe('the clock of a row', () => {
  const waiting = { due: 'none', dueAt: null, stepDueAt: due } as const;
  it('counts down to the step that waits before the unit has it', () => {
    expect(rowReading(waiting, at('17:00'))).toMatchObject({ kind: 'left', milliseconds: 3_600_000, isPressing: true });
  });
  it('is the unit’s from the assignment on', () => {
    expect(rowReading({ ...waiting, due: 'stopped', dueAt: due }, at('17:00')).kind).toBe('stopped');
  });
});

describe('a stretch of time', () => {
  it.each([
    [26, '26 分', '26 min'],
    [124, '2 时 04 分', '2 h 04 min'],
    [60, '1 时 00 分', '1 h 00 min'],
    [0, '0 分', '0 min'],
    [3 * 1440 + 5 * 60 + 59, '3 天 5 时', '3 d 5 h'],
  ])('of %d minutes reads %s', (minutes, zh, en) => {
    expect(durationText(minutes * 60_000, 'zh-CN')).toBe(zh);
    expect(durationText(minutes * 60_000, 'en')).toBe(en);
  });
});

describe('the citizen’s clock', () => {
  const startedAt = '2026-01-14T06:28:00Z';
  it('runs from the report on and never stops', () => {
    expect(citizenElapsed({ startedAt, endedAt: null }, at('14:32'))).toBe(4 * 60_000);
  });
  it('ends with the check', () => {
    expect(citizenElapsed({ startedAt, endedAt: '2026-01-14T08:28:00Z' }, at('23:00'))).toBe(2 * 3_600_000);
  });
});

describe('the bar under a clock', () => {
  it.each([
    ['14:00', 0],
    ['16:00', 0.5],
    ['18:00', 1],
    ['20:00', 1],
  ])('at %s is filled to %d', (now, share) => {
    expect(passedShare('2026-01-14T06:00:00Z', due, at(now))).toBe(share);
  });
});

describe('what a list marks', () => {
  it.each([
    ['overdue', true],
    ['due-soon', true],
    ['in-time', false],
    ['stopped', false],
    ['kept', false],
  ] as const)('%s: %s', (state, marked) => {
    expect(isPressing(state)).toBe(marked);
  });
});
