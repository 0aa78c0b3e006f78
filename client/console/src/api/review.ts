import type { RankingReview, SecondFactor } from '@minsheng/contracts';

import { pollPath } from './polls.js';
import { change, read } from './request.js';

export const reviewPath = (poll: string) => `${pollPath(poll)}/review`;

export function readReview(poll: string, signal?: AbortSignal): Promise<RankingReview> {
  return read<RankingReview>(reviewPath(poll), signal);
}

/** The first signature (制表). */
export function signRanking(poll: string, factor: SecondFactor): Promise<RankingReview> {
  return change<RankingReview>('POST', `${pollPath(poll)}/sign`, factor);
}

/** The second signature (复核), which seals in the same act. */
export function sealRanking(poll: string, factor: SecondFactor): Promise<RankingReview> {
  return change<RankingReview>('POST', `${pollPath(poll)}/seal`, factor);
}
