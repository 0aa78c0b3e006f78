import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useDidShow } from '@tarojs/taro';
import { submitResponse } from '../api/polls.js';
import { chance } from '../device/chance.js';
import { isOnline, onNetworkChange } from '../device/network.js';
import { keep, readKept } from '../device/storage.js';
import { waitAfter } from '../outbox/back-off.js';
import { useSession } from '../session/session-context.js';
import { newCircumstances } from './circumstances.js';
import { paperAfter, paperFrom, type Paper, type PaperEvent } from './paper.js';
import { isSentAgain, sentAs, type Sent } from './sending.js';

interface PaperInUse {
  paper: Paper;
  isSending: boolean;
  /** Takes an event in and keeps the result; false when the phone has no room: nothing has changed then. */
  act(event: PaperEvent): boolean;
  /** Sends what is waiting, if anything is. */
  send(): void;
}

const key = 'paper';
const Context = createContext<PaperInUse | null>(null);

/**
 * Keeps the paper through kills and sends what is waiting: at once, when the app is shown, when the network comes back or
 * somebody signs in, and again after a while. The id stays the same, so that an answer that got through without our
 * hearing of it counts once.
 */
export function PaperProvider({ children }: { children: ReactNode }) {
  const [paper, setPaper] = useState(() =>
    paperFrom(readKept(key), newCircumstances(chance, new Date().toISOString())),
  );
  const [isSending, setIsSending] = useState(false);
  const { session, end } = useSession();
  const latest = useRef(paper);
  const isBusy = useRef(false);
  const attempts = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  const act = useCallback((event: PaperEvent): boolean => {
    const next = paperAfter(latest.current, event);
    if (next === latest.current) return true;
    // Kept before it is shown: what stands on the screen is on the phone.
    if (!keep(key, next)) return false;
    latest.current = next;
    setPaper(next);
    return true;
  }, []);

  const send = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    const { queued } = latest.current;
    if (!queued || isBusy.current || !isSentAgain(queued.trouble)) return;
    isBusy.current = true;
    setIsSending(true);
    const { id } = queued.submission;
    const isMine = session?.citizen.id === queued.citizenId;
    let sent: Sent = { kind: 'waiting', because: 'signed-out' };
    if (session && isMine) {
      sent = (await isOnline())
        ? sentAs(await submitResponse(queued.pollId, queued.submission, session.token))
        : { kind: 'waiting', because: 'offline' };
    }
    isBusy.current = false;
    setIsSending(false);
    act({ kind: 'sent', id, sent });
    if (sent.kind !== 'waiting') {
      attempts.current = 0;
      return;
    }
    if (sent.because === 'signed-out') {
      // The session was refused: the person has to sign in again, and that sends.
      if (session && isMine) end();
      return;
    }
    timer.current = setTimeout(() => void send(), waitAfter(attempts.current));
    attempts.current += 1;
  }, [session, end, act]);

  useEffect(() => {
    void send();
    return () => clearTimeout(timer.current);
  }, [send]);
  useDidShow(() => void send());
  useEffect(
    () =>
      onNetworkChange((nowOnline) => {
        if (nowOnline) void send();
      }),
    [send],
  );

  const inUse = useMemo(() => ({ paper, isSending, act, send: () => void send() }), [paper, isSending, act, send]);
  return <Context.Provider value={inUse}>{children}</Context.Provider>;
}

export function usePaper(): PaperInUse {
  const inUse = useContext(Context);
  if (!inUse) throw new Error('usePaper outside PaperProvider');
  return inUse;
}
