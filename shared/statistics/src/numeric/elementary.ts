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

/** ln 2 in two parts, the first with zeros at its end, so that whole multiples of it are exact. */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/** 2^k for k from −1074 to 1023, exact. */
const powersOfTwo = new Float64Array(2098);
for (let k = 0, power = 1; k <= 1023; k++, power *= 2) powersOfTwo[k + 1074] = power;
for (let k = -1, power = 0.5; k >= -1074; k--, power /= 2) powersOfTwo[k + 1074] = power;

/**
 * Natural exponential (自然指数): Infinity above 709.78, 0 below −745.14, elsewhere less than one unit of the last place off.
 * FreeBSD msun's `e_exp.c`, with powers of two from a table: the library's own takes 0.2 µs, too long for calibration.
 * Throws RangeError when x is not a number. Example: exp(1) = 2.718281828459045.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) throw new RangeError('exp needs a number');
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  const k = Math.floor(x / Math.LN2 + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t * (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  // In two steps where one power would be out of range or round twice.
  if (k > 1023) return y * powersOfTwo[1023 + 1074]! * 2;
  return k < -1021 ? y * powersOfTwo[k + 60 + 1074]! * powersOfTwo[-60 + 1074]! : y * powersOfTwo[k + 1074]!;
}
