/** The shared axis of one group: everything on it is placed in per cent of its length. */
export interface Axis {
  from: number;
  to: number;
  ticks: { value: number; at: number }[];
}

const steps = [0.5, 1, 2, 5, 10, 20, 25, 50];
/** Free length beyond the outermost interval ends, as a share of their distance. */
const margin = 0.06;

/**
 * An axis cut to the intervals it has to carry, with at most `mostTicks` ticks at round values. Cut axes carry dots and
 * intervals only, never bars.
 *
 * @param intervals ends of the intervals, in points of the score
 */
export function axisOver(intervals: readonly (readonly [number, number])[], mostTicks = 5): Axis {
  if (intervals.length === 0) throw new RangeError('an axis needs an interval');
  const lowest = Math.min(...intervals.map(([low]) => low));
  const highest = Math.max(...intervals.map(([, high]) => high));
  // One unit without variation still deserves an axis around it.
  const spread = Math.max(highest - lowest, 1);
  const from = lowest - margin * spread;
  const to = highest + margin * spread;
  const ticksOf = (step: number): number[] => {
    const first = Math.ceil(from / step);
    const last = Math.floor(to / step);
    return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => (first + index) * step);
  };
  const step = steps.find((candidate) => ticksOf(candidate).length <= mostTicks) ?? 100;
  const axis = { from, to, ticks: [] as Axis['ticks'] };
  axis.ticks = ticksOf(step).map((value) => ({ value, at: placeOn(axis, value) }));
  return axis;
}

/** Where a value stands, in per cent of the axis. */
export function placeOn({ from, to }: Pick<Axis, 'from' | 'to'>, value: number): number {
  return Math.round(((value - from) / (to - from)) * 10_000) / 100;
}
