/** Sums of decimals as they are written (0.1 + 0.2 = 0.3), for shares that must come to exactly 1. */

interface Decimal {
  units: bigint;
  /** Decimal places. */
  places: number;
}

/**
 * The decimal a finite number is written as: its shortest digits.
 * @throws RangeError for NaN and infinities
 */
export function decimalOf(value: number): Decimal {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (!match) throw new RangeError(`not a finite number: ${value}`);
  const fraction = match[3] ?? '';
  const places = fraction.length - Number(match[4] ?? 0);
  const units = BigInt(`${match[1]}${match[2]}${fraction}`);
  return places >= 0 ? { units, places } : { units: units * 10n ** BigInt(-places), places: 0 };
}

/** All values in units of the last place that any of them has. */
export function toCommonPlace(values: readonly number[]): { units: bigint[]; places: number } {
  const decimals = values.map(decimalOf);
  const places = Math.max(0, ...decimals.map((decimal) => decimal.places));
  return { units: decimals.map((decimal) => decimal.units * 10n ** BigInt(places - decimal.places)), places };
}

/** The exact sum, as it is written: `1`, `0.9999`. */
export function decimalSum(values: readonly number[]): string {
  const { units, places } = toCommonPlace(values);
  const sum = units.reduce((total, unit) => total + unit, 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = places === 0 ? '' : digits.slice(-places).replace(/0+$/, '');
  return `${sum < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
