import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { CitizenSession } from '@minsheng/contracts';
import { forget, keep, readKept } from '../device/storage.js';
import { sessionFrom } from './session.js';

interface SessionInUse {
  session: CitizenSession | null;
  begin(session: CitizenSession): void;
  end(): void;
}

const key = 'session';
const Context = createContext<SessionInUse | null>(null);

export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState(() => sessionFrom(readKept(key), new Date().toISOString()));
  const begin = useCallback((begun: CitizenSession) => {
    keep(key, begun);
    setSession(begun);
  }, []);
  const end = useCallback(() => {
    forget(key);
    setSession(null);
  }, []);
  const inUse = useMemo(() => ({ session, begin, end }), [session, begin, end]);
  return <Context.Provider value={inUse}>{children}</Context.Provider>;
}

export function useSession(): SessionInUse {
  const inUse = useContext(Context);
  if (!inUse) throw new Error('useSession outside SessionProvider');
  return inUse;
}
