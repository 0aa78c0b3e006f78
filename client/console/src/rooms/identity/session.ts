import type { StaffProfile } from '@minsheng/contracts';

import type { Failure } from '../../api/failure.js';

export type Session =
  | { state: 'asking' }
  | { state: 'signed-out'; because: 'nobody' | 'left' | 'expired' }
  | { state: 'signed-in'; profile: StaffProfile }
  | { state: 'unknown'; failure: Failure };

export type SessionEvent =
  | { kind: 'asked' }
  | { kind: 'learned'; profile: StaffProfile | null }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'left' }
  | { kind: 'lost' };

export function sessionAfter(session: Session, event: SessionEvent): Session {
  switch (event.kind) {
    case 'asked':
      return { state: 'asking' };
    case 'learned':
      return event.profile === null
        ? { state: 'signed-out', because: 'nobody' }
        : { state: 'signed-in', profile: event.profile };
    case 'failed':
      return { state: 'unknown', failure: event.failure };
    case 'left':
      return { state: 'signed-out', because: 'left' };
    case 'lost':
      // Several panels learn of it at once, and a page that was never signed in has nothing to lose.
      return session.state === 'signed-in' ? { state: 'signed-out', because: 'expired' } : session;
  }
}

export function holds(session: Session, permission: string): boolean {
  return session.state === 'signed-in' && session.profile.permissions.includes(permission);
}
