import type { HeldResponse, PollPlan } from '@minsheng/contracts';
import type { FieldBook } from '../fieldwork/field-book.js';
import { decodeRecord } from '../fieldwork/record.js';
import type { HeldRow } from './held.queries.js';

/** Held answers without what was answered: whoever decides sees how it was given, not what it says. */
export function viewHeld(
  rows: readonly HeldRow[],
  plan: PollPlan,
  book: FieldBook,
  names: ReadonlyMap<string, string>,
): HeldResponse[] {
  const byId = new Map<string, HeldResponse>();
  for (const row of rows) {
    const id = `${row.batch}-${row.position}`;
    const known = byId.get(id);
    if (known) {
      known.codes.push(row.code);
      continue;
    }
    const { mode, psu, seconds, singles } = decodeRecord(row.record);
    const area = plan.margins[0]?.levels[book.marginsOf(singles)?.[0] ?? -1];
    byId.set(id, {
      id,
      mode,
      area: area?.name ?? { zh: '', en: '' },
      site: mode === 'INTERVIEW' ? (plan.sites[psu]?.name ?? null) : null,
      receivedAt: row.committedAt,
      seconds,
      codes: [row.code],
      decision: row.decision,
      decidedBy: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? row.decidedBy),
      note: row.note,
    });
  }
  return [...byId.values()];
}
