import type { WeightedSample } from '@minsheng/contracts';

export interface ConvergenceDrawing {
  left: number;
  right: number;
  top: number;
  bottom: number;
  points: { cycle: number; error: number; x: number; y: number; isBelow: boolean }[];
  /** Powers of ten. */
  powers: { power: number; y: number }[];
  cycles: { cycle: number; x: number }[];
  stopY: number;
}

const place = { left: 44, rightRoom: 14, top: 18, bottomRoom: 28 };
/** Up to so many cycles each is named; of more, the ends and two between. */
const mostNamed = 8;
/** A double cannot tell smaller relative errors from none: they are drawn here. */
const least = 1e-16;

/** Largest relative margin error after each cycle on a logarithmic scale, with the stopping line. */
export function convergenceDrawing(
  { errors, tolerance }: Pick<WeightedSample, 'errors' | 'tolerance'>,
  width: number,
  height: number,
): ConvergenceDrawing {
  const left = place.left;
  const right = width - place.rightRoom;
  const bottom = height - place.bottomRoom;
  const log = (value: number) => Math.log10(Math.max(least, value));
  const logs = [...errors.map(log), log(tolerance)];
  const highest = Math.ceil(Math.max(...logs));
  const lowest = Math.min(Math.floor(Math.min(...logs)), highest - 1);
  const y = (power: number) => place.top + ((bottom - place.top) * (highest - power)) / (highest - lowest);
  const x = (index: number) =>
    errors.length < 2 ? (left + right) / 2 : left + ((right - left) * index) / (errors.length - 1);

  const step = Math.max(1, Math.ceil((highest - lowest) / 6));
  const powers: ConvergenceDrawing['powers'] = [];
  for (let power = highest; power >= lowest; power -= step) powers.push({ power, y: y(power) });

  const last = errors.length - 1;
  const shown =
    last < mostNamed
      ? errors.map((_, index) => index)
      : [...new Set([0, Math.round(last / 3), Math.round((2 * last) / 3), last])];
  return {
    left,
    right,
    top: place.top,
    bottom,
    points: errors.map((error, index) => ({
      cycle: index + 1,
      error,
      x: x(index),
      y: y(log(error)),
      isBelow: error <= tolerance,
    })),
    powers,
    cycles: shown.map((index) => ({ cycle: index + 1, x: x(index) })),
    stopY: y(log(tolerance)),
  };
}
