import type { GivenPoint, LocalisedText, PhotoSource, ReportReceipt } from '@minsheng/contracts';

/**
 * What a citizen wrote and the server has not confirmed yet: reports and what follows them, each with its pictures. Kept
 * on the phone after every change, so that neither a dead battery nor a lift loses anything; the ids are made with the
 * draft and the picture, so that sending twice counts once.
 */
export interface Outbox {
  parcels: Parcel[];
}

export interface Parcel {
  /** ULID, made with the draft: the `clientId` of whatever the letter is, at every try. */
  id: string;
  /** Whose it is; null: written before anybody signed in. */
  citizenId: string | null;
  /** By the city's clock, ISO 8601, as all times that are shown; `notBefore` is by the phone's. */
  bornAt: string;
  /** 草稿, 上传中, 已提交, 失败. */
  state: 'draft' | 'queued' | 'sent' | 'failed';
  letter: Letter;
  photos: KeptPhoto[];
  /** Attempts in a row that came to nothing. */
  attempts: number;
  /** Not tried again before (the phone's time); null: at once. */
  notBefore: string | null;
  trouble: ParcelTrouble | null;
  receipt: ReportReceipt | null;
}

/** A picture kept on the phone; the file outlives the app. */
export interface KeptPhoto {
  /** ULID made with the picture. */
  id: string;
  path: string;
  source: PhotoSource;
  takenAt: string;
  /** The server's id, once it has it. */
  photoId: string | null;
}

export interface ReportLetter {
  kind: 'report';
  category: string | null;
  point: GivenPoint | null;
  placeText: string;
  text: string;
  isAnonymous: boolean;
  /** The report of the neighbourhood that this one joins. */
  joins: string | null;
}

/** 没解决 and 补充: pictures and a sentence for a report that is with the city. */
export interface EvidenceLetter {
  kind: 'not-fixed' | 'give-info';
  reportId: string;
  text: string;
}

export interface RatingLetter {
  kind: 'rate';
  reportId: string;
  effect: number;
}

export type Letter = ReportLetter | EvidenceLetter | RatingLetter;

/** Why a parcel is still on the phone. */
export type ParcelTrouble =
  /** Tried again by itself. `too-many`: the city takes no more from this person until `notBefore`. */
  | { kind: 'waiting'; because: 'offline' | 'busy' | 'signed-out' | 'too-many'; sentences: LocalisedText | null }
  /** Refused in the server's words; `photo`: that picture was. */
  | { kind: 'refused'; code: string; sentences: LocalisedText; photo: string | null };

export type Waiting = Extract<ParcelTrouble, { kind: 'waiting' }>['because'];

export type OutboxEvent =
  | { kind: 'began'; parcel: Parcel }
  | { kind: 'photoAdded'; id: string; photo: KeptPhoto }
  | { kind: 'photoRemoved'; id: string; photo: string }
  | { kind: 'changed'; id: string; change: Partial<ReportLetter> }
  /** The sentence beside the pictures of 没解决 and 补充. */
  | { kind: 'worded'; id: string; text: string }
  | { kind: 'submitted'; id: string; citizenId: string | null; notBefore: string | null }
  /** Back to the draft, to mend what was refused or to change one's mind before it has left. */
  | { kind: 'reopened'; id: string }
  | { kind: 'dropped'; id: string }
  | { kind: 'retried' }
  | { kind: 'photoReceived'; id: string; photo: string; photoId: string }
  /** The server no longer has the pictures: they go up again. */
  | { kind: 'photosLost'; id: string }
  | { kind: 'waits'; id: string; trouble: Extract<ParcelTrouble, { kind: 'waiting' }>; notBefore: string | null }
  | { kind: 'refused'; id: string; trouble: Extract<ParcelTrouble, { kind: 'refused' }> }
  | { kind: 'sent'; id: string; citizenId: string | null; receipt: ReportReceipt | null };

export const emptyOutbox: Outbox = { parcels: [] };

export const mostPhotos = 9;

/** Confirmed reports that are remembered: the last ones, so that a number can be shown again. */
const mostSent = 5;

export function outboxFrom(kept: unknown): Outbox {
  const outbox = kept as Partial<Outbox> | null;
  return Array.isArray(outbox?.parcels) ? { parcels: outbox.parcels } : emptyOutbox;
}

export function newParcel(
  letter: Letter,
  { id, citizenId, now }: { id: string; citizenId: string | null; now: string },
): Parcel {
  return {
    id,
    citizenId,
    bornAt: now,
    state: 'draft',
    letter,
    photos: [],
    attempts: 0,
    notBefore: null,
    trouble: null,
    receipt: null,
  };
}

export const blankReport = (point: GivenPoint | null): ReportLetter => ({
  kind: 'report',
  category: null,
  point,
  placeText: '',
  text: '',
  isAnonymous: true,
  joins: null,
});

/** The outbox after an event; the same object when nothing changes. */
export function outboxAfter(outbox: Outbox, event: OutboxEvent): Outbox {
  if (event.kind === 'began') return pruned({ parcels: [...outbox.parcels, event.parcel] });
  if (event.kind === 'retried') {
    const isStuck = outbox.parcels.some((parcel) => parcel.state === 'queued' && isHeldBack(parcel));
    if (!isStuck) return outbox;
    return {
      parcels: outbox.parcels.map((parcel) =>
        parcel.state === 'queued' && isHeldBack(parcel) ? { ...parcel, notBefore: null } : parcel,
      ),
    };
  }
  const parcel = outbox.parcels.find(({ id }) => id === event.id);
  if (!parcel) return outbox;
  if (event.kind === 'dropped') return { parcels: outbox.parcels.filter(({ id }) => id !== event.id) };
  const next = parcelAfter(parcel, event);
  if (next === parcel) return outbox;
  return pruned({ parcels: outbox.parcels.map((other) => (other === parcel ? next : other)) });
}

/** What the server asked to wait for is waited for; what only the network held back may go at once. */
const isHeldBack = ({ notBefore, trouble }: Parcel): boolean =>
  notBefore !== null && !(trouble?.kind === 'waiting' && trouble.because === 'too-many');

type ParcelEvent = Exclude<OutboxEvent, { kind: 'began' | 'dropped' | 'retried' }>;

function parcelAfter(parcel: Parcel, event: ParcelEvent): Parcel {
  const isDraft = parcel.state === 'draft';
  const isQueued = parcel.state === 'queued';
  switch (event.kind) {
    case 'photoAdded':
      if (!isDraft || parcel.photos.length >= mostPhotos) return parcel;
      return { ...parcel, photos: [...parcel.photos, event.photo] };
    case 'photoRemoved':
      if (!isDraft) return parcel;
      return { ...parcel, photos: parcel.photos.filter(({ id }) => id !== event.photo) };
    case 'changed':
      if (!isDraft || parcel.letter.kind !== 'report') return parcel;
      return { ...parcel, letter: { ...parcel.letter, ...event.change } };
    case 'worded':
      if (!isDraft || (parcel.letter.kind !== 'not-fixed' && parcel.letter.kind !== 'give-info')) return parcel;
      return { ...parcel, letter: { ...parcel.letter, text: event.text } };
    case 'submitted':
      if (!isDraft) return parcel;
      return {
        ...parcel,
        state: 'queued',
        citizenId: parcel.citizenId ?? event.citizenId,
        attempts: 0,
        notBefore: event.notBefore,
        trouble: event.notBefore === null ? null : { kind: 'waiting', because: 'too-many', sentences: null },
      };
    case 'reopened':
      if (parcel.state === 'sent') return parcel;
      return { ...parcel, state: 'draft', attempts: 0, notBefore: null, trouble: null };
    case 'photoReceived':
      if (!isQueued) return parcel;
      return {
        ...parcel,
        attempts: 0,
        trouble: null,
        photos: parcel.photos.map((photo) => (photo.id === event.photo ? { ...photo, photoId: event.photoId } : photo)),
      };
    case 'photosLost':
      return { ...parcel, photos: parcel.photos.map((photo) => ({ ...photo, photoId: null })) };
    case 'waits':
      if (!isQueued) return parcel;
      return { ...parcel, attempts: parcel.attempts + 1, trouble: event.trouble, notBefore: event.notBefore };
    case 'refused':
      if (!isQueued) return parcel;
      return { ...parcel, state: 'failed', trouble: event.trouble, notBefore: null };
    case 'sent':
      if (!isQueued) return parcel;
      // The pictures are with the city now; their files may go.
      return {
        ...parcel,
        state: 'sent',
        citizenId: parcel.citizenId ?? event.citizenId,
        trouble: null,
        notBefore: null,
        receipt: event.receipt,
        photos: [],
      };
  }
}

function pruned(outbox: Outbox): Outbox {
  const sent = outbox.parcels.filter(({ state }) => state === 'sent');
  const old = new Set(sent.slice(0, Math.max(0, sent.length - mostSent)));
  return old.size === 0 ? outbox : { parcels: outbox.parcels.filter((parcel) => !old.has(parcel)) };
}

/** Paths of the pictures that the outbox still needs. */
export function pathsOf(outbox: Outbox): Set<string> {
  return new Set(outbox.parcels.flatMap(({ photos }) => photos.map(({ path }) => path)));
}

/** What this person sees: their own, and what was written before anybody signed in. */
export function ownOf(outbox: Outbox, citizenId: string | null): Parcel[] {
  return outbox.parcels.filter((parcel) => parcel.citizenId === null || parcel.citizenId === citizenId);
}

export type Step = { kind: 'photo'; parcel: Parcel; photo: KeptPhoto } | { kind: 'letter'; parcel: Parcel };

/** Transfers at once: WeChat allows ten in all, a weak network is better served by few. */
export const mostUploads = 3;

/**
 * What to send now, oldest parcel first: pictures, three at a time, and then the letter that names them.
 *
 * @param busy ids of the pictures and parcels that are under way
 * @param now the phone's time, ISO 8601
 */
export function nextSteps(outbox: Outbox, busy: ReadonlySet<string>, citizenId: string | null, now: string): Step[] {
  const steps: Step[] = [];
  let free = mostUploads - busy.size;
  for (const parcel of ownOf(outbox, citizenId)) {
    if (parcel.state !== 'queued' || (parcel.notBefore !== null && parcel.notBefore > now)) continue;
    const missing = parcel.photos.filter(({ photoId }) => photoId === null);
    if (missing.length === 0 && !busy.has(parcel.id) && free > 0) {
      steps.push({ kind: 'letter', parcel });
      free -= 1;
    }
    for (const photo of missing) {
      if (busy.has(photo.id) || free <= 0) continue;
      steps.push({ kind: 'photo', parcel, photo });
      free -= 1;
    }
  }
  return steps;
}

/** When to look again (the phone's time): the earliest parcel that waits; null: none does. */
export function nextWake(outbox: Outbox, citizenId: string | null): string | null {
  const times = ownOf(outbox, citizenId).flatMap(({ state, notBefore }) =>
    state === 'queued' && notBefore !== null ? [notBefore] : [],
  );
  return times.sort()[0] ?? null;
}
