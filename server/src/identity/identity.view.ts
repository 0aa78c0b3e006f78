import type { CitizenProfile, StaffMember, StaffProfile } from '@minsheng/contracts';
import { type Caller } from '../platform/index.js';
import type { Citizen } from './citizen.entity.js';
import type { HeldGrant } from './identity.queries.js';
import type { Person } from './person.entity.js';

const unitOf = ({ unit }: HeldGrant) => ({
  id: unit.id as string,
  name: { zh: unit.nameZh, en: unit.nameEn },
  kind: unit.kind,
});

export function staffProfile(person: Person, grants: readonly HeldGrant[], caller: Caller): StaffProfile {
  return {
    id: person.id,
    name: person.name,
    displayName: person.displayName,
    grants: grants.map((grant) => ({ role: grant.role, unit: unitOf(grant) })),
    permissions: [...caller.reach.keys()].sort(),
  };
}

/** `now` is real time: a lock that has run out is none. */
export function staffMember(person: Person, grants: readonly HeldGrant[], now: Date): StaffMember {
  const { id, name, displayName, state, lockedUntil } = person;
  return {
    id,
    name,
    displayName,
    state,
    lockedUntil: lockedUntil && lockedUntil > now ? lockedUntil.toISOString() : null,
    grants: grants.map((grant) => ({ id: grant.id, role: grant.role, unit: unitOf(grant) })),
  };
}

export function citizenProfile({ id, maskedPhone }: Citizen): CitizenProfile {
  return { id, maskedPhone };
}
