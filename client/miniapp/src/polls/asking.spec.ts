import type { DesignEntry } from '@minsheng/contracts';
import type { CompiledQuestionnaire, Question } from '@minsheng/questionnaire';
import { compileDesign } from '@minsheng/questionnaire/compile';
import {
  answerShown,
  canRun,
  countAnswered,
  evaluationOf,
  firstFault,
  firstQuestion,
  firstResults,
  goingOn,
  placeOf,
  questionBefore,
  sheetOf,
} from './asking.js';
import { circumstances, exampleDesign, item, words } from './example-design.js';

function questionnaireOf(designed: DesignEntry[]): CompiledQuestionnaire {
  const { compiled, diagnostics } = compileDesign(exampleDesign(designed), {
    today: '2026-10-16',
    sha256: () => 'hash',
  });
  if (!compiled) throw new Error(JSON.stringify(diagnostics));
  return compiled;
}

/** One question, with the whole under these answers. */
function asked(designed: DesignEntry[], code: string, answers: Record<string, string> = {}) {
  const evaluation = evaluationOf(questionnaireOf(designed), { answers, circumstances });
  return { evaluation, question: evaluation.questionOf(code) as Question };
}

const region: DesignEntry = {
  ...item('home'),
  type: 'region',
  required: true,
  levels: [
    { code: 'area', text: words('区'), list: 'areas' },
    { code: 'street', text: words('街道'), list: 'streets' },
  ],
};
const age = item('age', {
  type: 'integer',
  required: true,
  constraint: { expression: '. <= 120', message: words('最多 120') },
  warning: { expression: '. <= 100', message: words('超过 100') },
});
const entries: DesignEntry[] = [
  item('hello', { type: 'note' }),
  region,
  age,
  { type: 'calculated', code: 'grown', text: words('成年'), calculation: `if(\${age} >= 18, 'yes', 'no')` },
  item('word', { relevant: `\${grown} = 'yes'` }),
];
const full = { area: 'north', street: 'n2', age: '35', word: '路灯' };

/** Divides by nought where the answer is 0. */
const broken: DesignEntry[] = [
  item('age', { type: 'integer' }),
  { type: 'calculated', code: 'share', text: words('份额'), calculation: `1 div \${age}` },
  item('word', { relevant: `\${share} < 1` }),
];

describe('where a draft stands', () => {
  const at = (code: string | null, answers: Record<string, string> = full) => {
    const place = placeOf(evaluationOf(questionnaireOf(entries), { answers, circumstances }), code);
    return place.kind === 'question' ? place.question.code : place.kind;
  };

  it.each<[string, string | null, Record<string, string>, string]>([
    ['at its question', 'age', full, 'age'],
    ['at the end, when all has been asked', null, full, 'end'],
    ['at the next that is asked, when its own no longer is', 'word', { ...full, age: '12' }, 'end'],
    ['after a value that nobody sees', 'grown', full, 'word'],
    ['at the beginning, when its question is unknown', 'gone', full, 'hello'],
  ])('%s', (_title, code, answers, expected) => {
    expect(at(code, answers)).toBe(expected);
  });

  it('is stopped where nobody can tell whether the question is asked', () => {
    const { evaluation } = asked(broken, 'word', { age: '0' });
    expect(placeOf(evaluation, 'word')).toEqual({ kind: 'broken', question: 'share' });
  });

  it('begins with the first question, and with none where there is none', () => {
    expect(firstQuestion(questionnaireOf(entries), { answers: {}, circumstances })).toBe('hello');
  });

  it('leads back over what was asked, to the first', () => {
    const evaluation = evaluationOf(questionnaireOf(entries), { answers: full, circumstances });
    const back = [null, 'word', 'age', 'street', 'area', 'hello'].map((code) => questionBefore(evaluation, code));
    expect(back).toEqual(['word', 'age', 'street', 'area', 'hello', null]);
  });
});

describe('going on', () => {
  const from = (code: string, answers: Record<string, string>, isWarned = false) => {
    const { evaluation, question } = asked(entries, code, answers);
    return goingOn(evaluation, question, isWarned);
  };

  it.each<[string, string, Record<string, string>, string | null]>([
    ['passes a note', 'hello', {}, 'area'],
    ['takes an answer', 'area', { area: 'north' }, 'street'],
    ['opens what the answer opens', 'age', full, 'word'],
    ['ends where it opens nothing', 'age', { ...full, age: '12' }, null],
    ['passes by what need not be answered', 'word', { ...full, word: '' }, null],
  ])('%s', (_title, code, answers, to) => {
    expect(from(code, answers)).toEqual({ kind: 'goes', to });
  });

  it.each<[string, string, Record<string, string>, string]>([
    ['without a required answer', 'age', {}, '这道题还没有答'],
    ['on what is no number', 'age', { age: '35 岁' }, '这里填整数'],
    ['against a rule, in the words of its author', 'age', { age: '121' }, '最多 120'],
    ['on too long a text', 'word', { ...full, word: '字'.repeat(21) }, '最多写 20 个字'],
  ])('stays %s', (_title, code, answers, zh) => {
    expect(from(code, answers)).toMatchObject({ kind: 'stays', halt: { kind: 'fault', sentences: { zh } } });
  });

  it('warns once of an unusual answer, and then lets people go on', () => {
    expect(from('age', { ...full, age: '105' })).toMatchObject({
      halt: { kind: 'warning', sentences: { zh: '超过 100' } },
    });
    expect(from('age', { ...full, age: '105' }, true)).toEqual({ kind: 'goes', to: 'word' });
  });

  it('stays with a word where the questionnaire itself fails, and hides nothing', () => {
    const { evaluation, question } = asked(broken, 'age', { age: '0' });
    expect(goingOn(evaluation, question, false)).toEqual({
      kind: 'stays',
      halt: { kind: 'broken', question: 'share' },
    });
  });

  it('ends with an answer that ends the interview', () => {
    const screening: DesignEntry[] = [
      item('here', { type: 'single', list: 'areas', screensOut: ['south'] }),
      item('word'),
    ];
    const { evaluation, question } = asked(screening, 'here', { here: 'south' });
    expect(goingOn(evaluation, question, false)).toEqual({ kind: 'screened-out' });
  });
});

describe('an answer whose option was taken away by an earlier one', () => {
  const stale = { ...full, area: 'south' };

  it('is not chosen any more, and has to be given again', () => {
    const { evaluation, question } = asked(entries, 'street', stale);
    expect(answerShown(evaluation, question)).toBe('');
    expect(goingOn(evaluation, question, false)).toMatchObject({
      kind: 'stays',
      halt: { sentences: { zh: '这道题还没有答' } },
    });
  });

  it('is not sent', () => {
    expect(sheetOf(questionnaireOf(entries), { answers: stale, circumstances }).answers).not.toHaveProperty('street');
  });

  it.each(['3x', '3.', '3', '03.50'])('what is written stands as it is being written: %s', (written) => {
    const { evaluation, question } = asked([item('share', { type: 'decimal' })], 'share', { share: written });
    expect(answerShown(evaluation, question)).toBe(written);
  });

  it('is at first what stood there from the beginning', () => {
    const { evaluation, question } = asked([item('word', { initial: '好' })], 'word');
    expect(answerShown(evaluation, question)).toBe('好');
  });
});

describe('the sheet', () => {
  it('holds what was asked, with the values worked out, and no circumstances where nothing hangs on them', () => {
    expect(sheetOf(questionnaireOf(entries), { answers: { ...full, age: '12' }, circumstances })).toEqual({
      answers: { area: 'north', street: 'n2', age: '12', grown: 'no' },
    });
  });

  it('says its seed and its beginning where options were shuffled', () => {
    const shuffled = questionnaireOf([item('thing', { type: 'single', list: 'things', isShuffled: true })]);
    expect(sheetOf(shuffled, { answers: { thing: 'b' }, circumstances })).toEqual({
      answers: { thing: 'b' },
      circumstances,
    });
  });

  it('says of an answer that stood there from the beginning that it was taken away', () => {
    const preset = questionnaireOf([item('word', { initial: '好' })]);
    const answersSent = (answers: Record<string, string>) => sheetOf(preset, { answers, circumstances }).answers;
    expect([answersSent({}), answersSent({ word: '' }), answersSent({ word: '差' })]).toEqual([
      { word: '好' },
      { word: '' },
      { word: '差' },
    ]);
  });

  it('counts the questions that were answered', () => {
    const { evaluation } = asked(entries, 'age', { ...full, word: '' });
    expect(countAnswered(evaluation)).toBe(3);
  });

  it('is looked through before it goes: the first fault is told with its question', () => {
    const look = (answers: Record<string, string>) => firstFault(questionnaireOf(entries), { answers, circumstances });
    expect(look(full)).toBeNull();
    expect(look({ ...full, area: 'south' })).toMatchObject({ question: 'street', halt: { kind: 'fault' } });
  });
});

describe('a result that is kept', () => {
  it('stands as it first was, whatever is answered later', () => {
    const once: DesignEntry[] = [
      item('age', { type: 'integer' }),
      { type: 'calculated', code: 'first', text: words('最初'), calculation: `once(\${age})` },
    ];
    const results = firstResults(asked(once, 'age', { age: '30' }).evaluation);
    expect(results).toEqual({ first: '30' });
    expect(firstResults(asked(once, 'age', { age: '31', ...results }).evaluation)).toEqual({ first: '30' });
  });

  it('is none where nothing is kept', () => {
    expect(firstResults(asked(entries, 'age', full).evaluation)).toEqual({});
  });
});

it.each([
  ['minsheng-compiled/1', 1, true],
  ['minsheng-compiled/1', 2, false],
  ['minsheng-compiled/2', 1, false],
] as const)('a questionnaire of format %s for interpreter %i is run: %s', (format, engine, expected) => {
  expect(canRun({ format, engine } as Parameters<typeof canRun>[0])).toBe(expected);
});
