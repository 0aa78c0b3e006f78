import type { FlagCount } from '@minsheng/contracts';
import { In } from 'typeorm';
import { type Work, rows } from '../../platform/index.js';
import { Poll } from '../poll.entity.js';
import { PollSalt } from '../plan/poll-plan.entity.js';

const inField = [
  'PLAN_PUBLIC',
  'FIELDWORK',
  'PAUSED',
  'SYNC_GRACE',
  'CLEANING',
  'WEIGHTING',
  'SCORED',
  'SEALED',
] as const;

/** Polls whose plan is public and whose release is not out: those after the window say that it has ended. */
export function listPollsInField(work: Work): Promise<Poll[]> {
  return work.tx.find(Poll, { where: { stage: In([...inField]) } });
}

/** Null once it is destroyed. */
export async function findSalt(work: Work, pollId: string): Promise<Buffer | null> {
  const row = await work.tx.findOneBy(PollSalt, { pollId });
  return row ? Buffer.from(row.salt) : null;
}

export interface StoredAnswer {
  batch: number;
  position: number;
  id: Buffer;
  origin: Buffer;
  record: Buffer;
  texts: string | null;
}

/** Newest answer of the person with this key; null before the first. */
export async function findNewestAnswer(work: Work, key: Buffer): Promise<StoredAnswer | null> {
  const [row] = await rows<StoredAnswer>(
    work,
    'SELECT batch, position, id, origin, record, texts FROM response WHERE id >= $1 AND id <= $2 ORDER BY id DESC LIMIT 1',
    [Buffer.concat([key, Buffer.of(0)]), Buffer.concat([key, Buffer.of(255)])],
  );
  return row ? asStored(row) : null;
}

/** The answer with this slot. */
export async function findAnswerAt(work: Work, slot: Buffer): Promise<StoredAnswer | null> {
  const [row] = await rows<StoredAnswer>(
    work,
    'SELECT batch, position, id, origin, record, texts FROM response WHERE id = $1',
    [slot],
  );
  return row ? asStored(row) : null;
}

/** Answer rows of a poll after a place, in order of writing; edited and superseded ones too. */
export async function pageOfAnswers(
  work: Work,
  poll: number,
  after: { batch: number; position: number },
  limit: number,
): Promise<StoredAnswer[]> {
  const found = await rows<StoredAnswer>(
    work,
    `SELECT batch, position, id, origin, record, texts FROM response
     WHERE (batch > $1 OR (batch = $1 AND position > $2)) AND poll = $3 ORDER BY batch, position LIMIT ${limit}`,
    [after.batch, after.position, poll],
  );
  return found.map(asStored);
}

/** The batch before the poll's first, so that a walk over its answers starts there. */
export async function batchBefore(work: Work, fieldworkFrom: Date): Promise<number> {
  const [row] = await rows<{ number: number | null }>(
    work,
    'SELECT MAX(number) AS number FROM writer_batch WHERE committed_at < $1',
    [new Date(fieldworkFrom.getTime() - 86_400_000).toISOString()],
  );
  return Number(row?.number ?? 0);
}

export interface CountOfAtom {
  mode: number;
  cell: number;
  psu: number;
  respondents: number;
  edits: number;
}

/** How many answered, by mode, cell and sampling unit: all that anybody may know before cleaning (BR-03). */
export async function countsOfPoll(work: Work, poll: number): Promise<CountOfAtom[]> {
  const found = await rows<CountOfAtom>(
    work,
    'SELECT mode, cell, psu, respondents, edits FROM response_sum WHERE poll = $1 ORDER BY mode, cell, psu',
    [poll],
  );
  return found.map(({ mode, cell, psu, respondents, edits }) => ({
    mode: Number(mode),
    cell: Number(cell),
    psu: Number(psu),
    respondents: Number(respondents),
    edits: Number(edits),
  }));
}

/** Answers that stand, by poll number. */
export async function respondentsByPoll(work: Work): Promise<Map<number, number>> {
  const found = await rows<{ poll: number; n: number }>(
    work,
    'SELECT poll, SUM(respondents) AS n FROM response_sum GROUP BY poll',
  );
  return new Map(found.map(({ poll, n }) => [Number(poll), Number(n)]));
}

export async function flagCounts(work: Work, pollId: string): Promise<FlagCount[]> {
  const found = await rows<{ code: FlagCount['code']; flagged: number; undecided: number; excluded: number }>(
    work,
    `SELECT f.code AS code, COUNT(*) AS flagged,
       SUM(CASE WHEN d.decision IS NULL THEN 1 ELSE 0 END) AS undecided,
       SUM(CASE WHEN d.decision = 'EXCLUDED' THEN 1 ELSE 0 END) AS excluded
     FROM response_flag f LEFT JOIN response_decision d ON d.poll_id = f.poll_id AND d.batch = f.batch
       AND d.position = f.position AND d.id = (SELECT MAX(x.id) FROM response_decision x
         WHERE x.poll_id = f.poll_id AND x.batch = f.batch AND x.position = f.position)
     WHERE f.poll_id = $1 GROUP BY f.code ORDER BY f.code`,
    [pollId],
  );
  return found.map(({ code, flagged, undecided, excluded }) => ({
    code,
    flagged: Number(flagged),
    undecided: Number(undecided),
    excluded: Number(excluded),
  }));
}

function asStored({ batch, position, id, origin, record, texts }: StoredAnswer): StoredAnswer {
  return {
    batch: Number(batch),
    position: Number(position),
    id: Buffer.from(id),
    origin: Buffer.from(origin),
    record: Buffer.from(record),
    texts,
  };
}
