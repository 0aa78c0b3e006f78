import fc from 'fast-check';
import { exampleAnswers, exampleQuestionnaire } from './example-questionnaire.js';
import { readAnswers, type AnswerFaultCode } from './read-answers.js';

const questionnaire = exampleQuestionnaire();
const good = exampleAnswers();
const unhappy = { ...good, buses: 'veryDissatisfied', busStops: 'veryDissatisfied' };

describe('reading answers', () => {
  it('tells a level, a missing code, a question passed by and one not asked apart', () => {
    expect(readAnswers(questionnaire, good)).toEqual({
      outcome: 'read',
      values: [
        { item: 'age', kind: 'answered', answer: '18-44' },
        { item: 'area', kind: 'answered', answer: 'south' },
        { item: 'streets', kind: 'answered', answer: 'satisfied' },
        { item: 'buses', kind: 'missing', code: 'notApplicable' },
        { item: 'worksFor', kind: 'notAnswered' },
        { item: 'busStops', kind: 'notAsked' },
        { item: 'wish', kind: 'notAsked' },
      ],
    });
  });

  it('counts a rare character as one', () => {
    expect(readAnswers(questionnaire, { ...unhappy, wish: '𠮷'.repeat(10) }).outcome).toBe('read');
  });

  it.each<[string, unknown, [string | null, AnswerFaultCode][]]>([
    ['nothing', null, [[null, 'not-answers']]],
    ['a list', [], [[null, 'not-answers']]],
    ['a text', 'age', [[null, 'not-answers']]],
    ['an item that the questionnaire does not have', { ...good, shoeSize: '43' }, [['shoeSize', 'unknown-item']]],
    ['a level that the scale does not have', { ...good, streets: 'splendid' }, [['streets', 'unknown-answer']]],
    [
      'a missing code that the question does not offer',
      { ...good, streets: 'notApplicable' },
      [['streets', 'unknown-answer']],
    ],
    ['a number', { ...good, streets: 1 }, [['streets', 'unknown-answer']]],
    ['an answer to a question that was not asked', { ...good, busStops: 'fair' }, [['busStops', 'not-asked']]],
    ['a required question unanswered', { ...good, streets: undefined, area: 'north' }, [['streets', 'unknown-answer']]],
    [
      'nothing at all',
      {},
      [
        ['age', 'required'],
        ['area', 'required'],
        ['streets', 'required'],
        ['buses', 'required'],
      ],
    ],
    ['a text of blanks', { ...unhappy, wish: ' \n　' }, [['wish', 'empty-text']]],
    ['a text one character too long', { ...unhappy, wish: '字'.repeat(11) }, [['wish', 'text-too-long']]],
    ['a control character', { ...unhappy, wish: '路\u0000灯' }, [['wish', 'control-characters']]],
    ['an answer that screens out, and says nothing else', { age: 'under-18', x: 'y' }, [['age', 'screened-out']]],
    [
      'an own property of a reserved name',
      JSON.parse('{"__proto__":"x"}'),
      [
        ['__proto__', 'unknown-item'],
        ['age', 'required'],
        ['area', 'required'],
        ['streets', 'required'],
        ['buses', 'required'],
      ],
    ],
  ])('refuses %s', (_title, answers, faults) => {
    const reading = readAnswers(questionnaire, answers);
    expect(reading.outcome === 'refused' && reading.faults.map(({ item, code }) => [item, code])).toEqual(faults);
  });

  it('says each refusal in Chinese and English', () => {
    const reading = readAnswers(questionnaire, { ...unhappy, wish: '字'.repeat(11) });
    expect(reading.outcome === 'refused' && reading.faults[0]?.sentences).toEqual({
      zh: '最多写 10 个字',
      en: 'At most 10 characters',
    });
  });

  it('does not write a thousand sentences for a thousand made-up items', () => {
    const reading = readAnswers(
      questionnaire,
      Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`x${at}`, ''])),
    );
    expect(reading.outcome === 'refused' && reading.faults.length).toBe(20);
  });

  it('answers whatever JSON it is given, without an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...questionnaire.items.map(({ code }) => code)), (value, code) => {
        expect(['read', 'refused']).toContain(readAnswers(questionnaire, value).outcome);
        expect(['read', 'refused']).toContain(readAnswers(questionnaire, { ...good, [code]: value }).outcome);
      }),
    );
  });
});
