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

export interface OpenedSession {
  token: string;
  expiresAt: Date;
  /** Hashes of the tokens that it took the place of. */
  ended: string[];
}

/** A new token, shown once; kept as its hash. `now` is real time. */
export async function openSession(work: Work, owner: Owner, door: TokenDoor, now: Date): Promise<OpenedSession> {
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
  const ended = await keepNewestSessions(work, owner, lifetimes[kind].atOnce, now);
  return { token, expiresAt, ended };
}

/** Until when the session may be used if nobody uses it again. */
export function endOf(session: Pick<Session, 'kind' | 'expiresAt' | 'lastSeenAt'>): Date {
  return new Date(
    Math.min(session.expiresAt.getTime(), session.lastSeenAt.getTime() + lifetimes[session.kind].idleSeconds * 1000),
  );
}

/** Idle for less than this, a session need not be seen again: the database is asked only after it. */
export function idleUnseenSeconds(kind: Session['kind']): number {
  return lifetimes[kind].idleSeconds / 10;
}

/** Until when nothing about the session has to be read or written when it is used. */
export function heldUntil(session: Pick<Session, 'kind' | 'expiresAt' | 'lastSeenAt'>): Date {
  const seen = session.lastSeenAt.getTime() + idleUnseenSeconds(session.kind) * 1000;
  return new Date(Math.min(session.expiresAt.getTime(), seen));
}
