import { exp } from './elementary.js';

/** Gauss–Kronrod nodes and weights, 7 and 15 points, on [−1, 1]: Piessens, de Doncker-Kapenga, Überhuber & Kahaner 1983. */
const NODES = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.2077849550078985, 0,
];
const KRONROD = [
  0.0229353220105292, 0.0630920926299786, 0.1047900103222502, 0.1406532597155259, 0.1690047266392679,
  0.1903505780647854, 0.2044329400752989, 0.2094821410847278,
];
/** Of every second node, from the second on. */
const GAUSS = [0.1294849661688697, 0.2797053914892767, 0.3818300505051189, 0.4179591836734694];

/** Beyond this a standard normal holds less than 1e-17 on either side. */
const REACH = 8.5;
const MAXIMUM_DEPTH = 24;

/**
 * Adaptive Gauss–Kronrod quadrature (自适应求积): the integral of a smooth function over [from, to], halving intervals until
 * the two rules agree within `tolerance` of the whole.
 *
 * @example integrate((x) => x * x, 0, 3, 1e-12) = 9
 */
export function integrate(f: (x: number) => number, from: number, to: number, tolerance: number): number {
  if (!(from <= to && Number.isFinite(from) && Number.isFinite(to))) {
    throw new RangeError(`an interval runs from a lower to a higher finite end, got ${from} to ${to}`);
  }
  const whole = to - from;
  const over = (low: number, high: number, depth: number): number => {
    const middle = (low + high) / 2;
    const half = (high - low) / 2;
    const centre = f(middle);
    let kronrod = KRONROD[7]! * centre;
    let gauss = GAUSS[3]! * centre;
    for (let k = 0; k < 7; k++) {
      const both = f(middle - half * NODES[k]!) + f(middle + half * NODES[k]!);
      kronrod += KRONROD[k]! * both;
      if (k % 2 === 1) gauss += GAUSS[k >> 1]! * both;
    }
    const isClose = Math.abs(kronrod - gauss) * half <= (tolerance * (high - low)) / whole;
    // The coarser rule is off by far more than the finer one, whose value is taken.
    if (isClose || depth === MAXIMUM_DEPTH || middle === low || middle === high) return kronrod * half;
    return over(low, middle, depth + 1) + over(middle, high, depth + 1);
  };
  if (whole === 0) return 0;
  // A narrow function could slip between the nodes of one wide interval.
  const panels = 8;
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    sum += over(from + (whole * panel) / panels, from + (whole * (panel + 1)) / panels, 0);
  }
  return sum;
}

const DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);
const CLOSE = 1e-13;
const COARSEST = 0.5;
const FINEST = 1 / 16;

/**
 * Mean of f(Z) over a standard normal Z between two limits (标准正态下的期望), to about 1e-13, for f smooth and bounded by 1.
 *
 * Over the whole line by the trapezoidal rule, whose error for such integrands falls faster than any power of the step
 * (Trefethen & Weideman 2014): the step is halved until two sums agree. Between limits, and where f is too steep for that,
 * by {@link integrate}.
 *
 * @example normalMean((z) => (z > 0 ? 1 : 0), 0) = 0.5
 */
export function normalMean(f: (z: number) => number, from = -Infinity, to = Infinity): number {
  const weighted = (z: number): number => DENSITY_AT_ZERO * exp((-z * z) / 2) * f(z);
  const low = Math.max(from, -REACH);
  const high = Math.min(to, REACH);
  if (!(low < high)) return 0;
  if (from > -REACH || to < REACH) return integrate(weighted, low, high, CLOSE);
  let step = COARSEST;
  let sum = 0;
  for (let z = -REACH; z <= REACH; z += step) sum += weighted(z);
  for (let last = sum * step; step > FINEST; last = sum * step) {
    for (let z = -REACH + step / 2; z <= REACH; z += step) sum += weighted(z);
    step /= 2;
    if (Math.abs(sum * step - last) <= CLOSE) return sum * step;
  }
  return integrate(weighted, low, high, CLOSE);
}

/**
 * Where an increasing function passes a value (求根), between two ends that enclose it: secant steps from a first guess with its
 * slope, each kept inside what is known to enclose the place, else bisection.
 */
export function solveIncreasing(
  f: (x: number) => number,
  value: number,
  ends: readonly [number, number],
  guess: { readonly at: number; readonly slope: number },
  tolerance: number,
): number {
  let [left, right] = ends;
  let x = guess.at;
  let { slope } = guess;
  let before: { x: number; at: number } | null = null;
  for (let turn = 0; turn < 200; turn++) {
    const at = f(x) - value;
    if (Math.abs(at) <= tolerance) return x;
    if (at < 0) left = x;
    else right = x;
    if (before !== null && before.x !== x) slope = (at - before.at) / (x - before.x);
    before = { x, at };
    const next = x - at / slope;
    const isInside = next > left && next < right;
    x = isInside ? next : (left + right) / 2;
    if (right - left <= 1e-14 * Math.max(1, Math.abs(right)) || x === before.x) return x;
  }
  return x;
}
