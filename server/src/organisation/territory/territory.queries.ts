import { Not, IsNull } from 'typeorm';
import { type Work, isId, platformProblems, rows } from '../../platform/index.js';
import type { SeatId } from '../seat.entity.js';
import type { UnitId } from '../unit.entity.js';
import { TerritoryArea } from './territory-area.entity.js';
import { TerritoryVersion, type TerritoryVersionId } from './territory-version.entity.js';

/** The version in force; null before the first. */
export function versionInForce(work: Work): Promise<TerritoryVersion | null> {
  return work.tx.findOne(TerritoryVersion, { where: { state: 'PUBLISHED' } });
}

export function listVersions(work: Work): Promise<TerritoryVersion[]> {
  return work.tx.find(TerritoryVersion, { where: { id: Not(IsNull()) }, order: { no: 'DESC' } });
}

export async function requireVersion(work: Work, id: string): Promise<TerritoryVersion> {
  const found = isId(id) ? await work.tx.findOne(TerritoryVersion, { where: { id: id as TerritoryVersionId } }) : null;
  if (!found) throw platformProblems['not-found']();
  return found;
}

/** The areas of a version, by code. */
export function areasOf(work: Work, versionId: TerritoryVersionId): Promise<TerritoryArea[]> {
  return work.tx.find(TerritoryArea, { where: { versionId }, order: { code: 'ASC' } });
}

/** Number of the next version; `takeTurn` has been taken. */
export async function nextVersionNo(work: Work): Promise<number> {
  const [found] = await rows<{ no: number | null }>(work, 'SELECT MAX(no) AS no FROM territory_version');
  return Number(found?.no ?? 0) + 1;
}

export async function insertVersion(
  work: Work,
  version: TerritoryVersion,
  areas: readonly TerritoryArea[],
): Promise<void> {
  await work.tx.insert(TerritoryVersion, version as never);
  for (let start = 0; start < areas.length; start += 100) {
    await work.tx.insert(TerritoryArea, areas.slice(start, start + 100) as never);
  }
}

/** The version in force ends when another begins. */
export async function putInForce(work: Work, version: TerritoryVersion): Promise<void> {
  const { now, caller } = work;
  await work.tx.update(TerritoryVersion, { state: 'PUBLISHED' }, { state: 'SUPERSEDED', validTo: now });
  await work.tx.update(
    TerritoryVersion,
    { id: version.id },
    { state: 'PUBLISHED', publishedBy: caller.id, publishedByName: caller.label, validFrom: now },
  );
}

/** Who sits in the units now, the leads first. */
export async function sittingIn(
  work: Work,
  unitIds: readonly UnitId[],
): Promise<{ id: SeatId; unitId: UnitId; role: string; personName: string }[]> {
  if (unitIds.length === 0) return [];
  const found = await rows<{ id: SeatId; unit_id: UnitId; role: string; person_name: string }>(
    work,
    `SELECT id, unit_id, role, person_name FROM seat
     WHERE unit_id IN (${unitIds.map((_id, index) => `$${index + 2}`).join(', ')})
       AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)
     ORDER BY CASE role WHEN 'LEAD' THEN 0 ELSE 1 END, valid_from, id`,
    [work.now.toISOString(), ...unitIds],
  );
  return found.map((row) => ({ id: row.id, unitId: row.unit_id, role: row.role, personName: row.person_name }));
}
