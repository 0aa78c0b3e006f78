import { faceOfClock, standingAt, stretchOf } from './clocks.js';

const start = '2026-10-15T04:21:00.000Z';

describe('a clock’s face', () => {
  it.each([
    ['2026-10-15T04:21:30.000Z', '0 minute'],
    ['2026-10-15T04:52:59.000Z', '31 minute'],
    ['2026-10-15T07:52:00.000Z', '3 hour 31 minute'],
    ['2026-10-16T01:20:00.000Z', '20 hour 59 minute'],
    ['2026-10-18T04:20:00.000Z', '71 hour 59 minute'],
    ['2026-10-18T04:21:00.000Z', '3 day 0 hour'],
    ['2026-10-24T09:21:00.000Z', '9 day 5 hour'],
    ['2026-10-14T04:21:00.000Z', '0 minute'],
  ])('until %s shows %s', (end, expected) => {
    const face = faceOfClock(stretchOf(start, end));
    expect(face.map(({ figure, unit }) => `${figure} ${unit}`).join(' ')).toBe(expected);
  });
});

describe('a deadline', () => {
  const due = '2026-10-19T10:00:00.000Z';
  it.each([
    ['kept on the minute', '2026-10-19T10:00:00.000Z', 'kept', 0],
    ['kept before', '2026-10-19T08:40:00.000Z', 'kept', 80],
    ['missed', '2026-10-19T11:20:00.000Z', 'missed', 80],
  ])('%s', (_, ended, kind, minutes) => {
    const standing = standingAt(due, ended, '2027-01-01T00:00:00.000Z');
    expect([standing.kind, standing.by.hours * 60 + standing.by.minutes]).toEqual([kind, minutes]);
  });

  it('that is still running says what is left, and after it by how much it is over', () => {
    expect(standingAt(due, null, '2026-10-19T08:40:00.000Z')).toEqual({
      kind: 'left',
      by: { days: 0, hours: 1, minutes: 20 },
    });
    expect(standingAt(due, null, '2026-10-20T11:20:00.000Z')).toEqual({
      kind: 'over',
      by: { days: 1, hours: 1, minutes: 20 },
    });
  });
});
