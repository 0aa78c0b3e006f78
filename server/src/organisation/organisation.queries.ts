import type { GroupPurpose, LocalisedText, SeatRole, UnitKind } from '@minsheng/contracts';
import { In } from 'typeorm';
import { isId, platformProblems, reachOf, reaches, rows, type UnitReach, type Work } from '../platform/index.js';
import { GroupMembership } from './group-membership.entity.js';
import { OrgLevel } from './org-level.entity.js';
import { Seat } from './seat.entity.js';
import { Unit, type UnitId } from './unit.entity.js';
import { UnitGroup, type UnitGroupId } from './unit-group.entity.js';

/**
 * Changes to the tree, seats and groups look before they write; they take turns. SQLite's writes are serial anyway.
 * Taken as the first step, before anything is looked at.
 */
export async function takeTurn(work: Work): Promise<void> {
  if (work.dialect === 'postgres') await rows(work, 'SELECT pg_advisory_xact_lock(7267002)');
}

/** The unit when `work.caller` reaches it by `permission`; else the same refusal as for one that does not exist. */
export async function requireUnit(work: Work, permission: string, id: string): Promise<Unit> {
  const unit = isId(id) ? await findUnit(work, id as UnitId) : null;
  if (!unit || !reaches(reachOf(work.caller, permission), unit.path)) throw platformProblems['not-found']();
  return unit;
}

/** The parent a new unit may be put below; a unit at the top asks for reach over everything. */
export async function requirePlaceBelow(work: Work, permission: string, parentId: string | null): Promise<Unit | null> {
  if (parentId !== null) return requireUnit(work, permission, parentId);
  if (!reachOf(work.caller, permission)?.everything) throw platformProblems['not-permitted']();
  return null;
}

export function findUnit(work: Work, id: UnitId): Promise<Unit | null> {
  return work.tx.findOne(Unit, { where: { id } });
}

/** Units by id; ids that do not exist are absent. */
export async function findUnits(work: Work, ids: readonly string[]): Promise<Map<string, Unit>> {
  return byKey(await inChunks(ids, (chunk) => work.tx.find(Unit, { where: { id: In(chunk) } })), (unit) => unit.id);
}

/** Units by the city's own codes, whatever their state; codes that do not exist are absent. */
export async function findUnitsByCode(work: Work, codes: readonly string[]): Promise<Map<string, Unit>> {
  return byKey(
    await inChunks(codes, (chunk) => work.tx.find(Unit, { where: { code: In(chunk) } })),
    (unit) => unit.code,
  );
}

export async function unitNames(work: Work, ids: readonly string[]): Promise<Map<string, LocalisedText>> {
  const units = await findUnits(work, ids);
  return new Map([...units].map(([id, unit]) => [id, { zh: unit.nameZh, en: unit.nameEn }]));
}

/** The units within `reach`, parents before children. */
export async function listUnits(work: Work, reach: UnitReach | null): Promise<Unit[]> {
  if (!reach || (!reach.everything && reach.paths.length === 0)) return [];
  const query = work.tx.createQueryBuilder(Unit, 'unit').orderBy('unit.levelRank').addOrderBy('unit.code');
  if (!reach.everything) {
    const prefixes = Object.fromEntries(reach.paths.map((path, index) => [`path${index}`, `${path}%`]));
    query.where(
      Object.keys(prefixes)
        .map((name) => `unit.path LIKE :${name}`)
        .join(' OR '),
      prefixes,
    );
  }
  return query.getMany();
}

/** Units of a kind, by code; of one parent when it is named. */
export function unitsOfKind(work: Work, kind: UnitKind, parentId?: UnitId): Promise<Unit[]> {
  return work.tx.find(Unit, { where: { kind, ...(parentId ? { parentId } : {}) }, order: { code: 'ASC' } });
}

export async function standingUnitsBelow(work: Work, unit: Unit): Promise<number> {
  const [found] = await rows<{ count: number | string }>(
    work,
    `SELECT COUNT(*) AS count FROM unit WHERE path LIKE $1 AND id <> $2 AND state IN ('DRAFT', 'ACTIVE')`,
    [`${unit.path}%`, unit.id],
  );
  return Number(found?.count ?? 0);
}

/** Gives the unit a new parent and everything below it a new path. */
export async function moveSubtree(work: Work, unit: Unit, parentId: UnitId, newPath: string): Promise<void> {
  await work.tx.update(Unit, { id: unit.id }, { parentId });
  await rows(work, 'UPDATE unit SET path = $1 || substr(path, $2) WHERE path LIKE $3', [
    newPath,
    unit.path.length + 1,
    `${unit.path}%`,
  ]);
}

/** Ends what still runs at `at`: what began later never began. */
export async function endSeatsAndMemberships(work: Work, unitId: UnitId, at: Date): Promise<void> {
  for (const table of ['seat', 'group_membership']) {
    await rows(
      work,
      `UPDATE ${table} SET valid_to = CASE WHEN valid_from > $1 THEN valid_from ELSE $1 END
       WHERE unit_id = $2 AND (valid_to IS NULL OR valid_to > $1)`,
      [at.toISOString(), unitId],
    );
  }
}

const endOfTime = '9999-12-31T23:59:59.999Z';

export async function hasLeadBetween(work: Work, unitId: UnitId, from: Date, to: Date | null): Promise<boolean> {
  const found = await rows(
    work,
    `SELECT id FROM seat WHERE unit_id = $1 AND role = 'LEAD' AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $3) LIMIT 1`,
    [unitId, to?.toISOString() ?? endOfTime, from.toISOString()],
  );
  return found.length > 0;
}

export async function hasSeatAt(work: Work, unitId: UnitId, role: SeatRole, at: Date): Promise<boolean> {
  const found = await rows(
    work,
    'SELECT id FROM seat WHERE unit_id = $1 AND role = $2 AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3) LIMIT 1',
    [unitId, role, at.toISOString()],
  );
  return found.length > 0;
}

/** The unit's seats, the oldest first, also those that have ended. */
export function listSeats(work: Work, unitId: UnitId): Promise<Seat[]> {
  return work.tx.find(Seat, { where: { unitId }, order: { validFrom: 'ASC', id: 'ASC' } });
}

export function findSeat(work: Work, unitId: UnitId, id: string): Promise<Seat | null> {
  return work.tx.findOne(Seat, { where: { id: id as Seat['id'], unitId } });
}

export function findGroup(work: Work, id: UnitGroupId): Promise<UnitGroup | null> {
  return work.tx.findOne(UnitGroup, { where: { id } });
}

export async function isGroupedBetween(
  work: Work,
  unitId: UnitId,
  purpose: GroupPurpose,
  from: Date,
  to: Date | null,
): Promise<boolean> {
  const found = await rows(
    work,
    'SELECT id FROM group_membership WHERE unit_id = $1 AND purpose = $2 AND valid_from < $3 AND (valid_to IS NULL OR valid_to > $4) LIMIT 1',
    [unitId, purpose, to?.toISOString() ?? endOfTime, from.toISOString()],
  );
  return found.length > 0;
}

export interface GroupWithUnits {
  id: UnitGroupId;
  code: string;
  name: LocalisedText;
  purpose: GroupPurpose;
  unitIds: UnitId[];
}

/** The groups of a purpose with the units in them at `at`; units ordered by code. */
export async function groupsOf(work: Work, purpose: GroupPurpose, at: Date): Promise<GroupWithUnits[]> {
  const groups = await work.tx.find(UnitGroup, { where: { purpose }, order: { code: 'ASC' } });
  const members = await rows<{ group_id: string; unit_id: UnitId }>(
    work,
    `SELECT m.group_id, m.unit_id FROM group_membership m JOIN unit u ON u.id = m.unit_id
     WHERE m.purpose = $1 AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) ORDER BY u.code`,
    [purpose, at.toISOString()],
  );
  return groups.map((group) => ({
    id: group.id,
    code: group.code,
    name: { zh: group.nameZh, en: group.nameEn },
    purpose,
    unitIds: members.filter((member) => member.group_id === group.id).map((member) => member.unit_id),
  }));
}

export function listLevels(work: Work): Promise<OrgLevel[]> {
  return work.tx.find(OrgLevel, { order: { rank: 'ASC' } });
}

export async function hasLevel(work: Work, rank: number): Promise<boolean> {
  return (await work.tx.findOne(OrgLevel, { where: { rank } })) !== null;
}

/** Units by the thousand: in plain SQL, since the entity manager takes twice as long and everybody else waits. */
export async function insertUnits(work: Work, units: readonly Unit[]): Promise<void> {
  await insertRows(
    work,
    `unit (id, code, name_zh, name_en, kind, level_rank, parent_id, path, territorial_parent_id, superior_id, doc_code,
       valid_from, valid_to, state, merged_into_id)`,
    units.map((unit) => [
      unit.id,
      unit.code,
      unit.nameZh,
      unit.nameEn,
      unit.kind,
      unit.levelRank,
      unit.parentId,
      unit.path,
      unit.territorialParentId,
      unit.superiorId,
      unit.docCode,
      unit.validFrom.toISOString(),
      unit.validTo?.toISOString() ?? null,
      unit.state,
      unit.mergedIntoId,
    ]),
  );
}

export async function insertSeats(work: Work, seats: readonly Seat[]): Promise<void> {
  await insertRows(
    work,
    'seat (id, unit_id, title, role, person_name, valid_from, valid_to)',
    seats.map(({ id, unitId, title, role, personName, validFrom, validTo }) => [
      id,
      unitId,
      title,
      role,
      personName,
      validFrom.toISOString(),
      validTo?.toISOString() ?? null,
    ]),
  );
}

async function insertRows(work: Work, into: string, records: readonly unknown[][]): Promise<void> {
  await inChunks(records, (chunk) => {
    const width = chunk[0]!.length;
    const places = chunk.map(
      (_record, row) => `(${chunk[0]!.map((_value, column) => `$${row * width + column + 1}`).join(', ')})`,
    );
    return rows(work, `INSERT INTO ${into} VALUES ${places.join(', ')}`, chunk.flat());
  });
}

export async function insertMembership(work: Work, membership: GroupMembership): Promise<void> {
  await work.tx.insert(GroupMembership, membership);
}

/** A statement takes some 32,000 parameters; a unit has 15. */
async function inChunks<Item, Result>(
  items: readonly Item[],
  fn: (chunk: Item[]) => Promise<Result[]>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += 400) results.push(...(await fn(items.slice(start, start + 400))));
  return results;
}

function byKey<Row>(found: readonly Row[], key: (row: Row) => string): Map<string, Row> {
  return new Map(found.map((row) => [key(row), row]));
}
