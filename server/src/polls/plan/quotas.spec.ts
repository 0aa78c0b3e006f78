import fc from 'fast-check';
import type { PlanMargin } from '@minsheng/contracts';
import { cellsOf, largestRemainder, quotasOf } from './quotas.js';

const margin = (code: string, shares: Record<string, number>): PlanMargin => ({
  code,
  name: { zh: code, en: code },
  levels: Object.entries(shares).map(([level, share]) => ({ code: level, name: { zh: level, en: level }, share })),
  isOrdinal: false,
  source: { zh: '人口抽样调查', en: 'population survey' },
  year: 2025,
});
const sex = margin('sex', { male: 0.51, female: 0.49 });
const age = margin('age', { young: 0.3, middle: 0.45, old: 0.25 });
const targetsOf = (area: string, quotas: ReturnType<typeof quotasOf>) =>
  quotas.filter((quota) => quota.area === area).map(({ target }) => target);

describe('largest remainder (最大余数法)', () => {
  it.each<[string, number, bigint[], number[]]>([
    ['parts that divide evenly', 10, [1n, 1n, 3n], [2, 2, 6]],
    ['the largest remainder gets the one that is left', 10, [1n, 1n, 1n], [4, 3, 3]],
    ['two are left over', 100, [46n, 333n, 621n], [5, 33, 62]],
    ['equal remainders: the earlier wins', 5, [1n, 1n], [3, 2]],
    ['a part of nothing gets nothing', 7, [0n, 2n, 5n], [0, 2, 5]],
    ['nothing to share out', 0, [1n, 2n], [0, 0]],
    ['no parts known', 9, [0n, 0n], [0, 0]],
    ['beyond what a double holds', 200, [10n ** 30n, 2n * 10n ** 30n], [67, 133]],
  ])('%s', (_title, total, parts, expected) => expect(largestRemainder(total, parts)).toEqual(expected));

  it('sums to the total, and no part is off by one or more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 }),
        (total, parts) => {
          const whole = parts.reduce((sum, part) => sum + part, 0n);
          fc.pre(whole > 0n);
          const shared = largestRemainder(total, parts);
          expect(shared.reduce((sum, count) => sum + count, 0)).toBe(total);
          shared.forEach((count, at) => {
            const exact = (Number(parts[at]) / Number(whole)) * total;
            expect(Math.abs(count - exact)).toBeLessThan(1);
          });
        },
      ),
      { seed: 5 },
    );
  });
});

describe('quotas', () => {
  it('fall on sex × age by the product of the margins, and sum to the area’s target', () => {
    const quotas = quotasOf([{ code: 'A1', target: 200 }], [sex, age], null);
    // 0.51·0.30·200 = 30.6, 45.9, 25.5, then 29.4, 44.1, 24.5: floors sum to 197, the three largest remainders get one each.
    expect(targetsOf('A1', quotas)).toEqual([31, 46, 26, 29, 44, 24]);
    expect(quotas[1]).toEqual({ area: 'A1', cell: { sex: 'male', age: 'middle' }, target: 46 });
  });

  it('follow the cross table of the area where one is given', () => {
    const cells = cellsOf([sex, age]).flatMap((levels, at) => [
      { area: 'A1', levels, people: at === 0 ? 100 : 0 },
      { area: 'A2', levels, people: 10 },
    ]);
    const quotas = quotasOf(
      [
        { code: 'A1', target: 9 },
        { code: 'A2', target: 12 },
      ],
      [sex, age],
      cells,
    );
    expect(targetsOf('A1', quotas)).toEqual([9, 0, 0, 0, 0, 0]);
    expect(targetsOf('A2', quotas)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it('without population figures there are none', () =>
    expect(quotasOf([{ code: 'A1', target: 200 }], [], null)).toEqual([]));
});
