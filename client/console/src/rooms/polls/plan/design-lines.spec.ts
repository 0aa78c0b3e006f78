import type { LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';

import { answerLines, designLines } from './design-lines.js';

const text = (zh: string): LocalisedText => ({ zh, en: zh });
const named = (code: string) => ({ code, text: text(code) });
const design: QuestionnaireDesign = {
  format: 'minsheng-questionnaire/2',
  code: 'city',
  version: 2,
  title: text('民意测评'),
  marks: { formNumber: '1', maker: text('a'), approvedBy: text('b'), approvalNumber: '7', validUntil: '2027-06-30' },
  scales: [
    {
      code: 'two',
      levels: [
        { code: 'yes', name: text('满意'), score: 100 },
        { code: 'no', name: text('不满意'), score: 20 },
      ],
    },
  ],
  missing: [{ code: 'dontKnow', name: text('不了解') }],
  lists: [{ code: 'ages', choices: [named('minor'), named('adult')] }],
  entries: [
    { ...named('hello'), type: 'note' },
    { ...named('age'), type: 'single', list: 'ages', screensOut: ['minor'], required: true },
    { ...named('old'), type: 'calculated', calculation: `if(\${age} = 'adult', 'yes', 'no')` },
    {
      type: 'group',
      code: 'block',
      relevant: `\${age} = 'adult'`,
      entries: [
        {
          ...named('services'),
          type: 'grid',
          scale: 'two',
          required: true,
          rows: [
            { ...named('water'), indicator: { code: 'I01', version: 1 } },
            { ...named('lamps'), indicator: { code: 'I02', version: 1 } },
          ],
        },
      ],
    },
    { ...named('roads'), type: 'satisfaction', scale: 'two', offers: ['dontKnow'] },
  ],
};
const lines = designLines(design);

describe('the questions of a designed plan', () => {
  it('are counted as people are asked them: notes and what is worked out are no questions', () =>
    expect(lines.map(({ item, number }) => [item.code, number])).toEqual([
      ['hello', null],
      ['age', 1],
      ['old', null],
      ['services', 2],
      ['roads', 3],
    ]));

  it('a grid measures what its rows measure, and is asked whom its group is asked', () => {
    const grid = lines[3]!;
    expect(grid.indicators).toEqual(['I01', 'I02']);
    expect(grid.askedWhen?.zh).toMatch(/第 1 题.*adult/);
    expect(lines[1]?.askedWhen).toBeNull();
  });

  it('may be passed by unless they say otherwise', () =>
    expect(lines.filter(({ isOptional }) => isOptional).map(({ item }) => item.code)).toEqual(['roads']));

  it('offer levels with their scores, options with those that end the interview, and rows', () => {
    const answers = (at: number) =>
      answerLines(design, lines[at]!.item).map(({ text: said, ...more }) => [said.zh, more]);
    expect(answers(4)).toEqual([
      ['满意', { score: 100 }],
      ['不满意', { score: 20 }],
      ['不了解', { score: null }],
    ]);
    expect(answers(1)).toEqual([
      ['minor', { screensOut: true }],
      ['adult', {}],
    ]);
    expect(answers(3)).toEqual([
      ['water', {}],
      ['lamps', {}],
    ]);
    expect(answers(0)).toEqual([]);
  });
});
