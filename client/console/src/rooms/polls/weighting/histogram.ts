import type { WeightedSample } from '@minsheng/contracts';

import { roundStep } from '../round-step.js';

export interface HistogramDrawing {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** One for every step that holds somebody. `isTrimmed`: it ends at a bound where weights were cut. */
  bars: { from: number; count: number; x: number; width: number; y: number; height: number; isTrimmed: boolean }[];
  counts: { value: number; y: number }[];
  weights: { value: number; x: number }[];
  /** Where the mean weight, 1, stands. */
  meanX: number;
  trim: { lower: { value: number; x: number }; upper: { value: number; x: number } } | null;
}

const place = { left: 44, rightRoom: 16, top: 40, bottomRoom: 28 };
/** Bars stand this far apart, px. */
const gap = 1.6;

/** Relative weights in steps, with the declared trim bounds on the same axis, in a box of `width` × `height` px. */
export function histogramDrawing(
  { histogram: { step, counts }, trimBounds, trimmed }: Pick<WeightedSample, 'histogram' | 'trimBounds' | 'trimmed'>,
  width: number,
  height: number,
): HistogramDrawing {
  const left = place.left;
  const right = width - place.rightRoom;
  const bottom = height - place.bottomRoom;
  const filled = counts.reduce((last, count, index) => (count > 0 ? index + 1 : last), 0) * step;
  const furthest = Math.max(filled, trimBounds?.[1] ?? 0, 1.5);
  const tick = furthest > 4 ? 1 : 0.5;
  const end = Math.ceil(furthest / tick - 1e-9) * tick;
  const x = (weight: number) => left + ((right - left) * weight) / end;
  const most = Math.max(1, ...counts);
  const countStep = roundStep(most, 4);
  const y = (count: number) => bottom - ((bottom - place.top) * count) / Math.max(most, 1);

  const holds = (index: number, bound: number) => index * step < bound + 1e-9 && bound <= (index + 1) * step + 1e-9;
  return {
    left,
    right,
    top: place.top,
    bottom,
    bars: counts.flatMap((count, index) =>
      count === 0
        ? []
        : [
            {
              from: index * step,
              count,
              x: x(index * step) + gap / 2,
              width: Math.max(1, x((index + 1) * step) - x(index * step) - gap),
              y: y(count),
              height: bottom - y(count),
              isTrimmed: trimmed > 0 && trimBounds !== null && trimBounds.some((bound) => holds(index, bound)),
            },
          ],
    ),
    counts: Array.from({ length: Math.floor(most / countStep) + 1 }, (_, index) => ({
      value: index * countStep,
      y: y(index * countStep),
    })),
    weights: Array.from({ length: Math.round(end / tick) + 1 }, (_, index) => ({
      value: index * tick,
      x: x(index * tick),
    })),
    meanX: x(1),
    trim:
      trimBounds === null
        ? null
        : {
            lower: { value: trimBounds[0], x: x(trimBounds[0]) },
            upper: { value: trimBounds[1], x: x(trimBounds[1]) },
          },
  };
}
