import type { IncomingHttpHeaders } from 'node:http';
import { type Authenticate, type Caller, type Work, type Works, anonymous, realNow } from '../platform/index.js';
import { callerCacheOf } from './caller-cache.js';
import { type SessionRow, findPerson, findSessionRow, grantsInForce } from './identity.queries.js';
import { endOf, heldUntil, idleUnseenSeconds } from './open-session.js';
import { reachOfRoles } from './permissions.js';
import { isTokenFor, tokenHash } from './secrets.js';
import { seenSessionsOf } from './seen-sessions.js';
import { sessionBookOf } from './session-book.js';

/** The console's cookie. The `__Host-` name needs https, and no neighbouring host can set it. */
export const cookieNames = { h: '__Host-minsheng', p: 'minsheng' } as const;

/**
 * For every route, hot or not: tells who calls, from the console's cookie or a citizen's Authorization header. A token that
 * is no good makes nobody of its bearer; whether nobody may is the route's to say.
 */
export function authenticationHook(works: Works): Authenticate {
  return (headers) => {
    const token = tokenOf(headers);
    return token === null ? anonymous : callerBehind(works, token);
  };
}

/** An Authorization header speaks for itself: no cookie beside it counts. */
export function tokenOf({ authorization, cookie }: IncomingHttpHeaders): string | null {
  if (authorization !== undefined) {
    const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '';
    return isTokenFor('c', bearer) ? bearer : null;
  }
  if (cookie === undefined) return null;
  const pairs = cookie.split(';').map((pair) => pair.trim());
  for (const door of ['h', 'p'] as const) {
    const prefix = `${cookieNames[door]}=`;
    const token = pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length);
    if (token !== undefined && isTokenFor(door, token)) return token;
  }
  return null;
}

/** Citizens are in the book, or one row by its key: that look-up is all they wait for. */
function callerBehind(works: Works, token: string): Caller | Promise<Caller> {
  const hash = tokenHash(token);
  const now = realNow();
  if (isTokenFor('c', token)) return citizenBehind(works, hash, now);
  const cache = callerCacheOf(works);
  const known = cache.get(hash, now);
  if (known) return known;
  const { changes } = cache;
  const callerOf = async (session: SessionRow | null): Promise<Caller> => {
    if (!session || endOf(session) <= now) return anonymous;
    const caller = await works.read(anonymous, (work) => staffOfSession(work, session));
    if (!caller) return anonymous;
    cache.put(hash, caller, now, endOf(session), changes);
    noteSeen(works, session, now);
    return caller;
  };
  const found = findSessionRow(works, hash);
  return found instanceof Promise ? found.then(callerOf) : callerOf(found);
}

function citizenBehind(works: Works, hash: string, now: Date): Caller | Promise<Caller> {
  const book = sessionBookOf(works);
  const id = book.find(hash, now);
  if (id !== null) return citizen(id);
  const { changes } = book;
  const callerOf = (session: SessionRow | null): Caller => {
    if (!session || session.citizenId === null || endOf(session) <= now) return anonymous;
    const isNoted = noteSeen(works, session, now);
    book.put(hash, session.citizenId, heldUntil(isNoted ? { ...session, lastSeenAt: now } : session), changes);
    return citizen(session.citizenId);
  };
  const found = findSessionRow(works, hash);
  return found instanceof Promise ? found.then(callerOf) : callerOf(found);
}

/** True when it is written down that the session was used. */
function noteSeen(works: Works, { id, kind, lastSeenAt }: SessionRow, now: Date): boolean {
  if (now.getTime() - lastSeenAt.getTime() <= idleUnseenSeconds(kind) * 1000) return false;
  seenSessionsOf(works).add(id, now);
  return true;
}

function citizen(id: string): Caller {
  return { kind: 'citizen', id, label: 'citizen', reach: nowhere };
}

const nowhere: Caller['reach'] = new Map();

async function staffOfSession(work: Work, { id: sessionId, personId }: SessionRow): Promise<Caller | null> {
  const person = personId === null ? null : await findPerson(work, personId);
  if (!person || person.state !== 'ACTIVE') return null;
  const grants = await grantsInForce(work, person.id);
  const reach = reachOfRoles(grants.map(({ role, unit }) => ({ role, unitPath: unit.path })));
  return { kind: 'staff', id: person.id, label: person.name, reach, sessionId };
}
