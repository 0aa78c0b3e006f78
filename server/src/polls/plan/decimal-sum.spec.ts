import { decimalSum, toCommonPlace } from './decimal-sum.js';

describe('decimals sum as they are written', () => {
  it.each<[number[], string]>([
    [[], '0'],
    [[0.1, 0.2], '0.3'],
    [[0.1, 0.2, 0.3, 0.4], '1'],
    [Array.from({ length: 10 }, () => 0.1), '1'],
    [[0.505, 0.495], '1'],
    [[0.31, 0.27, 0.24, 0.18], '1'],
    [[0.3333, 0.3333, 0.3333], '0.9999'],
    [[1e-7, 0.9999999], '1'],
    [[1e21, 1], '1000000000000000000001'],
    [[0.5, -0.75], '-0.25'],
    [[100, 20], '120'],
  ])('%j', (values, sum) => expect(decimalSum(values)).toBe(sum));

  it('units are of the last place that any value has', () =>
    expect(toCommonPlace([0.5, 0.125, 2])).toEqual({ units: [500n, 125n, 2000n], places: 3 }));

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('%s has no digits to sum', (value) =>
    expect(() => decimalSum([value])).toThrow(RangeError),
  );
});
