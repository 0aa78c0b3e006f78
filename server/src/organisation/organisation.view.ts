import type { GroupView, LevelView, SeatView, UnitRow, UnitView } from '@minsheng/contracts';
import type { OrgLevel } from './org-level.entity.js';
import type { GroupWithUnits } from './organisation.queries.js';
import type { Seat } from './seat.entity.js';
import type { Unit } from './unit.entity.js';

export function unitRow(unit: Unit): UnitRow {
  const { id, code, kind, levelRank, parentId, state } = unit;
  return { id, code, name: { zh: unit.nameZh, en: unit.nameEn }, kind, levelRank, parentId, state };
}

export function unitView(unit: Unit): UnitView {
  const { territorialParentId, superiorId, docCode, validFrom, validTo, mergedIntoId } = unit;
  return {
    ...unitRow(unit),
    territorialParentId,
    superiorId,
    docCode,
    validFrom: validFrom.toISOString(),
    validTo: validTo?.toISOString() ?? null,
    mergedIntoId,
  };
}

export function seatView({ id, role, title, personName, validFrom, validTo }: Seat): SeatView {
  return { id, role, title, personName, validFrom: validFrom.toISOString(), validTo: validTo?.toISOString() ?? null };
}

/** Only members among `units`: the reader's own. */
export function groupView(
  { id, code, name, purpose, unitIds }: GroupWithUnits,
  units: ReadonlyMap<string, Unit>,
): GroupView {
  const members = unitIds.flatMap((unitId) => units.get(unitId) ?? []);
  return {
    id,
    code,
    name,
    purpose,
    units: members.map((unit) => ({ id: unit.id, name: { zh: unit.nameZh, en: unit.nameEn } })),
  };
}

export function levelView({ rank, code, nameZh, nameEn }: OrgLevel): LevelView {
  return { rank, code, name: { zh: nameZh, en: nameEn } };
}
