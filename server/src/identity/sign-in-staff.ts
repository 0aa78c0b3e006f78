import { type Keys, type Work, record } from '../platform/index.js';
import { holdPerson } from './identity.queries.js';
import { afterRefusal, secondsLocked } from './lockout.js';
import { openSession } from './open-session.js';
import { Person, type PersonId } from './person.entity.js';
import { type TokenDoor, unseal } from './secrets.js';
import { matchingCounter } from './totp.js';

export interface SignInAttempt {
  personId: PersonId;
  /** The hash that the password fits; null when it fits none. Compared again, for the password may just have been reset. */
  fittingHash: string | null;
  totp: string;
  /** A demonstration's invented people may come in. */
  admitsDemonstration: boolean;
  door: Exclude<TokenDoor, 'c'>;
}

export type SignInOutcome =
  | { kind: 'signed-in'; token: string }
  | { kind: 'refused' }
  | { kind: 'locked'; seconds: number };

/**
 * Judges password, code and state together and says only whether all are right. A refusal is an outcome, not a throw:
 * the count of refusals has to be committed. `now` is real time.
 */
export async function signInStaff(work: Work, keys: Keys, attempt: SignInAttempt, now: Date): Promise<SignInOutcome> {
  const person = await holdPerson(work, attempt.personId);
  if (!person) return { kind: 'refused' };
  const seconds = secondsLocked(person, now);
  if (seconds > 0) return { kind: 'locked', seconds };
  const counter = matchingCounter(unseal(keys, person.id, person.totpSecret), attempt.totp, now);
  const isRight =
    attempt.fittingHash === person.passwordHash &&
    counter !== null &&
    counter > person.lastTotpCounter &&
    person.state === 'ACTIVE' &&
    (person.demonstrationPassword === null || attempt.admitsDemonstration);
  if (!isRight) {
    await countRefusal(work, person, now);
    return { kind: 'refused' };
  }
  await work.tx.update(Person, { id: person.id }, { failedAttempts: 0, lockedUntil: null, lastTotpCounter: counter });
  const { token } = await openSession(work, { personId: person.id }, attempt.door, now);
  record(work, { subject: `person:${person.id}`, action: 'identity.signed-in', payload: {} });
  return { kind: 'signed-in', token };
}

export async function countRefusal(work: Work, person: Person, now: Date): Promise<void> {
  const attempts = afterRefusal(person, now);
  await work.tx.update(Person, { id: person.id }, attempts);
  record(work, {
    subject: `person:${person.id}`,
    action: 'identity.sign-in-refused',
    payload: { inARow: attempts.failedAttempts, locked: attempts.lockedUntil !== null },
  });
}
