/** A count, or other statistic, beside what a null model gives. */
export interface Excess {
  readonly observed: number;
  /** Mean over the draws of the null model. */
  readonly expected: number;
  /** Distance from it in standard deviations of the null model; 0 where it has none and nothing is in excess. */
  readonly z: number;
  /** Chance of as much or more under the null model. */
  readonly p: number;
}

const FEWEST_DRAWS = 50;
/** A statistic that never varies under the null model and is exceeded stands this far out. */
const FAR = 1e6;

/**
 * p-values by random draws (随机化检验) for many groups at once: every group's statistic is brought to the mean and standard
 * deviation of its own draws, and held against the draws of all groups together, which tell much smaller p-values apart
 * than the group's own. (1 + draws as far out) / (1 + draws): never zero.
 *
 * @param drawn one list of statistics a draw, one entry a group
 * @param leastDeviation groups whose draws vary less are held to this: where a handful of ballots hardly ever gives anything but
 * zero, the first coincidence would stand out by far
 */
export function pooledPValues(
  observed: ArrayLike<number>,
  drawn: readonly ArrayLike<number>[],
  leastDeviation = 0,
): Excess[] {
  if (drawn.length < FEWEST_DRAWS) throw new RangeError(`a null model is drawn ${FEWEST_DRAWS} times or more`);
  const groups = observed.length;
  const means = new Float64Array(groups);
  const deviations = new Float64Array(groups);
  for (let g = 0; g < groups; g++) {
    for (const draw of drawn) means[g]! += draw[g]! / drawn.length;
    let squares = 0;
    for (const draw of drawn) squares += (draw[g]! - means[g]!) ** 2;
    deviations[g] = Math.max(leastDeviation, Math.sqrt(squares / (drawn.length - 1)));
  }
  const scale = (value: number, g: number): number => {
    const away = value - means[g]!;
    // What the draws never change differs from their mean by rounding at most.
    if (deviations[g]! > 1e-9 * Math.abs(means[g]!)) return away / deviations[g]!;
    return away > 1e-9 * Math.max(1, Math.abs(means[g]!)) ? FAR : 0;
  };
  const pool = new Float64Array(groups * drawn.length);
  drawn.forEach((draw, d) => {
    for (let g = 0; g < groups; g++) pool[d * groups + g] = scale(draw[g]!, g);
  });
  pool.sort();
  return Array.from({ length: groups }, (_, g) => {
    const z = scale(observed[g]!, g);
    return { observed: observed[g]!, expected: means[g]!, z, p: (1 + countFrom(pool, z)) / (1 + pool.length) };
  });
}

/** Values of an ascending list that are at least z. */
function countFrom(sorted: Float64Array, z: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! >= z) high = middle;
    else low = middle + 1;
  }
  return sorted.length - low;
}
