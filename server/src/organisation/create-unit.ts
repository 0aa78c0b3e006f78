import type { LocalisedText, UnitKind } from '@minsheng/contracts';
import { type Work, newId, platformProblems, record } from '../platform/index.js';
import { seatOf } from './assign-seat.js';
import { organisationProblems } from './organisation.problems.js';
import { findUnit, findUnits, hasLevel, insertSeats, insertUnits, takeTurn } from './organisation.queries.js';
import type { Unit, UnitId } from './unit.entity.js';
import { isStanding } from './unit.lifecycle.js';
import { pathBelow, pathOfRoot, placementFault } from './unit.tree.js';

export interface NewUnit {
  code: string;
  name: LocalisedText;
  kind: UnitKind;
  /** 1 is the top. */
  levelRank: number;
  parentId?: string | null;
  territorialParentId?: string | null;
  superiorId?: string | null;
  docCode?: string | null;
  /** Defaults to now. */
  validFrom?: Date;
  /** With a first officer the unit is ACTIVE at once, without it waits as DRAFT. */
  officer?: { personName: string; title: string };
}

/** @throws Problem when the code is taken, the level unknown or not below the parent's */
export async function createUnit(work: Work, draft: NewUnit): Promise<Unit> {
  await takeTurn(work);
  if (!(await hasLevel(work, draft.levelRank)))
    throw organisationProblems['no-such-level']({ levelRank: draft.levelRank });
  if (draft.kind === 'RESIDENT' && !(draft.territorialParentId && draft.superiorId))
    throw organisationProblems['resident-incomplete']();
  const parent = draft.parentId ? await findUnit(work, draft.parentId as UnitId) : null;
  if (draft.parentId && !parent) throw platformProblems['not-found']();
  if (parent && !isStanding(parent.state)) throw organisationProblems['other-not-standing']();
  const fault = parent && placementFault({ path: null, levelRank: draft.levelRank }, parent);
  if (fault) throw organisationProblems[fault]();
  const related = [draft.territorialParentId, draft.superiorId].filter((id): id is string => Boolean(id));
  if ((await findUnits(work, related)).size !== new Set(related).size) throw platformProblems['not-found']();

  const unit = unitOf(work, draft, parent);
  await insertUnits(work, [unit]);
  if (draft.officer) {
    await insertSeats(work, [
      seatOf({ unitId: unit.id, role: 'OFFICER', ...draft.officer, validFrom: unit.validFrom }),
    ]);
  }
  record(work, {
    subject: `unit:${unit.id}`,
    action: 'organisation.unit-created',
    payload: {
      code: unit.code,
      name: draft.name,
      kind: unit.kind,
      levelRank: unit.levelRank,
      parentId: unit.parentId,
      state: unit.state,
    },
  });
  return unit;
}

/** A new row from a draft that has been checked. */
export function unitOf(work: Work, draft: NewUnit, parent: Pick<Unit, 'id' | 'path'> | null): Unit {
  const id = newId<UnitId>();
  return {
    id,
    code: draft.code,
    nameZh: draft.name.zh,
    nameEn: draft.name.en,
    kind: draft.kind,
    levelRank: draft.levelRank,
    parentId: parent?.id ?? null,
    path: parent ? pathBelow(parent.path, id) : pathOfRoot(id),
    territorialParentId: (draft.territorialParentId ?? null) as UnitId | null,
    superiorId: (draft.superiorId ?? null) as UnitId | null,
    docCode: draft.docCode ?? null,
    validFrom: draft.validFrom ?? work.now,
    validTo: null,
    state: draft.officer ? 'ACTIVE' : 'DRAFT',
    mergedIntoId: null,
  };
}
