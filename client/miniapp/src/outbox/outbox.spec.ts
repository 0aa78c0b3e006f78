import type { ReportReceipt } from '@minsheng/contracts';
import {
  blankReport,
  emptyOutbox,
  mostPhotos,
  newParcel,
  nextSteps,
  nextWake,
  outboxAfter,
  outboxFrom,
  ownOf,
  pathsOf,
  type KeptPhoto,
  type Outbox,
  type OutboxEvent,
  type Parcel,
} from './outbox.js';

const now = '2026-12-16T06:00:00.000Z';
const later = '2026-12-16T06:05:00.000Z';
const photo = (id: string): KeptPhoto => ({
  id,
  path: `kept/${id}`,
  source: 'CAMERA',
  takenAt: now,
  photoId: null,
});
const draft = (id: string, citizenId: string | null = 'c1'): Parcel =>
  newParcel(blankReport(null), { id, citizenId, now });
const receipt: ReportReceipt = {
  id: 'r1',
  number: 'SP-20261216-00031',
  state: 'SUBMITTED',
  submittedAt: now,
  acceptBy: later,
};
const busyServer = { kind: 'waiting', because: 'busy', sentences: null } as const;
const refusal = { kind: 'refused', code: 'reports.x', sentences: { zh: '不行', en: 'No' }, photo: null } as const;

const after = (outbox: Outbox, ...events: OutboxEvent[]): Outbox => events.reduce(outboxAfter, outbox);
const began = (...parcels: Parcel[]): Outbox =>
  after(emptyOutbox, ...parcels.map((parcel) => ({ kind: 'began', parcel }) as const));
const submit = (id: string): OutboxEvent => ({ kind: 'submitted', id, citizenId: 'c1', notBefore: null });
const only = ({ parcels }: Outbox): Parcel => {
  expect(parcels).toHaveLength(1);
  return parcels[0] as Parcel;
};
/** A report with pictures, handed in. */
const queued = (id: string, ...photos: string[]): OutboxEvent[] => [
  { kind: 'began', parcel: draft(id) },
  ...photos.map((each) => ({ kind: 'photoAdded', id, photo: photo(each) }) as const),
  submit(id),
];
const steps = (outbox: Outbox, busy: string[] = [], citizenId: string | null = 'c1', at = now): string[] =>
  nextSteps(outbox, new Set(busy), citizenId, at).map((step) =>
    step.kind === 'photo' ? step.photo.id : `letter ${step.parcel.id}`,
  );

describe('a draft', () => {
  it('is anonymous until the person says otherwise', () => {
    expect(only(began(draft('a'))).letter).toMatchObject({ isAnonymous: true, category: null, joins: null });
  });

  it('keeps what was filled in, and nothing of it leaves before 提交', () => {
    const outbox = after(
      began(draft('a')),
      { kind: 'photoAdded', id: 'a', photo: photo('p1') },
      { kind: 'changed', id: 'a', change: { category: 'litter', placeText: '文峰路' } },
    );
    expect(only(outbox)).toMatchObject({
      state: 'draft',
      letter: { category: 'litter', placeText: '文峰路' },
      photos: [{ id: 'p1' }],
    });
    expect(steps(outbox)).toEqual([]);
  });

  it('takes nine pictures and no tenth', () => {
    const outbox = after(
      began(draft('a')),
      ...Array.from({ length: mostPhotos + 1 }, (_, index) => {
        return { kind: 'photoAdded', id: 'a', photo: photo(`p${index}`) } as const;
      }),
    );
    expect(only(outbox).photos).toHaveLength(9);
  });

  it('that is dropped leaves no picture behind', () => {
    const outbox = after(began(draft('a')), { kind: 'photoAdded', id: 'a', photo: photo('p1') });
    expect([...pathsOf(outbox)]).toEqual(['kept/p1']);
    expect(pathsOf(after(outbox, { kind: 'dropped', id: 'a' })).size).toBe(0);
  });

  it('is found again as it was after a restart; what is no outbox is an empty one', () => {
    const outbox = after(emptyOutbox, ...queued('a', 'p1'));
    expect(outboxFrom(JSON.parse(JSON.stringify(outbox)))).toEqual(outbox);
    for (const broken of [null, 'x', {}, { parcels: 7 }]) expect(outboxFrom(broken)).toEqual(emptyOutbox);
  });
});

/** Every event on every state: what changes, and what may not. */
describe('what may happen to a parcel', () => {
  const states: Record<Parcel['state'], Outbox> = {
    draft: after(began(draft('a')), { kind: 'photoAdded', id: 'a', photo: photo('p1') }),
    queued: after(emptyOutbox, ...queued('a', 'p1')),
    failed: after(emptyOutbox, ...queued('a', 'p1'), { kind: 'refused', id: 'a', trouble: refusal }),
    sent: after(emptyOutbox, ...queued('a', 'p1'), { kind: 'sent', id: 'a', citizenId: 'c1', receipt }),
  };
  const events: Record<string, OutboxEvent> = {
    photoAdded: { kind: 'photoAdded', id: 'a', photo: photo('p2') },
    photoRemoved: { kind: 'photoRemoved', id: 'a', photo: 'p1' },
    changed: { kind: 'changed', id: 'a', change: { text: '灯' } },
    submitted: submit('a'),
    reopened: { kind: 'reopened', id: 'a' },
    photoReceived: { kind: 'photoReceived', id: 'a', photo: 'p1', photoId: 's1' },
    waits: { kind: 'waits', id: 'a', trouble: busyServer, notBefore: later },
    refused: { kind: 'refused', id: 'a', trouble: refusal },
    sent: { kind: 'sent', id: 'a', citizenId: 'c1', receipt },
  };
  /** Where an event leads; what is not listed changes nothing. */
  const leads: Record<Parcel['state'], Partial<Record<string, Parcel['state']>>> = {
    draft: {
      photoAdded: 'draft',
      photoRemoved: 'draft',
      changed: 'draft',
      submitted: 'queued',
    },
    queued: { reopened: 'draft', photoReceived: 'queued', waits: 'queued', refused: 'failed', sent: 'sent' },
    failed: { reopened: 'draft' },
    sent: {},
  };
  it.each(
    (Object.keys(states) as Parcel['state'][]).flatMap((state) =>
      Object.keys(events).map((event) => [state, event, leads[state][event] ?? null] as const),
    ),
  )('%s + %s → %s', (state, event, expected) => {
    const outbox = states[state];
    const next = outboxAfter(outbox, events[event] as OutboxEvent);
    if (expected === null) expect(next).toEqual(outbox);
    else {
      expect(only(next).state).toBe(expected);
      expect(next).not.toEqual(outbox);
    }
  });

  it('a refused report goes back to the draft with all that was in it, under the same id', () => {
    const mended = only(outboxAfter(states.failed, { kind: 'reopened', id: 'a' }));
    expect(mended).toMatchObject({ id: 'a', state: 'draft', trouble: null, photos: [{ id: 'p1' }] });
  });

  it('a received report frees the room of its pictures and keeps its number', () => {
    expect(only(states.sent)).toMatchObject({ photos: [], receipt: { number: 'SP-20261216-00031' } });
    expect(pathsOf(states.sent).size).toBe(0);
  });
});

describe('what is sent next', () => {
  it('the pictures first, three at a time, and then the report that names them', () => {
    const outbox = after(emptyOutbox, ...queued('a', 'p1', 'p2', 'p3', 'p4'));
    expect(steps(outbox)).toEqual(['p1', 'p2', 'p3']);
    expect(steps(outbox, ['p1', 'p2', 'p3'])).toEqual([]);
    const three = after(
      outbox,
      ...['p1', 'p2', 'p3'].map((id) => ({ kind: 'photoReceived', id: 'a', photo: id, photoId: `s-${id}` }) as const),
    );
    expect(steps(three)).toEqual(['p4']);
    const all = outboxAfter(three, { kind: 'photoReceived', id: 'a', photo: 'p4', photoId: 's-p4' });
    expect(steps(all)).toEqual(['letter a']);
    expect(steps(all, ['a'])).toEqual([]);
  });

  it('one report after the other, never more than three transfers in all', () => {
    const outbox = after(emptyOutbox, ...queued('a', 'p1', 'p2'), ...queued('b', 'p3', 'p4'));
    expect(steps(outbox)).toEqual(['p1', 'p2', 'p3']);
  });

  it('without pictures the letter at once: a rating needs none', () => {
    const rating = newParcel({ kind: 'rate', reportId: 'r1', effect: 2 }, { id: 'a', citizenId: 'c1', now });
    expect(steps(after(began(rating), submit('a')))).toEqual(['letter a']);
  });

  it('nothing of somebody else, and what was written before signing in is the signed-in person’s', () => {
    const outbox = after(
      began(draft('a', 'c2'), draft('b', null)),
      { kind: 'submitted', id: 'a', citizenId: 'c1', notBefore: null },
      { kind: 'submitted', id: 'b', citizenId: null, notBefore: null },
    );
    expect(steps(outbox)).toEqual(['letter b']);
    expect(ownOf(outbox, 'c2').map(({ id }) => id)).toEqual(['a', 'b']);
    expect(
      only(outboxAfter({ parcels: [outbox.parcels[1] as Parcel] }, { kind: 'sent', id: 'b', citizenId: 'c1', receipt }))
        .citizenId,
    ).toBe('c1');
  });

  it('not before its time, and then again', () => {
    const outbox = after(emptyOutbox, ...queued('a'), {
      kind: 'waits',
      id: 'a',
      trouble: busyServer,
      notBefore: later,
    });
    expect(steps(outbox)).toEqual([]);
    expect(nextWake(outbox, 'c1')).toBe(later);
    expect(steps(outbox, [], 'c1', later)).toEqual(['letter a']);
  });

  it('at once when the network is back, but not before the city’s own limit ends', () => {
    const limit = { kind: 'waiting', because: 'too-many', sentences: null } as const;
    const outbox = after(
      emptyOutbox,
      ...queued('a'),
      ...queued('b'),
      { kind: 'waits', id: 'a', trouble: busyServer, notBefore: later },
      { kind: 'waits', id: 'b', trouble: limit, notBefore: later },
    );
    expect(steps(outboxAfter(outbox, { kind: 'retried' }))).toEqual(['letter a']);
  });

  it('a report handed in above the limit waits for its time from the start', () => {
    const outbox = after(began(draft('a')), { kind: 'submitted', id: 'a', citizenId: 'c1', notBefore: later });
    expect(only(outbox)).toMatchObject({ state: 'queued', trouble: { because: 'too-many' } });
    expect(steps(outboxAfter(outbox, { kind: 'retried' }))).toEqual([]);
    expect(steps(outbox, [], 'c1', later)).toEqual(['letter a']);
  });

  it('pictures that the server lost go up again', () => {
    const outbox = after(
      emptyOutbox,
      ...queued('a', 'p1'),
      { kind: 'photoReceived', id: 'a', photo: 'p1', photoId: 's1' },
      { kind: 'photosLost', id: 'a' },
    );
    expect(steps(outbox)).toEqual(['p1']);
  });

  it('attempts that come to nothing are counted until something gets through', () => {
    const waits = { kind: 'waits', id: 'a', trouble: busyServer, notBefore: later } as const;
    const outbox = after(emptyOutbox, ...queued('a', 'p1'), waits, waits);
    expect(only(outbox).attempts).toBe(2);
    expect(only(outboxAfter(outbox, { kind: 'photoReceived', id: 'a', photo: 'p1', photoId: 's1' })).attempts).toBe(0);
  });
});

it('the last five numbers are remembered, the drafts all', () => {
  const sent = Array.from({ length: 8 }, (_, index) => [
    ...queued(`s${index}`),
    { kind: 'sent', id: `s${index}`, citizenId: 'c1', receipt } as const,
  ]).flat();
  const outbox = after(began(draft('a'), draft('b')), ...sent);
  expect(outbox.parcels.map(({ id }) => id)).toEqual(['a', 'b', 's3', 's4', 's5', 's6', 's7']);
});
