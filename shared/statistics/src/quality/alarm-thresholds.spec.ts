import { normalCdf } from '../numeric/normal.js';
import { seededNormals } from '../numeric/seeded-normals.js';
import { alarmedUnits, learnThresholds, type ScoredTest, type ThresholdRule } from './alarm-thresholds.js';

const wave = (z: readonly number[], test: ScoredTest['test'] = 'burst'): ScoredTest[] =>
  z.map((value, u) => ({ unit: `u${u}`, test, direction: 'up', z: value }));

const rule: ThresholdRule = { units: 2, allowed: 0.6, confidence: 0.95 };
const four = [wave([8, 1]), wave([7, 2]), wave([6, 3]), wave([5, 4])];

describe('thresholds from clean waves', () => {
  // Highest of the others: only 8 is above. Second highest: 8 and 7. Third: 8, 7 and 6. R: qt(0.95, 3) = 2.353363434801823
  const t = 2.353363434801823;
  it.each([
    [0.42, 8, 1 / 8, 1 / 8],
    [0.6, 7, 1 / 4, Math.sqrt(1 / 48)],
    [0.7, 6, 3 / 8, 1 / 8],
  ])('with %d allowed the threshold is %d: a wave is judged by the others', (allowed, z, falseAlarms, error) => {
    const learned = learnThresholds(four, { ...rule, allowed });
    expect(learned.thresholds).toEqual([{ test: 'burst', direction: 'up', z }]);
    expect(learned.isKept).toBe(true);
    expect(learned.falseAlarms).toBeCloseTo(falseAlarms, 14);
    expect(learned.upperLimit).toBeCloseTo(falseAlarms + t * error, 12);
  });

  it('too few waves for what is allowed give the highest thresholds and say so', () => {
    const learned = learnThresholds(four, { ...rule, allowed: 0.1 });
    expect(learned).toMatchObject({ isKept: false, thresholds: [{ z: 8 }] });
  });

  it('a test that may spend twice as much has two values above its threshold where others have one', () => {
    const both = four.map((tests, w) => [
      ...tests,
      ...wave(
        [
          [18, 11],
          [17, 12],
          [16, 13],
          [15, 14],
        ][w]!,
        'agreement',
      ),
    ]);
    const { thresholds } = learnThresholds(both, { ...rule, allowed: 0.7, multiples: { agreement: 2 } });
    expect(thresholds.map(({ test, z }) => [test, z])).toEqual([
      ['burst', 7],
      ['agreement', 16],
    ]);
  });

  it('a unit counts once, whichever of its tests is above', () => {
    const tests = [...wave([3, 0, 2]), ...wave([4, 0, 0], 'mode-gap'), ...wave([9, 9, 9], 'volume-jump')];
    const thresholds = [
      { test: 'burst', direction: 'up', z: 1 },
      { test: 'mode-gap', direction: 'up', z: 1 },
    ] as const;
    expect([...alarmedUnits(tests, thresholds)]).toEqual(['u0', 'u2']);
  });

  it('a distance on its threshold is no alarm', () => {
    expect(alarmedUnits(wave([1]), [{ test: 'burst', direction: 'up', z: 1 }]).size).toBe(0);
  });

  it('tests that say the same of every unit alarm nobody', () => {
    const learned = learnThresholds([wave([0, 0]), wave([0, 0]), wave([0, 0])], rule);
    expect(learned).toMatchObject({ falseAlarms: 0, upperLimit: 0, isKept: true });
    expect(alarmedUnits(wave([0, 0]), learned.thresholds).size).toBe(0);
  });

  it('keep new waves to what is allowed about as often as they are confident', () => {
    const [sets, waves, units, allowed] = [60, 40, 20, 0.03];
    const names = ['burst', 'volume-jump', 'mode-gap'] as const;
    const normals = seededNormals(20261122, sets * waves * units * names.length);
    let next = 0;
    let kept = 0;
    let chances = 0;
    for (let set = 0; set < sets; set++) {
      const clean = Array.from({ length: waves }, () =>
        names.flatMap((name) =>
          wave(
            Array.from({ length: units }, () => normals[next++]!),
            name,
          ),
        ),
      );
      const { thresholds, isKept } = learnThresholds(clean, { units, allowed, confidence: 0.95 });
      expect(isKept).toBe(true);
      // The tests are independent here, so the chance of a false alarm in waves to come is known.
      const chance = 1 - thresholds.reduce((product, { z }) => product * normalCdf(z), 1);
      chances += chance / sets;
      kept += chance <= allowed ? 1 : 0;
    }
    expect(kept / sets).toBeGreaterThan(0.9);
    // Neither do they give away what they could use.
    expect(chances).toBeGreaterThan(0.5 * allowed);
  });

  it.each<[string, () => unknown]>([
    ['one wave', () => learnThresholds([wave([1])], rule)],
    ['waves without tests', () => learnThresholds([[], []], rule)],
    ['a distance that is no number', () => learnThresholds([wave([NaN]), wave([1])], rule)],
    ['nothing allowed', () => learnThresholds(four, { ...rule, allowed: 0 })],
    ['certainty', () => learnThresholds(four, { ...rule, confidence: 1 })],
    ['no units', () => learnThresholds(four, { ...rule, units: 0 })],
    ['half a value', () => learnThresholds(four, { ...rule, multiples: { burst: 0.5 } })],
  ])('%s: misuse', (_, misuse) => expect(misuse).toThrow(RangeError));
});
