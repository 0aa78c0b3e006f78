import { minutesOf, questionsAskedOfAll, secondsFor } from './duration.js';
import { exampleQuestionnaire } from './example-questionnaire.js';

const questionnaire = exampleQuestionnaire();

describe('how long a questionnaire takes', () => {
  it('counts only the questions that everybody is asked', () => {
    expect(questionsAskedOfAll(questionnaire)).toBe(5);
  });

  it('reads five characters a second and takes three seconds to choose', () => {
    // 你住在哪里？ 北区 南区: ten characters.
    expect(secondsFor(questionnaire.items[1]!)).toBe(5);
  });

  it('gives fifteen seconds to an open question', () => {
    expect(secondsFor(questionnaire.items[6]!)).toBe(8 / 5 + 15);
  });

  it('promises ten satisfaction questions of twenty characters in about a minute, and nothing in less than one', () => {
    const item = { ...questionnaire.items[2]!, text: { zh: '字'.repeat(20), en: 'x' } };
    expect(minutesOf({ ...questionnaire, items: new Array(10).fill(item) })).toBe(1);
    expect(minutesOf({ ...questionnaire, items: new Array(20).fill(item) })).toBe(2);
    expect(minutesOf({ ...questionnaire, items: [] })).toBe(1);
  });
});
