import { waitAfter } from './back-off.js';

describe('the wait before the next attempt', () => {
  it('doubles from five seconds to five minutes, however long it lasts', () => {
    expect([0, 1, 2, 6, 7, 1000].map(waitAfter)).toEqual([5000, 10_000, 20_000, 300_000, 300_000, 300_000]);
  });
});
