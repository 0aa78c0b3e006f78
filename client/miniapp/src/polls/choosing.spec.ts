import { found, plainNumber, ranked, toggled, unranked } from './choosing.js';

const list = ['a', 'b', 'c', 'd', 'none'].map((code) => ({ code }));
const rules = { exclusive: ['none'], atMost: 2 };

describe('several of a list', () => {
  it.each([
    ['the first', '', 'b', 'b'],
    ['another, in the order of the list', 'c', 'a', 'a c'],
    ['one given up by a second tap', 'a c', 'a', 'c'],
    ['the last given up', 'c', 'c', ''],
    ['none of these, in place of all others', 'a c', 'none', 'none'],
    ['one in place of none of these', 'none', 'a', 'a'],
    ['one in place of 不了解', 'dontKnow', 'a', 'a'],
    ['no more than may be', 'a c', 'b', null],
  ])('%s', (_title, answer, code, expected) => {
    expect(toggled(rules, list, answer, { code, isMissing: false })).toBe(expected);
  });

  it('不了解 takes the place of everything', () => {
    expect(toggled(rules, list, 'a c', { code: 'dontKnow', isMissing: true })).toBe('dontKnow');
  });
});

describe('a ranking', () => {
  it.each([
    ['the first tapped is first', '', 'c', 'c'],
    ['the next stands behind', 'c', 'a', 'c a'],
    ['a second tap gives the place up and the others move', 'c a', 'c', 'a'],
    ['no more places than asked for', 'c a', 'b', null],
  ])('%s', (_title, answer, code, expected) => {
    expect(ranked({ atMost: 2 }, answer, code)).toBe(expected);
  });

  it.each([
    ['c a', 'c'],
    ['c', ''],
    ['', ''],
  ])('%j without its last place is %j', (answer, expected) => {
    expect(unranked(answer)).toBe(expected);
  });
});

describe('a long list', () => {
  const rows = Array.from({ length: 100 }, (_, at) => ({ code: `l${at}`, label: `Line ${at}` }));

  it('shows the first rows and says how many more there are', () => {
    const { rows: shown, more } = found(rows, '', []);
    expect([shown.length, more]).toEqual([60, 40]);
  });

  it('shows what fits the letters typed, whatever their case', () => {
    expect(found(rows, ' line 9', []).rows.map(({ code }) => code)).toEqual([
      'l9',
      ...Array.from({ length: 10 }, (_, at) => `l9${at}`),
    ]);
  });

  it('never hides what is chosen', () => {
    const codes = (typed: string) => found(rows, typed, ['l99']).rows.map(({ code }) => code);
    expect(codes('')).toContain('l99');
    expect(codes('line 4')).toContain('l99');
    expect(found(rows, 'nothing', []).rows).toEqual([]);
  });
});

it.each([
  ['１２。５', '12.5'],
  [' 35 ', '35'],
  ['－３', '-3'],
  ['三十', '三十'],
])('the number typed as %j is read as %j', (typed, expected) => {
  expect(plainNumber(typed)).toBe(expected);
});
