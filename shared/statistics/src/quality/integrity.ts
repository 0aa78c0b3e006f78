import { ln } from '../numeric/elementary.js';
import { median, NORMAL_DEVIATIONS, robustChance } from '../numeric/robust.js';
import { benjaminiHochberg } from './false-discovery.js';

/** What is looked for, in each unit. */
export type IntegrityTest =
  | 'burst'
  | 'single-source'
  | 'shared-sources'
  | 'near-duplicates'
  | 'volume-jump'
  | 'extreme-marks'
  | 'mode-gap'
  | 'agreement';

/** Voted up, or down. Tests that know no direction are read as 'up'. */
export type Direction = 'up' | 'down';

/** One test of one unit. */
export interface UnitTest {
  readonly unit: string;
  readonly test: IntegrityTest;
  readonly direction: Direction;
  /** Distance from what is expected, in standard deviations. */
  readonly z: number;
  readonly p: number;
}

export interface IntegrityFinding extends UnitTest {
  readonly adjusted: number;
  readonly isFlagged: boolean;
}

/**
 * All tests of all units held to one rate of false discoveries (单位 × 检验的错误发现率). A flag is a reason to look: it leads to
 * quarantine and a second person, never to silent deletion.
 *
 * @returns flagged ones first, then by p; equal ones by unit, test and direction
 */
export function findings(tests: readonly UnitTest[], rate = 0.05): IntegrityFinding[] {
  const discoveries = benjaminiHochberg(
    tests.map(({ p }) => p),
    rate,
  );
  return tests
    .map((test, i) => ({ ...test, adjusted: discoveries[i]!.adjusted, isFlagged: discoveries[i]!.isDiscovery }))
    .sort((a, b) => Number(b.isFlagged) - Number(a.isFlagged) || a.p - b.p || compare(nameOf(a), nameOf(b)));
}

function nameOf({ unit, test, direction }: UnitTest): string {
  return `${unit} ${test} ${direction}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Beyond so many robust standard deviations a figure has no say in what is usual. */
const SET_ASIDE = 2.5;
/** Variance of a standard normal figure that lies within them. */
const VARIANCE_WITHIN = 0.911256360935392;

/**
 * What is usual among units, and how far from it honest ones lie: mean and standard deviation of the figures within 2.5
 * robust standard deviations of the median (one-step reweighting, Rousseeuw & Leroy 1987). It withstands as many attacked
 * units as the median does, but they no longer widen the yardstick, and chance moves it less than the median distance alone.
 *
 * @returns null when half of the figures or more are equal, or there are fewer than three
 */
function usual(figures: readonly number[]): { readonly centre: number; readonly deviation: number } | null {
  if (figures.length < 3) return null;
  const middle = median(figures);
  const rough = NORMAL_DEVIATIONS * median(figures.map((figure) => Math.abs(figure - middle)));
  if (!(rough > 0)) return null;
  // Ascending, so that the sums do not depend on the order of units.
  const kept = Float64Array.from(figures.filter((figure) => Math.abs(figure - middle) <= SET_ASIDE * rough)).sort();
  const centre = kept.reduce((sum, figure) => sum + figure, 0) / kept.length;
  const squares = kept.reduce((sum, figure) => sum + (figure - centre) ** 2, 0);
  return { centre, deviation: Math.sqrt(squares / (kept.length - 1) / VARIANCE_WITHIN) };
}

/**
 * Units whose figure stands apart from the other units' (与其他单位相比的离群检验): distance of a figure from what is
 * usual, in standard deviations of honest ones, both ways. Half of the units may be attacked before the yardstick bends.
 *
 * @param figures by unit; null where there is none
 */
export function standsApart(
  test: IntegrityTest,
  units: readonly string[],
  figures: readonly (number | null)[],
): UnitTest[] {
  if (units.length !== figures.length) throw new RangeError('one figure for each unit');
  const present = figures.flatMap((figure, unit) => (figure === null ? [] : [{ unit, figure }]));
  if (present.some(({ figure }) => !Number.isFinite(figure))) throw new RangeError('figures must be finite');
  const yardstick = usual(present.map(({ figure }) => figure));
  if (yardstick === null) return [];
  return present.flatMap(({ unit, figure }) => {
    const z = (figure - yardstick.centre) / yardstick.deviation;
    return (['up', 'down'] as const).map((direction) => {
      const towards = direction === 'up' ? z : -z;
      return { unit: units[unit]!, test, direction, z: towards, p: robustChance(towards, present.length) };
    });
  });
}

/** Volume jump (票数突增): logarithm of this wave's ballots over the last one's; null without ballots in either. */
export function volumeChange(now: number, before: number): number | null {
  if (!(now >= 0 && before >= 0)) throw new RangeError('ballots are not negative');
  return now > 0 && before > 0 ? ln(now / before) : null;
}

/**
 * Extreme marks online beyond the interviewers' share (极端分占比): the difference of log odds, each with half an answer added on
 * either side, over its standard error. Interviewers' answers cannot be stuffed online.
 *
 * @returns null when either mode has no answers
 * @example 60 of 100 online against 40 of 100 in interviews: 2.796
 */
export function extremeShareDifference(
  online: { readonly extreme: number; readonly all: number },
  interviews: { readonly extreme: number; readonly all: number },
): number | null {
  for (const { extreme, all } of [online, interviews]) {
    if (!(extreme >= 0 && extreme <= all)) throw new RangeError('extreme answers are part of all answers');
  }
  if (online.all === 0 || interviews.all === 0) return null;
  const [a, b, c, d] = [
    online.extreme + 0.5,
    online.all - online.extreme + 0.5,
    interviews.extreme + 0.5,
    interviews.all - interviews.extreme + 0.5,
  ];
  return (ln(a / b) - ln(c / d)) / Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d);
}

/**
 * Weak signs that agree (弱信号合并): more ballots than last time, a wider gap to the interviewers and more extreme marks, none
 * of them remarkable alone. The z of the three are added up (Stouffer's sum) and held against the other units' sums, so
 * nothing is assumed of how they hang together. What spreads over networks and hours and mimics honest answers shows here first.
 *
 * @param tests of `volume-jump`, `mode-gap` and `extreme-marks`; a unit that lacks one has no such test
 */
export function agreementTests(units: readonly string[], tests: readonly UnitTest[]): UnitTest[] {
  const zOf = new Map(tests.map(({ unit, test, direction, z }) => [`${unit} ${test} ${direction}`, z]));
  return (['up', 'down'] as const).flatMap((direction) => {
    const sums = units.map((unit) => {
      const signs = [`${unit} volume-jump up`, `${unit} mode-gap ${direction}`, `${unit} extreme-marks ${direction}`];
      const found = signs.flatMap((sign) => zOf.get(sign) ?? []);
      return found.length < signs.length ? null : found.reduce((sum, z) => sum + z, 0);
    });
    return standsApart('agreement', units, sums)
      .filter((test) => test.direction === 'up')
      .map((test) => ({ ...test, direction }));
  });
}

/** A unit's online score less its interviewers', with the sampling variances of both. */
export interface ModeGap {
  readonly gap: number;
  readonly interviewVariance: number;
  readonly onlineVariance: number;
}

/**
 * Mode gaps (访问与网络的差距) that stand apart: gap less the typical one, over the root of both sampling variances and of the honest
 * variance of gaps between units (robust, less what sampling explains). The one signal that a well-spread attack cannot
 * avoid, if it is large.
 *
 * @param gaps by unit; null where one mode is missing. With fewer than three there is no test
 */
export function modeGapTests(units: readonly string[], gaps: readonly (ModeGap | null)[]): UnitTest[] {
  if (units.length !== gaps.length) throw new RangeError('one gap, or null, for each unit');
  const present = gaps.flatMap((gap, unit) => (gap === null ? [] : [{ unit: units[unit]!, ...gap }]));
  if (present.length < 3) return [];
  const yardstick = usual(present.map(({ gap }) => gap));
  const typical = yardstick?.centre ?? median(present.map(({ gap }) => gap));
  const deviation = yardstick?.deviation ?? 0;
  const sampling = median(present.map(({ interviewVariance, onlineVariance }) => interviewVariance + onlineVariance));
  const between = Math.max(0, deviation * deviation - sampling);
  return present.flatMap(({ unit, gap, interviewVariance, onlineVariance }) => {
    const variance = interviewVariance + onlineVariance + between;
    if (!(interviewVariance >= 0 && onlineVariance >= 0)) throw new RangeError(`a variance of ${unit} is below zero`);
    if (variance === 0) return [];
    const z = (gap - typical) / Math.sqrt(variance);
    return (['up', 'down'] as const).map((direction) => {
      const towards = direction === 'up' ? z : -z;
      return { unit, test: 'mode-gap' as const, direction, z: towards, p: robustChance(towards, present.length) };
    });
  });
}
