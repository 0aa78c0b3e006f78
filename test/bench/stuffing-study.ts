// Simulated waves of a poll with interviews and online ballots, attacks on single units, and what the tests make of them.
import { blendModes, standardBlendRule } from '../../shared/statistics/src/composite/blend-modes.js';
import { arrivalTests } from '../../shared/statistics/src/quality/bursts.js';
import {
  agreementTests,
  extremeShareDifference,
  modeGapTests,
  standsApart,
  volumeChange,
  type UnitTest,
} from '../../shared/statistics/src/quality/integrity.js';
import { nearDuplicates } from '../../shared/statistics/src/quality/near-duplicates.js';
import type { RankableScores } from '../../shared/statistics/src/ranking/rankable-scores.js';
import { seededNormals } from '../../shared/statistics/src/numeric/seeded-normals.js';
import { seededChance, type Chance } from '../../shared/statistics/src/numeric/shuffle.js';

export type Attack = 'burst' | 'drip' | 'mimicry' | 'flood';

const UNITS = 50;
const INTERVIEWS = 200;
const ITEMS = 10;
const SHARED_NETWORKS = 20;
const HOURS = 14 * 24;
/** Levels 0 (best) to 4 of a mark drawn on the scale of a standard normal, mood and item noise together. */
const THRESHOLDS = [1.1, 0.1, -0.9, -1.7];
const MARKS = [100, 75, 50, 25, 0];
/**
 * Of the gaps between the modes over units, on the same scale: 1.1 times the error of interviewers alone. How much a blend can
 * gain depends on it; the bench prints the gain for others.
 */
export const GAP_DEVIATION = 0.058;
/** Of the false ballots that mimic: 26 points above honest ones, as the published shifts of pooled scores imply. */
const MIMICS_MEAN = 1.2;
/** A ballot counts as one with top marks when all but one of its marks, or all, are the highest; likewise at the bottom. */
const EXTREME = 0.95;
const PERMUTATIONS = 50;

interface Row {
  readonly unit: number;
  readonly answers: number[];
  readonly hour: number;
  readonly source: number;
}

export interface Wave {
  /** Of each unit, on the scale of a standard normal. */
  readonly qualities: readonly number[];
  readonly interviews: Row[];
  readonly online: Row[];
  readonly previousBallots: number[];
}

/** Uniform and normal numbers from one seed. */
class Dice {
  readonly #chance: Chance;
  #normals: Float64Array;
  #next = 0;
  readonly #seed: number;
  #turn = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.#chance = seededChance(seed);
    this.#normals = seededNormals(seed, 8192);
  }

  below(bound: number): number {
    return this.#chance.below(bound);
  }

  normal(): number {
    if (this.#next === this.#normals.length) {
      this.#turn++;
      this.#normals = seededNormals(this.#seed + this.#turn * 65_537, 8192);
      this.#next = 0;
    }
    return this.#normals[this.#next++]!;
  }
}

function answersOf(mean: number, dice: Dice): number[] {
  const mood = mean + 0.7 * dice.normal();
  return Array.from({ length: ITEMS }, () => {
    const x = mood + 0.7 * dice.normal();
    const level = THRESHOLDS.findIndex((threshold) => x > threshold);
    return level < 0 ? 4 : level;
  });
}

/** Hours of the day are not alike. */
function honestHour(dice: Dice): number {
  const hour = dice.below(24);
  return 24 * dice.below(14) + (hour < 7 && dice.below(4) > 0 ? 8 + dice.below(14) : hour);
}

/**
 * An honest wave: units differ, online answers are kinder by a gap of their own in each unit, three in ten online ballots come
 * from twenty shared networks.
 */
export function honestWave(seed: number, gapDeviation = GAP_DEVIATION): Wave {
  const dice = new Dice(seed);
  const interviews: Row[] = [];
  const online: Row[] = [];
  const previousBallots: number[] = [];
  const qualities: number[] = [];
  for (let unit = 0; unit < UNITS; unit++) {
    const quality = 0.25 * dice.normal();
    qualities.push(quality);
    const gap = 0.12 + gapDeviation * dice.normal();
    for (let i = 0; i < INTERVIEWS; i++)
      interviews.push({ unit, answers: answersOf(quality, dice), hour: 0, source: -1 });
    const ballots = 300 + dice.below(201);
    previousBallots.push(Math.max(1, Math.round(ballots * (1 + 0.12 * dice.normal()))));
    for (let i = 0; i < ballots; i++) {
      const source = dice.below(10) < 3 ? dice.below(SHARED_NETWORKS) : -1;
      online.push({ unit, answers: answersOf(quality + gap, dice), hour: honestHour(dice), source });
    }
  }
  return { qualities, interviews, online, previousBallots };
}

/**
 * Adds false ballots to one unit, from networks of this attack alone. `burst`: top marks within three hours from three networks. `drip`: top marks over the whole
 * window from twelve networks. `mimicry`: honest-looking answers of a much better unit, each from a network of its own.
 * `flood`: as mimicry, with top marks.
 */
export function attack(wave: Wave, unit: number, kind: Attack, ballots: number, seed: number): Wave {
  const dice = new Dice(seed);
  const start = dice.below(HOURS - 3);
  const fakes = Array.from({ length: ballots }, (): Row => {
    const top = Array.from({ length: ITEMS }, () => (dice.below(20) === 0 ? 1 : 0));
    switch (kind) {
      case 'burst':
        return { unit, answers: top, hour: start + dice.below(3), source: 10_000 + 100 * unit + dice.below(3) };
      case 'drip':
        return { unit, answers: top, hour: honestHour(dice), source: 10_000 + 100 * unit + dice.below(12) };
      case 'mimicry':
        return { unit, answers: answersOf(MIMICS_MEAN, dice), hour: honestHour(dice), source: -1 };
      case 'flood':
        return { unit, answers: top, hour: honestHour(dice), source: -1 };
    }
  });
  return { ...wave, online: [...wave.online, ...fakes] };
}

/** Mean marks of units with their sampling variances, every respondent a sampling unit. */
function scoresOf(rows: readonly Row[]): RankableScores {
  const sums = Array.from({ length: UNITS }, () => ({ n: 0, sum: 0, squares: 0 }));
  for (const { unit, answers } of rows) {
    const mark = answers.reduce((sum, level) => sum + MARKS[level]!, 0) / ITEMS;
    const own = sums[unit]!;
    own.n++;
    own.sum += mark;
    own.squares += mark * mark;
  }
  return {
    units: sums.map(({ n, sum }, unit) => ({
      id: String(unit),
      score: sum / n,
      degreesOfFreedom: n - 1,
      respondents: n,
      effectiveRespondents: n,
      samplingUnits: n,
      largestSamplingUnitShare: 1 / n,
      publishableShare: 1,
    })),
    covariance: sums.map(({ n, sum, squares }, a) =>
      sums.map((_, b) => (a === b ? (squares - (sum * sum) / n) / (n - 1) / n : 0)),
    ),
  };
}

/** All tests of all units, both ways where a test knows ways. */
export function testsOf(wave: Wave, seed: number): UnitTest[] {
  const names = Array.from({ length: UNITS }, (_, unit) => String(unit));
  const tests: UnitTest[] = [];
  const share = ({ answers }: Row, level: number): number => answers.filter((own) => own === level).length / ITEMS;
  const isSide = {
    up: (row: Row) => share(row, 0) >= EXTREME - 0.05,
    down: (row: Row) => share(row, 4) >= EXTREME - 0.05,
  };
  const countBy = (rows: readonly Row[]): number[] => {
    const counts = new Array<number>(UNITS).fill(0);
    for (const { unit } of rows) counts[unit]!++;
    return counts;
  };
  const ballots = countBy(wave.online);
  for (const direction of ['up', 'down'] as const) {
    const extreme = wave.online.filter(isSide[direction]);
    const found = arrivalTests(
      {
        units: UNITS,
        unitOf: extreme.map(({ unit }) => unit),
        periodOf: extreme.map(({ hour }) => hour),
        sourceOf: extreme.map(({ source }) => source),
      },
      { permutations: PERMUTATIONS, seed },
    );
    found.forEach(({ burst, source, sharedSources }, unit) => {
      tests.push({ unit: names[unit]!, direction, test: 'burst', z: burst.z, p: burst.p });
      tests.push({ unit: names[unit]!, direction, test: 'single-source', z: source.z, p: source.p });
      tests.push({ unit: names[unit]!, direction, test: 'shared-sources', z: sharedSources.z, p: sharedSources.p });
    });
    const online = countBy(extreme);
    const anchor = countBy(wave.interviews.filter(isSide[direction]));
    const figures = names.map((_, unit) =>
      extremeShareDifference(
        { extreme: online[unit]!, all: ballots[unit]! },
        { extreme: anchor[unit]!, all: INTERVIEWS },
      ),
    );
    const apart = standsApart('extreme-marks', names, figures).filter((test) => test.direction === 'up');
    tests.push(...apart.map((test) => ({ ...test, direction })));
  }
  const duplicates = nearDuplicates(
    { rows: wave.online.length, items: ITEMS, answers: Uint8Array.from(wave.online.flatMap(({ answers }) => answers)) },
    wave.online.map(({ unit }) => unit),
    UNITS,
    { permutations: PERMUTATIONS, seed },
  );
  duplicates.forEach(({ z, p }, unit) =>
    tests.push({ unit: names[unit]!, test: 'near-duplicates', direction: 'up', z, p }),
  );
  const changes = names.map((_, unit) => volumeChange(ballots[unit]!, wave.previousBallots[unit]!));
  tests.push(...standsApart('volume-jump', names, changes).filter(({ direction }) => direction === 'up'));
  const [own, other] = [scoresOf(wave.interviews), scoresOf(wave.online)];
  const gaps = names.map((_, unit) => ({
    gap: other.units[unit]!.score! - own.units[unit]!.score!,
    interviewVariance: own.covariance[unit]![unit]!,
    onlineVariance: other.covariance[unit]![unit]!,
  }));
  tests.push(...modeGapTests(names, gaps));
  tests.push(...agreementTests(names, tests));
  return tests;
}

/** Published scores by unit: the clipped blend, and interviewers alone. */
export function scoresOfWave(wave: Wave): { readonly blend: number[]; readonly interviewers: number[] } {
  const interview = scoresOf(wave.interviews);
  const { units } = blendModes({ interview, online: scoresOf(wave.online), rule: standardBlendRule });
  return { blend: units.map(({ score }) => score!), interviewers: interview.units.map(({ score }) => score!) };
}

/** The truth that interviews estimate: the mean mark of very many of them, from the same qualities. */
export function truthOf({ qualities }: Wave): number[] {
  return qualities.map(expectedMark);
}

/** Mean mark of a quality, by the midpoint rule over mood and noise together. */
function expectedMark(quality: number): number {
  const steps = 2000;
  const deviation = Math.sqrt(0.7 ** 2 * 2);
  let sum = 0;
  let weights = 0;
  for (let s = 0; s < steps; s++) {
    const z = -6 + (12 * (s + 0.5)) / steps;
    const weight = Math.exp((-z * z) / 2);
    const x = quality + deviation * z;
    const level = THRESHOLDS.findIndex((threshold) => x > threshold);
    sum += weight * MARKS[level < 0 ? 4 : level]!;
    weights += weight;
  }
  return sum / weights;
}

export const units = UNITS;
