import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import type { CitizenSession } from '@minsheng/contracts';
import { signInByWechat } from '../api/identity.js';
import { wechatCode } from '../device/sign-in.js';
import { forget, keep, readKept } from '../device/storage.js';
import { isWeChat } from '../device/target.js';
import { sessionFrom } from './session.js';
import { signInWithCode } from './wechat-sign-in.js';

interface SessionInUse {
  session: CitizenSession | null;
  begin(session: CitizenSession): void;
  end(): void;
  /**
   * The session, or a new one without a form where the phone can have it: WeChat's own code does for whoever reports.
   * Null: none is to be had now, or the person has to sign in by hand.
   */
  sure(): Promise<CitizenSession | null>;
}

const key = 'session';
/** What only the person whose session ends may see on this phone. */
const personal = ['reports', 'report', 'inbox', 'report-form'];
const Context = createContext<SessionInUse | null>(null);

export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState(() => sessionFrom(readKept(key), new Date().toISOString()));
  const latest = useRef(session);
  const asking = useRef<Promise<CitizenSession | null> | null>(null);
  const begin = useCallback((begun: CitizenSession) => {
    if (begun.citizen.id !== latest.current?.citizen.id) for (const name of personal) forget(name);
    keep(key, begun);
    latest.current = begun;
    setSession(begun);
  }, []);
  const end = useCallback(() => {
    forget(key);
    for (const name of personal) forget(name);
    latest.current = null;
    setSession(null);
  }, []);
  const sure = useCallback((): Promise<CitizenSession | null> => {
    if (latest.current || !isWeChat) return Promise.resolve(latest.current);
    asking.current ??= signInWithCode(wechatCode, (code) => signInByWechat({ code })).then((outcome) => {
      asking.current = null;
      if (outcome.kind !== 'answered') return null;
      begin(outcome.body);
      return outcome.body;
    });
    return asking.current;
  }, [begin]);
  const inUse = useMemo(() => ({ session, begin, end, sure }), [session, begin, end, sure]);
  return <Context.Provider value={inUse}>{children}</Context.Provider>;
}

export function useSession(): SessionInUse {
  const inUse = useContext(Context);
  if (!inUse) throw new Error('useSession outside SessionProvider');
  return inUse;
}
