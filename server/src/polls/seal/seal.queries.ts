import { type Work, rows } from '../../platform/index.js';
import { PollSeal, PollSignature } from './poll-seal.entity.js';

export function signaturesOf(work: Work, rankingId: string): Promise<PollSignature[]> {
  return work.tx.find(PollSignature, { where: { rankingId }, order: { id: 'ASC' } });
}

/** The newest seal of a poll; a corrected poll has one more. */
export async function findSeal(work: Work, pollId: string): Promise<PollSeal | null> {
  const [seal] = await work.tx.find(PollSeal, { where: { pollId }, order: { sealedAt: 'DESC' }, take: 1 });
  return seal ?? null;
}

export interface SealedHashes {
  answers: string;
  plan: string;
  margins: string;
  options: string;
}

/** From the first seal on, answers and sums are closed in the database itself. */
export async function closeAnswers(work: Work, pollId: string, hashes: SealedHashes): Promise<void> {
  await rows(
    work,
    `UPDATE poll SET answers_closed_at = COALESCE(answers_closed_at, $1), answers_hash = $2, codebook_hash = $3,
       margins_hash = $4, options_hash = $5 WHERE id = $6`,
    [work.now.toISOString(), hashes.answers, hashes.plan, hashes.margins, hashes.options, pollId],
  );
}

/** Polls sealed before an instant whose salt still stands. */
export function saltsDue(work: Work, before: Date): Promise<{ pollId: string }[]> {
  return rows<{ pollId: string }>(
    work,
    `SELECT s.poll_id AS "pollId" FROM poll_salt s JOIN poll p ON p.id = s.poll_id
     WHERE p.answers_closed_at IS NOT NULL AND p.answers_closed_at < $1`,
    [before.toISOString()],
  );
}

export async function destroySalt(work: Work, pollId: string): Promise<void> {
  await rows(work, 'DELETE FROM poll_salt WHERE poll_id = $1', [pollId]);
}
