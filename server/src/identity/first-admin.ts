import type { LocalisedText } from '@minsheng/contracts';
import { type Keys, type Work } from '../platform/index.js';
import { createUnit, defineLevels, findUnitsByCode, listLevels } from '../organisation/index.js';
import { createStaff } from './create-staff.js';
import type { Credentials } from './credentials.js';
import { anyStaff, takeTurn } from './identity.queries.js';
import { identityProblems } from './identity.problems.js';
import { enrolmentUri } from './totp.js';

export interface FirstAdministrator {
  name: string;
  displayName: string;
  credentials: Credentials;
  /** Where the administrator sits: an existing unit by code, or a new one at the top. */
  unit: { code: string; name: LocalisedText };
}

/**
 * Lets the first person into an empty city. What it returns is shown once and kept nowhere.
 * @throws Problem identity.staff-exist when anybody can sign in already
 */
export async function makeFirstAdministrator(
  work: Work,
  keys: Keys,
  draft: FirstAdministrator,
): Promise<{ name: string; password: string; otpauthUri: string }> {
  await takeTurn(work);
  if (await anyStaff(work)) throw identityProblems['staff-exist']();
  if ((await listLevels(work)).length === 0) {
    await defineLevels(work, [{ rank: 1, code: 'L1', name: { zh: '第一级', en: 'First level' } }]);
  }
  const officer = { personName: draft.displayName, title: '平台管理员' };
  const unit =
    (await findUnitsByCode(work, [draft.unit.code])).get(draft.unit.code) ??
    (await createUnit(work, { ...draft.unit, kind: 'OFFICE', levelRank: 1, officer }));
  const { credentials } = draft;
  const { name } = await createStaff(work, keys, { ...draft, grants: [{ role: 'ADMIN', unitId: unit.id }] });
  return { name, password: credentials.password, otpauthUri: enrolmentUri(credentials.totpSecret, name) };
}
