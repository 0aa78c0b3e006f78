import fc from 'fast-check';
import { NO_SCORE, NOT_ASKED } from '../design/survey.js';
import { seededChance, type Chance } from '../numeric/shuffle.js';
import { answerPatterns, speeders } from './answer-patterns.js';
import { arrivalTests } from './bursts.js';
import { pooledPValues } from './excess.js';
import { benjaminiHochberg } from './false-discovery.js';
import {
  agreementTests,
  extremeShareDifference,
  findings,
  modeGapTests,
  standsApart,
  volumeChange,
  type UnitTest,
} from './integrity.js';
import { interviewerFindings } from './interviewers.js';
import { nearDuplicates } from './near-duplicates.js';

describe('false discoveries', () => {
  // R: p.adjust(c(0.01, 0.02, 0.03, 0.5), "BH") and p.adjust(c(0.04, 0.001, 0.04, 0.2, 0.9), "BH")
  it.each([
    [[0.01, 0.02, 0.03, 0.5], [0.04, 0.04, 0.04, 0.5], 3],
    [[0.04, 0.001, 0.04, 0.2, 0.9], [0.2 / 3, 0.005, 0.2 / 3, 0.25, 0.9], 1],
    [[], [], 0],
    [[1, 1], [1, 1], 0],
  ])('%j', (p, adjusted, discoveries) => {
    const found = benjaminiHochberg(p, 0.05);
    found.forEach((own, i) => expect(Math.abs(own.adjusted - adjusted[i]!)).toBeLessThan(1e-15));
    expect(found.filter(({ isDiscovery }) => isDiscovery)).toHaveLength(discoveries);
  });

  it('do not depend on the order of tests', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (p) => {
        expect(benjaminiHochberg([...p].reverse(), 0.05)).toEqual(benjaminiHochberg(p, 0.05).reverse());
      }),
    );
  });

  it.each([
    [[1.2], 0.05],
    [[NaN], 0.05],
    [[0.1], 0],
  ])('%j at %d is misuse', (p, rate) => {
    expect(() => benjaminiHochberg(p, rate)).toThrow(RangeError);
  });
});

describe('answer patterns', () => {
  const rows = (...lists: number[][]) => ({
    rows: lists.length,
    items: lists[0]!.length,
    answers: Uint8Array.from(lists.flat()),
  });
  it.each([
    ['all alike', [1, 1, 1, 1], { answered: 4, longestRunShare: 1, sameShare: 1, straightLine: 1 }],
    [
      'alike but for a question left out',
      [1, NO_SCORE, 1, NOT_ASKED],
      { answered: 2, longestRunShare: 1, sameShare: 1, straightLine: 1 },
    ],
    ['to and fro', [1, 2, 1, 2], { answered: 4, longestRunShare: 0.25, sameShare: 0.5, straightLine: null }],
    [
      'one answer',
      [3, NOT_ASKED, NOT_ASKED, NOT_ASKED],
      { answered: 1, longestRunShare: 1, sameShare: 1, straightLine: null },
    ],
    [
      'none',
      [NOT_ASKED, NO_SCORE, NOT_ASKED, NOT_ASKED],
      { answered: 0, longestRunShare: 0, sameShare: 0, straightLine: null },
    ],
  ])('%s', (_, answers, pattern) => expect(answerPatterns(rows(answers))).toEqual([pattern]));

  it('a respondent is too fast against the median pace of all, by answers given', () => {
    expect(speeders([60, 55, 58, 12, 30, null, 40], [10, 10, 10, 10, 5, 10, 0])).toEqual([
      false,
      false,
      false,
      true,
      false,
      null,
      null,
    ]);
    expect(speeders([null], [3])).toEqual([null]);
    expect(() => speeders([1], [])).toThrow(RangeError);
    expect(() => speeders([-1], [2])).toThrow(RangeError);
  });
});

describe('p-values by random draws', () => {
  it('are never zero, nor below what the draws of all groups can tell', () => {
    const drawn = Array.from({ length: 100 }, (_, d) => [d % 10, 20 + (d % 10)]);
    const [low, high] = pooledPValues([4.5, 400], drawn);
    expect(Math.abs(low!.z)).toBeLessThan(1e-12);
    expect(low!.p).toBeGreaterThan(0.4);
    expect(high!.p).toBe(1 / 201);
  });

  it('a statistic that chance never moves is no excess unless it is exceeded', () => {
    const drawn = Array.from({ length: 60 }, () => [0, 3]);
    const [same, more] = pooledPValues([0, 4], drawn);
    expect([same!.z, same!.p]).toEqual([0, 1]);
    expect(more!.p).toBe(1 / 121);
  });

  it('fewer than 50 draws are misuse', () => expect(() => pooledPValues([1], [[1]])).toThrow(RangeError));
});

/** Answers that follow a mood, so that honest rows resemble each other as real ones do. */
function honestRow(chance: Chance, items: number): number[] {
  const mood = chance.below(5);
  return Array.from({ length: items }, () => (chance.below(3) > 0 ? mood : chance.below(5)));
}

describe('near-duplicates', () => {
  const chance = seededChance(5);
  const items = 8;
  const honest = Array.from({ length: 240 }, (_, row) => ({ group: row % 3, answers: honestRow(chance, items) }));
  const copied = Array.from({ length: 12 }, (_, i) => ({ group: 1, answers: [0, 3, 1, 4, 0, 2, 1, i % 2] }));
  const test = (rows: typeof honest, seed = 1) =>
    nearDuplicates(
      { rows: rows.length, items, answers: Uint8Array.from(rows.flatMap(({ answers }) => answers)) },
      rows.map(({ group }) => group),
      3,
      { permutations: 60, seed },
    );

  it('copies of one row in a group stand out from what its questions make likely; honest groups do not', () => {
    for (const { p } of test(honest)) expect(p).toBeGreaterThan(0.02);
    const [first, second, third] = test([...honest, ...copied]);
    expect(second!.observed - second!.expected).toBeGreaterThan(40);
    expect(second!.p).toBeLessThan(0.01);
    expect([first!.p > 0.02, third!.p > 0.02]).toEqual([true, true]);
  });

  it('pairs are counted once, whether they agree on all questions or all but one', () => {
    const rows = [
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 3],
      [4, 1, 2],
      [4, 4, 4],
    ].map((answers) => ({ group: 0, answers }));
    const { observed } = nearDuplicates(
      { rows: 5, items: 3, answers: Uint8Array.from(rows.flatMap((row) => row.answers)) },
      rows.map(() => 0),
      1,
      { permutations: 50, seed: 1 },
    )[0]!;
    // 1-2 fully; 1-3, 2-3, 1-4, 2-4 but for one; 3-4 differ in two; the straight line is left aside.
    expect(observed).toBe(5);
  });

  it('as many pairs as comparing every row with every other gives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 14 }).chain((width) =>
          fc.array(
            fc.record({
              group: fc.nat({ max: 2 }),
              // Few levels, so that many rows come near each other.
              answers: fc.array(fc.nat({ max: 2 }), { minLength: width, maxLength: width }),
            }),
            { minLength: 2, maxLength: 60 },
          ),
        ),
        (rows) => {
          const width = rows[0]!.answers.length;
          const isLine = ({ answers }: (typeof rows)[number]) => answers.every((answer) => answer === answers[0]);
          const pairs = [0, 1, 2].map((group) => {
            const own = rows.filter((row) => row.group === group && !isLine(row));
            return own.reduce(
              (sum, one, i) =>
                sum +
                own
                  .slice(0, i)
                  .filter((other) => one.answers.filter((answer, item) => answer !== other.answers[item]).length < 2)
                  .length,
              0,
            );
          });
          const found = nearDuplicates(
            { rows: rows.length, items: width, answers: Uint8Array.from(rows.flatMap(({ answers }) => answers)) },
            rows.map(({ group }) => group),
            3,
            { permutations: 50, seed: 1 },
          );
          expect(found.map(({ observed }) => observed)).toEqual(pairs);
        },
      ),
    );
  });

  it('the same for any order of rows, and for the same seed', () => {
    expect(test([...honest, ...copied].reverse())).toEqual(test([...honest, ...copied]));
  });
});

describe('bursts and shared sources', () => {
  const chance = seededChance(11);
  const honest = Array.from({ length: 400 }, () => ({
    unit: chance.below(4),
    period: chance.below(72),
    source: chance.below(3) === 0 ? chance.below(8) : -1,
  }));
  const test = (ballots: typeof honest) =>
    arrivalTests(
      {
        units: 4,
        unitOf: ballots.map(({ unit }) => unit),
        periodOf: ballots.map(({ period }) => period),
        sourceOf: ballots.map(({ source }) => source),
      },
      { permutations: 100, seed: 3 },
    );

  it('honest arrivals raise no alarm', () => {
    for (const { burst, source, sharedSources } of test(honest)) {
      for (const { p } of [burst, source, sharedSources]) expect(p).toBeGreaterThan(0.01);
    }
  });

  it('twenty ballots for one unit within two hours are found with their window, and only there', () => {
    const found = test([
      ...honest,
      ...Array.from({ length: 20 }, (_, i) => ({ unit: 2, period: 30 + (i % 2), source: -1 })),
    ]);
    expect(found[2]!.burst.p).toBeLessThan(0.005);
    const [from, to] = found[2]!.burst.window!;
    expect(from <= 30 && to >= 31 && to - from < 6).toBe(true);
    expect([0, 1, 3].every((unit) => found[unit]!.burst.p > 0.01)).toBe(true);
    expect(found[2]!.source.p).toBeGreaterThan(0.01);
  });

  it('a slow drip from a few networks is found by the sources it shares', () => {
    const drip = Array.from({ length: 24 }, (_, i) => ({ unit: 1, period: 3 * i, source: 100 + (i % 6) }));
    const found = test([...honest, ...drip]);
    expect(found[1]!.sharedSources.p).toBeLessThan(0.005);
    expect(found[1]!.burst.p).toBeGreaterThan(0.01);
  });

  it('the same for any order of ballots', () => expect(test([...honest].reverse())).toEqual(test(honest)));

  it('a ballot without a unit is misuse', () => {
    const ballots = { units: 1, unitOf: [1], periodOf: [0], sourceOf: [0] };
    expect(() => arrivalTests(ballots, { permutations: 50, seed: 1 })).toThrow(RangeError);
  });
});

describe('units that stand apart', () => {
  it('are judged both ways, against the median of the others', () => {
    const figures = [0.1, -0.1, 0.05, -0.05, 0, 3, -3, null];
    const tests = standsApart('volume-jump', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], figures);
    expect(tests).toHaveLength(14);
    const found = findings(tests);
    expect(found.filter(({ isFlagged }) => isFlagged).map(({ unit, direction }) => [unit, direction])).toEqual([
      ['f', 'up'],
      ['g', 'down'],
    ]);
    expect(standsApart('volume-jump', ['a', 'b', 'c'], [1, 1, 1])).toEqual([]);
  });

  it.each([
    [60, 100, 40, 100, 2.796],
    [0, 50, 0, 50, 0],
    [10, 10, 5, 10, 1.942],
  ])('%d of %d online against %d of %d in interviews: %d standard errors', (top, all, anchor, whole, expected) => {
    const own = extremeShareDifference({ extreme: top, all }, { extreme: anchor, all: whole })!;
    const [a, b, c, d] = [top + 0.5, all - top + 0.5, anchor + 0.5, whole - anchor + 0.5];
    const direct = Math.log((a * d) / (b * c)) / Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d);
    expect(own).toBeCloseTo(direct, 12);
    expect(own).toBeCloseTo(expected, 3);
  });

  it('the yardstick is that of honest units: a few that are far off do not widen it', () => {
    const honest = [-1.1, -0.7, -0.4, -0.2, 0, 0.1, 0.3, 0.5, 0.8, 1.2];
    const names = Array.from({ length: 12 }, (_, u) => `u${u}`);
    const near = standsApart('volume-jump', names, [...honest, 8, 9]);
    const far = standsApart('volume-jump', names, [...honest, 80, 90]);
    expect(far.slice(0, 20)).toEqual(near.slice(0, 20));
    const [ninth] = far.filter(({ unit, direction }) => unit === 'u10' && direction === 'up');
    expect(ninth!.z).toBeGreaterThan(90);
  });

  it('four units of nine attacked alike still stand apart from the others', () => {
    const names = Array.from({ length: 9 }, (_, u) => `u${u}`);
    const tests = standsApart('volume-jump', names, [-0.2, -0.1, 0, 0.1, 0.2, 40, 41, 42, 43]);
    const out = tests.filter(({ z }) => z > 100);
    expect(out.map(({ unit, direction }) => `${unit} ${direction}`)).toEqual(['u5 up', 'u6 up', 'u7 up', 'u8 up']);
    expect(tests.filter(({ z }) => Math.abs(z) > 2)).toHaveLength(8);
  });

  it('without answers in a mode there is nothing to compare', () => {
    expect(extremeShareDifference({ extreme: 0, all: 0 }, { extreme: 1, all: 2 })).toBeNull();
    expect(volumeChange(0, 10)).toBeNull();
    expect(volumeChange(20, 10)).toBeCloseTo(Math.LN2, 14);
  });

  it('a mode gap is measured in standard errors from the typical one', () => {
    const gap = (value: number) => ({ gap: value, interviewVariance: 3, onlineVariance: 1 });
    const tests = modeGapTests(['a', 'b', 'c', 'd', 'e'], [gap(3), gap(2), gap(4), gap(3), gap(13)]);
    // Typical gap 3, spread 1.4826 below the sampling variance 4: ten points are five standard errors.
    expect(tests.find(({ unit, direction }) => unit === 'e' && direction === 'up')!.z).toBe(5);
    expect(modeGapTests(['a', 'b'], [gap(1), gap(9)])).toEqual([]);
  });

  it('three weak signs that agree stand out where none does alone, each direction by itself', () => {
    const units = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const sign = (test: UnitTest['test'], direction: UnitTest['direction'], values: number[]): UnitTest[] =>
      values.map((z, u) => ({ unit: units[u]!, test, direction, z, p: 0.5 }));
    const tests = [
      ...sign('volume-jump', 'up', [0, 1, -1, 0.5, -0.5, 0, 2]),
      ...sign('mode-gap', 'up', [1, 0, 0, -0.5, 0.5, -1, 2]),
      ...sign('mode-gap', 'down', [-1, 0, 0, 0.5, -0.5, 1, -2]),
      ...sign('extreme-marks', 'up', [-1, 0, 1, 0.5, 0.5, 0.5, 2]),
      // Unit g lacks it, so there is nothing to add up for it downwards.
      ...sign('extreme-marks', 'down', [1, 0, 0, 0, 0, 0]),
    ];
    const found = agreementTests(units, tests);
    const up = found.filter(({ direction }) => direction === 'up');
    // Sums 0, 1, 0, 0.5, 0.5, -0.5, 6: median 0.5, median distance 0.5, so 6 is set aside; the others have mean 0.25 and
    // variance 0.275, of which 2.5 deviations of a normal figure keep 0.911256.
    expect(up.map(({ unit }) => unit)).toEqual(units);
    [-0.25, 0.75, -0.25, 0.25, 0.25, -0.75, 5.75].forEach((away, u) =>
      expect(up[u]!.z).toBeCloseTo(away / Math.sqrt(0.275 / 0.911256), 5),
    );
    expect(found.filter(({ direction }) => direction === 'down').map(({ unit }) => unit)).toEqual(units.slice(0, 6));
  });
});

describe('p-values of a null model', () => {
  it('what hardly ever varies is held to a least deviation, so that a coincidence does not stand out by far', () => {
    const drawn = Array.from({ length: 50 }, (_, draw) => [draw === 0 ? 0.5 : 0]);
    expect(pooledPValues([2], drawn)[0]!.z).toBeGreaterThan(20);
    expect(pooledPValues([2], drawn, 1)[0]!.z).toBeCloseTo(2 - 0.01, 12);
  });
});

describe('interviewer patterns', () => {
  const chance = seededChance(21);
  const items = 6;
  const work = Array.from({ length: 300 }, (_, row) => {
    const interviewer = `I${row % 10}`;
    const isFalse = interviewer === 'I4';
    return {
      interviewer,
      answers: isFalse ? [1, 1, 2, 1, 1, chance.below(2)] : honestRow(chance, items),
      seconds: isFalse ? 40 + chance.below(5) : 150 + chance.below(120),
    };
  });
  const found = interviewerFindings(
    {
      data: { rows: 300, items, answers: Uint8Array.from(work.flatMap(({ answers }) => answers)) },
      interviewerOf: work.map(({ interviewer }) => interviewer),
      seconds: work.map(({ seconds }) => seconds),
      callBacks: new Map(
        Array.from({ length: 10 }, (_, i) => [`I${i}`, { confirmed: i === 4 ? 2 : 18 + (i % 3), reached: 20 }]),
      ),
    },
    { permutations: 60, seed: 2 },
  );

  it('an interviewer who makes interviews up is flagged by several signs, the others by none', () => {
    const flagged = found.filter(({ isFlagged }) => isFlagged);
    expect(new Set(flagged.map(({ interviewer }) => interviewer))).toEqual(new Set(['I4']));
    expect(flagged.map(({ test }) => test).sort()).toEqual(['few-confirmed', 'little-variation', 'short-interviews']);
  });

  it('all figures are finite and every p-value lies between 0 and 1', () => {
    for (const { figure, z, p, adjusted } of found) {
      expect([figure, z, p, adjusted].every(Number.isFinite)).toBe(true);
      expect(p >= 0 && p <= 1 && adjusted >= p).toBe(true);
    }
  });
});
