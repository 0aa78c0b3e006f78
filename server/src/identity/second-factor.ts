import { type Caller, type Keys, type Works, realNow, record } from '../platform/index.js';
import { identityProblems } from './identity.problems.js';
import { holdPerson } from './identity.queries.js';
import { afterRefusal, secondsLocked } from './lockout.js';
import { Person, type PersonId } from './person.entity.js';
import { unseal } from './secrets.js';
import { matchingCounter } from './totp.js';

/**
 * Asks the caller's authenticator once more before an act that binds (签署、封存、公布). A code is good once; refusals count
 * towards the lock like those at sign-in, so this opens a piece of work of its own before the act's.
 */
export async function confirmSecondFactor(works: Works, caller: Caller, keys: Keys, totp: string): Promise<void> {
  const now = realNow();
  const outcome = await works.write(caller, async (work) => {
    const person = await holdPerson(work, caller.id as PersonId);
    if (!person || person.state !== 'ACTIVE') return { kind: 'refused' } as const;
    const seconds = secondsLocked(person, now);
    if (seconds > 0) return { kind: 'locked', seconds } as const;
    const counter = matchingCounter(unseal(keys, person.id, person.totpSecret), totp, now);
    if (counter === null || counter <= person.lastTotpCounter) {
      const attempts = afterRefusal(person, now);
      await work.tx.update(Person, { id: person.id }, attempts);
      record(work, {
        subject: `person:${person.id}`,
        action: 'identity.second-factor-refused',
        payload: { inARow: attempts.failedAttempts },
      });
      return { kind: 'refused' } as const;
    }
    await work.tx.update(Person, { id: person.id }, { failedAttempts: 0, lockedUntil: null, lastTotpCounter: counter });
    return { kind: 'confirmed' } as const;
  });
  if (outcome.kind === 'locked') throw identityProblems['locked-out']({ seconds: outcome.seconds });
  if (outcome.kind === 'refused') throw identityProblems['second-factor-refused']();
}
