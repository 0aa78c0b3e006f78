import fc from 'fast-check';
import { decodeAnswers, encodeAnswers } from './answer-columns.js';
import { type SurveyFiles, readSurvey } from './import-survey.js';
import { missing, notAnAnswer, otherLevel } from './survey.js';

const codebook = {
  source: 'a small survey for this spec',
  scale: { 5: 'best', 4: 'good', 3: 'fair', 2: 'poor', 1: 'worst', 9: "don't know" },
  columns: { district: { a: 'A', b: 'B' }, mode: { web: 'Web' } },
  questions: { q1: 'first', q2: 'second' },
  units: [
    { id: 'u1', name: 'Unit one', indicators: ['q1', 'q2'] },
    { id: 'u2', name: 'Unit two', indicators: ['q2'] },
  ],
};
const margins = { margins: { district: { a: 0.5, b: 0.5 } } };
const answers = 'id,mode,district,q1,q2\n1,web,a,5,9\n2,web,b,1,\n3,paper,x,3,4\n';

function files(
  change: Partial<{
    answers: string;
    codebook: unknown;
    margins: unknown;
    scores: number[];
    notAnswers: string[];
  }> = {},
): SurveyFiles {
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  return {
    answers: change.answers ?? answers,
    codebook: text(change.codebook ?? codebook),
    margins: text(change.margins ?? margins),
    options: {
      scores: change.scores ?? [100, 75, 50, 25, 0],
      notAnswers: change.notAnswers ?? ['9'],
      modeColumn: 'mode',
      title: null,
    },
  };
}

function faultsOf(change: Parameters<typeof files>[0]) {
  const read = readSurvey(files(change));
  return 'faults' in read ? read.faults : [];
}

describe('a finished survey is read', () => {
  const read = readSurvey(files());
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  const { survey } = read;

  it('with best level first and codes that are no answer apart', () => {
    expect(survey.description.levels.map((level) => [level.code, level.score])).toEqual([
      ['5', 100],
      ['4', 75],
      ['3', 50],
      ['2', 25],
      ['1', 0],
    ]);
    expect([...survey.answers.ratings.map((column) => [...column])]).toEqual([
      [0, 4, 2],
      [notAnAnswer, missing, 1],
    ]);
  });

  it('with a value that the margins do not name as a level of its own', () => {
    expect([...(survey.answers.marginLevels[0] ?? [])]).toEqual([0, 1, otherLevel]);
  });

  it('with modes counted and unused columns named', () => {
    expect(survey.description.modes).toEqual([
      { code: 'web', name: { zh: 'Web', en: 'Web' }, respondents: 2 },
      { code: 'paper', name: { zh: 'paper', en: 'paper' }, respondents: 1 },
    ]);
    expect(survey.ignoredColumns).toEqual(['id']);
  });
});

/** The codebook with one unit that only some respondents judge. */
const withDomain = (domain: { column: string; level: string }): object => ({
  ...codebook,
  units: [{ id: 'u1', name: 'U', indicators: ['q1'], domain }],
});

describe('a fault is named by file, line and column, and nothing is read', () => {
  it.each([
    [
      'a rating of 7',
      { answers: answers.replace('1,web,a,5,9', '1,web,a,7,9') },
      { file: 'data', code: 'unknown-rating', line: 2, column: 'q1' },
    ],
    [
      'a missing column',
      { answers: answers.replace('q2', 'other') },
      { file: 'data', code: 'missing-column', line: 1, column: 'q2' },
    ],
    [
      'a column twice',
      { answers: answers.replace('id,mode', 'q1,mode') },
      { file: 'data', code: 'column-twice', line: 1, column: 'q1' },
    ],
    ['a line that is too short', { answers: `${answers}4,web\n` }, { file: 'data', code: 'not-csv' }],
    ['no answers at all', { answers: 'id,mode,district,q1,q2\n' }, { file: 'data', code: 'no-answers' }],
    ['a file that is not UTF-8', { answers: answers.replace('web', '\uFFFD') }, { file: 'data', code: 'not-utf8' }],
    [
      'margins that do not sum to 1',
      { margins: { margins: { district: { a: 0.5, b: 0.4 } } } },
      { file: 'margins', code: 'margin-sum', column: 'district' },
    ],
    [
      'an empty margin level',
      { margins: { margins: { district: { a: 1, b: 0 } } } },
      { file: 'margins', code: 'margin-zero' },
    ],
    [
      'a margin that is a list',
      { margins: { margins: { district: [0.5, 0.5] } } },
      { file: 'margins', code: 'wrong-type' },
    ],
    ['an unknown field', { codebook: { ...codebook, extra: 1 } }, { file: 'codebook', code: 'unknown-field' }],
    [
      'a list for a scalar',
      { codebook: { ...codebook, period: ['2026-B5'] } },
      { file: 'codebook', code: 'wrong-type' },
    ],
    [
      '__proto__',
      { codebook: `{"__proto__": {"a": 1}, ${JSON.stringify(codebook).slice(1)}` },
      { file: 'codebook', code: 'forbidden-key' },
    ],
    ['broken JSON', { codebook: '{"a": 1\n "b": 2}' }, { file: 'codebook', code: 'not-json', line: 2 }],
    [
      'shares that do not sum to 1',
      {
        codebook: {
          ...codebook,
          units: [
            {
              id: 'u1',
              name: 'U',
              indicators: [
                { code: 'q1', share: 0.6 },
                { code: 'q2', share: 0.3 },
              ],
            },
          ],
        },
      },
      { file: 'codebook', code: 'shares-sum', column: 'u1' },
    ],
    [
      'an unknown question',
      { codebook: { ...codebook, units: [{ id: 'u1', name: 'U', indicators: ['q7'] }] } },
      { file: 'codebook', code: 'unknown-indicator' },
    ],
    [
      'a unit judged by a level that the margin does not have',
      { codebook: withDomain({ column: 'district', level: 'c' }) },
      { file: 'codebook', code: 'unknown-domain', column: 'u1' },
    ],
    [
      'a unit judged by a column that is no margin',
      { codebook: withDomain({ column: 'ward', level: 'a' }) },
      { file: 'codebook', code: 'unknown-domain', column: 'u1' },
    ],
    [
      'a unit twice',
      { codebook: { ...codebook, units: [codebook.units[0], codebook.units[0]] } },
      { file: 'codebook', code: 'unit-twice' },
    ],
    ['a score too few', { scores: [100, 75, 50, 25] }, { file: 'options', code: 'scale-length' }],
    ['scores that do not fall', { scores: [100, 75, 75, 25, 0] }, { file: 'options', code: 'scale-not-falling' }],
    ['a no-answer code taken for a level', { notAnswers: [] }, { file: 'options', code: 'scale-length' }],
  ])('%s', (_what, change, expected) => {
    const faults = faultsOf(change as Parameters<typeof files>[0]);
    expect(faults[0]).toMatchObject(expected);
    expect(faults[0]?.sentences.zh).toMatch(/[\u4e00-\u9fff]/);
  });

  it('every wrong rating is listed, not only the first', () => {
    const faults = faultsOf({ answers: 'id,mode,district,q1,q2\n1,web,a,8,9\n2,web,b,1,x\n' });
    expect(faults.map((fault) => [fault.line, fault.column])).toEqual([
      [2, 'q1'],
      [3, 'q2'],
    ]);
  });
});

it('a batch of answers comes back from its binary record as it went in', () => {
  const column = (n: number) => fc.uint8Array({ minLength: n, maxLength: n });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }).chain((n) =>
        fc.record({
          marginLevels: fc.array(column(n), { maxLength: 3 }),
          ratings: fc.array(column(n), { maxLength: 5 }),
          modes: column(n),
          stratumOf: fc.uint16Array({ minLength: n, maxLength: n }),
          psuOf: fc.uint32Array({ minLength: n, maxLength: n }),
          baseWeights: fc.float64Array({ minLength: n, maxLength: n, noNaN: true }),
          labels: fc.array(fc.string(), { maxLength: 4 }),
        }),
      ),
      ({ marginLevels, ratings, modes, stratumOf, psuOf, baseWeights, labels }) => {
        const before = {
          respondents: modes.length,
          marginLevels,
          ratings,
          strata: { labels, of: stratumOf },
          psus: { labels: [], of: psuOf },
          baseWeights,
          modes,
        };
        expect(decodeAnswers(encodeAnswers(before))).toEqual(before);
      },
    ),
  );
});
