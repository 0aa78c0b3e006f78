import type { SchemeValue } from '../../api/scheme.js';
import { filteredValues, sectionsOf, unconfirmedCount, valueText } from './scheme-values.js';

const value = (path: string, given: unknown, provenance: SchemeValue['provenance']): SchemeValue => ({
  path,
  value: given,
  provenance,
  source: null,
});

const values = [
  value('poll.perArea', 200, 'default'),
  value('calendar.rules.release', 'EVEN-MONTHS LAST SUN 09:00', 'seed'),
  value('poll.modes', ['INTERVIEW', 'WECHAT'], 'default'),
];
const everything = { section: null, provenance: null, text: '' };

describe('values of the scheme', () => {
  it('are counted by section, with what the city has not confirmed', () => {
    expect(sectionsOf(values)).toEqual([
      { section: 'poll', count: 2, unconfirmed: 2 },
      { section: 'calendar', count: 1, unconfirmed: 0 },
    ]);
    expect(unconfirmedCount(values)).toBe(2);
  });

  it.each([
    ['all of them', everything, 3],
    ['those of a section', { ...everything, section: 'poll' }, 2],
    ['those from the city’s documents', { ...everything, provenance: 'seed' as const }, 1],
    ['those whose path holds a word', { ...everything, text: 'PERAREA' }, 1],
    ['those whose value holds a word', { ...everything, text: 'wechat' }, 1],
    ['none where nothing fits', { section: 'calendar', provenance: 'default' as const, text: '' }, 0],
  ])('shows %s', (_, filter, count) => {
    expect(filteredValues(values, filter)).toHaveLength(count);
  });

  it.each([
    ['text', 'text'],
    [200, '200'],
    [false, 'false'],
    [null, 'null'],
    [['a', 1], '["a",1]'],
    [undefined, ''],
  ])('%j reads %s', (given, expected) => {
    expect(valueText(given)).toBe(expected);
  });
});
