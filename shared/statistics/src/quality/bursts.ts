import { ln } from '../numeric/elementary.js';
import { seededChance, shuffle } from '../numeric/shuffle.js';
import { pooledPValues, type Excess } from './excess.js';

/** Ballots of one kind (all those with top marks, say), one entry a ballot. */
export interface Ballots {
  readonly units: number;
  /** Unit voted on. */
  readonly unitOf: ArrayLike<number>;
  /** Period in which it came (hours since the window opened), whole, from 0. */
  readonly periodOf: ArrayLike<number>;
  /** Network or device it came from, whole, from 0; −1: one of its own. */
  readonly sourceOf: ArrayLike<number>;
}

/** What arrival and origin of a unit's ballots show. */
export interface ArrivalTests {
  /** Scan statistic over time: the window with the largest excess. */
  readonly burst: Excess & { readonly window: readonly [number, number] | null };
  /** The one source with the largest excess. */
  readonly source: Excess & { readonly source: number | null };
  /** All sources together: the likelihood ratios of those with two or more of the unit's ballots, added up. */
  readonly sharedSources: Excess;
}

/** Of a log likelihood ratio: less than one says nothing either way. */
const LEAST_DEVIATION = 1;
/** Periods that a window of the scan spans. */
const WINDOWS = [1, 2, 3, 6, 12, 24];

/**
 * Bursts and shared origins (短时集中、同网同设备): for each unit the largest likelihood ratio for more ballots in a window of time
 * (1, 2, 3, 6, 12 or 24 periods) or from one source than its share of all ballots there, and the sum of these ratios over all sources
 * that gave it more than one. Kulldorff 1997 (scan statistic). Null model: units are dealt to the ballots anew, so that every unit keeps
 * its number, every period and every source its ballots. Only *excess* counts; run it on ballots with top marks and on
 * those with bottom marks, since rivals are voted down as units are voted up.
 *
 * @throws RangeError on misuse: lengths, numbers that are not whole, too few permutations
 */
export function arrivalTests(
  ballots: Ballots,
  { permutations, seed }: { readonly permutations: number; readonly seed: number },
): ArrivalTests[] {
  const { units } = ballots;
  const { unitOf, periodOf, sourceOf, periods, sources } = sortBallots(ballots);
  const statistics = (owners: Int32Array) => arrivalStatistics(owners, periodOf, sourceOf, units, periods, sources);
  const observed = statistics(unitOf);
  const chance = seededChance(seed);
  const dealt = unitOf.slice();
  const drawn = Array.from({ length: permutations }, () => {
    shuffle(dealt, chance);
    return statistics(dealt);
  });
  const bursts = pooledPValues(
    observed.burst,
    drawn.map(({ burst }) => burst),
    LEAST_DEVIATION,
  );
  const single = pooledPValues(
    observed.source,
    drawn.map(({ source }) => source),
    LEAST_DEVIATION,
  );
  const shared = pooledPValues(
    observed.shared,
    drawn.map((draw) => draw.shared),
    LEAST_DEVIATION,
  );
  return Array.from({ length: units }, (_, unit) => ({
    burst: { ...bursts[unit]!, window: observed.windows[unit]! },
    source: { ...single[unit]!, source: observed.sources[unit]! },
    sharedSources: shared[unit]!,
  }));
}

/** In an order of their own, so that the same seed gives the same result however they came. */
function sortBallots({ units, unitOf, periodOf, sourceOf }: Ballots) {
  const count = unitOf.length;
  if (periodOf.length !== count || sourceOf.length !== count)
    throw new RangeError('columns of ballots differ in length');
  const order = Array.from({ length: count }, (_, i) => i);
  for (const i of order) {
    const isWhole = [unitOf[i]!, periodOf[i]!, sourceOf[i]!].every(Number.isInteger);
    if (!isWhole || unitOf[i]! < 0 || unitOf[i]! >= units || periodOf[i]! < 0 || sourceOf[i]! < -1) {
      throw new RangeError('a ballot has a unit, a period from 0 and a source from −1');
    }
  }
  order.sort((a, b) => unitOf[a]! - unitOf[b]! || periodOf[a]! - periodOf[b]! || sourceOf[a]! - sourceOf[b]!);
  const column = (values: ArrayLike<number>): Int32Array => Int32Array.from(order, (i) => values[i]!);
  const sources = column(sourceOf);
  const period = column(periodOf);
  return {
    unitOf: column(unitOf),
    periodOf: period,
    sourceOf: sources,
    periods: period.reduce((most, value) => Math.max(most, value + 1), 1),
    sources: sources.reduce((most, value) => Math.max(most, value + 1), 0),
  };
}

interface Statistics {
  readonly burst: Float64Array;
  readonly windows: ([number, number] | null)[];
  readonly source: Float64Array;
  readonly sources: (number | null)[];
  readonly shared: Float64Array;
}

function arrivalStatistics(
  unitOf: Int32Array,
  periodOf: Int32Array,
  sourceOf: Int32Array,
  units: number,
  periods: number,
  sources: number,
): Statistics {
  const byPeriod = new Float64Array(units * periods);
  const bySource = new Float64Array(units * sources);
  const totals = new Float64Array(units);
  const ofPeriod = new Float64Array(periods);
  const ofSource = new Float64Array(sources);
  for (let i = 0; i < unitOf.length; i++) {
    const unit = unitOf[i]!;
    totals[unit]!++;
    byPeriod[unit * periods + periodOf[i]!]!++;
    ofPeriod[periodOf[i]!]!++;
    const source = sourceOf[i]!;
    if (source < 0) continue;
    bySource[unit * sources + source]!++;
    ofSource[source]!++;
  }
  const all = unitOf.length;
  const burst = new Float64Array(units);
  const source = new Float64Array(units);
  const shared = new Float64Array(units);
  const windows = new Array<[number, number] | null>(units).fill(null);
  const sourceFound = new Array<number | null>(units).fill(null);
  for (let unit = 0; unit < units; unit++) {
    const total = totals[unit]!;
    for (let start = 0; start < periods; start++) {
      let inside = 0;
      let everyone = 0;
      let next = start;
      for (const length of WINDOWS) {
        if (start + length > periods) break;
        for (; next < start + length; next++) {
          inside += byPeriod[unit * periods + next]!;
          everyone += ofPeriod[next]!;
        }
        if (!mayExceed(burst[unit]!, inside, total, everyone / all)) continue;
        const ratio = likelihoodRatio(inside, total, everyone / all);
        if (ratio > burst[unit]!) {
          burst[unit] = ratio;
          windows[unit] = [start, start + length - 1];
        }
      }
    }
    for (let s = 0; s < sources; s++) {
      const own = bySource[unit * sources + s]!;
      if (own < 2 && !mayExceed(source[unit]!, own, total, ofSource[s]! / all)) continue;
      const ratio = likelihoodRatio(own, total, ofSource[s]! / all);
      if (own > 1) shared[unit]! += ratio;
      if (ratio > source[unit]!) {
        source[unit] = ratio;
        sourceFound[unit] = s;
      }
    }
  }
  return { burst, windows, source, sources: sourceFound, shared };
}

/**
 * Whether the likelihood ratio can be above `best`: by ln x ≤ x − 1 it is never above Pearson's χ². Spares most logarithms of
 * the scan.
 */
function mayExceed(best: number, inside: number, total: number, share: number): boolean {
  const expected = total * share;
  const away = inside - expected;
  return away > 0 && away * away * total > best * expected * (total - expected);
}

/** Log likelihood ratio of more than the share expected; 0 where there is no excess. */
function likelihoodRatio(inside: number, total: number, share: number): number {
  const expected = total * share;
  if (!(inside > expected)) return 0;
  const outside = total - inside;
  return inside * ln(inside / expected) + (outside > 0 ? outside * ln(outside / (total - expected)) : 0);
}
