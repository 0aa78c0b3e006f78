import type { QuestionnaireDesign } from '@minsheng/contracts';

import { conditionOf, expressionOf, rangeExpression, rangeOf, subjectsBefore, type Condition } from './condition.js';
import { fiveLevels } from './new-items.js';

const both = (zh: string) => ({ zh, en: zh });
const x = (text: string) => text.replace(/@(\w+)/g, (_all, code: string) => `\${${code}}`);

describe('a condition clicked together', () => {
  const cases: [says: string, condition: Condition, expression: string][] = [
    [
      'one answer of a question',
      { join: 'and', clauses: [{ of: 'q1', relation: 'isOneOf', values: ['yes'] }] },
      "@q1 = 'yes'",
    ],
    [
      'one of several answers',
      { join: 'and', clauses: [{ of: 'q1', relation: 'isOneOf', values: ['fair', 'dontKnow'] }] },
      "(@q1 = 'fair' or @q1 = 'dontKnow')",
    ],
    [
      'none of several answers',
      { join: 'and', clauses: [{ of: 'q1', relation: 'isNoneOf', values: ['a', 'b'] }] },
      "(@q1 != 'a' and @q1 != 'b')",
    ],
    [
      'an option among several chosen',
      { join: 'and', clauses: [{ of: 'ways', relation: 'has', values: ['bus', 'bike'] }] },
      "(selected(@ways, 'bus') or selected(@ways, 'bike'))",
    ],
    [
      'an option that was not chosen',
      { join: 'and', clauses: [{ of: 'ways', relation: 'hasNot', values: ['none'] }] },
      "not(selected(@ways, 'none'))",
    ],
    [
      'a number from somewhere on',
      { join: 'and', clauses: [{ of: 'age', relation: '>=', values: ['18'] }] },
      '@age >= 18',
    ],
    ['any answer', { join: 'and', clauses: [{ of: 'name', relation: 'any', values: [] }] }, "@name != ''"],
    [
      'two things that must both hold',
      {
        join: 'and',
        clauses: [
          { of: 'age', relation: '<', values: ['60'] },
          { of: 'q1', relation: 'isOneOf', values: ['a', 'b'] },
        ],
      },
      "@age < 60 and (@q1 = 'a' or @q1 = 'b')",
    ],
    [
      'two things of which one is enough',
      {
        join: 'or',
        clauses: [
          { of: 'q1', relation: 'isOneOf', values: ['a'] },
          { of: 'q2', relation: 'none', values: [] },
        ],
      },
      "@q1 = 'a' or @q2 = ''",
    ],
  ];
  it.each(cases)('says %s, and is read back as it was clicked', (_says, condition, expression) => {
    expect(expressionOf(condition)).toBe(x(expression));
    expect(conditionOf(x(expression))).toEqual(condition);
  });

  it('leaves out what is not finished yet', () => {
    expect(expressionOf({ join: 'and', clauses: [{ of: 'q1', relation: 'isOneOf', values: [] }] })).toBe('');
  });

  it('reads the older way of a plan, answers of one question joined without brackets', () => {
    expect(conditionOf(x("@q1 = 'a' or @q1 = 'b'"))).toEqual({
      join: 'and',
      clauses: [{ of: 'q1', relation: 'isOneOf', values: ['a', 'b'] }],
    });
  });

  it.each([
    '@a + 1 > 2',
    "if(@a = 'x', true(), false())",
    "@a = 'x' and @b = 'y' or @c = 'z'",
    'string-length(@a) > 3',
  ])('stays as it is written where clicks cannot say it: %s', (expression) => {
    expect(conditionOf(x(expression))).toBeNull();
  });

  it('does not cut inside a quoted answer', () => {
    expect(conditionOf(x("@a = 'this or that'"))?.clauses[0]?.values).toEqual(['this or that']);
  });
});

describe('what a condition can be about', () => {
  const design: QuestionnaireDesign = {
    format: 'minsheng-questionnaire/2',
    code: 'd',
    version: 1,
    title: both('问卷'),
    marks: { formNumber: '', maker: both(''), approvedBy: both(''), approvalNumber: '', validUntil: '' },
    scales: [fiveLevels],
    missing: [{ code: 'dontKnow', name: both('不了解') }],
    lists: [{ code: 'yesNo', choices: [{ code: 'yes', text: both('是') }] }],
    entries: [
      { type: 'note', code: 'hello', text: both('你好') },
      { type: 'single', code: 'q1', text: both('一'), list: 'yesNo', offers: ['dontKnow'] },
      {
        type: 'group',
        code: 'g1',
        entries: [
          {
            type: 'grid',
            code: 'q2',
            text: both('二'),
            scale: 'satisfaction',
            rows: [{ code: 'q2r1', text: both('行') }],
          },
          { type: 'integer', code: 'q3', text: both('三') },
        ],
      },
      { type: 'text', code: 'q4', text: both('四'), maxLength: 10 },
    ],
  };

  it('are the questions before it, rows of a grid each for itself, without notes', () => {
    expect(subjectsBefore(design, 'q4').map(({ code, kind }) => [code, kind])).toEqual([
      ['q1', 'one'],
      ['q2r1', 'one'],
      ['q3', 'number'],
    ]);
  });

  it('are answered by their options and the missing codes that they offer', () => {
    expect(subjectsBefore(design, 'g1')[0]?.options.map(({ code }) => code)).toEqual(['yes', 'dontKnow']);
  });

  it('are none for the first question', () => {
    expect(subjectsBefore(design, 'q1')).toEqual([]);
  });
});

describe('the range of a number', () => {
  it.each([
    [{ least: '0', most: '120' }, '. >= 0 and . <= 120'],
    [{ least: '18', most: '' }, '. >= 18'],
    [{ least: '', most: '9.5' }, '. <= 9.5'],
    [{ least: '', most: '' }, ''],
  ])('is written as a check and read back: %j', (range, expression) => {
    expect(rangeExpression(range)).toBe(expression);
    expect(rangeOf(expression)).toEqual(range);
  });

  it.each(['. > 0', '. >= 0 and . <= 10 and . != 5', '. >= 0. <= 1'])('is not what another check says: %s', (check) => {
    expect(rangeOf(check)).toBeNull();
  });
});
