import { largestCovarianceDifference, largestDifference } from '../../reference/read-reference.js';
import { smallDesigns } from '../../reference/small-designs.js';
import { composeEstimates } from '../composite/compose-estimates.js';
import { surveyDesign } from '../design/survey-design.js';
import { withCalibratedWeights } from '../design/weighted-design.js';
import { calibrate } from '../weighting/calibrate.js';
import { estimate, type Estimates } from './estimate.js';

const { people, population, units, raked } = smallDesigns;
const design = surveyDesign({
  strata: people.map(({ stratum }) => stratum),
  samplingUnits: people.map(({ psu }) => psu),
  baseWeights: people.map(({ base }) => base),
});
const items = ['clean', 'safe', 'green', 'window'] as const;
const statistics = items.map((code) => ({
  code,
  kind: 'mean' as const,
  values: Float64Array.from(people, (person) => person[code] ?? NaN),
}));
const composites = Object.entries(units).map(([id, shares]) => ({
  id,
  parts: Object.entries(shares).map(([code, share]) => ({ code, share })),
}));

function estimates(): Estimates {
  const total = (shares: Record<string, number | null>, key: string): number | null => {
    const sum = Object.values(shares).reduce<number>((all, share) => all + (share ?? 0), 0);
    return shares[key] === null ? null : (population * shares[key]!) / sum;
  };
  const auxiliaries = (['sex', 'age'] as const).map((code) => {
    const levels = Object.keys(raked.margins[code]!);
    return {
      variable: { code, levels, of: Int32Array.from(people, (person) => levels.indexOf(person[code])) },
      totals: levels.map((level) => total(raked.margins[code]!, level)),
    };
  });
  const calibrated = calibrate(design, auxiliaries);
  if (calibrated.outcome === 'refused') throw new Error(calibrated.reason);
  expect(largestDifference(calibrated.weights, raked.weights)).toBeLessThan(1e-11);
  const found = estimate(withCalibratedWeights(design, calibrated), statistics);
  if (found.outcome === 'refused') throw new Error(found.reason);
  return found;
}

it('composites of estimates agree with R svycontrast: scores, errors, covariance', () => {
  const found = estimates();
  const composed = composeEstimates(found.estimates, found.covariance, composites);
  const expected = raked.results;
  expect(
    largestDifference(
      composed.composites.map(({ score }) => score!),
      expected.units.map(({ score }) => score),
    ),
  ).toBeLessThan(1e-11);
  expect(
    largestDifference(
      composed.composites.map(({ standardError }) => standardError!),
      expected.units.map(({ se }) => se),
    ),
  ).toBeLessThan(1e-11);
  expect(largestCovarianceDifference(composed.covariance, expected.unitCovariance)).toBeLessThan(1e-11);
});
