import { newEvidence, newRating, newReport, receiptIn } from './letters.js';
import { blankReport, newParcel, outboxAfter, type Letter, type Outbox, type Parcel } from './outbox.js';

const now = '2026-12-16T06:00:00.000Z';

describe('a report as it is sent', () => {
  const point = { lng: 113.6, lat: 33.44, datum: 'GCJ02', accuracyMetres: 8, source: 'DEVICE' } as const;
  const letter = { ...blankReport(point), category: 'litter', placeText: '  ', text: ' 路灯下 ' };
  const parcel = {
    ...newParcel(letter, { id: 'CLIENT', citizenId: null, now }),
    photos: [{ id: 'p', path: 'k', source: 'CAMERA', takenAt: '2026-12-16T05:59:00.000Z', photoId: 's' } as const],
  };

  it('carries the draft’s own id, the place with its datum, and blanks as nothing', () => {
    expect(newReport(parcel, letter, ['s'])).toEqual({
      clientId: 'CLIENT',
      photos: ['s'],
      category: 'litter',
      point,
      placeText: null,
      text: '路灯下',
      isAnonymous: true,
      takenAt: '2026-12-16T05:59:00.000Z',
      joins: null,
    });
  });

  it('is not one without a category', () => {
    expect(() => newReport(parcel, { ...letter, category: null }, ['s'])).toThrow('category');
  });

  it('only a report has a number', () => {
    const body = { id: 'r', number: 'SP-20261216-00001' };
    expect(receiptIn(letter, body)).toBe(body);
    expect(receiptIn({ kind: 'rate', reportId: 'r', effect: 1 }, body)).toBeNull();
  });
});

describe('what follows a report', () => {
  const letters = {
    rate: { kind: 'rate', reportId: 'r', effect: 4 },
    'not-fixed': { kind: 'not-fixed', reportId: 'r', text: ' 还在 ' },
    'give-info': { kind: 'give-info', reportId: 'r', text: '  ' },
  } as const satisfies Record<string, Letter>;
  const bodyOf = (parcel: Parcel) => {
    const { letter } = parcel;
    if (letter.kind === 'report') throw new Error('a report follows nothing');
    return letter.kind === 'rate' ? newRating(parcel, letter) : newEvidence(parcel, letter, ['s']);
  };

  it.each([
    ['rate', { clientId: 'RATE', effect: 4, service: null, text: null }],
    ['not-fixed', { clientId: 'NOT-FIXED', photos: ['s'], text: '还在' }],
    ['give-info', { clientId: 'GIVE-INFO', photos: ['s'], text: null }],
  ] as const)('%s carries the id made with it, and blanks as nothing', (kind, body) => {
    expect(bodyOf(newParcel(letters[kind], { id: kind.toUpperCase(), citizenId: 'c', now }))).toEqual(body);
  });

  it('keeps its id through every answer that was lost, a killed app and a new start', () => {
    const parcel = newParcel(letters.rate, { id: 'LETTER', citizenId: 'c', now });
    let outbox = outboxAfter({ parcels: [] }, { kind: 'began', parcel });
    outbox = outboxAfter(outbox, { kind: 'submitted', id: 'LETTER', citizenId: 'c', notBefore: null });
    const sent: unknown[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      sent.push(...outbox.parcels.map(bodyOf));
      const trouble = { kind: 'waiting', because: 'busy', sentences: null } as const;
      outbox = outboxAfter(outbox, { kind: 'waits', id: 'LETTER', trouble, notBefore: now });
      outbox = outboxAfter(JSON.parse(JSON.stringify(outbox)) as Outbox, { kind: 'retried' });
    }
    expect(sent).toEqual(Array.from({ length: 3 }, () => bodyOf(parcel)));
    expect(outbox.parcels[0]).toMatchObject({ state: 'queued', attempts: 3 });
  });
});
