import { surveyDesign } from '../design/survey-design.js';
import { NO_SCORE, NOT_ASKED, type Survey } from '../design/survey.js';
import { reduceAnswers } from './cells.js';

const survey: Survey = {
  design: surveyDesign({
    strata: ['s', 's', 'n', 'n', 'n', 's'],
    samplingUnits: ['1', '1', '2', '1', '1', '1'],
    baseWeights: [2, 2, 1, 1, 1, 3],
  }),
  variables: [{ code: 'sex', levels: ['m', 'f'], of: Int32Array.of(0, 0, 1, 0, 0, 0) }],
  blocks: [
    {
      domain: null,
      questions: [{ code: 'clean', scores: [100, 50, 0], answers: Uint8Array.of(0, 0, 2, NO_SCORE, 1, NOT_ASKED) }],
    },
    {
      domain: { code: 'window', levels: ['w1', 'w2'], of: Int32Array.of(0, 1, -1, 0, 1, 0) },
      questions: [{ code: 'polite', scores: [100, 0], answers: Uint8Array.of(0, 1, 1, 1, NO_SCORE, 0) }],
    },
  ],
  units: [
    { id: 'city', indicators: [{ question: 'clean', domain: null, share: 1 }] },
    {
      id: 'w1',
      indicators: [
        { question: 'polite', domain: 'w1', share: 2 },
        { question: 'clean', domain: null, share: 1 },
      ],
    },
  ],
};

describe('a survey is reduced to counts', () => {
  const sums = reduceAnswers(survey);

  it('classes are cells and base weights, sorted; atoms are classes within a sampling unit', () => {
    expect([...sums.classes.baseWeight]).toEqual([1, 2, 3, 1]);
    expect([...sums.classes.levels]).toEqual([0, 0, 0, 1]);
    expect([...sums.classes.respondents]).toEqual([2, 2, 1, 1]);
    expect(sums.samplingUnits).toEqual(['1', '2', '1']);
    expect([...sums.stratumOfSamplingUnit]).toEqual([0, 0, 1]);
    expect([...sums.atoms.samplingUnit]).toEqual([0, 1, 2, 2]);
    expect([...sums.atoms.classOf]).toEqual([0, 3, 1, 2]);
  });

  it('answers are counted by item and level, answers without score apart, questions not asked nowhere', () => {
    expect(sums.layout.items.map(({ question, domain }) => [question, domain])).toEqual([
      ['clean', null],
      ['polite', 'w1'],
      ['polite', 'w2'],
    ]);
    const entries = [...sums.answers.item].map((item, e) => [item, sums.answers.level[e], sums.answers.count[e]]);
    const ofAtom = (a: number): unknown[] => entries.slice(sums.answers.start[a]!, sums.answers.start[a + 1]!);
    expect(ofAtom(0)).toEqual([
      [0, 1, 1],
      [0, 3, 1],
      [1, 1, 1],
      [2, 2, 1],
    ]);
    expect(ofAtom(1)).toEqual([[0, 2, 1]]);
    expect(ofAtom(2)).toEqual([
      [0, 0, 2],
      [1, 0, 1],
      [2, 1, 1],
    ]);
    expect(ofAtom(3)).toEqual([[1, 0, 1]]);
  });

  it('a respondent counts once for a unit, however many of its indicators were answered', () => {
    const raters = [...sums.raters.unit].map((unit, e) => [unit, sums.raters.count[e]]);
    const ofAtom = (a: number): unknown[] => raters.slice(sums.raters.start[a]!, sums.raters.start[a + 1]!);
    expect([0, 1, 2, 3].map(ofAtom)).toEqual([
      [
        [0, 1],
        [1, 2],
      ],
      [
        [0, 1],
        [1, 1],
      ],
      [
        [0, 2],
        [1, 2],
      ],
      [[1, 1]],
    ]);
  });

  it('two answers of one person that count for one unit are added up together, by class', () => {
    expect(sums.layout.pairs).toEqual([[0, 1]]);
    // Only the first respondent gave both a score: 100 and 100. They belong to the second class.
    expect([...sums.pairs.start]).toEqual([0, 0, 1, 1, 1]);
    expect(
      Object.values(sums.pairs)
        .slice(1)
        .map((column) => [...column]),
    ).toEqual([[0], [1], [100], [100], [10_000]]);
  });

  it.each<[string, Partial<Survey>]>([
    [
      'an answer that the question does not have',
      {
        blocks: [{ domain: null, questions: [{ code: 'q', scores: [1], answers: new Uint8Array(6).fill(1) }] }],
        units: [],
      },
    ],
    ['a column of another length', { variables: [{ code: 'sex', levels: ['m'], of: new Int32Array(5) }] }],
    [
      'a level that the variable does not have',
      { variables: [{ code: 'sex', levels: ['m'], of: new Int32Array(6).fill(1) }] },
    ],
    [
      'a weighting variable without level',
      { variables: [{ code: 'sex', levels: ['m'], of: new Int32Array(6).fill(-1) }] },
    ],
    [
      'a unit with an unknown indicator',
      { units: [{ id: 'u', indicators: [{ question: 'clean', domain: 'w1', share: 1 }] }] },
    ],
    ['a share of zero', { units: [{ id: 'u', indicators: [{ question: 'clean', domain: null, share: 0 }] }] }],
    ['two units with one id', { units: [survey.units[0]!, survey.units[0]!] }],
    ['the same item twice', { blocks: [...survey.blocks, survey.blocks[0]!] }],
  ])('%s is misuse', (_, change) => expect(() => reduceAnswers({ ...survey, ...change })).toThrow(RangeError));

  it.each([
    ['no respondents', { strata: [], samplingUnits: [], baseWeights: [] }],
    ['a base weight of zero', { strata: ['a'], samplingUnits: ['1'], baseWeights: [0] }],
    ['columns of different length', { strata: ['a'], samplingUnits: ['1'], baseWeights: [1, 1] }],
  ])('a design with %s is misuse', (_, columns) => expect(() => surveyDesign(columns)).toThrow(RangeError));
});
