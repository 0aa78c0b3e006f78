import type { BoundaryFault, Datum } from '@minsheng/contracts';
import { checkBoundaries } from './check-boundaries.js';
import { type Position, toGcj02 } from './datum.js';
import { type BoundaryDraft, readBoundaries } from './read-boundaries.js';

/** A file that has been read and judged by itself; drafts and positions of faults are in GCJ-02. */
export interface JudgedBoundaries {
  drafts: BoundaryDraft[];
  faults: BoundaryFault[];
  /** True: nothing of it can be kept. */
  isRefused: boolean;
}

/** Slow for large files: not on the thread that answers. Null: the text is no FeatureCollection. */
export function judgeBoundaries(text: string, datum: Datum): JudgedBoundaries | null {
  const read = readBoundaries(text);
  if (!read) return null;
  if (read.faults.length > 0) return { drafts: [], faults: read.faults, isRefused: true };
  const drafts = read.drafts.map((draft) => ({
    ...draft,
    polygons: draft.polygons.map((polygon) => polygon.map((ring) => ring.map((at) => rounded(toGcj02(at, datum))))),
  }));
  const faults = checkBoundaries(read.drafts).map(({ at, ...fault }) => {
    if (!at) return fault;
    const [lng, lat] = rounded(toGcj02([at.lng, at.lat], datum));
    return { ...fault, at: { lng, lat } };
  });
  return { drafts, faults, isRefused: false };
}

/** To a tenth of a millimetre. */
function rounded([lng, lat]: Position): Position {
  return [Number(lng.toFixed(9)), Number(lat.toFixed(9))];
}
