import { differenceOf, pairOf, pairsOf } from './pairs.js';

const row = (unitId: string, score: string, rankSet: [number, number]) => ({
  unitId,
  name: { zh: unitId, en: unitId },
  score,
  rankSet,
});

describe('a pair of units', () => {
  it.each([
    ['81.70', '80.90', '+0.80'],
    ['80.90', '81.70', '−0.80'],
    ['77.94', '77.94', '0.00'],
    ['100.00', '0.05', '+99.95'],
    // 0.1 + 0.2 in binary is not 0.3.
    ['0.30', '0.10', '+0.20'],
  ])('%s against %s differs by %s', (one, other, difference) => {
    expect(differenceOf(one, other)).toBe(difference);
  });

  it.each([
    ['share rank 2', [1, 2], [2, 5], false],
    ['lie one inside the other', [1, 6], [3, 4], false],
    ['share no rank', [1, 2], [3, 5], true],
    ['share no rank the other way round', [6, 6], [3, 5], true],
  ] as const)('whose rank sets %s', (_, one, other, isApart) => {
    expect(pairOf(row('a', '80.00', [...one]), row('b', '79.00', [...other])).isApart).toBe(isApart);
  });

  it('stands in the table once', () => {
    const rows = [row('a', '82.00', [1, 1]), row('b', '80.00', [2, 3]), row('c', '79.00', [2, 3])];
    expect(pairsOf(rows).map(({ before }) => before.map(({ difference }) => difference))).toEqual([
      [],
      ['−2.00'],
      ['−3.00', '−1.00'],
    ]);
  });
});
