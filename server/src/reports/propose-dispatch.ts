import type { DispatchProposal, LocalisedText } from '@minsheng/contracts';
import { type Unit, findUnits, findUnitsByCode, unitsOfKind } from '../organisation/index.js';
import type { Work } from '../platform/index.js';
import type { SchemeConfig } from '../scheme/index.js';

/** Where a matter lies and what it is about: territory × category. */
export interface DispatchMatter {
  location: { areaUnitId: string | null; responsibilityUnitId: string | null };
  category: string;
}

/**
 * Whom the rule names (属地 × 类别). The area's government leads and departments support (以块为主, BR-15); where the scheme
 * says STREET, the unit of the responsibility area leads. Each department of the category hands over to its second-tier
 * agency if it has exactly one, else it is itself the assignee (BR-14). Without an area the office leads.
 */
export async function proposeDispatch(
  work: Work,
  parameters: SchemeConfig,
  { location, category }: DispatchMatter,
): Promise<DispatchProposal> {
  const codes = parameters.reports.categories.find(({ code }) => code === category)?.departments ?? [];
  const lead = await leadOf(work, parameters, location);
  const supports: Unit[] = [];
  for (const department of await departments(work, codes)) {
    const agencies = (await unitsOfKind(work, 'SECOND_TIER', department.id)).filter(isStanding);
    const assignee = agencies.length === 1 ? (agencies[0] as Unit) : department;
    if (assignee.id !== lead?.id && !supports.some(({ id }) => id === assignee.id)) supports.push(assignee);
  }
  return {
    lead: lead && shown(lead),
    supports: supports.map(shown),
    rule: location.areaUnitId === null ? withoutArea : supports.length === 0 ? byArea : byAreaAndCategory,
  };
}

const byAreaAndCategory: LocalisedText = {
  zh: '属地 × 类别：属地牵头，部门配合',
  en: 'Territory × category: the area leads, departments support',
};
const byArea: LocalisedText = {
  zh: '属地牵头，这一类别没有对应部门',
  en: 'The area leads; the category names no department',
};
const withoutArea: LocalisedText = {
  zh: '没有确定属地，由创建办牵头',
  en: 'No area is known: the command office leads',
};

async function leadOf(
  work: Work,
  { issues }: SchemeConfig,
  { areaUnitId, responsibilityUnitId }: DispatchMatter['location'],
): Promise<Unit | null> {
  const wanted = (issues.areaLead === 'STREET' ? responsibilityUnitId : null) ?? areaUnitId;
  if (areaUnitId !== null && wanted !== null) {
    const found = await findUnits(work, [wanted, areaUnitId]);
    const lead = [wanted, areaUnitId].map((id) => found.get(id)).find((unit) => unit && isStanding(unit));
    if (lead) return lead;
  }
  return (await unitsOfKind(work, 'OFFICE')).find(isStanding) ?? null;
}

/** In the scheme's order; codes that name no standing unit are left out. */
async function departments(work: Work, codes: readonly string[]): Promise<Unit[]> {
  const found = await findUnitsByCode(work, codes);
  return codes.flatMap((code) => found.get(code) ?? []).filter(isStanding);
}

const isStanding = ({ state }: Unit): boolean => state === 'ACTIVE';

const shown = ({ id, nameZh, nameEn }: Unit) => ({ unitId: id as string, name: { zh: nameZh, en: nameEn } });
