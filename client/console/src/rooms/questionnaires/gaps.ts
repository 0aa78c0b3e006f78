import type { Gap } from './entries.js';

/** Name of a place to drop: `gap:g1:3`, on the top level `gap::0`. */
export const gapId = ({ group, index }: Gap): string => `gap:${group ?? ''}:${index}`;

export function gapOfId(id: string): Gap | null {
  const match = /^gap:([^:]*):(\d+)$/.exec(id);
  return match === null ? null : { group: match[1] === '' ? null : match[1]!, index: Number(match[2]) };
}

interface Box {
  left: number;
  width: number;
  top: number;
  height: number;
}

/** The gap nearest to the pointer, while that is above the cards; null: nowhere to drop. */
export function gapAt(
  pointer: { x: number; y: number },
  gaps: readonly { id: string; box: Box }[],
): { id: string; distance: number } | null {
  // Room at the sides, so that nobody has to aim.
  const margin = 24;
  let nearest: { id: string; distance: number } | null = null;
  for (const { id, box } of gaps) {
    if (pointer.x < box.left - margin || pointer.x > box.left + box.width + margin) continue;
    const distance = Math.abs(pointer.y - (box.top + box.height / 2));
    if (nearest === null || distance < nearest.distance) nearest = { id, distance };
  }
  return nearest;
}
