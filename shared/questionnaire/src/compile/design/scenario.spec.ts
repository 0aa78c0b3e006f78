import type { QuestionnaireScenario } from '@minsheng/contracts';
import {
  both,
  compiled,
  compiledExample,
  designWith,
  exampleDesign,
  exampleDesignAnswers,
  item,
  x,
} from '../example-design.js';
import { coverQuestionnaire } from './coverage.js';
import { recordScenario, replayScenario } from './scenario.js';

const script = {
  seed: 42,
  now: '2026-11-22T01:26:53.123Z',
  answers: Object.entries(exampleDesignAnswers()).map(([code, answer]) => ({ item: code, answer })),
};
const recorded: QuestionnaireScenario = {
  code: 'adult',
  name: both('成年人', 'An adult'),
  ...script,
  expect: recordScenario(compiledExample(), script),
};

describe('a recorded script', () => {
  it('keeps what was asked, worked out and came of it', () => {
    expect(recorded.expect.outcome).toBe('complete');
    expect(recorded.expect.calculated).toEqual({ adult: 'yes' });
    expect(recorded.expect.asked).toEqual([
      'welcome',
      'agree',
      'district',
      'street',
      'age',
      'ways',
      'wishes',
      'buses',
      'water',
      'lamps',
      'spend',
      'since',
    ]);
  });

  it('passes when it is replayed on the same questionnaire', () => {
    expect(replayScenario(compiledExample(), recorded)).toEqual({ code: 'adult', hasPassed: true, differences: [] });
  });

  it('tells what has changed when a condition was changed', () => {
    const text = JSON.stringify(exampleDesign()).replace('>= 18', '>= 60');
    const outcome = replayScenario(compiled(JSON.parse(text)), recorded);
    expect(outcome.hasPassed).toBe(false);
    expect(outcome.differences.map(({ what }) => what)).toEqual(['asked', 'calculated', 'outcome']);
    expect(outcome.differences[2]).toEqual({
      what: 'outcome',
      expected: 'complete',
      found: { faultsAt: ['ways', 'buses'] },
    });
  });

  it('may end at a screening question or in a refusal', () => {
    const questionnaire = compiled(
      designWith([item('adult', { type: 'single', list: 'yesNo', screensOut: ['no'], required: true }), item('wish')]),
    );
    const outcome = (answers: QuestionnaireScenario['answers']) =>
      recordScenario(questionnaire, { seed: 1, now: script.now, answers }).outcome;
    expect(outcome([{ item: 'adult', answer: 'no' }])).toEqual({ screenedOutBy: 'adult' });
    expect(outcome([{ item: 'wish', answer: '灯' }])).toEqual({ faultsAt: ['adult'] });
  });
});

describe('random paths', () => {
  const options = { paths: 150, seed: 7, now: script.now };

  it('reach everything that a citizen can reach in the example', () => {
    const coverage = coverQuestionnaire(compiledExample(), options);
    expect(coverage.questionsUnreached).toEqual([]);
    expect(coverage.optionsUnreached).toEqual([{ question: 'main', option: 'none' }]);
    expect(coverage.stuckAt).toEqual([]);
    expect(coverage.errors).toEqual([]);
    expect(coverage.completed).toBe(150);
    expect(coverage.medianSeconds).toBeGreaterThan(20);
  });

  it('reach an interviewer’s questions as an interviewer', () => {
    const coverage = coverQuestionnaire(compiledExample(), { ...options, paths: 5, asInterviewer: true });
    expect(coverage.questionsUnreached.filter((code) => ['picture', 'where', 'point', 'turn'].includes(code))).toEqual(
      [],
    );
  });

  it('tell what no path reaches although no proof condemns it', () => {
    const questionnaire = compiled(
      designWith([
        item('name'),
        item('odd', { relevant: x("contains(@name, 'a') and not(contains(@name, 'a'))") }),
        item('way', {
          type: 'single',
          list: 'ways',
          choiceFilter: x("kind = 'own' or @name = 'never said'"),
          constraint: { expression: ". != 'car'", message: both('不', 'No') },
        }),
      ]),
    );
    const coverage = coverQuestionnaire(questionnaire, { ...options, paths: 60 });
    expect(coverage.questionsUnreached).toEqual(['odd']);
    expect(coverage.optionsUnreached).toEqual([{ question: 'way', option: 'car' }]);
  });

  it('tell where nobody gets on, and what cannot be worked out', () => {
    const questionnaire = compiled(
      designWith([
        item('n', { type: 'integer', required: true }),
        item('share', { type: 'calculated', calculation: x('10 div (@n - @n)') }),
        item('stop', {
          type: 'text',
          maxLength: 3,
          required: true,
          constraint: { expression: 'string-length(.) > 90', message: both('长', 'Long') },
        }),
        item('after', { relevant: x('@share > 1') }),
      ]),
    );
    const coverage = coverQuestionnaire(questionnaire, { ...options, paths: 10 });
    expect(coverage.stuckAt).toEqual([{ question: 'stop', paths: 10 }]);
    expect(coverage.completed).toBe(0);
  });

  it('are the same for the same seed', () => {
    expect(coverQuestionnaire(compiledExample(), { ...options, paths: 20 })).toEqual(
      coverQuestionnaire(compiledExample(), { ...options, paths: 20 }),
    );
  });
});
