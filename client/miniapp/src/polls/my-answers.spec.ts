import { compileDesign } from '@minsheng/questionnaire/compile';
import { evaluationOf } from './asking.js';
import { circumstances, exampleDesign, item, words } from './example-design.js';
import { answersGiven } from './my-answers.js';

const { compiled } = compileDesign(
  exampleDesign([
    item('hello', { type: 'note' }),
    item('ways', { type: 'multiple', list: 'things' }),
    item('first', { type: 'rank', list: 'things', top: 2, text: words('排一排') }),
    item('services', {
      type: 'grid',
      scale: 'two',
      offers: ['dontKnow'],
      text: words('下面这些'),
      rows: [{ code: 'water', text: words('供水'), indicator: { code: 'I', version: 1 } }],
    }),
    item('age', { type: 'integer' }),
    item('source', { type: 'hidden', initial: 'poster' }),
    item('wish', { relevant: `\${age} >= 18` }),
  ]),
  { today: '2026-10-16', sha256: () => 'hash' },
);

const given = (answers: Record<string, string>): (string | null)[][] =>
  answersGiven(evaluationOf(compiled!, { answers, circumstances }), 'zh-CN').map(({ heading, question, answer }) => [
    heading,
    question,
    answer,
  ]);

describe('my answers', () => {
  it('stand in words under their questions, a ranking in its order, 不了解 by its name', () => {
    expect(given({ ways: 'a c', first: 'c a', water: 'dontKnow', age: '35', wish: '路灯' })).toEqual([
      [null, 'ways', 'a、c'],
      [null, '排一排', 'c、a'],
      ['下面这些', '供水', '不了解'],
      [null, 'age', '35'],
      [null, 'wish', '路灯'],
    ]);
  });

  it('leave out what was not asked, not answered or not seen', () => {
    expect(given({ age: '12', wish: '路灯' })).toEqual([[null, 'age', '12']]);
  });
});
