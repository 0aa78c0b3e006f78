import type { ChartGroup, ChartRankedUnit } from './data.js';

/** One shared, possibly cut, score axis. */
export interface ScoreAxis {
  low: number;
  high: number;
  ticks: readonly number[];
  /** Place of a score on the axis, 0 at `low` and 1 at `high`; increasing. */
  position(score: number): number;
}

/** A published decimal as a number. @throws RangeError when it is none. */
export function decimal(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new RangeError(`not a decimal: ${JSON.stringify(text)}`);
  return value;
}

/** Score of the poll before, where the change is significant: only then it is drawn. */
export function scoreBefore(row: ChartRankedUnit): number | null {
  return row.change?.isSignificant === true ? decimal(row.score) - decimal(row.change.difference) : null;
}

const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000];

/** Scores of the single modes that a row has, interviewers' first. */
export function scoresOfModes({ modes }: Pick<ChartRankedUnit, 'modes'>): number[] {
  return [modes?.interview, modes?.online].flatMap((mode) => (mode ? [decimal(mode.score)] : []));
}

/**
 * The axis of everything in `groups`: every dot, interval and earlier value lies inside it, and with `hasModes` every
 * score of a single mode; ends not labelled but ticks at round scores, at most six. The axis may be cut, since only dots
 * and intervals stand on it, never bars.
 */
export function scoreAxis(groups: readonly Pick<ChartGroup, 'rows'>[], hasModes = false): ScoreAxis {
  const values = groups
    .flatMap((group) => group.rows)
    .flatMap((row) => [
      decimal(row.score),
      decimal(row.interval[0]),
      decimal(row.interval[1]),
      scoreBefore(row),
      ...(hasModes ? scoresOfModes(row) : []),
    ])
    .filter((value): value is number => value !== null);
  const least = values.length > 0 ? Math.min(...values) : 0;
  const most = values.length > 0 ? Math.max(...values) : 100;
  // Identical scores without width still need an axis on which the dot has a place.
  const spread = Math.max(most - least, 1);
  const margin = spread * 0.06 + (spread - (most - least)) / 2;
  const low = least - margin;
  const high = most + margin;
  const step = steps.find((candidate) => (high - low) / candidate <= 6) ?? (high - low) / 5;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const ticks = Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) =>
    Number(((first + index) * step).toFixed(6)),
  );
  return { low, high, ticks, position: (score) => (score - low) / (high - low) };
}
