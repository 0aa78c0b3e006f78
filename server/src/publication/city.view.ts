import type { CityView } from '@minsheng/contracts';
import type { Config, Work } from '../platform/index.js';
import { currentCalendar, presets, schemeInForce } from '../scheme/index.js';
import { listReleases } from './publication.queries.js';

/** What every surface shows of the city before anybody signs in. */
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
    latestRelease: latest ? { id: latest.id, title: latest.title, releasedAt: latest.releasedAt } : null,
  };
}
