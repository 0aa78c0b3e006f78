import type { ChartGroup, ChartRankedUnit } from './data.js';
import { decimal } from './axis.js';

/** Neighbouring rows of one band. */
export interface BandRun {
  band: number;
  rows: ChartRankedUnit[];
}

/** Every band a unit stands in, its own first in number order: neighbouring bands may overlap. */
export function bandsOf(group: Pick<ChartGroup, 'bands'>, row: ChartRankedUnit): number[] {
  const numbers = group.bands.filter((band) => band.unitIds.includes(row.unitId)).map((band) => band.number);
  return [...new Set([...numbers, row.band])].sort((one, other) => one - other);
}

/** Units of the band a row is listed under, however many bands overlap it. */
export function sizeOfBand(group: Pick<ChartGroup, 'bands' | 'rows'>, number: number): number {
  const listed = group.bands.find((band) => band.number === number)?.unitIds.length ?? 0;
  return Math.max(listed, group.rows.filter((row) => row.band === number).length);
}

/** Best band first; inside a band by score, for finding only. The order of the input does not matter. */
export function bandRuns(rows: readonly ChartRankedUnit[]): BandRun[] {
  const runs = new Map<number, ChartRankedUnit[]>();
  for (const row of rows) runs.set(row.band, [...(runs.get(row.band) ?? []), row]);
  return [...runs.entries()]
    .sort(([one], [other]) => one - other)
    .map(([band, members]) => ({
      band,
      rows: [...members].sort(
        (one, other) => decimal(other.score) - decimal(one.score) || (one.unitId < other.unitId ? -1 : 1),
      ),
    }));
}
