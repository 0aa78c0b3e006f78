import type { CitizenSession } from '@minsheng/contracts';

/** The session the phone kept, unless its time is over or it is not one of ours. */
export function sessionFrom(kept: unknown, now: string): CitizenSession | null {
  const session = kept as Partial<CitizenSession> | null;
  if (typeof session?.token !== 'string' || typeof session.expiresAt !== 'string' || !session.citizen) return null;
  return Date.parse(session.expiresAt) > Date.parse(now) ? (session as CitizenSession) : null;
}
