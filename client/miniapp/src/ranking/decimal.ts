/**
 * Rounds a published decimal to fewer places, half away from zero, on its digits: `77.95` is `78.0`, where
 * a binary double gives it only by luck (1.005 is stored below its name and would become 1.00).
 *
 * @param decimal a plain decimal such as `-2.65`
 * @throws RangeError when it is not one
 */
export function halfUp(decimal: string, places: number): string {
  const parts = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!parts) throw new RangeError(`not a plain decimal: ${decimal}`);
  const [, sign, whole = '0', fraction = ''] = parts;
  const kept = whole + fraction.slice(0, places).padEnd(places, '0');
  const roundsUp = (fraction[places] ?? '0') >= '5';
  // Scores have a handful of digits: their digits as one integer are exact.
  const digits = String(Number(kept) + (roundsUp ? 1 : 0)).padStart(places + 1, '0');
  const cut = digits.length - places;
  const rounded = places === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return sign === '-' && /[1-9]/.test(rounded) ? `-${rounded}` : rounded;
}
