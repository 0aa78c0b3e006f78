import { exampleAnswers, exampleQuestionnaire } from './example-questionnaire.js';
import { isAsked } from './routing.js';
import type { Answers } from './answers.js';

const questionnaire = exampleQuestionnaire();
const unhappy = { ...exampleAnswers(), buses: 'dissatisfied', busStops: 'veryDissatisfied' };

const asked = (answers: Answers): string[] =>
  questionnaire.items.filter((item) => isAsked(questionnaire, item, answers)).map(({ code }) => code);

describe('what is asked of a questionnaire', () => {
  it.each<[string, Answers, string[]]>([
    ['everything unconditional, before anything is answered', {}, ['age', 'area', 'streets', 'buses', 'worksFor']],
    ['not a question whose condition does not hold', exampleAnswers(), ['age', 'area', 'streets', 'buses', 'worksFor']],
    [
      'a further question on a bad answer, and another on a worse one',
      unhappy,
      ['age', 'area', 'streets', 'buses', 'worksFor', 'busStops', 'wish'],
    ],
    [
      'nothing more on a left-over answer',
      { ...unhappy, buses: 'satisfied' },
      ['age', 'area', 'streets', 'buses', 'worksFor'],
    ],
  ])('%s', (_title, answers, codes) => {
    expect(asked(answers)).toEqual(codes);
  });

  it('asks nothing on a condition that points at itself or forward, and does not run in circles', () => {
    const circular = exampleQuestionnaire();
    circular.items[2]!.askIf = { item: 'buses', isOneOf: ['fair'] };
    circular.items[3]!.askIf = { item: 'buses', isOneOf: ['fair'] };
    for (const item of circular.items.slice(2, 4)) expect(isAsked(circular, item, { buses: 'fair' })).toBe(false);
  });
});
