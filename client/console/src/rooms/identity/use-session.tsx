import type { StaffProfile } from '@minsheng/contracts';
import { createContext, use, useCallback, useEffect, useMemo, useReducer, type ReactNode } from 'react';

import { RequestFailed } from '../../api/failure.js';
import { readMe, signOut } from '../../api/identity.js';
import { forgetAnswers, whenSessionIsLost } from '../../api/use-resource.js';
import { holds, sessionAfter, type Session } from './session.js';

export interface SessionHolder {
  session: Session;
  /** Asks the server who is signed in. */
  ask: () => Promise<void>;
  leave: () => Promise<void>;
  may: (permission: string) => boolean;
}

const SessionContext = createContext<SessionHolder | null>(null);

export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, tell] = useReducer(sessionAfter, { state: 'asking' });

  const ask = useCallback(async () => {
    try {
      tell({ kind: 'learned', profile: await readMe() });
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      tell({ kind: 'failed', failure: error.failure });
    }
  }, []);

  const leave = useCallback(async () => {
    await signOut();
    forgetAnswers();
    tell({ kind: 'left' });
  }, []);

  useEffect(() => {
    whenSessionIsLost(() => {
      forgetAnswers();
      tell({ kind: 'lost' });
    });
    void ask();
  }, [ask]);

  const holder = useMemo<SessionHolder>(
    () => ({ session, ask, leave, may: (permission) => holds(session, permission) }),
    [session, ask, leave],
  );
  return <SessionContext value={holder}>{children}</SessionContext>;
}

export function useSession(): SessionHolder {
  const holder = use(SessionContext);
  if (holder === null) throw new Error('useSession stands outside its SessionProvider');
  return holder;
}

/** The person signed in; only pages behind the door ask. */
export function useProfile(): StaffProfile {
  const { session } = useSession();
  if (session.state !== 'signed-in') throw new Error('nobody is signed in');
  return session.profile;
}
