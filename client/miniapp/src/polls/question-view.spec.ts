import type { DesignEntry, Language } from '@minsheng/contracts';
import type { Question } from '@minsheng/questionnaire';
import { compileDesign } from '@minsheng/questionnaire/compile';
import { evaluationOf } from './asking.js';
import { circumstances, exampleDesign, item, words } from './example-design.js';
import { questionView, toneOf, type QuestionView } from './question-view.js';

function viewOf(
  entries: DesignEntry[],
  code: string,
  answers: Record<string, string> = {},
  language: Language = 'zh-CN',
): QuestionView {
  const { compiled, diagnostics } = compileDesign(exampleDesign(entries), {
    today: '2026-10-16',
    sha256: () => 'hash',
  });
  if (!compiled) throw new Error(JSON.stringify(diagnostics));
  const evaluation = evaluationOf(compiled, { answers, circumstances });
  return questionView(evaluation, evaluation.questionOf(code) as Question, language);
}

const satisfaction = item('q', {
  type: 'satisfaction',
  scale: 'two',
  offers: ['dontKnow', 'refused'],
  required: true,
  indicator: { code: 'I', version: 1 },
});

describe('a question on the screen', () => {
  it('shows the levels in order and sets answers without a score apart', () => {
    const view = viewOf([satisfaction], 'q');
    expect(view.choices).toEqual([
      { code: 'good', label: '满意', number: 1 },
      { code: 'bad', label: '不满意', number: 2 },
    ]);
    expect(view.apart).toEqual([{ code: 'dontKnow', label: '不了解' }]);
    expect([view.form, view.isScale, view.canRefuse, view.canPass]).toEqual(['one', true, true, false]);
  });

  it('offers 不适用 only where the question does', () => {
    const view = viewOf([{ ...satisfaction, offers: ['dontKnow', 'notApplicable'] } as DesignEntry], 'q');
    expect(view.apart.map(({ label }) => label)).toEqual(['不了解', '不适用']);
    expect(view.canRefuse).toBe(false);
  });

  it.each<[string, Parameters<typeof item>[1], QuestionView['form']]>([
    ['words to read', { type: 'note' }, 'note'],
    ['a consent', { type: 'consent' }, 'consent'],
    ['one of a list', { type: 'single', list: 'things' }, 'one'],
    ['several of a list', { type: 'multiple', list: 'things' }, 'several'],
    ['a ranking', { type: 'rank', list: 'things', top: 2 }, 'ranking'],
    ['a whole number', { type: 'integer' }, 'integer'],
    ['a number', { type: 'decimal' }, 'decimal'],
    ['a short text', { type: 'text', maxLength: 20 }, 'line'],
    ['a text of a few sentences', { type: 'text', maxLength: 200 }, 'paragraph'],
    ['a short text meant to be long', { type: 'text', maxLength: 20, isLong: true }, 'paragraph'],
    ['a day', { type: 'date' }, 'date'],
    ['a site', { type: 'site' }, 'code'],
  ])('asks for %s', (_title, more, form) => {
    expect(viewOf([item('q', more), item('other')], 'q').form).toBe(form);
  });

  it('lets a question be passed by unless it is required, as far as earlier answers say', () => {
    const entries = [item('age', { type: 'integer' }), item('q', { required: `\${age} > 17` })];
    expect([viewOf(entries, 'q', { age: '12' }).canPass, viewOf(entries, 'q', { age: '18' }).canPass]).toEqual([
      true,
      false,
    ]);
  });

  it('asks each row of a grid under the words of the grid, and says which of how many it is', () => {
    const grid = item('services', {
      type: 'grid',
      scale: 'two',
      text: words('下面这些服务'),
      rows: [
        { code: 'water', text: words('供水'), indicator: { code: 'I', version: 1 } },
        { code: 'lamps', text: words('路灯'), indicator: { code: 'J', version: 1 } },
      ],
    });
    const view = viewOf([grid], 'lamps');
    expect([view.heading, view.words.before, view.row, view.isScale]).toEqual([
      '下面这些服务',
      '路灯',
      { number: 2, of: 2 },
      true,
    ]);
  });

  it('offers of a region only what lies in the level above', () => {
    const home = item('home', {
      type: 'region',
      levels: [
        { code: 'area', text: words('区'), list: 'areas' },
        { code: 'street', text: words('街道'), list: 'streets' },
      ],
    });
    expect(viewOf([home], 'street', { area: 'north' }).choices.map(({ code }) => code)).toEqual(['n1', 'n2']);
    expect(viewOf([home], 'street', { area: 'south' }).choices.map(({ code }) => code)).toEqual(['s1']);
    expect(viewOf([home], 'street').row).toBeNull();
  });

  it('lets long lists be searched, and no scale', () => {
    expect(viewOf([item('q', { type: 'single', list: 'many' })], 'q').isSearched).toBe(true);
    expect(viewOf([item('q', { type: 'single', list: 'things' })], 'q').isSearched).toBe(false);
    expect(viewOf([satisfaction], 'q').isSearched).toBe(false);
  });

  it('knows a number that may be under nought by its rule', () => {
    const number = (rule: string): boolean =>
      viewOf([item('q', { type: 'integer', constraint: { expression: rule, message: words('不行') } })], 'q').hasMinus;
    expect([number('. >= 0'), number('. >= -40')]).toEqual([false, true]);
    expect(viewOf([item('q', { type: 'integer' })], 'q').hasMinus).toBe(false);
  });

  it('puts an earlier answer into its words', () => {
    const entries = [item('way', { type: 'single', list: 'things' }), item('q', { text: words(`\${way} 怎么样？`) })];
    expect(viewOf(entries, 'q', { way: 'b' }).words.before).toBe('b 怎么样？');
  });

  it.each([
    [5, [5, 4, 3, 2, 1]],
    [2, [5, 1]],
    [3, [5, 3, 1]],
    [1, [5]],
  ])('colours a scale of %i levels from best to worst', (of, tones) => {
    expect(Array.from({ length: of }, (_, index) => toneOf(index + 1, of))).toEqual(tones);
  });
});

describe('the words to set off in a question', () => {
  const text = { zh: '你对市城市管理局的工作满意吗？', en: 'Are you satisfied with City Management?' };
  const bureau = { zh: '市城市管理局', en: 'City Management' };

  it.each([
    [bureau, 'zh-CN', ['你对', '市城市管理局', '的工作满意吗？']],
    [bureau, 'en', ['Are you satisfied with ', 'City Management', '?']],
    [undefined, 'zh-CN', ['你对市城市管理局的工作满意吗？', '', '']],
  ] as const)('%j in %s', (subject, language, [before, inside, after]) => {
    const question = { ...satisfaction, text, ...(subject ? { subject } : {}) } as DesignEntry;
    expect(viewOf([question], 'q', {}, language).words).toEqual({ before, subject: inside, after });
  });
});
