import type { ReleaseSummary } from '@minsheng/contracts';
import { type Work, rows } from '../platform/index.js';
import { Release, ReleaseFile, UsedSigningKey } from './release.entity.js';

/** Newest first, each with the release that corrects it. */
export async function listReleases(work: Work): Promise<ReleaseSummary[]> {
  const releases = await work.tx.find(Release, { order: { releasedAt: 'DESC', id: 'DESC' } });
  const correctedBy = new Map(
    releases.filter((release) => release.correctionOf).map((release) => [release.correctionOf, release.id]),
  );
  return releases.map((release) => ({
    id: release.id,
    scheme: release.scheme,
    title: { zh: release.titleZh, en: release.titleEn },
    periodKey: release.periodKey,
    releasedAt: release.releasedAt.toISOString(),
    isDemonstration: release.isDemonstration,
    correctionOf: release.correctionOf,
    supersededBy: correctedBy.get(release.id) ?? null,
    contentHash: release.contentHash,
  }));
}

export function filesOf(work: Work, releaseId: string): Promise<ReleaseFile[]> {
  return work.tx.find(ReleaseFile, { where: { releaseId }, order: { path: 'ASC' } });
}

export async function keepKey(work: Work, keyId: string, publicKey: string): Promise<void> {
  await rows(
    work,
    'INSERT INTO signing_key (key_id, public_key, first_used_at) VALUES ($1, $2, $3) ON CONFLICT (key_id) DO NOTHING',
    [keyId, publicKey, work.now.toISOString()],
  );
}

export function listKeys(work: Work): Promise<UsedSigningKey[]> {
  return work.tx.find(UsedSigningKey, { order: { firstUsedAt: 'ASC' } });
}
