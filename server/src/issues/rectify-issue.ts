import type { RectifyIssue } from '@minsheng/contracts';
import { photoFacts, takePhotos } from '../files/index.js';
import { metresBetween, requirePoint } from '../organisation/index.js';
import { newId, type Work } from '../platform/index.js';
import { handlerOf } from './handle-issue.js';
import type { RectificationId } from './issue-check.entity.js';
import { afterPhotoMetres } from './issue-rules.js';
import type { Issue } from './issue.entity.js';
import { issueProblems } from './issues.problems.js';
import { changeIssue, insertRectification, rectificationsOf, verificationsOf } from './issues.queries.js';
import { alarmOf, takeIssue, tell, stepDueIn } from './take-issue.js';

/** 整改回复: the unit says that it is done, and shows it. Its clock stands still until somebody else has looked. */
export async function rectifyIssue(work: Work, id: string, body: RectifyIssue): Promise<void> {
  const hand = await takeIssue(work, id, 'rectify');
  const { issue, parameters } = hand;
  const by = handlerOf(hand);
  const metres = await requireEvidence(work, issue, body, parameters.issues.afterPhoto);
  await takePhotos(work, body.photos, `issue:${issue.id}`);
  if (issue.state === 'SIGNED') tell(work, issue, parameters, 'issues.started', { by, note: body.text });
  const rectificationId = newId<RectificationId>();
  await insertRectification(work, {
    id: rectificationId,
    issueId: issue.id,
    unitId: by,
    text: body.text,
    photos: [...body.photos],
    metres,
    submittedBy: work.caller.id.slice(0, 26),
    submittedAt: work.now,
  });
  await changeIssue(work, issue, {
    state: 'SUBMITTED',
    rectifiedAt: work.now,
    rectificationId,
    stepDueAt: await stepDueIn(work),
    ...alarmOf(work, null),
  });
  tell(work, issue, parameters, 'issues.rectified', { by, note: body.text, photos: body.photos });
}

/**
 * What shows that it is done (BR-18): for a place at least one picture, taken there since the assignment and never shown
 * before. @returns metres from the issue's point; null where there is no place
 */
async function requireEvidence(
  work: Work,
  issue: Issue,
  { photos, point }: RectifyIssue,
  isAsked: boolean,
): Promise<number | null> {
  const facts = await photoFacts(work, photos);
  if (issue.lng !== null && isAsked && photos.length === 0) throw issueProblems['after-photo-missing']();
  if (facts.some(({ takenAt }) => takenAt < (issue.assignedAt as Date))) throw issueProblems['after-photo-too-early']();
  await refuseShownBefore(work, issue, facts);
  if (issue.lng === null || issue.lat === null || photos.length === 0) return null;
  const at = point
    ? requirePoint({ ...point, source: 'DEVICE' })
    : facts.flatMap(({ exifPoint }) =>
        exifPoint ? [requirePoint({ ...exifPoint, datum: 'WGS84', accuracyMetres: null, source: 'EXIF' })] : [],
      )[0];
  if (!at) throw issueProblems['after-photo-nowhere']();
  const metres = Math.round(metresBetween({ lng: issue.lng, lat: issue.lat }, at));
  if (metres > afterPhotoMetres) throw issueProblems['after-photo-elsewhere']({ metres, most: afterPhotoMetres });
  return metres;
}

/** The same bytes under another id are the same picture. */
async function refuseShownBefore(work: Work, issue: Issue, facts: readonly { id: string; sha256: string }[]) {
  const shown = [
    ...(issue.photoId === null ? [] : [issue.photoId]),
    ...issue.photos,
    ...(await rectificationsOf(work, issue.id)).flatMap(({ photos }) => photos),
    ...(await verificationsOf(work, issue.id)).flatMap(({ photos }) => photos),
  ];
  const hashes = new Set((await photoFacts(work, shown)).map(({ sha256 }) => sha256));
  if (facts.some(({ sha256 }) => hashes.has(sha256))) throw issueProblems['photo-seen-before']();
}
