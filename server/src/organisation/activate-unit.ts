import { type Work, record } from '../platform/index.js';
import { organisationProblems } from './organisation.problems.js';
import { hasSeatAt, takeTurn } from './organisation.queries.js';
import { Unit } from './unit.entity.js';
import { mayMove, unitLifecycle } from './unit.lifecycle.js';

/** A unit goes to work when somebody is there to do it. */
export async function activateUnit(work: Work, unit: Unit): Promise<void> {
  await takeTurn(work);
  if (!mayMove(unit.state, 'activate')) throw organisationProblems['not-in-this-state']({ state: unit.state });
  if (!(await hasSeatAt(work, unit.id, 'OFFICER', work.now))) throw organisationProblems['no-officer']();
  const { to, writes } = unitLifecycle.activate;
  await work.tx.update(Unit, { id: unit.id }, { state: to });
  record(work, { subject: `unit:${unit.id}`, action: writes, payload: { before: unit.state, after: to } });
}
