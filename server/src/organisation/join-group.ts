import type { GroupPurpose, LocalisedText } from '@minsheng/contracts';
import { type Work, newId, platformProblems, record } from '../platform/index.js';
import { organisationProblems } from './organisation.problems.js';
import { findGroup, findUnit, insertMembership, isGroupedBetween, takeTurn } from './organisation.queries.js';
import type { UnitId } from './unit.entity.js';
import { isStanding } from './unit.lifecycle.js';
import { UnitGroup, type UnitGroupId } from './unit-group.entity.js';

export interface NewGroup {
  code: string;
  name: LocalisedText;
  purpose: GroupPurpose;
}

export async function createGroup(work: Work, { code, name, purpose }: NewGroup): Promise<UnitGroupId> {
  const id = newId<UnitGroupId>();
  await work.tx.insert(UnitGroup, { id, code, nameZh: name.zh, nameEn: name.en, purpose });
  record(work, { subject: `group:${id}`, action: 'organisation.group-created', payload: { code, name, purpose } });
  return id;
}

export interface NewMembership {
  groupId: string;
  unitId: string;
  /** Defaults to now. */
  validFrom?: Date;
  validTo?: Date | null;
}

/** Puts a unit into a group. A second group of the same purpose in the same time is refused. */
export async function joinGroup(
  work: Work,
  { groupId, unitId, validFrom = work.now, validTo = null }: NewMembership,
): Promise<void> {
  await takeTurn(work);
  const group = await findGroup(work, groupId as UnitGroupId);
  const unit = await findUnit(work, unitId as UnitId);
  if (!group || !unit) throw platformProblems['not-found']();
  if (!isStanding(unit.state)) throw organisationProblems['not-in-this-state']({ state: unit.state });
  if (await isGroupedBetween(work, unit.id, group.purpose, validFrom, validTo))
    throw organisationProblems['already-grouped']();
  await insertMembership(work, {
    id: newId(),
    groupId: group.id,
    purpose: group.purpose,
    unitId: unit.id,
    validFrom,
    validTo,
  });
  record(work, {
    subject: `group:${group.id}`,
    action: 'organisation.group-joined',
    payload: { unitId: unit.id, from: validFrom.toISOString(), to: validTo?.toISOString() ?? null },
  });
}
