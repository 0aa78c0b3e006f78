import type { Work } from '../platform/index.js';
import { presets } from '../scheme/index.js';
import { likelyCategories } from './likely-categories.js';
import { acceptanceDue, categoryOf, reportNumber, requireCategory } from './report-rules.js';

const scheme = (code: string) => {
  const preset = presets().get(code);
  if (!preset) throw new Error(`there is no preset ${code}`);
  return preset.config;
};
const demo = scheme('demo');
const at = (local: string): Date => new Date(`${local}:00+08:00`);

describe('BR-26, M-31: matters for the police, the fire brigade and the ambulance are not reported here', () => {
  it.each([
    ['demo', 'vice', '110'],
    ['demo', 'crime', '110'],
    ['demo', 'fire', '119'],
    ['demo', 'injury', '120'],
    ['xuchang', 'pornography', '110'],
    ['xuchang', 'gambling', '110'],
    ['xuchang', 'drugs', '110'],
  ])('in %s, %s names %s', (code, category, number) => {
    const refused = () => requireCategory(scheme(code), category);
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'reports.police-matter',
        details: expect.objectContaining({ number }),
        sentences: expect.objectContaining({ zh: expect.stringContaining(number) }),
      }),
    );
  });

  it('M-31: Xuchang shows ten words, Longwan six', () => {
    expect([scheme('xuchang').reports.categories.length, scheme('longwan').reports.categories.length]).toEqual([10, 6]);
  });

  it('other categories are taken', () => expect(requireCategory(demo, 'litter').police).toBeNull());

  it('a category that the scheme does not name is refused by its word', () =>
    expect(() => requireCategory(demo, 'noise')).toThrow(
      expect.objectContaining({ code: 'reports.unknown-category', details: { category: 'noise' } }),
    ));

  it('and one that was brought in is shown by its own word', () =>
    expect(categoryOf(demo, 'Dead Animal')).toEqual({
      code: 'Dead Animal',
      name: { zh: 'Dead Animal', en: 'Dead Animal' },
      police: null,
    }));
});

describe('acceptance is decided', () => {
  it.each([
    ['on the next working day at 18:00', '2026-04-09T10:00', 1, '2026-04-10T18:00'],
    ['after a weekend on Monday', '2026-04-10T22:00', 1, '2026-04-13T18:00'],
    ['after an appeal in two working days', '2026-04-10T10:00', 2, '2026-04-14T18:00'],
    ['also where the holidays of the next year are not entered yet', '2026-12-31T10:00', 1, '2027-01-01T18:00'],
  ])('%s', async (_rule, from, days, due) => {
    // Nothing has been entered beyond what the software brings.
    const work = { now: at(from), tx: { find: () => Promise.resolve([]) } } as unknown as Work;
    expect(await acceptanceDue(work, days)).toEqual(at(due));
  });
});

describe('a number is the day and five digits', () => {
  it.each([
    ['2026-04-12', 31, 'SP-20260412-00031'],
    ['2026-12-31', 99_999, 'SP-20261231-99999'],
  ])('%s, %d', (day, number, written) => expect(reportNumber(day, number)).toBe(written));

  it('of a day of the calendar', () => expect(() => reportNumber('2026-02-30', 1)).toThrow(RangeError));
});

describe('three likely categories', () => {
  const offered = [
    { code: 'litter', police: null },
    { code: 'parking', police: null },
    { code: 'roads', police: null },
    { code: 'fire', police: '119' },
  ];
  const counts = (...categories: [string, number][]) =>
    categories.map(([category, reports]) => ({ category, reports }));

  it.each<[string, string | null, [string, number][], [string, number][], string[]]>([
    [
      'are the own last, the most frequent here, the most frequent in the city',
      'roads',
      [['parking', 2]],
      [['litter', 9]],
      ['roads', 'parking', 'litter'],
    ],
    [
      'where two are one, the city’s next comes in',
      'litter',
      [['litter', 2]],
      [
        ['litter', 9],
        ['parking', 4],
        ['roads', 1],
      ],
      ['litter', 'parking', 'roads'],
    ],
    ['are the scheme’s first for somebody who comes first', null, [], [], ['litter', 'parking', 'roads']],
    ['never name the police’s', 'fire', [['fire', 9]], [['fire', 99]], ['litter', 'parking', 'roads']],
    ['never name what is no longer offered', 'gone', [['gone', 9]], [['roads', 1]], ['roads', 'litter', 'parking']],
    [
      'of equals take the first by code',
      null,
      [
        ['roads', 2],
        ['parking', 2],
      ],
      [],
      ['parking', 'litter', 'roads'],
    ],
  ])('%s', (_rule, last, here, city, expected) =>
    expect(likelyCategories(offered, last, counts(...here), counts(...city))).toEqual(expected),
  );
});
