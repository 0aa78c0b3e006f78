import type { StaffRole } from '@minsheng/contracts';
import type { City } from '../../server/src/city.js';
import { createStaff, makeCredentials } from '../../server/src/identity/index.js';
import { findUnitsByCode } from '../../server/src/organisation/index.js';
import { systemCaller } from '../../server/src/platform/index.js';

/** Somebody whom the cast does not have, with a demonstration's sign-in. */
export async function hire(
  { works, keys }: Pick<City, 'works' | 'keys'>,
  name: string,
  unitCode: string,
  roles: readonly StaffRole[],
): Promise<void> {
  const credentials = await makeCredentials(`${name}-Demo-2026`);
  await works.write(systemCaller('spec'), async (work) => {
    const unit = (await findUnitsByCode(work, [unitCode])).get(unitCode);
    if (!unit) throw new Error(`there is no unit ${unitCode}`);
    const grants = roles.map((role) => ({ role, unitId: unit.id }));
    await createStaff(work, keys, { name, displayName: name, credentials, grants, isDemonstration: true });
  });
}
