import fc from 'fast-check';
import { composeEstimates } from '../composite/compose-estimates.js';
import { surveyDesign, type LonelyPolicy } from '../design/survey-design.js';
import { withBaseWeights, withCalibratedWeights, type WeightedDesign } from '../design/weighted-design.js';
import { bootstrapReplicates, jackknife, jackknifeUnstratified, recalibrated } from '../variance/replicates.js';
import { calibrate } from '../weighting/calibrate.js';
import { estimateChanges, judgeChanges } from './change.js';
import { estimate, type EstimateOptions } from './estimate.js';
import { quantile } from './quantile.js';
import type { Statistic } from './statistic.js';

/** Every number of a result is one: neither NaN nor infinite. Inputs that a result carries along are not looked at. */
function expectNumbers(value: unknown, path = 'result'): void {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`${path} is ${value}`);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, entry] of Object.entries(value)) expectNumbers(entry, `${path}.${key}`);
  }
}

const person = fc.record({
  stratum: fc.constantFrom('a', 'b', 'c'),
  site: fc.constantFrom('1', '2', '3'),
  household: fc.constantFrom('x', 'y'),
  weight: fc.oneof(fc.constant(1), fc.double({ min: 1e-3, max: 1e4, noNaN: true })),
  level: fc.integer({ min: 0, max: 2 }),
  y: fc.option(
    fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constant(50)),
  ),
  x: fc.oneof(fc.constant(0), fc.double({ min: -10, max: 1e3, noNaN: true })),
  yes: fc.option(fc.constantFrom(0, 1)),
  isInside: fc.boolean(),
});

const surveys = fc.record({
  people: fc.array(person, { minLength: 1, maxLength: 40 }),
  lonelyPolicy: fc.constantFrom<LonelyPolicy>('fail', 'certainty', 'remove', 'average', 'adjust'),
  isFinite: fc.boolean(),
  totals: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 3 }),
  options: fc.record({
    residuals: fc.constantFrom<EstimateOptions['residuals']>('regression', 'rake'),
    confidence: fc.constantFrom(0.5, 0.95, 0.999),
    shareInterval: fc.constantFrom<EstimateOptions['shareInterval']>('beta', 'logit', 'wald'),
  }),
  probability: fc.constantFrom(0.01, 0.25, 0.5, 0.999),
});

describe('whatever the survey, every number of every result is a number', () => {
  it('estimates, quantiles, composites, replicates and changes', () => {
    fc.assert(
      fc.property(surveys, ({ people, lonelyPolicy, isFinite, totals, options, probability }) => {
        const design = surveyDesign({
          strata: people.map(({ stratum }) => stratum),
          samplingUnits: people.map(({ site }) => site),
          baseWeights: people.map(({ weight }) => weight),
          population: isFinite ? people.map(() => 3) : undefined,
          furtherStages: isFinite
            ? [{ units: people.map(({ household }) => household), population: people.map(() => 4) }]
            : [],
          lonelyPolicy,
        });
        const column = (of: (p: (typeof people)[number]) => number | null): Float64Array =>
          Float64Array.from(people, (p) => of(p) ?? NaN);
        const domain = Uint8Array.from(people, ({ isInside }) => (isInside ? 1 : 0));
        const y = column((p) => p.y);
        const statistics: Statistic[] = [
          { code: 'total', kind: 'total', values: y },
          { code: 'mean', kind: 'mean', values: y, domain },
          { code: 'ratio', kind: 'ratio', values: y, denominators: column((p) => p.x) },
          { code: 'share', kind: 'share', values: column((p) => p.yes) },
          { code: 'share inside', kind: 'share', values: column((p) => p.yes), domain },
        ];
        const levels = ['0', '1', '2'];
        const base = withBaseWeights(design);
        const calibrated = calibrate(design, [
          { variable: { code: 'level', levels, of: Int32Array.from(people, ({ level }) => level) }, totals },
        ]);
        const designs: WeightedDesign[] = [base];
        if (calibrated.outcome === 'calibrated') designs.push(withCalibratedWeights(design, calibrated));
        for (const weighted of designs) {
          const found = estimate(weighted, statistics, options);
          expectNumbers(found);
          expectNumbers(quantile(weighted, { values: y, domain }, probability, options));
          if (found.outcome === 'estimated') {
            const parts = [
              { code: 'mean', share: 1 },
              { code: 'share', share: 2 },
            ];
            expectNumbers(composeEstimates(found.estimates, found.covariance, [{ id: 'both', parts }]));
          }
          for (const made of [
            jackknife(base),
            jackknifeUnstratified(base),
            bootstrapReplicates(base, { replicates: 4, seed: 1 }),
          ]) {
            if ('outcome' in made) continue;
            const replicates = weighted.calibration === null ? made : recalibrated(made, weighted);
            expectNumbers(estimate(weighted, statistics, { ...options, replicates }));
          }
          if (isFinite) continue;
          const changes = estimateChanges({ weighted: base, statistics }, { weighted, statistics }, options.residuals);
          expectNumbers(changes);
          if (changes.outcome === 'estimated') expectNumbers(judgeChanges(changes));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('estimates do not depend on the order of respondents, to the bit', () => {
    fc.assert(
      fc.property(surveys, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), ({ people }, keys) => {
        const order = people.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]! || b - a);
        const found = [people, order.map((i) => people[i]!)].map((rows) => {
          const design = surveyDesign({
            strata: rows.map(({ stratum }) => stratum),
            samplingUnits: rows.map(({ site }) => site),
            baseWeights: rows.map(({ weight }) => weight),
          });
          return estimate(withBaseWeights(design), [
            { code: 'total', kind: 'total', values: Float64Array.from(rows, ({ y }) => y ?? NaN) },
            { code: 'mean', kind: 'mean', values: Float64Array.from(rows, ({ y }) => y ?? NaN) },
          ]);
        });
        const numbers = found.map((result) =>
          result.outcome === 'refused'
            ? result
            : { covariance: result.covariance, values: result.estimates.map(({ value }) => value) },
        );
        expect(numbers[1]).toEqual(numbers[0]);
      }),
      { numRuns: 100 },
    );
  });
});
