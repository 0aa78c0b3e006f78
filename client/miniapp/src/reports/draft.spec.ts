import type { GivenPoint, ReportCategory, ReportForm } from '@minsheng/contracts';
import { blankReport, newParcel, type KeptPhoto } from '../outbox/outbox.js';
import { lacksOf, likeliest, needsPlace, policeLines, reportable, tilesOf } from './draft.js';

const category = (code: string, police: string | null = null): ReportCategory => ({
  code,
  name: { zh: code, en: code },
  police,
});
const form: Pick<ReportForm, 'categories' | 'likely'> = {
  categories: [
    category('litter'),
    category('parking'),
    category('stall'),
    category('lamp'),
    category('fire', '119'),
    category('crime', '110'),
    category('fight', '110'),
  ],
  likely: ['parking', 'lamp', 'litter'],
};
const point = (accuracyMetres: number | null): GivenPoint => ({
  lng: 113.6,
  lat: 33.44,
  datum: 'GCJ02',
  accuracyMetres,
  source: 'DEVICE',
});
const photo: KeptPhoto = { id: 'p', path: 'k', source: 'CAMERA', takenAt: '', photoId: null };

describe('the category of a report', () => {
  it('starts with the likeliest, and three tiles stand beside 更多', () => {
    expect(likeliest(form)).toBe('parking');
    expect(tilesOf(form, 'parking').map(({ code }) => code)).toEqual(['parking', 'lamp', 'litter']);
  });

  it('chosen from all takes the first tile', () => {
    expect(tilesOf(form, 'stall').map(({ code }) => code)).toEqual(['stall', 'parking', 'lamp']);
  });

  it('is never one for the police, however likely: those are called', () => {
    const urgent = { ...form, likely: ['fire', 'crime', 'lamp'] };
    expect(likeliest(urgent)).toBe('lamp');
    expect(tilesOf(urgent, null).map(({ code }) => code)).toEqual(['lamp']);
    expect(reportable(form).map(({ code }) => code)).toEqual(['litter', 'parking', 'stall', 'lamp']);
    expect(likeliest({ ...form, likely: ['fire'] })).toBeNull();
  });

  it('of the police lists each number once, with all that it is for', () => {
    expect(policeLines(form).map(({ number, categories }) => [number, categories.map(({ code }) => code)])).toEqual([
      ['119', ['fire']],
      ['110', ['crime', 'fight']],
    ]);
  });
});

describe('the place of a report', () => {
  it.each([
    [null, true],
    [point(8), false],
    [point(100), false],
    [point(101), true],
    [point(null), false],
  ])('%j has to be said in words: %s', (given, expected) => {
    expect(needsPlace(given)).toBe(expected);
  });
});

describe('what a report still lacks', () => {
  const parcel = newParcel(blankReport(null), { id: 'a', citizenId: null, now: '' });
  const full = { ...blankReport(point(8)), category: 'litter' };
  it.each([
    ['nothing when all is filled in', { ...parcel, photos: [photo] }, full, true, []],
    ['nothing when the city has not said whether it is its own', { ...parcel, photos: [photo] }, full, null, []],
    ['a picture', parcel, full, true, ['photo']],
    ['a category', { ...parcel, photos: [photo] }, { ...full, category: null }, true, ['category']],
    ['the place, refused', { ...parcel, photos: [photo] }, { ...full, point: null }, null, ['place']],
    ['the place, rough', { ...parcel, photos: [photo] }, { ...full, point: point(400) }, true, ['place']],
    [
      'nothing when the place is said',
      { ...parcel, photos: [photo] },
      { ...full, point: null, placeText: '文峰路' },
      null,
      [],
    ],
    ['a place in the city', { ...parcel, photos: [photo] }, full, false, ['inside']],
    [
      'nothing outside when the place is said: phones err',
      { ...parcel, photos: [photo] },
      { ...full, placeText: '文峰路 3 号' },
      false,
      [],
    ],
  ])('%s', (_, draft, letter, isInside, expected) => {
    expect(lacksOf(draft, letter, isInside)).toEqual(expected);
  });
});
