/**
 * Exact sum of doubles (精确求和), correctly rounded once at the end, so the result does not depend on the order in which
 * the terms arrive: what a sealed result needs. Source: Shewchuk 1997, "Adaptive precision floating-point arithmetic",
 * grow-expansion; final rounding as in Python's `math.fsum`. Holds a handful of partial sums, whatever the number of terms.
 *
 * Example: 1e16 + 1 − 1e16 gives 1 in every order, where plain addition gives 0 or 2.
 */
export class ExactSum {
  readonly #partials: number[] = [];

  /** Adds a finite term. Throws RangeError for NaN and infinities, which no sum of ours may contain. */
  add(term: number): void {
    if (!Number.isFinite(term)) throw new RangeError(`a term of a sum is finite, got ${term}`);
    const partials = this.#partials;
    let kept = 0;
    let x = term;
    for (let i = 0; i < partials.length; i++) {
      let y = partials[i]!;
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    partials[kept++] = x;
    partials.length = kept;
  }

  /** The sum so far, rounded to the nearest double (ties to even). */
  value(): number {
    const partials = this.#partials;
    let i = partials.length - 1;
    if (i < 0) return 0;
    let high = partials[i]!;
    let low = 0;
    while (i > 0) {
      const x = high;
      const y = partials[--i]!;
      high = x + y;
      low = y - (high - x);
      if (low !== 0) break;
    }
    // Half-way cases: the discarded partials decide, since `high` was rounded to even without them.
    if (i > 0 && low !== 0 && Math.sign(low) === Math.sign(partials[i - 1]!)) {
      const doubled = low * 2;
      const rounded = high + doubled;
      if (doubled === rounded - high) high = rounded;
    }
    return high;
  }
}

/** Exact sum of a list of finite numbers, in any order the same double. Example: exactSum([0.1, 0.2, -0.3]) = 2.7755575615628914e-17. */
export function exactSum(terms: Iterable<number>): number {
  const sum = new ExactSum();
  for (const term of terms) sum.add(term);
  return sum.value();
}
