import type { LocalisedText, PlanSummary, PollPlan, PollStage } from '@minsheng/contracts';
import type { Work } from '../platform/index.js';
import { findCancellation, findPoll, listPlanVersions, listPublishedPlans, stageAt } from '../polls/index.js';

export interface PlanVersion {
  version: number;
  hash: string;
  publishedAt: Date;
  document: PollPlan;
}

/** A poll whose plan is public, with every version that was: an erratum replaces nothing, it comes before. */
export interface PublicPlan {
  pollId: string;
  /** At `work.now`: what the clock decides does not wait for a timetable. */
  stage: PollStage;
  /** What the public was told when it was called off. */
  publicNote: LocalisedText | null;
  newest: PlanVersion;
  /** Newest first, `newest` included. */
  versions: PlanVersion[];
}

/** The newest version; each version for itself is at `/{version}` below. */
export const planBytesAddress = (pollId: string, version?: number): string =>
  `/v1/plans/${pollId}${version === undefined ? '' : `/${version}`}`;

/** Public at `work.now`, the newest publication first. */
export async function listPublicPlans(work: Work): Promise<PublicPlan[]> {
  const plans: PublicPlan[] = [];
  for (const { pollId } of await listPublishedPlans(work)) {
    const poll = await findPoll(work, pollId);
    const versions = (await listPlanVersions(work, pollId))
      .flatMap(({ version, hash, publishedAt, document }) =>
        publishedAt === null || publishedAt > work.now ? [] : [{ version, hash, publishedAt, document }],
      )
      .sort((a, b) => b.version - a.version);
    const [newest] = versions;
    if (!poll || !newest) continue;
    const stage = stageAt(poll, work.now);
    plans.push({ pollId, stage, publicNote: await publicNoteOf(work, pollId, stage), newest, versions });
  }
  return plans.sort((a, b) => b.newest.publishedAt.getTime() - a.newest.publishedAt.getTime());
}

async function publicNoteOf(work: Work, pollId: string, stage: PollStage): Promise<LocalisedText | null> {
  const cancellation = stage === 'CANCELLED' ? await findCancellation(work, pollId) : null;
  const { noteZh = null, noteEn = null } = cancellation ?? {};
  return noteZh === null || noteEn === null ? null : { zh: noteZh, en: noteEn };
}

/** One line of `GET /v1/plans`. */
export function summaryOfPlan({ pollId, stage, publicNote, newest, versions }: PublicPlan): PlanSummary {
  const { document, hash, version, publishedAt } = newest;
  return {
    pollId,
    version,
    title: document.title,
    periodKey: document.periodKey,
    isDemonstration: document.isDemonstration,
    publishedAt: publishedAt.toISOString(),
    calendar: document.calendar,
    isCancelled: stage === 'CANCELLED',
    publicNote,
    hash,
    address: planBytesAddress(pollId),
    versions: versions.map((each) => ({
      version: each.version,
      hash: each.hash,
      publishedAt: each.publishedAt.toISOString(),
      address: planBytesAddress(pollId, each.version),
    })),
  };
}
