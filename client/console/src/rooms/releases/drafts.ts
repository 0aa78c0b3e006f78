import type { PollSummary, ReleaseDraftView } from '@minsheng/contracts';

/** Released by the command line: nobody of the staff assembled or signed it in turn. */
export const isAtOnce = ({ assembledBy }: Pick<ReleaseDraftView, 'assembledBy'>) =>
  assembledBy === 'system:command-line';

const isOut = ({ state }: Pick<ReleaseDraftView, 'state'>) => state === 'RELEASED' || state === 'ARCHIVED';

/** Newest first by the moment of assembly. */
export function newestDraftFirst(releases: readonly ReleaseDraftView[]): ReleaseDraftView[] {
  return [...releases].sort((a, b) => b.assembledAt.localeCompare(a.assembledAt) || b.id.localeCompare(a.id));
}

/** The release that a poll's page leads to: the newest one made of it, out or not. */
export function releaseOf(releases: readonly ReleaseDraftView[], pollId: string): ReleaseDraftView | null {
  return newestDraftFirst(releases).find((release) => release.pollId === pollId) ?? null;
}

/**
 * Sealed (or ranked, when it was brought in), and nothing on its way out: a corrected poll that was sealed anew may be
 * assembled beside its old release.
 */
export function mayAssemble(
  poll: Pick<PollSummary, 'id' | 'kind' | 'stage'>,
  releases: readonly Pick<ReleaseDraftView, 'pollId' | 'state'>[],
): boolean {
  const isReady = poll.stage === (poll.kind === 'BROUGHT_IN' ? 'RANKED' : 'SEALED');
  return isReady && !releases.some((release) => release.pollId === poll.id && !isOut(release));
}

/** The correction of a release, if one has been made; the newest of several. */
export function correctionOf(releases: readonly ReleaseDraftView[], release: string): ReleaseDraftView | null {
  return newestDraftFirst(releases).find((other) => other.correctionOf === release) ?? null;
}
