import { decimal, type ScoreAxis } from './axis.js';
import type { ChartPalette, ChartRankedUnit } from './data.js';

export interface RankingRowOptions {
  palette: ChartPalette;
  /** px, or `100%` where the drawing stretches with its cell; a fixed width is needed inside an image element. */
  width?: number | '100%';
  /** px; 46 when not given. */
  height?: number;
}

const share = (axis: ScoreAxis, score: number): string => {
  const position = axis.position(score) * 100;
  if (!Number.isFinite(position)) throw new Error(`a place on the axis is ${position}`);
  return `${Math.round(position * 100) / 100}%`;
};

/**
 * One row of a list on a phone: the stretch of the shared axis with gridlines, interval and dot. Hidden from readers,
 * since the row says the same in words beside it. Places are per cent of the width, so it fits any column.
 */
export function rankingRow(row: ChartRankedUnit, axis: ScoreAxis, options: RankingRowOptions): string {
  const { palette, width = '100%', height = 46 } = options;
  const grid = axis.ticks
    .map((tick) => {
      const x = share(axis, tick);
      return `<line x1="${x}" x2="${x}" y1="0" y2="100%" stroke="${palette['chart-grid']}"/>`;
    })
    .join('');
  const [low, high] = [decimal(row.interval[0]), decimal(row.interval[1])];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" aria-hidden="true">${grid}` +
    `<line x1="${share(axis, low)}" x2="${share(axis, high)}" y1="50%" y2="50%" ` +
    `stroke="${palette['chart-interval']}" stroke-width="4" stroke-linecap="round" class="interval"/>` +
    `<circle cx="${share(axis, decimal(row.score))}" cy="50%" r="5.5" fill="${palette['chart-dot']}" ` +
    `stroke="${palette.surface}" stroke-width="2" class="dot"/></svg>`
  );
}

/** The same row as shares of the width (0–1), for surfaces that draw with boxes instead of SVG. */
export function rankingRowPlaces(
  row: ChartRankedUnit,
  axis: ScoreAxis,
): { low: number; high: number; score: number; ticks: number[] } {
  return {
    low: axis.position(decimal(row.interval[0])),
    high: axis.position(decimal(row.interval[1])),
    score: axis.position(decimal(row.score)),
    ticks: axis.ticks.map((tick) => axis.position(tick)),
  };
}
