import { additionsOf, atomLayout } from './atom-layout.js';
import { NO_SCORE, NOT_ASKED, type UnitDefinition } from './survey.js';

const unit = (id: string, domain: string | null, ...questions: string[]): UnitDefinition => ({
  id,
  indicators: questions.map((question) => ({ question, domain, share: 1 })),
});
const questions = [
  { code: 'streets', scores: [100, 60, 20] },
  { code: 'food', scores: [100, 0] },
  { code: 'markets', scores: [100, 60, 20] },
];
/** Markets are judged both in each area and as a department's work. */
const units = [
  unit('trade', null, 'markets', 'food'),
  unit('east', 'e', 'streets', 'markets'),
  unit('west', 'w', 'streets', 'markets'),
  unit('health', null, 'food', 'markets'),
];

describe('the vector of an atom', () => {
  const layout = atomLayout(questions, units);

  it('holds levels and answers without score by question, then rater sets, then pairs', () => {
    expect(layout).toMatchObject({
      levelAt: [0, 4, 7],
      noScoreAt: [3, 6, 10],
      raterAt: [11, 12],
      pairAt: [13, 17],
      length: 21,
    });
  });

  it('has one rater set for all units of the same questions, in order of the first of them', () => {
    expect(layout.raterSets).toEqual([
      [1, 2],
      [0, 2],
    ]);
    expect(layout.raterSetOfUnit).toEqual([0, 1, 1, 0]);
  });

  it('has the pairs that some unit is scored on together, and no others', () => {
    expect(layout.pairs).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it.each<[string, number[], Record<number, number>]>([
    [
      'a full sheet counts each level, each set and each pair',
      [1, 0, 2],
      { 1: 1, 4: 1, 9: 1, 11: 1, 12: 1, 13: 1, 14: 60, 15: 20, 16: 1200, 17: 1, 18: 100, 19: 20, 20: 2000 },
    ],
    [
      'a score of nothing adds nothing but the pair',
      [0, 1, 0],
      { 0: 1, 5: 1, 7: 1, 11: 1, 12: 1, 13: 1, 14: 100, 15: 100, 16: 10000, 17: 1, 19: 100 },
    ],
    [
      'without a score a question is in no set and no pair',
      [NO_SCORE, NO_SCORE, 0],
      { 3: 1, 6: 1, 7: 1, 11: 1, 12: 1 },
    ],
    ['a question not asked is nowhere', [0, NOT_ASKED, NO_SCORE], { 0: 1, 10: 1, 12: 1 }],
    ['an empty sheet adds nothing', [NOT_ASKED, NOT_ASKED, NOT_ASKED], {}],
  ])('%s', (_, answers, expected) => {
    const additions = additionsOf(layout, Uint8Array.from(answers));
    const found = Array.from({ length: additions.length / 2 }, (_, i) => [additions[2 * i], additions[2 * i + 1]]);
    expect(Object.fromEntries(found)).toEqual(expected);
    expect(found).toHaveLength(Object.keys(expected).length);
  });

  it.each<[string, () => unknown]>([
    ['a score that is not whole', () => atomLayout([{ code: 'q', scores: [33.3] }], [])],
    ['a score below zero', () => atomLayout([{ code: 'q', scores: [-1] }], [])],
    ['a score whose square passes 32 bits', () => atomLayout([{ code: 'q', scores: [46_341] }], [])],
    ['an unknown question', () => atomLayout(questions, [unit('x', null, 'noise')])],
    [
      'a unit judged both by the city and by its area',
      () => atomLayout(questions, [{ id: 'x', indicators: [...units[0]!.indicators, ...units[1]!.indicators] }]),
    ],
    ['a level that the question does not have', () => additionsOf(layout, Uint8Array.of(3, 0, 0))],
    ['a sheet of another length', () => additionsOf(layout, Uint8Array.of(0, 0))],
  ])('%s is misuse', (_, misuse) => expect(misuse).toThrow(RangeError));
});
