import {
  circumstances,
  compiled,
  compiledExample,
  designWith,
  exampleDesignAnswers,
  item,
  x,
} from '../compile/example-design.js';
import type { CompiledQuestionnaire } from './compiled.js';
import type { Expression } from './expression.js';
import { minutesForAll, secondsForQuestion } from './duration.js';
import { evaluateAnswers, type Evaluation } from './evaluation.js';
import { hangsOnCircumstances } from './hangs-on-circumstances.js';
import { progressAt } from './progress.js';
import { wordsFor } from './words.js';
import { answersKept, nextQuestion, previousQuestion, questionsAsked, screenedOut, type Step } from './walk.js';

const example = compiledExample();
const good = exampleDesignAnswers();
const evaluated = (answers: Record<string, string>, questionnaire: CompiledQuestionnaire = example): Evaluation =>
  evaluateAnswers(questionnaire, answers, circumstances);
const codeOf = (step: Step): string =>
  step.kind === 'question' ? step.question.code : step.kind === 'screened-out' ? `out by ${step.by.code}` : step.kind;
const asked = (evaluation: Evaluation): string[] => {
  const found = questionsAsked(evaluation);
  return found.kind === 'value' ? found.value.map(({ code }) => code) : [];
};

describe('the way through a questionnaire', () => {
  it('goes from the first question to the next that is asked', () => {
    const evaluation = evaluated(good);
    expect(codeOf(nextQuestion(evaluation, null))).toBe('welcome');
    // The calculation after the age is worked out unseen; one way of travel leaves nothing to choose from.
    expect(codeOf(nextQuestion(evaluation, 'age'))).toBe('ways');
    expect(codeOf(nextQuestion(evaluation, 'ways'))).toBe('wishes');
    expect(codeOf(nextQuestion(evaluated({ ...good, ways: 'bus car' }), 'ways'))).toBe('main');
  });

  it('leaves a whole group out when its condition does not hold', () => {
    expect(codeOf(nextQuestion(evaluated({ ...good, age: '12' }), 'age'))).toBe('water');
  });

  it('ends after the last question asked; the rest is the interviewer’s', () => {
    expect(codeOf(nextQuestion(evaluated(good), 'since'))).toBe('end');
    const interview = evaluateAnswers(example, good, { ...circumstances, asInterviewer: true });
    expect(codeOf(nextQuestion(interview, 'since'))).toBe('picture');
  });

  it('goes back over what was asked only', () => {
    expect(codeOf(previousQuestion(evaluated({ ...good, age: '12' }), 'water'))).toBe('age');
    expect(codeOf(previousQuestion(evaluated(good), 'welcome'))).toBe('end');
  });

  it('ends politely after an answer that screens out', () => {
    const questionnaire = compiled(
      designWith([item('adult', { type: 'single', list: 'yesNo', screensOut: ['no'] }), item('wish')]),
    );
    expect(codeOf(nextQuestion(evaluated({ adult: 'no' }, questionnaire), 'adult'))).toBe('out by adult');
    expect(screenedOut(evaluated({ adult: 'no' }, questionnaire))?.code).toBe('adult');
    expect(screenedOut(evaluated({ adult: 'yes' }, questionnaire))).toBeNull();
  });

  it('stops at an error, and names the expression that failed', () => {
    const questionnaire = compiled(
      designWith([
        item('n', { type: 'integer' }),
        item('share', { type: 'calculated', calculation: x('100 div @n') }),
        item('few', { relevant: x('@share > 10') }),
      ]),
    );
    expect(nextQuestion(evaluated({ n: '0' }, questionnaire), 'n')).toEqual({
      kind: 'error',
      fault: { question: 'share', reason: 'not-finite' },
    });
    expect(codeOf(nextQuestion(evaluated({ n: '5' }, questionnaire), 'n'))).toBe('few');
  });

  it('asks nothing of a damaged file that waits for itself, and says so', () => {
    const questionnaire = compiled(designWith([item('a'), item('b', { relevant: x("@a = 'x'") })]));
    const damaged: CompiledQuestionnaire = {
      ...questionnaire,
      questions: questionnaire.questions.map((question) => ({
        ...question,
        relevant: {
          op: 'call',
          name: '=',
          type: 'boolean',
          args: [
            { op: 'answer', of: question.code === 'a' ? 'b' : 'a' },
            { op: 'text', value: 'x' },
          ],
        },
      })),
    };
    expect(nextQuestion(evaluated({}, damaged), null)).toMatchObject({ kind: 'error', fault: { reason: 'cycle' } });
  });

  it('blocks on more steps inside each other than there is room for', () => {
    const questionnaire = compiled(designWith([item('a'), item('b', { relevant: x("@a = 'x'") })]));
    let relevant: Expression = { op: 'call', name: 'true', args: [], type: 'boolean' };
    for (let depth = 0; depth < 100_000; depth += 1)
      relevant = { op: 'call', name: 'not', args: [relevant], type: 'boolean' };
    const damaged = {
      ...questionnaire,
      questions: [questionnaire.questions[0]!, { ...questionnaire.questions[1]!, relevant }],
    };
    expect(nextQuestion(evaluated({}, damaged), 'a')).toEqual({
      kind: 'error',
      fault: { question: 'b', reason: 'too-deep' },
    });
  });

  it('follows three hundred calculations that stand on each other', () => {
    const chain = Array.from({ length: 299 }, (_each, at) =>
      item(`c${at + 1}`, { type: 'calculated', calculation: x(`if(true(), @c${at} + 1, 0)`) }),
    );
    const questionnaire = compiled(designWith([item('c0', { type: 'integer' }), ...chain]));
    const evaluation = evaluated({ c0: '1' }, questionnaire);
    expect(evaluation.valueOf(evaluation.questionOf('c299')!)).toEqual({ kind: 'value', value: '300' });
  });

  it.each(['resembles', 'toString', '__proto__'])(
    'blocks on the operation %s, which this interpreter does not know',
    (name) => {
      const questionnaire = compiled(designWith([item('a'), item('b', { relevant: x("@a = 'x'") })]));
      const newer = JSON.parse(
        JSON.stringify(questionnaire).replace('"name":"="', `"name":"${name}"`),
      ) as CompiledQuestionnaire;
      expect(nextQuestion(evaluated({ a: 'x' }, newer), 'a')).toEqual({
        kind: 'error',
        fault: { question: 'b', reason: 'unknown-operation' },
      });
    },
  );
});

describe('answers left over', () => {
  it('decide nothing while their question is not asked', () => {
    const left = { ...good, age: '12', ways: 'bus car', main: 'car', buses: 'veryDissatisfied', wish: '等车太久' };
    expect(asked(evaluated(left))).not.toContain('wish');
    expect(answersKept(evaluated(left))).toEqual({
      agree: 'OK',
      district: 'north',
      street: 'n2',
      age: '12',
      adult: 'no',
      source: 'poster',
    });
  });

  it('lose the options that a filter has taken away', () => {
    const evaluation = evaluated({ ...good, ways: 'bike foot', main: 'car' });
    expect(evaluation.valueOf(evaluation.questionOf('main')!)).toEqual({ kind: 'value', value: '' });
  });
});

describe('options', () => {
  const optionsOf = (code: string, answers: Record<string, string>, seed = 42): string[] => {
    const evaluation = evaluateAnswers(example, answers, { ...circumstances, seed });
    const found = evaluation.options(evaluation.questionOf(code)!);
    return found.kind === 'value' ? found.value.map((option) => option.code) : [];
  };

  it('are shuffled by the seed of the response, those anchored excepted', () => {
    const orders = Array.from({ length: 40 }, (_each, seed) => optionsOf('ways', good, seed + 1));
    expect(new Set(orders.map((order) => order.join(' '))).size).toBeGreaterThan(8);
    expect(orders.every((order) => order.length === 5 && order[4] === 'none')).toBe(true);
    expect(optionsOf('ways', good, 7)).toEqual(optionsOf('ways', good, 7));
  });

  it('are those that the filter lets through, then the missing codes', () => {
    expect(optionsOf('main', { ...good, ways: 'car bus' })).toEqual(['bus', 'car', 'dontKnow']);
    expect(optionsOf('street', { ...good, district: 'south' })).toEqual(['s1']);
    expect(optionsOf('buses', good)).toEqual([
      'verySatisfied',
      'satisfied',
      'fair',
      'dissatisfied',
      'veryDissatisfied',
      'dontKnow',
      'notApplicable',
      'refused',
    ]);
  });
});

describe('shuffled blocks', () => {
  const questionnaire = compiled(
    designWith([
      item('first'),
      {
        type: 'group',
        code: 'blocks',
        isShuffled: true,
        entries: [
          item('opening', { isAnchored: true }),
          { type: 'group', code: 'one', entries: [item('a1'), item('a2')] },
          { type: 'group', code: 'two', entries: [item('b1'), item('b2')] },
          item('single'),
        ],
      },
      item('last'),
    ]),
  );

  it('change places as a whole, and what is anchored stays', () => {
    const orders = new Set<string>();
    for (let seed = 1; seed <= 60; seed += 1) {
      const order = asked(evaluateAnswers(questionnaire, {}, { ...circumstances, seed })).join(' ');
      expect(order).toMatch(/^first opening .* last$/);
      expect(order).toMatch(/a1 a2/);
      expect(order).toMatch(/b1 b2/);
      orders.add(order);
    }
    expect(orders.size).toBe(6);
  });

  it('are walked in the order shown', () => {
    const evaluation = evaluated({}, questionnaire);
    const order = asked(evaluation);
    const walked: string[] = [];
    for (
      let step = nextQuestion(evaluation, null);
      step.kind === 'question';
      step = nextQuestion(evaluation, step.question.code)
    ) {
      walked.push(step.question.code);
    }
    expect(walked).toEqual(order);
  });
});

describe('words with an answer in them', () => {
  const questionnaire = compiled(
    designWith([
      item('who'),
      item('how', { type: 'multiple', list: 'ways' }),
      item('why', { text: { zh: x('@who，您为什么选@how？'), en: x('@who, why @how?') } }),
    ]),
  );
  const said = (answers: Record<string, string>, language: 'zh' | 'en'): string =>
    wordsFor(evaluated(answers, questionnaire), questionnaire.questions[2]!.text, language);

  it('show it, of a choice its name', () => {
    expect(said({ who: '王先生', how: 'bus foot' }, 'zh')).toBe('王先生，您为什么选公交、步行？');
    expect(said({ who: 'Mr Wang', how: 'bus' }, 'en')).toBe('Mr Wang, why Bus?');
    expect(said({}, 'zh')).toBe('，您为什么选？');
  });
});

describe('how long it takes', () => {
  it('reads five characters a second and looks at a scale once', () => {
    const questionnaire = compiled(
      designWith([
        item('a', { type: 'satisfaction', scale: 'five', text: { zh: '字'.repeat(20), en: 'x' } }),
        item('b', { type: 'single', list: 'yesNo', text: { zh: '字'.repeat(8), en: 'x' } }),
      ]),
    );
    expect(questionnaire.questions.map((question) => secondsForQuestion(questionnaire, question))).toEqual([7, 5]);
  });

  it('counts what everybody is asked, and interviewers’ questions for interviewers', () => {
    expect(minutesForAll(example)).toBe(1);
    const many = compiled(
      designWith([
        ...Array.from({ length: 12 }, (_each, at) => item(`q${at}`, { text: { zh: '字'.repeat(25), en: 'x' } })),
        item('extra', { relevant: x("@q1 = 'x'"), text: { zh: '字'.repeat(500), en: 'x' } }),
        item('own', { isInterviewerOnly: true, text: { zh: '字'.repeat(225), en: 'x' } }),
      ]),
    );
    expect(minutesForAll(many)).toBe(4);
    expect(minutesForAll(many, true)).toBe(5);
  });
});

describe('where a person stands', () => {
  const standing = (answers: Record<string, string>, at: string) => progressAt(evaluated(answers), at);

  it('numbers the questions asked on the answers so far; a note is none', () => {
    expect(standing({}, 'welcome')?.number).toBe(0);
    expect(standing({}, 'agree')?.number).toBe(1);
    expect(standing(good, 'ways')).toMatchObject({ number: 5, of: 11 });
    expect(standing({ ...good, ways: 'bus car' }, 'wishes')).toMatchObject({ number: 7, of: 12 });
  });

  it('promises less time the further one has come, and never none', () => {
    const minutes = ['agree', 'ways', 'since'].map((at) => standing(good, at)?.minutesLeft ?? 0);
    expect(minutes).toEqual([...minutes].sort((one, other) => other - one));
    expect(minutes.at(-1)).toBe(1);
  });

  it('is nowhere at a question that is not asked', () => {
    expect(standing({ ...good, age: '12' }, 'ways')).toBeNull();
  });
});

describe('the circumstances', () => {
  const plain = [item('age', { type: 'integer' }), item('wish', { relevant: x('@age >= 18') })];
  it.each<[string, Parameters<typeof designWith>[0], boolean]>([
    ['nothing shuffled, no day asked for', plain, false],
    ['options shuffled', [item('way', { type: 'single', list: 'ways', isShuffled: true })], true],
    ['a block shuffled', [{ type: 'group', code: 'block', isShuffled: true, entries: plain }], true],
    [
      'a date held against today',
      [
        item('since', {
          type: 'date',
          constraint: { expression: '. <= today()', message: { zh: '不晚于今天', en: 'Not after today' } },
        }),
      ],
      true,
    ],
    ['chance in a calculation', [...plain, item('dice', { type: 'calculated', calculation: 'random() * 6' })], true],
    [
      'a first result that is kept',
      [...plain, item('first', { type: 'calculated', calculation: x('once(@age)') })],
      true,
    ],
  ])('%s', (_title, entries, expected) => {
    expect(hangsOnCircumstances(compiled(designWith(entries)))).toBe(expected);
  });
});
