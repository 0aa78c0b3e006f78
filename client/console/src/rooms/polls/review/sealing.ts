import type { RankingReview } from '@minsheng/contracts';

/** What keeps a ranking from its next signature, in the order in which it has to be settled. */
export type Missing = 'late' | 'checks' | 'prepared' | 'reviewed';

export interface Sealing {
  /** The signature that comes next; null once it is sealed. */
  next: 'PREPARED' | 'REVIEWED' | null;
  /** Whether this reader may give it now. */
  isOpen: boolean;
  missing: Missing[];
  failedChecks: number;
}

/** A check that says "look here" does not hold the seal up; one that is not met does. */
export const isFailed = ({ isMet, isWarning }: Pick<RankingReview['checks'][number], 'isMet' | 'isWarning'>) =>
  !isMet && !isWarning;

export const isSigned = ({ signedAt }: Pick<RankingReview['signatures'][number], 'signedAt'>) => signedAt !== null;

/**
 * `now`: milliseconds by the business clock, null while it is unknown. The server judges again; that the two signers are
 * different persons is judged there alone, since names may be the same.
 */
export function sealingOf(
  {
    poll,
    checks,
    signatures,
    seal,
    sealBy,
  }: Pick<RankingReview, 'checks' | 'signatures' | 'seal' | 'sealBy'> & {
    poll: Pick<RankingReview['poll'], 'stage' | 'releaseId'>;
  },
  may: { sign: boolean; review: boolean },
  now: number | null,
): Sealing {
  const failedChecks = checks.filter(isFailed).length;
  if (seal !== null || poll.stage !== 'SCORED') return { next: null, isOpen: false, missing: [], failedChecks };
  const isPrepared = signatures.some((signature) => signature.role === 'PREPARED' && isSigned(signature));
  const next = isPrepared ? 'REVIEWED' : 'PREPARED';
  const mayGive = next === 'PREPARED' ? may.sign : may.review;
  const missing: Missing[] = [];
  // A correction is made after the release: no hour is set for it.
  if (poll.releaseId === null && now !== null && now >= Date.parse(sealBy)) missing.push('late');
  if (failedChecks > 0) missing.push('checks');
  if (!mayGive) missing.push(next === 'PREPARED' ? 'prepared' : 'reviewed');
  return { next, isOpen: missing.length === 0, missing, failedChecks };
}
