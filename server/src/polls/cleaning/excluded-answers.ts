import type { FlagCode } from '@minsheng/contracts';
import type { Work } from '../../platform/index.js';
import { heldRows } from './held.queries.js';

export interface ExcludedAnswer {
  batch: number;
  position: number;
  record: Buffer;
  codes: FlagCode[];
}

/** Answers that a person has excluded, in order of writing: the only rows that scoring looks at. */
export async function excludedAnswers(work: Work, pollId: string): Promise<ExcludedAnswer[]> {
  const byPlace = new Map<string, ExcludedAnswer>();
  for (const { batch, position, record, code, decision } of await heldRows(work, pollId)) {
    if (decision !== 'EXCLUDED') continue;
    const place = `${batch}-${position}`;
    const known = byPlace.get(place);
    if (known) known.codes.push(code);
    else byPlace.set(place, { batch, position, record, codes: [code] });
  }
  return [...byPlace.values()];
}
