import stdlibLn from '@stdlib/math-base-special-ln';

/**
 * The one door for functions that engines may round differently. `Math.sqrt`, `Math.abs` and `Math.floor` are exact by
 * IEEE 754 and stay in use elsewhere; `Math.log`, `Math.exp` and `Math.pow` are not, so nothing here calls them: the
 * implementation is plain arithmetic (FreeBSD msun's algorithm) and gives the same double in every engine.
 */

/** Natural logarithm (自然对数) of a positive number. Throws RangeError for zero, negative or non-finite input. */
export function ln(x: number): number {
  if (!(x > 0) || x === Infinity) throw new RangeError(`ln needs a positive finite number, got ${x}`);
  return stdlibLn(x);
}
