import type { FlagCode } from '@minsheng/contracts';
import { type Work, rows } from '../../platform/index.js';

export interface HeldRow {
  batch: number;
  position: number;
  code: FlagCode;
  record: Buffer;
  committedAt: string;
  decision: 'VALID' | 'EXCLUDED' | null;
  decidedBy: string | null;
  note: string | null;
}

const newestDecision = `d.id = (SELECT MAX(x.id) FROM response_decision x
  WHERE x.poll_id = f.poll_id AND x.batch = f.batch AND x.position = f.position)`;

/** One row for each flag of a held answer, in order of the answers. */
export async function heldRows(work: Work, pollId: string): Promise<HeldRow[]> {
  const found = await rows<HeldRow>(
    work,
    `SELECT f.batch AS batch, f.position AS position, f.code AS code, r.record AS record, b.committed_at AS "committedAt",
       d.decision AS decision, d.decided_by AS "decidedBy", d.note AS note
     FROM response_flag f
     JOIN response r ON r.batch = f.batch AND r.position = f.position
     JOIN writer_batch b ON b.number = f.batch
     LEFT JOIN response_decision d ON d.poll_id = f.poll_id AND d.batch = f.batch AND d.position = f.position AND ${newestDecision}
     WHERE f.poll_id = $1 ORDER BY f.batch, f.position, f.code`,
    [pollId],
  );
  return found.map((row) => ({
    ...row,
    batch: Number(row.batch),
    position: Number(row.position),
    record: Buffer.from(row.record),
  }));
}
