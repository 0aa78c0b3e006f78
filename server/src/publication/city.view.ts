import type { CityView, OpenPoll, PollStage } from '@minsheng/contracts';
import type { Config, Work } from '../platform/index.js';
import { effortOf } from '../polls/index.js';
import { currentCalendar, presets, schemeInForce } from '../scheme/index.js';
import { listReleases } from './publication.queries.js';
import { type PublicPlan, listPublicPlans, planBytesAddress } from './public-plans.js';

/** What every surface shows of the city before anybody signs in, as of `work.now`. */
export async function viewCity(work: Work, { mode, scheme }: Pick<Config, 'mode' | 'scheme'>): Promise<CityView> {
  const latest = (await listReleases(work)).find((release) => release.supersededBy === null);
  // A preset is read and checked only where nothing has been adopted yet: that takes a good part of a start.
  const names = ((await schemeInForce(work)) ?? presets().get(scheme))?.config.names;
  const calendar = await currentCalendar(work, scheme);
  return {
    mode,
    scheme,
    city: names ?? { zh: scheme, en: scheme },
    now: work.now.toISOString(),
    nextReleaseAt: calendar?.next('release', work.now)?.start.toISOString() ?? null,
    openPoll: openPollOf(await listPublicPlans(work)),
    latestRelease: latest ? { id: latest.id, title: latest.title, releasedAt: latest.releasedAt } : null,
  };
}

const stagesOfOpenPolls: readonly PollStage[] = ['PLAN_PUBLIC', 'FIELDWORK', 'PAUSED'];

/** Of several, the one that closes first. */
function openPollOf(plans: readonly PublicPlan[]): OpenPoll | null {
  const [open] = plans
    .filter(({ stage }) => stagesOfOpenPolls.includes(stage))
    .sort((a, b) => (a.newest.document.calendar.fieldworkTo < b.newest.document.calendar.fieldworkTo ? -1 : 1));
  if (!open) return null;
  const { document, hash } = open.newest;
  return {
    id: open.pollId,
    title: document.title,
    periodKey: document.periodKey,
    isDemonstration: document.isDemonstration,
    opensAt: document.calendar.fieldworkFrom,
    closesAt: document.calendar.fieldworkTo,
    isPaused: open.stage === 'PAUSED',
    ...effortOf(document, hash),
    planHash: hash,
    planAddress: planBytesAddress(open.pollId),
    releaseAt: document.calendar.releaseAt,
  };
}
