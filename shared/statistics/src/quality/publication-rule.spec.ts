import { reasonsToWithhold, type UnitQuality } from './publication-rule.js';

const good: UnitQuality = {
  respondents: 100,
  effectiveRespondents: 60,
  samplingUnits: 8,
  largestSamplingUnitShare: 0.25,
  publishableShare: 0.6,
  standardError: 2,
  halfWidth: 7,
};

describe('a unit is ranked only when its result is good enough', () => {
  it('at every limit exactly it still is', () => expect(reasonsToWithhold(good, [0, 100])).toEqual([]));

  it.each<[string, Partial<UnitQuality>, string[]]>([
    ['99 respondents', { respondents: 99 }, ['few-respondents']],
    ['effective respondents below 60', { effectiveRespondents: 59.99 }, ['few-effective-respondents']],
    ['seven sampling units', { samplingUnits: 7 }, ['few-sampling-units']],
    [
      'one sampling unit with more than a quarter of the weight',
      { largestSamplingUnitShare: 0.2501 },
      ['one-sampling-unit-dominates'],
    ],
    ['no variation at all', { standardError: 0, effectiveRespondents: null, halfWidth: 0 }, ['no-sampling-variation']],
    ['variation at the scale of rounding only', { standardError: 1e-8, halfWidth: 2e-8 }, ['no-sampling-variation']],
    ['an interval wider than 7 points of 100', { halfWidth: 7.001 }, ['interval-too-wide']],
    ['no interval for want of degrees of freedom', { halfWidth: null }, ['interval-too-wide']],
    ['less than 60 % of the score publishable', { publishableShare: 0.59 }, ['little-weight-publishable']],
    ['three fifths, as doubles add them', { publishableShare: 0.1 + 0.2 + 0.3 - 2e-16 }, []],
    [
      'online answers only: the one reason given, whatever else is missing',
      { isOnlineOnly: true, respondents: 5, halfWidth: 30 },
      ['online-only'],
    ],
    [
      'several at once, in fixed order',
      { publishableShare: 0, respondents: 5, halfWidth: 30 },
      ['few-respondents', 'interval-too-wide', 'little-weight-publishable'],
    ],
  ])('%s', (_, change, reasons) => expect(reasonsToWithhold({ ...good, ...change }, [0, 100])).toEqual(reasons));

  it('the widest interval follows the range of the score map', () => {
    expect(reasonsToWithhold({ ...good, halfWidth: 5.6 }, [20, 100])).toEqual([]);
    expect(reasonsToWithhold({ ...good, halfWidth: 5.61 }, [20, 100])).toEqual(['interval-too-wide']);
    expect(() => reasonsToWithhold(good, [100, 100])).toThrow(RangeError);
  });
});
