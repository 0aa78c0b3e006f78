import { type Keys, type Work, record } from '../platform/index.js';
import type { Credentials } from './credentials.js';
import { refuseOwn } from './grant-role.js';
import { endSessionsOf, grantsInForce, hasOtherAdministrator, takeTurn } from './identity.queries.js';
import { identityProblems } from './identity.problems.js';
import { Person } from './person.entity.js';
import { seal } from './secrets.js';

/** New password and new authenticator; whoever was signed in is out, and a lock is lifted. */
export async function resetStaff(work: Work, keys: Keys, person: Person, credentials: Credentials): Promise<void> {
  refuseOwn(work, person.id);
  await work.tx.update(
    Person,
    { id: person.id },
    {
      passwordHash: credentials.passwordHash,
      totpSecret: seal(keys, person.id, credentials.totpSecret),
      demonstrationPassword: person.demonstrationPassword === null ? null : credentials.password,
      failedAttempts: 0,
      lockedUntil: null,
    },
  );
  await endSessionsOf(work, person.id, null);
  record(work, { subject: `person:${person.id}`, action: 'identity.staff-reset', payload: {} });
}

/** A suspended person is out at once and stays out; what he did keeps his name. */
export async function changeStaffState(work: Work, person: Person, state: Person['state']): Promise<void> {
  refuseOwn(work, person.id);
  await takeTurn(work);
  const administers = (await grantsInForce(work, person.id)).some((grant) => grant.role === 'ADMIN');
  if (state === 'SUSPENDED' && administers && !(await hasOtherAdministrator(work, person.id)))
    throw identityProblems['last-administrator']();
  await work.tx.update(Person, { id: person.id }, { state });
  if (state === 'SUSPENDED') await endSessionsOf(work, person.id, null);
  record(work, {
    subject: `person:${person.id}`,
    action: 'identity.staff-state-changed',
    payload: { before: person.state, after: state },
  });
}

/** The person's own new password; other sessions end, this one stays. */
export async function changePassword(work: Work, person: Person, passwordHash: string): Promise<void> {
  await work.tx.update(Person, { id: person.id }, { passwordHash });
  await endSessionsOf(work, person.id, work.caller.sessionId ?? null);
  record(work, { subject: `person:${person.id}`, action: 'identity.password-changed', payload: {} });
}
