import type { CityView } from '@minsheng/contracts';
import type { Config, Work } from '../platform/index.js';
import { currentCalendar, presets } from '../scheme/index.js';
import { listReleases } from './publication.queries.js';

/** What every surface shows of the city before anybody signs in. */
export async function viewCity(work: Work, { mode, scheme }: Pick<Config, 'mode' | 'scheme'>): Promise<CityView> {
  const latest = (await listReleases(work)).find((release) => release.supersededBy === null);
  const calendar = await currentCalendar(work, scheme);
  return {
    mode,
    scheme,
    city: presets().get(scheme)?.config.names ?? { zh: scheme, en: scheme },
    now: work.now.toISOString(),
    nextReleaseAt: calendar?.next('release', work.now)?.start.toISOString() ?? null,
    latestRelease: latest ? { id: latest.id, title: latest.title, releasedAt: latest.releasedAt } : null,
  };
}
