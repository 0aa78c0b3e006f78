import type {} from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { type Caller, type Work, type Works, anonymous, realNow, systemCaller } from '../platform/index.js';
import { callerCacheOf } from './caller-cache.js';
import { findPerson, findSession, grantsInForce, touchSession } from './identity.queries.js';
import { endOf, lifetimes } from './open-session.js';
import { reachOfRoles } from './permissions.js';
import { isTokenFor, tokenHash } from './secrets.js';
import type { Session } from './session.entity.js';

/** The console's cookie. The `__Host-` name needs https, and no neighbouring host can set it. */
export const cookieNames = { h: '__Host-minsheng', p: 'minsheng' } as const;

/**
 * `onRequest` hook for every route, hot or not: tells who calls, from the console's cookie or a citizen's Authorization
 * header. A token that is no good makes nobody of its bearer; whether nobody may is the route's to say.
 */
export function authenticationHook(works: Works): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const token = tokenOf(request);
    request.caller = token === null ? anonymous : await callerBehind(works, token);
  };
}

/** An Authorization header speaks for itself: no cookie beside it counts. */
function tokenOf(request: FastifyRequest): string | null {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '';
    return isTokenFor('c', bearer) ? bearer : null;
  }
  for (const door of ['h', 'p'] as const) {
    const cookie = request.cookies[cookieNames[door]];
    if (cookie !== undefined && isTokenFor(door, cookie)) return cookie;
  }
  return null;
}

async function callerBehind(works: Works, token: string): Promise<Caller> {
  const cache = callerCacheOf(works);
  const hash = tokenHash(token);
  const now = realNow();
  const known = cache.get(hash, now);
  if (known) return known;
  const { changes } = cache;
  const found = await works.read(anonymous, (work) => callerOfSession(work, hash, now));
  if (!found) return anonymous;
  const { caller, session } = found;
  cache.put(hash, caller, now, endOf(session), changes);
  if (now.getTime() - session.lastSeenAt.getTime() > lifetimes[session.kind].idleSeconds * 100) {
    // Nobody waits for this; should it fail, the next request tries again.
    void works.write(systemCaller('identity'), (work) => touchSession(work, session.id, now)).catch(() => undefined);
  }
  return caller;
}

async function callerOfSession(
  work: Work,
  hash: string,
  now: Date,
): Promise<{ caller: Caller; session: Session } | null> {
  const session = await findSession(work, hash);
  if (!session || endOf(session) <= now) return null;
  const sessionId = session.id;
  if (session.citizenId !== null) {
    return {
      session,
      caller: { kind: 'citizen', id: session.citizenId, label: 'citizen', reach: new Map(), sessionId },
    };
  }
  const person = session.personId === null ? null : await findPerson(work, session.personId);
  if (!person || person.state !== 'ACTIVE') return null;
  const grants = await grantsInForce(work, person.id);
  const reach = reachOfRoles(grants.map(({ role, unit }) => ({ role, unitPath: unit.path })));
  return { session, caller: { kind: 'staff', id: person.id, label: person.name, reach, sessionId } };
}
