/** Digits that count: the last four or so of a double's sixteen are rounding noise and differ between engines. */
const SIGNIFICANT_DIGITS = 12;

/**
 * Rounds half-up (四舍五入) to a published decimal. The number is read as the decimal it stands for (twelve significant
 * digits), not as its binary shadow, so 2.675 gives "2.68" and 1.005 gives "1.01"; a half goes away from zero, so −0.005
 * gives "-0.01"; there is no "-0.00".
 *
 * @param value finite, |value| < 10^(11 − places), so that every digit shown is a real one
 * @throws RangeError for NaN, infinities and larger values
 */
export function roundHalfUp(value: number, places = 2): string {
  if (!Number.isInteger(places) || places < 0 || places > 9) throw new RangeError(`places are 0 to 9, got ${places}`);
  if (!Number.isFinite(value) || Math.abs(value) >= Number(`1e${SIGNIFICANT_DIGITS - 1 - places}`)) {
    throw new RangeError(`cannot publish ${value} with ${places} decimals`);
  }
  const { digits, exponent } = decimalDigits(Math.abs(value));
  // The number is 0.d₁d₂d₃… × 10^exponent; keep the digits down to 10^−places and let the next one decide.
  const kept = exponent + places;
  let units = kept > 0 ? Number(digits.slice(0, kept).padEnd(kept, '0')) : 0;
  if (kept >= 0 && Number(digits[kept] ?? '0') >= 5) units++;
  const text = String(units).padStart(places + 1, '0');
  const whole = text.slice(0, text.length - places);
  const shown = places === 0 ? whole : `${whole}.${text.slice(text.length - places)}`;
  return value < 0 && units > 0 ? `-${shown}` : shown;
}

/** A published decimal as whole units of its last place, for exact comparison. Example: publishedUnits("77.94") = 7794. */
export function publishedUnits(published: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(published)) throw new RangeError(`not a published decimal: ${published}`);
  return Number(published.replace('.', ''));
}

function decimalDigits(magnitude: number): { digits: string; exponent: number } {
  const [mantissa, power] = magnitude.toExponential(SIGNIFICANT_DIGITS - 1).split('e') as [string, string];
  return { digits: mantissa.replace('.', ''), exponent: Number(power) + 1 };
}
