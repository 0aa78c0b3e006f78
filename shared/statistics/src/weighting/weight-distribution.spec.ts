import { weightDistribution } from './weight-distribution.js';

describe('the distribution of weights', () => {
  it('of 0.6, 1.5, 1.25 for 100, 60, 40 respondents: 0.6 to 1.5, median 0.6, 95 % at 1.5 or less', () => {
    const { bins, ...summary } = weightDistribution([0.6, 1.5, 1.25], [100, 60, 40])!;
    expect(summary).toEqual({ smallest: 0.6, median: 0.6, p95: 1.5, largest: 1.5 });
    expect(bins.map(({ respondents }) => respondents)).toEqual([100, 0, 0, 0, 0, 0, 40, 0, 60]);
    expect(bins.map(({ from }) => from.toFixed(1)).join(' ')).toBe('0.6 0.7 0.8 0.9 1.0 1.1 1.2 1.3 1.4');
  });

  it('counts respondents, not classes: 95 of 100 carry the lower weight', () => {
    const at = (heavy: number) => weightDistribution([1, 6], [100 - heavy, heavy])!;
    expect([at(5).p95 < 1, at(6).p95 > 1]).toEqual([true, true]);
    expect(at(5).largest).toBe(6 / 1.25);
    expect(at(5).median).toBe(1 / 1.25);
  });

  it('is in multiples of the mean weight, whatever the population', () => {
    expect(weightDistribution([600, 1500, 1250], [100, 60, 40])).toEqual(
      weightDistribution([0.6, 1.5, 1.25], [100, 60, 40]),
    );
  });

  it('a weight on the edge of a step opens the next one, save the largest, which closes the last', () => {
    const weights = [0.3, 0.5, 1, 3];
    const respondents = [10, 6, 1, 3];
    // Mean (3 + 3 + 1 + 9) / 20 = 0.8: multiples 0.375, 0.625, 1.25, 3.75.
    const { bins } = weightDistribution(weights, respondents, 0.625)!;
    expect(bins).toEqual([
      { from: 0, to: 0.625, respondents: 10 },
      { from: 0.625, to: 1.25, respondents: 6 },
      { from: 1.25, to: 1.875, respondents: 1 },
      { from: 1.875, to: 2.5, respondents: 0 },
      { from: 2.5, to: 3.125, respondents: 0 },
      { from: 3.125, to: 3.75, respondents: 3 },
    ]);
  });

  it('of equal weights is one step', () => {
    expect(weightDistribution([7, 7], [3, 4])).toMatchObject({ smallest: 1, p95: 1, bins: [{ respondents: 7 }] });
  });

  it('of nobody is absent', () => expect(weightDistribution([], [])).toBeNull());

  it('misuse is thrown', () => {
    expect(() => weightDistribution([1], [1, 2])).toThrow(RangeError);
    expect(() => weightDistribution([1], [1], 0)).toThrow(RangeError);
  });
});
