import { remainingUntil } from './countdown.js';

const nine = '2026-10-25T01:00:00.000Z';
const before = (milliseconds: number) => Date.parse(nine) - milliseconds;

describe('the time until a release', () => {
  it.each([
    ['three days, 14 minutes and 9 seconds before', 3 * 86_400_000 + 849_000, 3, '00:14:09'],
    ['a day before', 86_400_000, 1, '00:00:00'],
    ['a second less than a day before', 86_399_000, 0, '23:59:59'],
    ['at 08:59:59', 1000, 0, '00:00:01'],
    ['at 08:59:59.001', 999, 0, '00:00:01'],
    ['a millisecond before, not yet zero', 1, 0, '00:00:01'],
  ])('%s', (_, milliseconds, days, clock) => {
    expect(remainingUntil(nine, before(milliseconds))).toEqual({ days, clock });
  });

  it.each([
    ['at 09:00:00', 0],
    ['afterwards', -5000],
  ])('is over %s', (_, milliseconds) => {
    expect(remainingUntil(nine, before(milliseconds))).toBeNull();
  });
});
