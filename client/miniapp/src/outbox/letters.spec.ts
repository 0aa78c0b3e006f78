import { newReport, receiptIn } from './letters.js';
import { blankReport, newParcel } from './outbox.js';

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
