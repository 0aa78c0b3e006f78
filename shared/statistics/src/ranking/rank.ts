import { publishedUnits } from '../numeric/decimal.js';

/**
 * Ranks of published scores (名次), highest first, ties share a rank and the next one is skipped: 1, 2, 2, 4 (standard
 * competition ranking). Computed on the published decimals, so that two scores that look equal are equal.
 *
 * @param published decimals with the same number of places
 * @example competitionRanks(['86.15', '85.60', '85.60', '83.92']) = [1, 2, 2, 4]
 */
export function competitionRanks(published: readonly string[]): number[] {
  const units = published.map(publishedUnits);
  return units.map((own) => 1 + units.filter((other) => other > own).length);
}
