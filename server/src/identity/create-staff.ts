import type { NewGrant } from '@minsheng/contracts';
import { type Keys, type Work, newId, realNow, record } from '../platform/index.js';
import type { Credentials } from './credentials.js';
import { grantRole } from './grant-role.js';
import { Person, type PersonId } from './person.entity.js';
import { seal } from './secrets.js';

export interface StaffDraft {
  name: string;
  displayName: string;
  credentials: Credentials;
  grants: readonly NewGrant[];
  /** An invented person whose sign-in is shown to everybody; refused in a city. */
  isDemonstration?: boolean;
}

/** Names are compared as people type them: any width, any case. */
export function signInName(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

/** A named operator. Any number of them may work in one unit (XT-01); nobody shares a password. */
export async function createStaff(work: Work, keys: Keys, draft: StaffDraft): Promise<Person> {
  const id = newId<PersonId>();
  const { credentials } = draft;
  const person: Person = {
    id,
    name: signInName(draft.name),
    displayName: draft.displayName,
    passwordHash: credentials.passwordHash,
    totpSecret: seal(keys, id, credentials.totpSecret),
    lastTotpCounter: 0,
    failedAttempts: 0,
    lockedUntil: null,
    state: 'ACTIVE',
    demonstrationPassword: draft.isDemonstration ? credentials.password : null,
    createdAt: realNow(),
  };
  await work.tx.insert(Person, person);
  record(work, { subject: `person:${id}`, action: 'identity.staff-created', payload: { name: person.name } });
  for (const grant of draft.grants) await grantRole(work, id, grant);
  return person;
}
