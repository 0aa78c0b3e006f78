import type { AnswerColumns } from './suspicions.js';
import { quantile, suspicionsOf } from './suspicions.js';
import { standardQuality } from '../plan/quality-rule.js';

interface Sheet {
  mode: number;
  seconds: number;
  minute: number;
  asked: number;
  answered: number;
  isUniform: number;
  hasText: number;
  pattern: number;
}

/** An online answer like any other: 14 questions, 120 seconds. */
const sheet = (change: Partial<Sheet> = {}): Sheet => ({
  ...{ mode: 1, seconds: 120, minute: 600, asked: 14, answered: 14, isUniform: 0, hasText: 0, pattern: 1 },
  ...change,
});

function columnsOf(sheets: readonly Sheet[]): AnswerColumns {
  const column = (name: keyof Sheet) => sheets.map((one) => one[name]);
  return {
    length: sheets.length,
    mode: Uint8Array.from(column('mode')),
    seconds: Uint16Array.from(column('seconds')),
    minute: Uint16Array.from(column('minute')),
    asked: Uint16Array.from(column('asked')),
    answered: Uint16Array.from(column('answered')),
    isUniform: Uint8Array.from(column('isUniform')),
    hasText: Uint8Array.from(column('hasText')),
    pattern: Uint32Array.from(column('pattern')),
  };
}

const nine = (change: (at: number) => Partial<Sheet> = () => ({})) =>
  Array.from({ length: 9 }, (_, at) => sheet({ pattern: 100 + at, ...change(at) }));
/** What is found of one sheet among nine others like any. */
const found = (one: Partial<Sheet>) =>
  suspicionsOf(columnsOf([...nine(), sheet(one)]), standardQuality)
    .filter(({ at }) => at === 9)
    .map(({ code }) => code);

describe('the quality rules of the plan', () => {
  it.each<[string, Partial<Sheet>, string[]]>([
    ['an answer like any other', {}, []],
    ['under a third of the median and under two seconds a question', { seconds: 27 }, ['TOO_FAST']],
    ['under two seconds a question but not under a third of the median', { seconds: 40, asked: 30 }, []],
    ['28 seconds for 14 questions are not under two seconds a question', { seconds: 28 }, []],
    ['fewer questions asked, less time needed', { seconds: 27, asked: 13 }, []],
    ['the median of the other mode says nothing', { mode: 0, seconds: 10 }, []],
    ['all alike without a word', { isUniform: 1 }, ['STRAIGHT_LINE']],
    ['all alike with a word of one’s own', { isUniform: 1, hasText: 1 }, []],
    ['all alike in a hurry, with a word', { isUniform: 1, hasText: 1, seconds: 10 }, ['TOO_FAST', 'STRAIGHT_LINE']],
    ['nine alike are too few to be a line', { isUniform: 1, answered: 9 }, []],
    ['ten alike are a line', { isUniform: 1, answered: 10 }, ['STRAIGHT_LINE']],
  ])('%s', (_, one, codes) => expect(found(one)).toEqual(codes));

  it.each<[string, number, (at: number) => Partial<Sheet>, number]>([
    [
      'twenty alike within ten minutes are a burst, each of them',
      20,
      (at) => ({ minute: 600 + Math.floor(at / 2) }),
      20,
    ],
    ['nineteen are not', 19, () => ({}), 0],
    ['twenty over eleven minutes are not', 20, (at) => ({ minute: 600 + (at === 19 ? 10 : 0) }), 0],
    ['twenty of two patterns are not', 20, (at) => ({ pattern: at % 2 }), 0],
    ['twenty interviews are not: people are met one after another', 20, () => ({ mode: 0 }), 0],
    ['twenty who gave no level are not', 20, () => ({ answered: 0 }), 0],
    ['twenty, then one alone half a day later: the twenty', 21, (at) => ({ minute: at === 20 ? 1400 : 600 }), 20],
  ])('%s', (_, count, change, flagged) => {
    const sheets = Array.from({ length: count }, (__, at) => sheet(change(at)));
    expect(suspicionsOf(columnsOf(sheets), standardQuality).filter(({ code }) => code === 'BURST')).toHaveLength(
      flagged,
    );
  });

  it('what is found does not depend on the order of the sheets', () => {
    const sheets = [
      ...Array.from({ length: 25 }, (_, at) => sheet({ minute: 600 + (at % 8), pattern: 5 })),
      ...nine((at) => ({ seconds: 5 * at, isUniform: at % 2 })),
    ];
    const codesBySheet = (order: readonly number[]) => {
      const flags = suspicionsOf(columnsOf(order.map((at) => sheets[at] as Sheet)), standardQuality);
      return flags.map(({ at, code }) => `${order[at]} ${code}`).sort();
    };
    const straight = sheets.map((_, at) => at);
    expect(codesBySheet([...straight].reverse())).toEqual(codesBySheet(straight));
    expect(codesBySheet(straight).length).toBeGreaterThan(25);
  });
});

describe('the median of the seconds', () => {
  it.each([
    [[10, 20, 30], 0.5, 20],
    [[10, 20, 30, 40], 0.5, 20],
    [[10, 20, 30, 40], 0.75, 30],
    [[10], 0.25, 10],
  ])('of %j at %s is %s', (seconds, share, expected) =>
    expect(quantile(columnsOf(seconds.map((one) => sheet({ seconds: one }))), 1, share)).toBe(expected),
  );

  it('of nobody there is none', () => expect(quantile(columnsOf([sheet()]), 0, 0.5)).toBeNull());
});
