import type { NewIssue } from '@minsheng/contracts';
import { takePhotos } from '../files/index.js';
import { findUnits, locate, requirePoint } from '../organisation/index.js';
import { isId, reachOf, reaches, type Work } from '../platform/index.js';
import { currentScheme } from '../scheme/index.js';
import type { Issue } from './issue.entity.js';
import { issueProblems } from './issues.problems.js';
import { raiseIssue } from './raise-issue.js';

/**
 * 巡查发现: an area officer or the office itself opens an issue. Territorial management (属地管理, M-04): within the own area
 * also on a resident unit (驻地单位), wherever that unit's superior sits; elsewhere it is refused.
 */
export async function openIssue(work: Work, body: NewIssue): Promise<Issue> {
  const { config: parameters } = await currentScheme(work);
  const reach = reachOf(work.caller, 'issues.open');
  const point = body.point && requirePoint(body.point);
  const location = point && (await locate(work, point));
  const named =
    body.unit === null ? null : isId(body.unit) ? (await findUnits(work, [body.unit])).get(body.unit) : undefined;
  if (named === undefined || (named && named.state !== 'ACTIVE')) throw issueProblems['no-such-unit']();
  const areaUnitId = location?.areaUnitId ?? named?.territorialParentId ?? null;
  const area = areaUnitId === null ? null : (await findUnits(work, [areaUnitId])).get(areaUnitId);
  const isInArea = area !== null && area !== undefined && reaches(reach, area.path);
  const isOfArea =
    named === null || named.territorialParentId === areaUnitId || (area && named.path.startsWith(area.path));
  if (!reach?.everything && !(isInArea && isOfArea)) throw issueProblems['outside-your-area']();
  const issue = await raiseIssue(work, parameters, {
    origin: 'VISIT',
    category: body.category,
    grade: body.grade,
    point,
    area:
      location?.areaCode && location.areaName
        ? { code: location.areaCode, ...location.areaName }
        : area
          ? { code: area.code, zh: area.nameZh, en: area.nameEn }
          : null,
    areaUnitId,
    responsibilityUnitId: location?.responsibilityUnitId ?? null,
    placeText: body.placeText,
    text: body.text,
    reportId: null,
    photoId: body.photos[0] ?? null,
    photos: body.photos,
    proposedUnitId: named?.id ?? null,
    by: areaUnitId,
  });
  await takePhotos(work, body.photos, `issue:${issue.id}`);
  return issue;
}
