import { type Work, platformProblems, record } from '../platform/index.js';
import { organisationProblems } from './organisation.problems.js';
import { endSeatsAndMemberships, findUnit, moveSubtree, standingUnitsBelow, takeTurn } from './organisation.queries.js';
import { Unit } from './unit.entity.js';
import { isStanding, mayMove, type UnitMove, unitLifecycle } from './unit.lifecycle.js';
import { pathBelow, placementFault } from './unit.tree.js';

/** When a change took effect, and by which document; entered on that day or later. */
export interface Basis {
  /** Defaults to now. */
  effectiveAt?: Date;
  /** Title and number of the document (依据). */
  document: string;
}

/** Puts a unit with everything below it under another parent. */
export async function moveUnit(work: Work, target: Unit, parent: Unit, basis: Basis): Promise<void> {
  await takeTurn(work);
  const [unit, below] = [await reread(work, target), await reread(work, parent)];
  const at = effective(work, unit, basis);
  if (!isStanding(unit.state)) throw organisationProblems['not-in-this-state']({ state: unit.state });
  if (!isStanding(below.state)) throw organisationProblems['other-not-standing']();
  const fault = placementFault(unit, below);
  if (fault) throw organisationProblems[fault]();
  await moveSubtree(work, unit, below.id, pathBelow(below.path, unit.id));
  record(work, {
    subject: `unit:${unit.id}`,
    action: 'organisation.unit-moved',
    payload: {
      before: { parentId: unit.parentId },
      after: { parentId: below.id },
      effectiveAt: at.toISOString(),
      document: basis.document,
    },
  });
}

/**
 * Ends a unit; with `successor` another takes its duties over (合并). Its scores stay, and so does its row: there is no way
 * to delete a unit.
 */
export async function closeUnit(work: Work, target: Unit, successor: Unit | null, basis: Basis): Promise<void> {
  await takeTurn(work);
  const unit = await reread(work, target);
  const into = successor && (await reread(work, successor));
  const move: UnitMove = into ? 'merge' : 'close';
  const at = effective(work, unit, basis);
  if (!mayMove(unit.state, move)) throw organisationProblems['not-in-this-state']({ state: unit.state });
  if (into?.id === unit.id) throw organisationProblems['into-itself']();
  if (into && !isStanding(into.state)) throw organisationProblems['other-not-standing']();
  if ((await standingUnitsBelow(work, unit)) > 0) throw organisationProblems['has-standing-units']();
  const { to, writes } = unitLifecycle[move];
  await work.tx.update(Unit, { id: unit.id }, { state: to, validTo: at, mergedIntoId: into?.id ?? null });
  await endSeatsAndMemberships(work, unit.id, at);
  record(work, {
    subject: `unit:${unit.id}`,
    action: writes,
    payload: {
      before: unit.state,
      after: to,
      ...(into ? { mergedIntoId: into.id } : {}),
      effectiveAt: at.toISOString(),
      document: basis.document,
    },
  });
}

/** The unit was found before our turn came; somebody may have moved it since. */
async function reread(work: Work, unit: Unit): Promise<Unit> {
  const found = await findUnit(work, unit.id);
  if (!found) throw platformProblems['not-found']();
  return found;
}

function effective(work: Work, unit: Unit, { effectiveAt = work.now }: Basis): Date {
  if (effectiveAt.getTime() > work.now.getTime()) throw organisationProblems['not-yet']();
  if (effectiveAt.getTime() < unit.validFrom.getTime()) throw organisationProblems['before-its-time']();
  return effectiveAt;
}
