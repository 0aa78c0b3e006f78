/**
 * Sums that do not depend on the order of their terms (与次序无关的求和), to the last bit: what a sealed result needs.
 *
 * Every term is split on two fixed grids, chosen from a bound on the terms and their number; the parts on a grid add
 * without rounding, so any order gives the same double. What falls below the fine grid is dropped: less than 2^-90 of the
 * bound for a thousand terms, 2^-60 for ten million. Source: Demmel & Nguyen 2013, "Fast reproducible floating-point
 * summation". A few times dearer than plain addition, and like it free of branches.
 */

/** Grids for terms up to `bound` in absolute value. Adding `coarse` and taking it away again rounds to the coarse grid. */
export interface SummationGrid {
  readonly coarse: number;
  readonly fine: number;
}

/** Power of two that leaves room for `terms` terms to add up on a grid. */
export function roomFor(terms: number): number {
  return powerOfTwoAtLeast(Math.max(terms, 1));
}

export function powerOfTwoAtLeast(x: number): number {
  let power = 1;
  while (power < x) power *= 2;
  while (power / 2 >= x) power /= 2;
  return power;
}

/**
 * @param bound a power of two, at least every term's absolute value
 * @param room from {@link roomFor}
 */
export function summationGrid(bound: number, room: number): SummationGrid {
  // With 2^E = bound × room the coarse number 3 × 2^E has grid 2^(E−51): sums stay below 2^E, hence exact; remainders stay
  // below 2^(E−51), which is the bound for the fine grid.
  const coarse = 3 * bound * room;
  return { coarse, fine: coarse * (2 * Number.EPSILON) * room };
}

/** Many sums at once, each with a bound of its own. */
export class OrderFreeSums {
  readonly #coarse: Float64Array;
  readonly #fine: Float64Array;
  readonly #high: Float64Array;
  readonly #low: Float64Array;

  /**
   * @param bounds largest absolute value of any term, by sum
   * @param terms largest number of terms of any sum
   */
  constructor(bounds: Float64Array, terms: number) {
    const room = roomFor(terms);
    this.#coarse = new Float64Array(bounds.length);
    this.#fine = new Float64Array(bounds.length);
    this.#high = new Float64Array(bounds.length);
    this.#low = new Float64Array(bounds.length);
    bounds.forEach((bound, sum) => {
      if (!(bound >= 0) || bound === Infinity) throw new RangeError(`a bound is finite and not negative, got ${bound}`);
      if (bound === 0) return;
      const { coarse, fine } = summationGrid(powerOfTwoAtLeast(bound), room);
      this.#coarse[sum] = coarse;
      this.#fine[sum] = fine;
    });
  }

  add(sum: number, term: number): void {
    const coarse = this.#coarse[sum]!;
    const fine = this.#fine[sum]!;
    const onCoarse = coarse + term - coarse;
    this.#high[sum]! += onCoarse;
    this.#low[sum]! += fine + (term - onCoarse) - fine;
  }

  value(sum: number): number {
    return this.#high[sum]! + this.#low[sum]!;
  }
}

/** Sum of a list of finite numbers, in any order the same double. Example: 1e16, 1, −1e16 give 1. */
export function orderFreeSum(terms: ArrayLike<number>): number {
  let bound = 0;
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i]!;
    if (!Number.isFinite(term)) throw new RangeError(`a term of a sum is finite, got ${term}`);
    bound = Math.max(bound, Math.abs(term));
  }
  const sums = new OrderFreeSums(Float64Array.of(bound), terms.length);
  for (let i = 0; i < terms.length; i++) sums.add(0, terms[i]!);
  return sums.value(0);
}
