import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type MutableRefObject,
  type ReactNode,
} from 'react';
import { useDidShow } from '@tarojs/taro';
import type { CitizenSession, PhotoSource } from '@minsheng/contracts';
import type { Answer } from '../api/http.js';
import { sendPhoto } from '../api/photos.js';
import { rateReport, sendEvidence, sendReport } from '../api/reports.js';
import { chance } from '../device/chance.js';
import { keepFile, readBytes, removeFile } from '../device/files.js';
import { isOnline, onNetworkChange } from '../device/network.js';
import { keep, readKept } from '../device/storage.js';
import { useSession } from '../session/session-context.js';
import { cityNow } from '../time/city-clock.js';
import { waitAfter } from './back-off.js';
import { newEvidence, newRating, newReport, receiptIn } from './letters.js';
import {
  newParcel,
  nextSteps,
  nextWake,
  outboxAfter,
  outboxFrom,
  pathsOf,
  type KeptPhoto,
  type Letter,
  type Outbox,
  type OutboxEvent,
  type Parcel,
  type Step,
} from './outbox.js';
import { deliveryOf, type Delivery } from './sending.js';
import { sha256 } from './sha256.js';
import { ulid } from './ulid.js';

interface OutboxInUse {
  outbox: Outbox;
  /** Takes an event in and keeps the result; false when the phone has no room: nothing has changed then. */
  act(event: OutboxEvent): boolean;
  /** A new draft; null when the phone has no room. */
  begin(letter: Letter): Parcel | null;
  /** Copies a temporary picture to where it lasts and puts it into a draft; false when the phone has no room. */
  addPhoto(id: string, temporaryPath: string, source: PhotoSource): Promise<boolean>;
  /** Sends what waits, without regard to the wait that only the network asked for. */
  send(): void;
}

const key = 'outbox';
const Context = createContext<OutboxInUse | null>(null);

/**
 * Keeps the outbox through kills and sends what waits: at once, when the app is shown, when the network comes back or
 * somebody signs in, and again after a while.
 */
export function OutboxProvider({ children }: { children: ReactNode }) {
  const [outbox, setOutbox] = useState(() => outboxFrom(readKept(key)));
  const { session, sure, end } = useSession();
  const latest = useRef(outbox);
  const busy = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const who: MutableRefObject<CitizenSession | null> = useRef(session);
  who.current = session;

  const act = useCallback((event: OutboxEvent): boolean => {
    const before = latest.current;
    const next = outboxAfter(before, event);
    if (next === before) return true;
    // Kept before it is shown: what stands on the screen is on the phone.
    if (!keep(key, next)) return false;
    latest.current = next;
    setOutbox(next);
    const needed = pathsOf(next);
    for (const path of pathsOf(before)) if (!needed.has(path)) void removeFile(path);
    return true;
  }, []);

  const citizenId = useCallback(() => who.current?.citizen.id ?? null, []);

  const settle = useCallback(
    (parcel: Parcel, delivery: Delivery<unknown>, photo: KeptPhoto | null): void => {
      const { id } = parcel;
      switch (delivery.kind) {
        case 'delivered':
          if (photo) act({ kind: 'photoReceived', id, photo: photo.id, photoId: (delivery.body as { id: string }).id });
          else act({ kind: 'sent', id, citizenId: citizenId(), receipt: receiptIn(parcel.letter, delivery.body) });
          return;
        case 'photos-lost':
          act({ kind: 'photosLost', id });
          act({ kind: 'waits', id, trouble: waiting('busy'), notBefore: later(waitAfter(parcel.attempts)) });
          return;
        case 'later': {
          const { because, sentences, until } = delivery;
          act({
            kind: 'waits',
            id,
            trouble: { kind: 'waiting', because, sentences },
            notBefore: until ?? later(waitAfter(parcel.attempts)),
          });
          // The session was refused: the person has to sign in again, and that sends.
          if (because === 'signed-out') end();
          return;
        }
        case 'refused': {
          const { code, sentences } = delivery;
          act({ kind: 'refused', id, trouble: { kind: 'refused', code, sentences, photo: photo?.id ?? null } });
        }
      }
    },
    [act, citizenId, end],
  );

  const pump = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    const steps = nextSteps(latest.current, busy.current, citizenId(), nowText());
    for (const step of steps) busy.current.add(idOf(step));
    if (steps.length > 0) {
      const holder = (await isOnline()) ? await sure() : 'offline';
      who.current = holder === 'offline' ? who.current : holder;
      await Promise.all(
        steps.map(async (step) => {
          const delivery =
            holder === 'offline' ? held('offline') : !holder ? held('signed-out') : await deliver(step, holder);
          busy.current.delete(idOf(step));
          settle(step.parcel, delivery, step.kind === 'photo' ? step.photo : null);
          // Each one that is through makes room for the next.
          if (delivery.kind === 'delivered') void pump();
        }),
      );
    }
    const wake = nextWake(latest.current, citizenId());
    clearTimeout(timer.current);
    if (wake) timer.current = setTimeout(() => void pump(), Math.max(0, Date.parse(wake) - Date.now()) + 50);
  }, [citizenId, settle, sure]);

  const send = useCallback((): void => {
    act({ kind: 'retried' });
    void pump();
  }, [act, pump]);

  useEffect(() => {
    send();
    return () => clearTimeout(timer.current);
  }, [send, session]);
  useDidShow(send);
  useEffect(() => onNetworkChange((nowOnline) => (nowOnline ? send() : undefined)), [send]);

  const begin = useCallback(
    (letter: Letter): Parcel | null => {
      const parcel = newParcel(letter, { id: newId(), citizenId: citizenId(), now: cityNow() });
      return act({ kind: 'began', parcel }) ? parcel : null;
    },
    [act, citizenId],
  );

  const addPhoto = useCallback(
    async (id: string, temporaryPath: string, source: PhotoSource): Promise<boolean> => {
      const photo = newId();
      const kept = await keepFile(temporaryPath, photo);
      if (kept.kind !== 'given') return false;
      const added: KeptPhoto = { id: photo, path: kept.value, source, takenAt: cityNow(), photoId: null };
      if (act({ kind: 'photoAdded', id, photo: added })) return true;
      await removeFile(kept.value);
      return false;
    },
    [act],
  );

  const inUse = useMemo(() => ({ outbox, act, begin, addPhoto, send }), [outbox, act, begin, addPhoto, send]);
  return <Context.Provider value={inUse}>{children}</Context.Provider>;
}

const nowText = (): string => new Date().toISOString();
const newId = (): string => ulid(Date.now(), chance);
const later = (wait: number): string => new Date(Date.now() + wait).toISOString();
const idOf = (step: Step): string => (step.kind === 'photo' ? step.photo.id : step.parcel.id);
const waiting = (because: 'busy' | 'offline' | 'signed-out') =>
  ({ kind: 'waiting', because, sentences: null }) as const;
const held = (because: 'offline' | 'signed-out'): Delivery<never> => ({
  kind: 'later',
  because,
  sentences: null,
  until: null,
});

async function deliver(step: Step, { token }: CitizenSession): Promise<Delivery<unknown>> {
  const answer = step.kind === 'photo' ? await sendOne(step.photo, token) : await post(step.parcel, token);
  return deliveryOf(answer, nowText());
}

async function sendOne({ id, path, source, takenAt }: KeptPhoto, token: string): Promise<Answer<{ id: string }>> {
  const bytes = await readBytes(path);
  if (bytes.kind !== 'given') {
    // Somebody cleared the phone's files: no waiting brings the picture back.
    const sentences = {
      zh: '这张照片已不在手机里，请删掉它再拍一张',
      en: 'This picture is gone from the phone: remove it and take another',
    };
    return {
      kind: 'refused',
      problem: { type: '', status: 410, code: 'phone.picture-gone', title: '', detail: '', sentences },
    };
  }
  const fields = { clientId: id, sha256: sha256(bytes.value), source, takenAt };
  return sendPhoto(path, fields, { authorization: `Bearer ${token}` });
}

function post(parcel: Parcel, token: string): Promise<Answer<unknown>> {
  const { letter, photos } = parcel;
  const ids = photos.flatMap(({ photoId }) => (photoId === null ? [] : [photoId]));
  switch (letter.kind) {
    case 'report':
      return sendReport(newReport(parcel, letter, ids), token);
    case 'rate':
      return rateReport(letter.reportId, newRating(parcel, letter), token);
    default:
      return sendEvidence(letter.reportId, letter.kind, newEvidence(parcel, letter, ids), token);
  }
}

export function useOutbox(): OutboxInUse {
  const inUse = useContext(Context);
  if (!inUse) throw new Error('useOutbox outside OutboxProvider');
  return inUse;
}
