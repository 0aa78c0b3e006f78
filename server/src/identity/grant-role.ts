import type { NewGrant } from '@minsheng/contracts';
import { type Work, newId, platformProblems, record } from '../platform/index.js';
import { findUnits } from '../organisation/index.js';
import { findGrant, hasOtherAdministrator, takeTurn } from './identity.queries.js';
import { identityProblems } from './identity.problems.js';
import type { PersonId } from './person.entity.js';
import { RoleGrant, type RoleGrantId } from './role-grant.entity.js';

/** From `work.now` on. Nobody gives rights to himself. */
export async function grantRole(work: Work, personId: PersonId, { role, unitId }: NewGrant): Promise<RoleGrant> {
  refuseOwn(work, personId);
  const unit = (await findUnits(work, [unitId])).get(unitId);
  if (!unit) throw platformProblems['not-found']();
  if (unit.validTo !== null) throw identityProblems['unit-not-standing']();
  const grant: RoleGrant = { id: newId<RoleGrantId>(), personId, role, unitId, validFrom: work.now, validTo: null };
  await work.tx.insert(RoleGrant, grant);
  record(work, {
    subject: `person:${personId}`,
    action: 'identity.role-granted',
    payload: { grantId: grant.id, role, unitId },
  });
  return grant;
}

/** From `work.now` on the role is no longer held; the row stays. */
export async function endGrant(work: Work, personId: PersonId, grantId: string): Promise<void> {
  refuseOwn(work, personId);
  await takeTurn(work);
  const grant = await findGrant(work, personId, grantId);
  if (!grant) throw platformProblems['not-found']();
  if (grant.role === 'ADMIN' && !(await hasOtherAdministrator(work, personId)))
    throw identityProblems['last-administrator']();
  await work.tx.update(RoleGrant, { id: grant.id }, { validTo: work.now });
  record(work, {
    subject: `person:${personId}`,
    action: 'identity.role-ended',
    payload: { grantId, role: grant.role, unitId: grant.unitId },
  });
}

/** Rights, state and credentials of one's own account are another administrator's business (INV-01 in spirit: two people). */
export function refuseOwn(work: Work, personId: PersonId): void {
  if (work.caller.id === personId) throw identityProblems['own-rights']();
}
