import type { LocalisedText, ReleaseDocument, ReleaseSummary } from '@minsheng/contracts';
import { In, type FindOptionsWhere } from 'typeorm';
import { type Work, rows } from '../platform/index.js';
import { ReleaseDraft, ReleaseSignature } from './release-draft.entity.js';
import { Release, ReleaseFile, UsedSigningKey } from './release.entity.js';
import { statesThatGoOut } from './release.lifecycle.js';

/** Released at `work.now`: by the command line, or signed by two, scheduled and come to its instant (`isOut`). */
const outAtNow = `r.released_at <= $1 AND (d.id IS NULL OR (d.edition = r.edition AND d.state IN (${statesThatGoOut
  .map((state) => `'${state}'`)
  .join(', ')})))`;

const releasesOut = `FROM release r LEFT JOIN release_draft d ON d.id = r.id WHERE ${outAtNow}`;

/** Id and edition of everything that is out, in no order: cheap enough to be asked every second. */
export function releasedEditions(work: Work): Promise<{ id: string; edition: number }[]> {
  return rows(work, `SELECT r.id, r.edition ${releasesOut}`, [work.now.toISOString()]);
}

export interface OutRelease extends ReleaseSummary {
  edition: number;
  pollId: string;
}

/** What readers have at `work.now`, newest first, each with the release that corrects it. */
export async function listReleases(work: Work): Promise<OutRelease[]> {
  const found = await rows<{
    id: string;
    edition: number;
    poll_id: string;
    scheme: string;
    title_zh: string;
    title_en: string;
    period_key: string | null;
    released_at: string;
    is_demonstration: boolean | number;
    correction_of: string | null;
    content_hash: string;
  }>(
    work,
    `SELECT r.id, r.edition, r.poll_id, r.scheme, r.title_zh, r.title_en, r.period_key, r.released_at, r.is_demonstration,
       r.correction_of, r.content_hash ${releasesOut} ORDER BY r.released_at DESC, r.id DESC`,
    [work.now.toISOString()],
  );
  const correctedBy = new Map(found.map(({ id, correction_of }) => [correction_of, id]));
  return found.map((row) => ({
    id: row.id,
    edition: Number(row.edition),
    pollId: row.poll_id,
    scheme: row.scheme,
    title: { zh: row.title_zh, en: row.title_en },
    periodKey: row.period_key,
    releasedAt: row.released_at,
    isDemonstration: Boolean(row.is_demonstration),
    correctionOf: row.correction_of,
    supersededBy: correctedBy.get(row.id) ?? null,
    contentHash: row.content_hash,
  }));
}

/** Polls of which readers have a ranking at `work.now`, whether or not their stage has been written yet. */
export async function releasedPollIds(work: Work): Promise<Set<string>> {
  const found = await rows<{ poll_id: string }>(work, `SELECT DISTINCT r.poll_id ${releasesOut}`, [
    work.now.toISOString(),
  ]);
  return new Set(found.map(({ poll_id }) => poll_id));
}

/** The signed bytes of an edition, whether or not they are out: ask `listReleases` first. */
export function filesOf(work: Work, releaseId: string, edition = 0): Promise<ReleaseFile[]> {
  return work.tx.find(ReleaseFile, { where: { releaseId, edition }, order: { path: 'ASC' } });
}

export async function documentOfEdition(
  work: Work,
  releaseId: string,
  edition: number,
): Promise<ReleaseDocument | null> {
  const file = await work.tx.findOneBy(ReleaseFile, { releaseId, edition, path: 'release.json' });
  return file ? (JSON.parse(file.content.toString('utf8')) as ReleaseDocument) : null;
}

export function findDraft(work: Work, id: string): Promise<ReleaseDraft | null> {
  return work.tx.findOneBy(ReleaseDraft, { id });
}

/** The same for a stage that decides on what it reads and then writes: others wait here until this work has ended. */
export async function takeDraft(work: Work, id: string): Promise<ReleaseDraft | null> {
  await rows(work, 'UPDATE release_draft SET edition = edition WHERE id = $1', [id]);
  return findDraft(work, id);
}

export function findDraftOfRanking(work: Work, rankingId: string): Promise<ReleaseDraft | null> {
  return work.tx.findOneBy(ReleaseDraft, { rankingId });
}

/** Newest first. */
export function listDrafts(work: Work): Promise<ReleaseDraft[]> {
  return work.tx.find(ReleaseDraft, { order: { id: 'DESC' }, take: 200 });
}

export function signaturesOf(work: Work, drafts: readonly ReleaseDraft[]): Promise<ReleaseSignature[]> {
  return drafts.length === 0
    ? Promise.resolve([])
    : work.tx.find(ReleaseSignature, {
        where: { releaseId: In(drafts.map(({ id }) => id)) },
        order: { signedAt: 'ASC' },
      });
}

/** Changes the draft only if it is still in the state and edition it was read in. False when somebody was faster. */
export async function updateDraft(work: Work, draft: ReleaseDraft, change: Partial<ReleaseDraft>): Promise<boolean> {
  const asRead: FindOptionsWhere<ReleaseDraft> = { id: draft.id, state: draft.state, edition: draft.edition };
  return (await work.tx.update(ReleaseDraft, asRead, change as object)).affected === 1;
}

/** Scheduled ones whose instant has come and of which nobody has written it yet. */
export function findDueDrafts(work: Work): Promise<ReleaseDraft[]> {
  return work.tx
    .createQueryBuilder(ReleaseDraft, 'd')
    .where(`d.state = 'EMBARGOED' AND d.release_at <= :now`, { now: work.now.toISOString() })
    .orderBy('d.id')
    .getMany();
}

/** The next instant at which something scheduled goes out; null: nothing waits. */
export async function nextScheduledInstant(work: Work): Promise<Date | null> {
  const [row] = await rows<{ at: string | null }>(
    work,
    `SELECT MIN(release_at) AS at FROM release_draft WHERE state = 'EMBARGOED' AND release_at > $1`,
    [work.now.toISOString()],
  );
  return row?.at ? new Date(row.at) : null;
}

/** The newest granted correction of a poll that no release has made yet: which release it corrects, and why. */
export async function findOpenCorrection(
  work: Work,
  pollId: string,
): Promise<{ releaseId: string; reason: LocalisedText } | null> {
  const [row] = await rows<{ id: string; correct_reason: string }>(
    work,
    `SELECT d.id, d.correct_reason FROM release_draft d
     WHERE d.poll_id = $1 AND d.correct_granted_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM release_draft n WHERE n.correction_of = d.id)
     ORDER BY d.id DESC LIMIT 1`,
    [pollId],
  );
  return row ? { releaseId: row.id, reason: JSON.parse(row.correct_reason) as LocalisedText } : null;
}

/** `since`: the instant of the first release that the key signs; until then nobody sees it. */
export async function keepKey(work: Work, keyId: string, publicKey: string, since: Date): Promise<void> {
  await rows(
    work,
    'INSERT INTO signing_key (key_id, public_key, first_used_at) VALUES ($1, $2, $3) ON CONFLICT (key_id) DO NOTHING',
    [keyId, publicKey, since.toISOString()],
  );
}

export function listKeys(work: Work): Promise<UsedSigningKey[]> {
  return work.tx
    .createQueryBuilder(UsedSigningKey, 'k')
    .where('k.first_used_at <= :now', { now: work.now.toISOString() })
    .orderBy('k.first_used_at')
    .getMany();
}

export async function insertRelease(work: Work, release: Release, files: readonly ReleaseFile[]): Promise<void> {
  await work.tx.insert(Release, release as object);
  for (const file of files) await work.tx.insert(ReleaseFile, file);
}
