import type { ParameterOrigin } from '@minsheng/contracts';

import { filteredValues, sectionsOf, unconfirmedCount, valuesOf, valueText } from './scheme-values.js';

const config = {
  poll: { perArea: 200, modes: ['INTERVIEW', 'WECHAT'], instruments: [] },
  calendar: { rules: { 'poll.fieldwork': 'WINDOW EVEN-MONTHS DAYS 11-20', release: null } },
  indicators: { catalogue: [{ code: 'L01', weight: 10 }, { weight: 5 }] },
};

const origins: Record<string, ParameterOrigin> = {
  'poll.perArea': 'default',
  'poll.modes': 'default',
  'poll.instruments': 'default',
  'calendar.rules.poll.fieldwork': 'seed',
  'calendar.rules.release': 'decided',
  'indicators.catalogue.L01.code': 'seed',
  'indicators.catalogue.L01.weight': 'seed',
  'indicators.catalogue.1.weight': 'seed',
};
const parameters = Object.entries(origins).map(([path, origin]) => ({ path, origin, badge: null }));
const values = valuesOf({ config, parameters });
const everything = { section: null, origin: null, text: '' };

describe('values of the scheme', () => {
  it('are found by path, also where a name holds a dot, and elements of lists by their code or place', () => {
    expect(Object.fromEntries(values.map(({ path, value }) => [path, value]))).toEqual({
      'poll.perArea': 200,
      'poll.modes': ['INTERVIEW', 'WECHAT'],
      'poll.instruments': [],
      'calendar.rules.poll.fieldwork': 'WINDOW EVEN-MONTHS DAYS 11-20',
      'calendar.rules.release': null,
      'indicators.catalogue.L01.code': 'L01',
      'indicators.catalogue.L01.weight': 10,
      'indicators.catalogue.1.weight': 5,
    });
  });

  it('carry their origin; what the server does not list is not shown', () => {
    expect(values.map(({ path, origin }) => [path, origin])).toEqual(Object.entries(origins));
    expect(valuesOf({ config, parameters: parameters.slice(0, 1) })).toHaveLength(1);
  });

  it('are counted by section, and what the city has not confirmed by itself', () => {
    expect(sectionsOf(values)).toEqual([
      { section: 'poll', count: 3 },
      { section: 'calendar', count: 2 },
      { section: 'indicators', count: 3 },
    ]);
    expect(unconfirmedCount({ parameters })).toBe(3);
  });

  it.each([
    ['all of them', everything, 8],
    ['those of a section', { ...everything, section: 'poll' }, 3],
    ['those from the city’s documents', { ...everything, origin: 'seed' as const }, 4],
    ['those that the city decided', { ...everything, origin: 'decided' as const }, 1],
    ['those whose path holds a word', { ...everything, text: 'PERAREA' }, 1],
    ['those whose value holds a word', { ...everything, text: 'wechat' }, 1],
    ['none where nothing fits', { section: 'calendar', origin: 'default' as const, text: '' }, 0],
  ])('shows %s', (_, filter, count) => {
    expect(filteredValues(values, filter)).toHaveLength(count);
  });

  it.each([
    ['text', 'text'],
    [200, '200'],
    [false, 'false'],
    [null, 'null'],
    [['a', 1], 'a, 1'],
    [[], '[]'],
    [{}, '{}'],
    [undefined, ''],
  ])('%j reads %s', (given, expected) => {
    expect(valueText(given)).toBe(expected);
  });
});
