import { designEffect, kish } from './design-effect.js';
import { tHalfWidth } from './interval.js';

describe('what unequal weights cost', () => {
  it('weights 0.6, 1.5, 1.25 of 100, 60, 40 respondents: 1.1675, leaving 171.31 of 200', () => {
    const { designEffect: deff, effectiveRespondents } = kish([0.6, 1.5, 1.25], [100, 60, 40]);
    expect(deff).toBeCloseTo(1.1675, 12);
    expect(effectiveRespondents.toFixed(2)).toBe('171.31');
  });

  it('equal weights cost nothing, whatever their size', () => {
    expect(kish([7, 7], [3, 4])).toEqual({ designEffect: 1, effectiveRespondents: 7 });
  });

  it('weights must have a positive sum', () => {
    expect(() => kish([], [])).toThrow(RangeError);
    expect(() => kish([1], [1, 2])).toThrow(RangeError);
  });
});

describe('the design effect', () => {
  it('of a simple random sample is 1', () => {
    // 0, 0, 100, 100: s² = 10,000/3, variance of the mean s²/4.
    expect(designEffect(10_000 / 3 / 4, 10_000, 4, 4)).toBeCloseTo(1, 14);
  });

  it('is absent without spread or with a single respondent', () => {
    expect(designEffect(0, 0, 4, 4)).toBeNull();
    expect(designEffect(1, 5, 1, 1)).toBeNull();
  });
});

describe('the half-width of an interval', () => {
  it('is the t quantile times the standard error', () => {
    expect(tHalfWidth(1, 8)).toBeCloseTo(2.306004135204166, 12);
    expect(tHalfWidth(2, 1032, 0.99)).toBeCloseTo(2 * 2.58060170648, 9);
  });

  it('needs degrees of freedom and a standard error', () => {
    expect(() => tHalfWidth(1, 0)).toThrow(RangeError);
    expect(() => tHalfWidth(-1, 5)).toThrow(RangeError);
    expect(() => tHalfWidth(1, 5, 1)).toThrow(RangeError);
  });
});
