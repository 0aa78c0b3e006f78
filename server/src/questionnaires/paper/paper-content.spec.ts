import type { DesignItem } from '@minsheng/contracts';
import { both, exampleForm, formWith, x } from './example-form.js';
import { paperContent, type PaperQuestion } from './paper-content.js';

const questionsOf = (design = exampleForm(), language: 'zh' | 'en' = 'zh'): PaperQuestion[] =>
  paperContent(design, language).blocks.filter((block) => block.is === 'question');

const conditions = (language: 'zh' | 'en'): Record<number, string> =>
  Object.fromEntries(
    questionsOf(exampleForm(), language).flatMap(({ number, condition }) =>
      condition === null ? [] : [[number, condition]],
    ),
  );

describe('a paper form', () => {
  it('numbers what is answered and leaves out what is worked out or filled in beforehand', () => {
    const questions = questionsOf();
    expect(questions.map(({ number }) => number)).toEqual(Array.from({ length: 18 }, (_none, at) => at + 1));
    expect(questions.map(({ text }) => text)).not.toContain('是否老年');
    expect(questions.map(({ text }) => text)).not.toContain('扫码来源');
  });

  it('tells in words when a question is to be answered, by the numbers on the form', () => {
    expect(conditions('zh')).toEqual({
      6: '仅当第 5 题选“不满意”或“非常不满意”时回答',
      9: '仅当第 8 题选的项数大于 1 时回答',
      14: '仅当第 5 题没有选“非常满意”，并且（第 4 题不小于 60，或者第 10 题第（1）行没有选“满意”）时回答',
    });
    expect(conditions('en')[6]).toBe('Answer only if question 5 is “Dissatisfied” or “Very dissatisfied”');
  });

  it('tells the condition of a group once, at its heading, and what is worked out by what people answered', () => {
    expect(paperContent(exampleForm(), 'zh').blocks.find(({ is }) => is === 'heading')).toEqual({
      is: 'heading',
      text: '出行',
      condition: '仅当第 4 题小于 60 时回答',
    });
  });

  it('tells the condition of a group without a heading at each of its questions', () => {
    const inside: DesignItem = {
      type: 'text',
      code: 'b',
      text: both('为什么', 'Why'),
      maxLength: 20,
      relevant: x("@a != ''"),
    };
    const design = formWith([
      { type: 'integer', code: 'a', text: both('几口人', 'How many'), required: true },
      { type: 'group', code: 'g', relevant: x('@a > 3'), entries: [inside] },
    ]);
    expect(questionsOf(design)[1]!.condition).toBe('仅当第 1 题大于 3，并且第 1 题已答时回答');
  });

  it.each<[DesignItem['type'], Partial<DesignItem>, string]>([
    ['single', { list: 'yesNo', required: true }, '单选'],
    ['single', { list: 'yesNo' }, '单选，可不答'],
    ['multiple', { list: 'ways', required: true }, '可多选'],
    ['multiple', { list: 'ways', required: true, atMost: 3 }, '最多选 3 项'],
    ['multiple', { list: 'ways', required: true, atLeast: 2 }, '至少选 2 项'],
    ['multiple', { list: 'ways', required: true, atLeast: 2, atMost: 3 }, '选 2–3 项'],
    ['multiple', { list: 'ways', required: true, atLeast: 2, atMost: 2 }, '选 2 项'],
    ['rank', { list: 'ways', required: true, top: 3 }, '选 3 项并排序，在方框里写 1、2、3'],
    ['decimal', { required: true }, '填数字，可有小数'],
    ['text', { required: x("@q = 'a'"), maxLength: 20 }, '不超过 20 字，第 1 题等于“a”时必答'],
  ])('says how a question of the kind %s is answered', (type, more, manner) => {
    const item = { type, code: 'q', text: both('问', 'Ask'), ...more } as DesignItem;
    expect(questionsOf(formWith([item]))[0]!.manner).toBe(manner);
  });

  it('explains only what the form has', () => {
    const [short] = [
      paperContent(formWith([{ type: 'date', code: 'd', text: both('哪天', 'When') }]), 'zh').instructions,
    ];
    expect(short).toEqual(['本表过了有效期，您有权拒绝填报。']);
    expect(paperContent(exampleForm(), 'zh').instructions).toHaveLength(6);
  });

  it('lists the options of a region under what they lie in, and leaves room to write where they are too many', () => {
    const region = questionsOf()[2]!.body;
    expect(region).toEqual({
      is: 'region',
      levels: [
        { text: '区', branches: [{ above: null, choices: ['魏都区', '建安区'] }] },
        {
          text: '街道',
          branches: [
            { above: '魏都区', choices: ['西大街街道', '东大街街道'] },
            { above: '建安区', choices: ['将官池镇'] },
          ],
        },
      ],
    });
    const many = Array.from({ length: 41 }, (_none, at) => ({
      code: `c${at}`,
      text: both(`村 ${at}`, `Village ${at}`),
    }));
    const design = formWith(
      [
        {
          type: 'region',
          code: 'home',
          text: both('住哪', 'Where'),
          levels: [{ code: 'village', text: both('村', 'Village'), list: 'villages' }],
        },
      ],
      { lists: [{ code: 'villages', choices: many }] },
    );
    expect(questionsOf(design)[0]!.body).toEqual({ is: 'region', levels: [{ text: '村', branches: null }] });
  });
});
