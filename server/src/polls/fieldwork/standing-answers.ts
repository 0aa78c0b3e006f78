import { type Caller, type Work, type Works, rows } from '../../platform/index.js';
import { type StoredAnswer, batchBefore, pageOfAnswers } from './fieldwork.queries.js';

const pageSize = 5000;

/**
 * Walks over a poll's answers that stand (an edited one stands in its newest form), in order of writing, page by page: no
 * transaction stays open. Meant for quality checks and proofs; estimates read the sums.
 */
export async function* standingAnswers(
  works: Works,
  caller: Caller,
  poll: { number: number; fieldworkFrom: Date },
): AsyncGenerator<StoredAnswer[]> {
  const { newest, first } = await works.read(caller, async (work) => ({
    newest: await newestRevisions(work, poll.number),
    first: await batchBefore(work, poll.fieldworkFrom),
  }));
  let after = { batch: first, position: -1 };
  for (;;) {
    const from = after;
    const page = await works.read(caller, (work) => pageOfAnswers(work, poll.number, from, pageSize));
    const last = page.at(-1);
    if (!last) return;
    after = { batch: last.batch, position: last.position };
    const standing = page.filter(({ id }) => {
      if (id.length !== 11) return true;
      const revision = newest.get(id.toString('hex', 0, 10));
      return revision === undefined || revision === id[10];
    });
    if (standing.length > 0) yield standing;
  }
}

/** Newest revision by person key (hex), of those who changed their answer. */
async function newestRevisions(work: Work, poll: number): Promise<Map<string, number>> {
  const nothing = work.dialect === 'postgres' ? `'\\x00'::bytea` : `x'00'`;
  const edited = await rows<{ id: Uint8Array }>(
    work,
    `SELECT id FROM response WHERE poll = $1 AND length(id) = 11 AND substr(id, 11, 1) <> ${nothing}`,
    [poll],
  );
  const newest = new Map<string, number>();
  for (const { id } of edited) {
    const key = Buffer.from(id).toString('hex', 0, 10);
    newest.set(key, Math.max(newest.get(key) ?? 0, id[10] as number));
  }
  return newest;
}
