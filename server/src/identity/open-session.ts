import { type Work, newId } from '../platform/index.js';
import type { CitizenId } from './citizen.entity.js';
import { keepNewestSessions } from './identity.queries.js';
import type { PersonId } from './person.entity.js';
import { newToken, tokenHash, type TokenDoor } from './secrets.js';
import { Session, type SessionId } from './session.entity.js';

interface Lifetime {
  idleSeconds: number;
  seconds: number;
  /** Sessions of one owner beside each other. */
  atOnce: number;
}

/** A console stands in an office and is left alone; a phone is in its owner's pocket. */
export const lifetimes: Readonly<Record<Session['kind'], Lifetime>> = {
  STAFF: { idleSeconds: 30 * 60, seconds: 12 * 3600, atOnce: 5 },
  CITIZEN: { idleSeconds: 7 * 86_400, seconds: 30 * 86_400, atOnce: 3 },
};

type Owner = { personId: PersonId } | { citizenId: CitizenId };

/** A new token, shown once; kept as its hash. `now` is real time. */
export async function openSession(
  work: Work,
  owner: Owner,
  door: TokenDoor,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const kind = 'personId' in owner ? 'STAFF' : 'CITIZEN';
  const token = newToken(door);
  const expiresAt = new Date(now.getTime() + lifetimes[kind].seconds * 1000);
  await work.tx.insert(Session, {
    id: newId<SessionId>(),
    tokenHash: tokenHash(token),
    kind,
    personId: 'personId' in owner ? owner.personId : null,
    citizenId: 'citizenId' in owner ? owner.citizenId : null,
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
  });
  await keepNewestSessions(work, owner, lifetimes[kind].atOnce);
  return { token, expiresAt };
}

/** Until when the session may be used if nobody uses it again. */
export function endOf(session: Pick<Session, 'kind' | 'expiresAt' | 'lastSeenAt'>): Date {
  return new Date(
    Math.min(session.expiresAt.getTime(), session.lastSeenAt.getTime() + lifetimes[session.kind].idleSeconds * 1000),
  );
}
