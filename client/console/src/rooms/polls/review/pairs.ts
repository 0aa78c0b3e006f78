import type { RankedUnit } from '@minsheng/contracts';

type Row = Pick<RankedUnit, 'unitId' | 'name' | 'score' | 'rankSet'>;

export interface Pair {
  /** Row minus column in points, two decimals, signed; `0.00` without a sign. */
  difference: string;
  /** Their simultaneous rank sets share no rank. */
  isApart: boolean;
}

/** Two published decimals apart, counted in whole hundredths so that no binary digit shows. */
export function differenceOf(one: string, other: string): string {
  const hundredths = Math.round(Number(one) * 100) - Math.round(Number(other) * 100);
  const size = Math.abs(hundredths);
  const digits = `${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
  return hundredths > 0 ? `+${digits}` : hundredths < 0 ? `−${digits}` : digits;
}

export function pairOf(row: Row, column: Row): Pair {
  const [best, worst] = row.rankSet;
  const [otherBest, otherWorst] = column.rankSet;
  return { difference: differenceOf(row.score, column.score), isApart: worst < otherBest || otherWorst < best };
}

/** Every pair of a group once, below the diagonal: row `i` compared with the rows before it. */
export function pairsOf(rows: readonly Row[]): { unit: Row; before: Pair[] }[] {
  return rows.map((unit, index) => ({ unit, before: rows.slice(0, index).map((other) => pairOf(unit, other)) }));
}
