import { bands } from './bands.js';

const members = (...rows: [string, number, number][]) =>
  rows.map(([published, best, worst]) => ({ published, rankSet: [best, worst] as const }));

describe('bands', () => {
  it.each([
    [
      'three sets share rank 2',
      members(['80.00', 1, 2], ['79.00', 1, 3], ['78.00', 2, 3], ['60.00', 4, 4]),
      [1, 1, 1, 2],
    ],
    [
      'neighbours share ranks but all three share none',
      members(['80.00', 1, 2], ['79.00', 1, 3], ['78.00', 3, 4], ['60.00', 3, 4]),
      [1, 1, 2, 2],
    ],
    ['all apart', members(['80.00', 1, 1], ['79.00', 2, 2], ['78.00', 3, 3]), [1, 2, 3]],
    ['all tied', members(['80.00', 1, 3], ['79.00', 1, 3], ['78.00', 1, 3]), [1, 1, 1]],
    [
      'equal scores stay together though the band above would take one of them',
      members(['80.00', 1, 2], ['70.00', 2, 3], ['70.00', 2, 2]),
      [1, 1, 1],
    ],
    [
      'equal scores open a new band together when one of them does not fit',
      members(['80.00', 1, 1], ['75.00', 1, 4], ['70.00', 1, 4], ['70.00', 3, 4]),
      [1, 1, 2, 2],
    ],
    ['a list in any order', members(['60.00', 4, 4], ['78.00', 2, 3], ['80.00', 1, 2], ['79.00', 1, 3]), [2, 1, 1, 1]],
    ['one unit', members(['80.00', 1, 1]), [1]],
    ['none', [], []],
  ])('%s', (_, rows, expected) => expect(bands(rows)).toEqual(expected));

  it('a set that leaves out its own published rank is misuse', () => {
    expect(() => bands(members(['80.00', 2, 2], ['70.00', 1, 2]))).toThrow(RangeError);
  });
});
