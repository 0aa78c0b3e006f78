import type { LocalisedText, MarginReport } from '@minsheng/contracts';

/** A base share this far from the population's is worth a reviewer's eye: 5 percentage points. */
export const notableShift = 0.05;

export type MarginLine =
  | { kind: 'margin'; y: number; name: LocalisedText }
  | {
      kind: 'level';
      y: number;
      name: LocalisedText;
      respondents: number;
      before: number;
      target: number | null;
      after: number;
      /** Positions on the axis, px. */
      xBefore: number;
      xTarget: number | null;
      xAfter: number;
      isNotable: boolean;
    };

export interface MarginDrawing {
  lines: MarginLine[];
  ticks: { share: number; x: number }[];
  height: number;
}

const heading = 30;
const row = 25;
const firstLine = 25;
const between = 4;

/**
 * Where everything of the margins' drawing stands. One axis from 0 for all margins, cut at the tick above the largest
 * share: `left` to `right` px.
 */
export function marginDrawing(margins: readonly MarginReport[], left: number, right: number): MarginDrawing {
  const shares = margins.flatMap(({ levels }) =>
    levels.flatMap(({ before, target, after }) => [before, target ?? 0, after]),
  );
  const largest = Math.max(0.1, ...shares);
  const step = largest <= 0.5 ? 0.1 : 0.2;
  const end = Math.ceil(largest / step - 1e-9) * step;
  const x = (share: number) => left + ((right - left) * share) / end;

  const lines: MarginLine[] = [];
  let y = firstLine;
  for (const margin of margins) {
    lines.push({ kind: 'margin', y, name: margin.name });
    y += heading;
    for (const level of margin.levels) {
      lines.push({
        kind: 'level',
        y: y + row / 2 - 4,
        ...level,
        xBefore: x(level.before),
        xTarget: level.target === null ? null : x(level.target),
        xAfter: x(level.after),
        isNotable: level.target !== null && Math.abs(level.before - level.target) >= notableShift - 1e-12,
      });
      y += row;
    }
    y += between;
  }
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, index) => ({
    share: index * step,
    x: x(index * step),
  }));
  return { lines, ticks, height: y };
}
