import { exampleAnswers, exampleQuestionnaire } from './example-questionnaire.js';
import { isAsked, keepAsked, nextItem, previousItem, screenedOutBy } from './routing.js';
import type { Answers } from './answers.js';

const questionnaire = exampleQuestionnaire();
const unhappy = { ...exampleAnswers(), buses: 'dissatisfied', busStops: 'veryDissatisfied' };

function walk(answers: Answers): string[] {
  const codes: string[] = [];
  for (let item = nextItem(questionnaire, answers, null); item; item = nextItem(questionnaire, answers, item.code)) {
    codes.push(item.code);
  }
  return codes;
}

describe('the way through a questionnaire', () => {
  it.each<[string, Answers, string[]]>([
    ['asks everything unconditional before anything is answered', {}, ['age', 'area', 'streets', 'buses', 'worksFor']],
    [
      'passes a question by whose condition does not hold',
      exampleAnswers(),
      ['age', 'area', 'streets', 'buses', 'worksFor'],
    ],
    [
      'opens a further question on a bad answer, and another on a worse one',
      unhappy,
      ['age', 'area', 'streets', 'buses', 'worksFor', 'busStops', 'wish'],
    ],
    [
      'lets a left-over answer open nothing',
      { ...unhappy, buses: 'satisfied' },
      ['age', 'area', 'streets', 'buses', 'worksFor'],
    ],
    ['ends after an answer that screens out', { age: 'under-18' }, ['age']],
  ])('%s', (_title, answers, codes) => {
    expect(walk(answers)).toEqual(codes);
  });

  it('leads back over the questions that were asked, to the first', () => {
    const back: string[] = [];
    for (let item = previousItem(questionnaire, exampleAnswers(), 'wish'); item; ) {
      back.push(item.code);
      item = previousItem(questionnaire, exampleAnswers(), item.code);
    }
    expect(back).toEqual(['worksFor', 'buses', 'streets', 'area', 'age']);
  });

  it('knows no way on from an item that is not there', () => {
    expect(nextItem(questionnaire, {}, 'nowhere')).toBeNull();
    expect(previousItem(questionnaire, {}, 'nowhere')).toBeNull();
  });

  it('forgets the answers that a changed answer has closed', () => {
    expect(keepAsked(questionnaire, { ...unhappy, wish: '路灯', buses: 'fair' })).toEqual({
      ...exampleAnswers(),
      buses: 'fair',
    });
  });

  it('says which answer ends the interview', () => {
    expect(screenedOutBy(questionnaire, { age: 'under-18' })).toBe('age');
    expect(screenedOutBy(questionnaire, exampleAnswers())).toBeNull();
  });

  it('asks nothing on a condition that points at itself or forward, and does not run in circles', () => {
    const circular = exampleQuestionnaire();
    circular.items[2]!.askIf = { item: 'buses', isOneOf: ['fair'] };
    circular.items[3]!.askIf = { item: 'buses', isOneOf: ['fair'] };
    for (const item of circular.items.slice(2, 4)) expect(isAsked(circular, item, { buses: 'fair' })).toBe(false);
  });
});
