import { createHash } from 'node:crypto';
import type { DesignEntry, DesignItem, QuestionnaireDesign } from '@minsheng/contracts';
import { both, designWith, diagnosticsOf, exampleDesign, item, today, x } from '../example-design.js';
import type { DiagnosticCode } from '../expression/diagnostic.js';
import { compileDesign } from './compile-design.js';
import { contentOf, hashOf } from './content.js';
import { isExpired } from './day.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const errorsOf = (design: QuestionnaireDesign): [string | null, DiagnosticCode][] =>
  diagnosticsOf(design)
    .filter(({ severity }) => severity === 'error')
    .map(({ item: at, code }) => [at, code]);
const warningsOf = (design: QuestionnaireDesign): [string | null, DiagnosticCode][] =>
  diagnosticsOf(design)
    .filter(({ severity }) => severity === 'warning')
    .map(({ item: at, code }) => [at, code]);

const yesNo = (code: string, more: Partial<DesignItem> = {}): DesignItem =>
  item(code, { type: 'single', list: 'yesNo', ...more } as Partial<DesignItem>);
const number = (code: string, more: object = {}): DesignItem =>
  item(code, { type: 'integer', ...more } as Partial<DesignItem>);
const check = (expression: string) => ({ expression: x(expression), message: both('不对', 'Wrong') });

const nested = (depth: number): DesignEntry =>
  depth === 0 ? item('a') : { type: 'group', code: `g${depth}`, entries: [nested(depth - 1)] };

describe('a design with one item of each kind', () => {
  it('is compiled, with rows and levels as questions of their own', () => {
    const { compiled, diagnostics } = compileDesign(exampleDesign(), { today, sha256 });
    expect(diagnostics).toEqual([]);
    expect(compiled!.questions.map(({ code, kind }) => `${code} ${kind}`)).toEqual([
      'welcome note',
      'agree consent',
      'district single',
      'street single',
      'age integer',
      'adult calculated',
      'ways multiple',
      'main single',
      'wishes rank',
      'buses single',
      'water single',
      'lamps single',
      'spend decimal',
      'since date',
      'wish text',
      'source hidden',
      'picture photo',
      'where location',
      'point site',
      'turn shift',
    ]);
    expect(compiled!.groups.map(({ code }) => code)).toEqual(['home', 'travel', 'services']);
  });

  it('goes to the phone as plain data', () => {
    const { compiled } = compileDesign(exampleDesign(), { today, sha256 });
    expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled);
  });
});

describe('the hash of a design', () => {
  it('is that of its canonical JSON', () => {
    const design = designWith([item('a')]);
    const { compiled } = compileDesign(design, { today, sha256 });
    expect(compiled!.hash).toBe(sha256(contentOf(design)));
    expect(contentOf({ ...design, title: { en: 'é €\u0001"', zh: '民' } })).toContain(
      '"title":{"en":"é €\\u0001\\"","zh":"民"}',
    );
  });

  it('does not depend on the order of members or on what is left undefined', () => {
    const design = designWith([item('a')]);
    const turned = Object.fromEntries(Object.entries(design).reverse()) as unknown as QuestionnaireDesign;
    expect(hashOf({ ...turned, extras: undefined }, sha256)).toBe(hashOf(design, sha256));
  });

  it('changes with a word', () => {
    const design = designWith([item('a')]);
    expect(hashOf({ ...design, version: 2 }, sha256)).not.toBe(hashOf(design, sha256));
  });
});

describe('publishing refuses', () => {
  it.each<[string, DesignEntry[], [string | null, DiagnosticCode][]]>([
    // Reach
    [
      'a question that nobody can reach',
      [number('age', { constraint: check('. >= 0') }), item('unborn', { relevant: x('@age < 0') })],
      [['unborn', 'unreachable']],
    ],
    [
      'one behind two conditions that exclude each other',
      [yesNo('a'), yesNo('b', { relevant: x("@a = 'yes'") }), item('c', { relevant: x("@b = 'yes' and @a = 'no'") })],
      [['c', 'unreachable']],
    ],
    [
      'one that only people who were sent away could reach',
      [yesNo('adult', { screensOut: ['no'] } as Partial<DesignItem>), item('school', { relevant: x("@adult = 'no'") })],
      [['school', 'unreachable']],
    ],
    [
      'one inside a group that never opens for it',
      [
        yesNo('a'),
        {
          type: 'group',
          code: 'g',
          relevant: x("@a = 'yes'"),
          entries: [item('inside', { relevant: x("@a = 'no'") })],
        },
      ],
      [['inside', 'unreachable']],
    ],
    [
      'a condition that always holds',
      [yesNo('a', { required: true }), item('b', { relevant: x("@a = 'yes' or @a = 'no'") })],
      [['b', 'constant-condition']],
    ],
    ['a condition without a question', [item('a'), item('b', { relevant: '1 = 1' })], [['b', 'constant-condition']]],
    [
      'a condition on a calculation that comes to one thing only',
      [
        number('n'),
        item('double', { type: 'calculated', calculation: x("if(@n > 3, 'big', 'small')") }),
        item('b', { relevant: x("@double = 'big' or @double = 'small'") }),
      ],
      [['b', 'constant-condition']],
    ],
    [
      'a check that every answer passes',
      [number('n', { constraint: check('. > 5 or . <= 5') })],
      [['n', 'constant-condition']],
    ],
    ['a check that no answer passes', [number('n', { constraint: check('. > 5 and . < 5') })], [['n', 'never-valid']]],
    [
      'a requirement that never arises',
      [yesNo('a'), item('b', { required: x("@a = 'yes' and @a = 'no'") })],
      [['b', 'constant-condition']],
    ],
    // Cycles
    [
      'conditions that wait for each other',
      [item('a', { relevant: x("@b = 'x'") }), item('b', { relevant: x("@a = 'x'") })],
      [['a', 'cycle']],
    ],
    [
      'calculations that wait for each other',
      [
        item('a', { type: 'calculated', calculation: x("concat(@b, 'x')") }),
        item('b', { type: 'calculated', calculation: x("concat(@a, 'x')") }),
        item('c'),
      ],
      [['a', 'cycle']],
    ],
    [
      'a group that waits for a question inside it',
      [{ type: 'group', code: 'g', relevant: x("@inside = 'x'"), entries: [item('inside'), item('other')] }],
      [['g', 'cycle']],
    ],
    // Codes and lists
    ['two items of one code', [item('a'), item('a')], [['a', 'code-twice']]],
    ['a code that is no code', [item('1a')], [['1a', 'code']]],
    ['a reserved code', [item('toString')], [['toString', 'code']]],
    ['a list that is not there', [item('a', { type: 'single', list: 'moons' })], [['a', 'list']]],
    ['a scale that is not there', [item('a', { type: 'satisfaction', scale: 'ten' })], [['a', 'scale']]],
    [
      'an exclusive option that is not there',
      [item('a', { type: 'multiple', list: 'ways', exclusive: ['plane'] })],
      [['a', 'dangling-option']],
    ],
    [
      'a screening option that is not there',
      [yesNo('a', { screensOut: ['never'] } as Partial<DesignItem>)],
      [['a', 'dangling-option']],
    ],
    [
      'options that all end the interview',
      [yesNo('a', { screensOut: ['yes', 'no'] } as Partial<DesignItem>)],
      [['a', 'everybody-screened-out']],
    ],
    ['ranking more than there is', [item('a', { type: 'rank', list: 'yesNo', top: 3 })], [['a', 'limits']]],
    ['choosing more than there is', [item('a', { type: 'multiple', list: 'yesNo', atMost: 3 })], [['a', 'limits']]],
    ['a text without a limit', [item('a', { maxLength: 0 })], [['a', 'limits']]],
    ['a grid without rows', [item('z'), item('a', { type: 'grid', scale: 'five', rows: [] })], [['a', 'no-items']]],
    [
      'a missing code offered twice',
      [yesNo('a', { offers: ['refused', 'refused'] } as Partial<DesignItem>)],
      [['a', 'missing-code']],
    ],
    [
      'levels of a region that do not hang together',
      [
        item('home', {
          type: 'region',
          levels: [
            { code: 'one', text: both('一', 'One'), list: 'yesNo' },
            { code: 'two', text: both('二', 'Two'), list: 'streets' },
          ],
        }),
      ],
      [
        ['streets', 'parent'],
        ['streets', 'parent'],
        ['streets', 'parent'],
      ],
    ],
    // Words
    [
      'words that name a question that is not there',
      [item('a'), item('b', { text: both('@c？', x('@c?')) })],
      [['b', 'dangling-reference']],
    ],
    ['words that name their own answer', [item('a', { hint: both(x('@a'), 'x') })], [['a', 'cycle']]],
    ['a missing translation', [item('a', { text: both('问题', ' ') })], [['a', 'missing-translation']]],
    [
      'a check without its sentence in Chinese',
      [item('a', { constraint: { expression: "starts-with(., 'a')", message: both('', 'No') } })],
      [['a', 'missing-translation']],
    ],
    ['a question of 501 characters', [item('a', { text: both('字'.repeat(501), 'Long') })], [['a', 'words-too-long']]],
    [
      'words to set off that are not in the question',
      [
        item('a', {
          type: 'satisfaction',
          scale: 'five',
          indicator: { code: 'I', version: 1 },
          subject: both('公园', 'parks'),
        }),
      ],
      [['a', 'subject']],
    ],
    ['an initial answer that is none', [number('a', { initial: 'many' })], [['a', 'initial']]],
    ['301 questions', Array.from({ length: 301 }, (_each, at) => item(`q${at}`)), [[null, 'too-many-items']]],
    ['groups seven deep', [nested(7)], [['g1', 'too-deep']]],
    // Roles
    [
      'two items that say where people live',
      [yesNo('a', { weightingRole: 'area', required: true }), yesNo('b', { weightingRole: 'area', required: true })],
      [['b', 'role']],
    ],
    ['a margin that some are not asked for', [yesNo('a', { weightingRole: 'margin' })], [['a', 'role']]],
    ['a margin that is a number', [number('a', { weightingRole: 'margin', required: true })], [['a', 'role']]],
    ['a quota dimension twice', [yesNo('a', { quotaRole: 'sex' }), yesNo('b', { quotaRole: 'sex' })], [['b', 'role']]],
    [
      'one indicator measured twice',
      [
        item('a', { type: 'satisfaction', scale: 'five', indicator: { code: 'I', version: 1 } }),
        item('b', { type: 'satisfaction', scale: 'five', indicator: { code: 'I', version: 1 } }),
      ],
      [['b', 'indicator']],
    ],
    [
      'a photo that citizens would take',
      [item('z'), item('a', { type: 'photo', isInterviewerOnly: false })],
      [['a', 'interviewer-only']],
    ],
    ['a questionnaire of notes', [item('a', { type: 'note' })], [[null, 'no-items']]],
  ])('%s', (_title, entries, expected) => {
    expect(errorsOf(designWith(entries))).toEqual(expected);
  });

  const good = designWith([item('a')]);
  it.each<[string, Partial<QuestionnaireDesign>, [string | null, DiagnosticCode][]]>([
    ['a form without a number', { marks: { ...good.marks, formNumber: ' ' } }, [[null, 'mark-missing']]],
    ['a form without an approval number', { marks: { ...good.marks, approvalNumber: '' } }, [[null, 'mark-missing']]],
    [
      'a day that the calendar does not have',
      { marks: { ...good.marks, validUntil: '2027-02-30' } },
      [[null, 'valid-until']],
    ],
    ['an expired form', { marks: { ...good.marks, validUntil: '2026-11-21' } }, [[null, 'expired']]],
    ['a version of nought', { version: 0 }, [[null, 'format']]],
    ['a title in one language', { title: both('标题', '') }, [[null, 'missing-translation']]],
    [
      'a scale whose scores do not fall',
      {
        scales: [
          { code: 's', levels: [0, 0].map((score, at) => ({ code: `L${at}`, name: both('级', 'Level'), score })) },
        ],
      },
      [['s', 'score']],
    ],
    [
      'a scale of one level',
      { scales: [{ code: 's', levels: [{ code: 'L', name: both('级', 'Level'), score: 1 }] }] },
      [['s', 'scale']],
    ],
    [
      'an option’s code with a space',
      { lists: [{ code: 'l', choices: [{ code: 'a b', text: both('甲', 'A') }] }] },
      [['l', 'option-code']],
    ],
    [
      'an option that looks like a missing code',
      { lists: [{ code: 'l', choices: [{ code: 'refused', text: both('甲', 'A') }] }] },
      [['l', 'option-code']],
    ],
    ['an empty list', { lists: [{ code: 'l', choices: [] }] }, [['l', 'list']]],
  ])('%s (the whole)', (_title, more, expected) => {
    expect(errorsOf({ ...good, ...more })).toEqual(expected);
  });

  it('nothing of what the example has', () => {
    expect(errorsOf(exampleDesign())).toEqual([]);
  });
});

describe('what is looked at and left standing', () => {
  it.each<[string, DesignEntry[], [string | null, DiagnosticCode][]]>([
    ['a condition on a later question', [item('a', { relevant: x("@b = 'x'") }), item('b')], [['a', 'later-item']]],
    [
      'a satisfaction item without an indicator',
      [item('a', { type: 'satisfaction', scale: 'five' })],
      [['a', 'indicator']],
    ],
    [
      'two things asked at once',
      [
        item('a', {
          text: both('您对街道清洁和公交服务满意吗？', 'How satisfied are you with clean streets and buses?'),
        }),
      ],
      [['a', 'two-at-once']],
    ],
    [
      'a double negation',
      [item('a', { text: both('您是否反对不设路灯？', 'Do you oppose not having street lamps?') })],
      [['a', 'double-negation']],
    ],
    [
      'a condition on a consent without which nobody goes on, as other tools write it',
      [item('agree', { type: 'consent', required: true }), item('b', { relevant: x("@agree = 'OK'") })],
      [['b', 'constant-condition']],
    ],
    [
      'a group asked only after such a consent',
      [
        item('agree', { type: 'consent', required: true }),
        { type: 'group', code: 'g', relevant: x("@agree = 'OK'"), entries: [item('b')] },
      ],
      [['g', 'constant-condition']],
    ],
    [
      'a repeat of a workbook, that is asked once here',
      [{ type: 'group', code: 'g', entries: [item('a')], extras: { type: 'begin repeat' } }],
      [['g', 'asked-once']],
    ],
    [
      'a loop of a workbook, that is asked once here',
      [{ type: 'group', code: 'g', entries: [item('a')], extras: { type: 'begin loop over things' } }],
      [['g', 'asked-once']],
    ],
  ])('%s is a warning', (_title, entries, expected) => {
    expect(errorsOf(designWith(entries))).toEqual([]);
    expect(warningsOf(designWith(entries))).toEqual(expected);
  });

  it.each<[string, DesignEntry[]]>([
    [
      'that it is nobody’s consent',
      [item('agree', { type: 'consent', required: true }), item('b', { relevant: '1 = 1' })],
    ],
    [
      'another question asked after it',
      [
        item('agree', { type: 'consent', required: true }),
        yesNo('a', { required: true }),
        item('b', { relevant: x("@a = 'yes' or @a = 'no'") }),
      ],
    ],
  ])('a condition that always holds for another reason stays an error beside a consent: %s', (_title, entries) => {
    expect(errorsOf(designWith(entries))).toEqual([['b', 'constant-condition']]);
  });

  it('a consent that may be left open makes a condition on it a real one', () => {
    const entries = [item('agree', { type: 'consent' }), item('b', { relevant: x("@agree = 'OK'") })];
    expect(diagnosticsOf(designWith(entries))).toEqual([]);
  });

  it('a condition that cannot be tried out is not condemned', () => {
    const entries = [
      item('name'),
      item('long', { relevant: x('string-length(@name) > 1000') }),
      item('odd', { relevant: x("contains(@name, 'a') and not(contains(@name, 'a'))") }),
    ];
    expect(errorsOf(designWith(entries))).toEqual([]);
  });
});

describe('a form’s last day', () => {
  it.each([
    ['2026-11-21', false],
    ['2027-06-30', false],
    ['2027-07-01', true],
  ])('on %s it is expired: %p', (day, expected) => {
    expect(isExpired(exampleDesign().marks, day)).toBe(expected);
  });
});
