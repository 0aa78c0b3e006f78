import type { Language, PollRankingView, PollSummary, ReleaseDocument } from '@minsheng/contracts';

import { read } from './request.js';

export const pollsPath = '/api/polls';

export function readPolls(signal?: AbortSignal): Promise<PollSummary[]> {
  return read<PollSummary[]>(pollsPath, signal);
}

export const rankingPath = (poll: string) => `${pollsPath}/${encodeURIComponent(poll)}/ranking`;

export function readRanking(poll: string, signal?: AbortSignal): Promise<PollRankingView> {
  return read<PollRankingView>(rankingPath(poll), signal);
}

/** The release's page for everybody, on the public site. */
export const publicPage = (release: string, language: Language) =>
  `/releases/${encodeURIComponent(release)}/${language === 'en' ? 'en.html' : ''}`;

/** A release as the public reads it: sealed bytes, the same for everybody. */
export const releasePath = (release: string) => `/v1/releases/${encodeURIComponent(release)}`;

export function readRelease(release: string, signal?: AbortSignal): Promise<ReleaseDocument> {
  return read<ReleaseDocument>(releasePath(release), signal);
}
