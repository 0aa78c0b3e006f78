import type { DemoSignIn } from '@minsheng/contracts';
import { type Keys, type Work, realNow } from '../platform/index.js';
import { listStaff } from './identity.queries.js';
import { unseal } from './secrets.js';
import { shownCode } from './totp.js';

/** How the invented people of a demonstration sign in at this moment. People of a city are never among them. */
export async function demonstrationSignIns(work: Work, keys: Keys): Promise<DemoSignIn[]> {
  const now = realNow();
  const staff = await listStaff(work, { everything: true });
  return staff.flatMap(({ person: { id, name, displayName, demonstrationPassword, totpSecret }, grants: [grant] }) =>
    demonstrationPassword === null || grant === undefined
      ? []
      : [
          {
            name,
            displayName,
            role: grant.role,
            password: demonstrationPassword,
            ...shownCode(unseal(keys, id, totpSecret), now),
          },
        ],
  );
}
