import { coded, designOf, estimatorCases } from '../../reference/estimators.js';
import { largestCovarianceDifference, largestDifference } from '../../reference/read-reference.js';
import { withBaseWeights, withCalibratedWeights } from '../design/weighted-design.js';
import { calibrate } from '../weighting/calibrate.js';
import { estimateChanges, judgeChanges, type Change, type Changes, type Wave } from './change.js';

const { waves, plain, calibrated } = estimatorCases.change;

function wave(name: string, totals?: [number, number]): Wave {
  const rows = waves.filter((row) => row.wave === name);
  const design = designOf(rows);
  const values = Float64Array.from(rows, ({ y }) => y);
  const domain = Uint8Array.from(rows, ({ age }) => (age === 'old' ? 1 : 0));
  const sex = coded(
    'sex',
    ['m', 'f'],
    rows.map((row) => row.sex),
  );
  const found = totals === undefined ? null : calibrate(design, [{ variable: sex, totals }]);
  if (found?.outcome === 'refused') throw new Error(found.reason);
  return {
    weighted: found === null ? withBaseWeights(design) : withCalibratedWeights(design, found),
    statistics: [
      { code: 'all', kind: 'mean', values },
      { code: 'old', kind: 'mean', values, domain },
    ],
  };
}

function changes(before: Wave, after: Wave): Changes {
  const found = estimateChanges(before, after);
  if (found.outcome === 'refused') throw new Error(found.reason);
  return found;
}

describe('changes between waves that share sites', () => {
  it.each([
    ['with base weights', plain, undefined, undefined],
    ['each wave calibrated by itself', calibrated, [800, 1200], [900, 1300]],
  ] as const)('%s, agree with R on the stacked waves', (_, expected, first, second) => {
    const found = changes(wave('first', first && [...first]), wave('second', second && [...second]));
    expect(
      largestDifference(
        found.changes.map(({ difference }) => difference!),
        expected.values,
      ),
    ).toBeLessThan(1e-11);
    const rows = [0, 1].map((k) => [...found.covariance.slice(k * 2, k * 2 + 2)]);
    expect(largestCovarianceDifference(rows, expected.covariance)).toBeLessThan(1e-11);
    expect(found.degreesOfFreedom).toBe(expected.degf);
    expect(found.sharedSamplingUnits).toBe(12);
  });

  it('a wave against itself has not changed, without any doubt', () => {
    const same = wave('first');
    for (const change of changes(same, same).changes) {
      expect(change.difference).toBe(0);
      expect(change.standardError).toBeLessThan(1e-12);
      expect(change.standardErrorUnrelated).toBeGreaterThan(1);
    }
  });
});

describe('a change is declared', () => {
  const change = (code: string, difference: number | null, standardError: number | null): Change => ({
    code,
    before: 50,
    after: difference === null ? null : 50 + difference,
    difference,
    standardError,
    standardErrorUnrelated: standardError,
  });
  const verdicts = (list: Change[], rule?: Parameters<typeof judgeChanges>[1]): string[] =>
    judgeChanges({ changes: list, degreesOfFreedom: 40 }, rule).changes.map(({ verdict }) => verdict);

  it('only when significant over all units together and of a meaningful size', () => {
    expect(
      verdicts([change('a', 5, 1), change('b', -5, 1), change('c', 1.5, 0.1), change('d', 2.2, 1), change('e', 3, 2)]),
    ).toEqual(['better', 'worse', 'no-change-shown', 'no-change-shown', 'no-change-shown']);
  });

  it('never from what cannot be tested', () => {
    expect(verdicts([change('a', null, null), change('b', 9, 0)])).toEqual(['unknown', 'unknown']);
  });

  it('less what all units have in common, if the rule says so', () => {
    const list = [change('a', 4, 0.5), change('b', 4.1, 0.5), change('c', 9, 0.5), change('d', 3.9, 0.5)];
    expect(verdicts(list)).toEqual(['better', 'better', 'better', 'better']);
    expect(verdicts(list, { level: 0.05, meaningful: 2, lessCommonChange: true })).toEqual([
      'no-change-shown',
      'no-change-shown',
      'better',
      'no-change-shown',
    ]);
  });

  it('by probabilities that rise in Holm order', () => {
    const { changes: judged } = judgeChanges({
      changes: [change('a', 2.1, 1), change('b', 2.05, 1), change('c', 0, 1)],
      degreesOfFreedom: 40,
    });
    const [a, b, c] = judged.map(({ adjustedProbability }) => adjustedProbability!);
    expect(a).toBeCloseTo(3 * judged[0]!.probability!, 12);
    expect(b).toBeGreaterThanOrEqual(a!);
    expect(c).toBe(1);
  });
});
