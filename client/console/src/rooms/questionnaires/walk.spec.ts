import type { DesignEntry, QuestionnaireDesign } from '@minsheng/contracts';

import { diagnosticsByCard } from './card-diagnostics.js';
import { replaced, withFields } from './entries.js';
import { fiveLevels } from './new-items.js';
import { compile, runnableOf } from './runnable.js';
import {
  atTheDoor,
  cardOfQuestion,
  evaluated,
  progressOf,
  questionAt,
  questionOfCard,
  recorded,
  replayed,
  walkAfter,
  type Run,
  type Walk,
  type WalkEvent,
} from './walk.js';

const both = (zh: string) => ({ zh, en: zh });
const today = '2026-11-22';

function designWith(...entries: DesignEntry[]): QuestionnaireDesign {
  return {
    format: 'minsheng-questionnaire/2',
    code: 'd',
    version: 1,
    title: both('问卷'),
    marks: {
      formNumber: '1',
      maker: both('局'),
      approvedBy: both('局'),
      approvalNumber: '1',
      validUntil: '2027-06-30',
    },
    scales: [fiveLevels],
    missing: [{ code: 'dontKnow', name: both('不了解') }],
    lists: [
      {
        code: 'yesNo',
        choices: [
          { code: 'yes', text: both('是') },
          { code: 'no', text: both('否') },
        ],
      },
    ],
    entries,
  };
}

const entries: DesignEntry[] = [
  { type: 'note', code: 'hello', text: both('您好') },
  { type: 'single', code: 'lives', text: both('您住这里吗？'), list: 'yesNo', screensOut: ['no'], required: true },
  {
    type: 'grid',
    code: 'services',
    text: both('您满意吗？'),
    scale: 'satisfaction',
    offers: ['dontKnow'],
    rows: [
      { code: 'water', text: both('供水') },
      { code: 'lamps', text: both('路灯') },
    ],
  },
  { type: 'text', code: 'why', text: both('为什么？'), maxLength: 100, relevant: `\${water} = 'dissatisfied'` },
];
const design = designWith(...entries);
const run: Run = {
  compiled: compile(design, today).compiled!,
  circumstances: { seed: 1, now: '2026-11-22T01:00:00.000Z' },
};

function after(...events: WalkEvent[]): Walk {
  return events.reduce((walk, event) => walkAfter(walk, event, run), atTheDoor);
}
const answer = (code: string, said: string): WalkEvent => ({ kind: 'answered', code, answer: said });
const on: WalkEvent = { kind: 'went-on' };
const at = (walk: Walk) => questionAt(evaluated(run, walk), walk)?.code ?? null;

describe('trying a questionnaire out', () => {
  it('begins at the first question and goes by the answers', () => {
    const walk = after(
      { kind: 'trial-begun' },
      on,
      answer('lives', 'yes'),
      on,
      answer('water', 'dissatisfied'),
      on,
      on,
    );
    expect(at(walk)).toBe('why');
    expect(at(walkAfter(walk, on, run))).toBeNull();
    expect(walkAfter(walk, on, run).ended).toBe('end');
  });

  it('does not go past a required question without an answer, and says why', () => {
    const walk = after({ kind: 'trial-begun' }, on, on);
    expect(at(walk)).toBe('lives');
    expect(walk.fault?.zh).toMatch(/还没有答/);
  });

  it('ends politely where an answer screens out', () => {
    const walk = after({ kind: 'trial-begun' }, on, answer('lives', 'no'), on);
    expect(walk.ended).toEqual({ screenedOutBy: 'lives' });
    expect(at(walkAfter(walk, { kind: 'went-back' }, run))).toBe('lives');
  });

  it('keeps to its way when a card is chosen meanwhile', () => {
    expect(at(after({ kind: 'trial-begun' }, { kind: 'shown', code: 'why' }))).toBe('hello');
  });

  it('forgets the answers when it is left', () => {
    expect(after({ kind: 'trial-begun' }, on, answer('lives', 'yes'), { kind: 'trial-left' }).answers).toEqual({});
  });

  it('takes an answer back that was emptied', () => {
    expect(after(answer('lives', 'yes'), answer('lives', '')).answers).toEqual({});
  });

  it('counts the questions that are asked, words to read aside', () => {
    const walk = after(answer('lives', 'yes'));
    const evaluation = evaluated(run, walk);
    expect(progressOf(evaluation, evaluation.questionOf('water')!)).toEqual({ number: 2, of: 3 });
  });
});

describe('the preview beside the cards', () => {
  it('shows the question of the card in hand, even one that the answers would not reach', () => {
    expect(at(after({ kind: 'shown', code: 'why' }))).toBe('why');
  });

  it('shows a grid by its first row, and finds the card of a row', () => {
    expect(questionOfCard(design, run.compiled, 'services')).toBe('water');
    expect(cardOfQuestion(design, 'lamps')).toBe('services');
  });

  it('goes to the first question when the one in hand is deleted', () => {
    expect(at({ ...atTheDoor, at: 'gone' })).toBe('hello');
  });
});

describe('a trial kept as a script', () => {
  const walk = after({ kind: 'trial-begun' }, on, answer('lives', 'yes'), on, answer('water', 'dissatisfied'), on);
  const scenario = recorded(run, walk, { code: 's1', name: both('不满意的人') });

  it('holds the answers in order and what was asked', () => {
    expect(scenario.answers).toEqual([
      { item: 'lives', answer: 'yes' },
      { item: 'water', answer: 'dissatisfied' },
    ]);
    expect(scenario.expect).toMatchObject({
      asked: ['hello', 'lives', 'water', 'lamps', 'why'],
      outcome: 'complete',
    });
  });

  it('passes on the questionnaire that it was recorded on', () => {
    expect(replayed(run.compiled, [scenario]).get('s1')?.hasPassed).toBe(true);
  });

  it('fails when a change asks other questions', () => {
    const other = replaced(design, 'why', withFields(entries[3]!, { relevant: `\${water} = 'satisfied'` }));
    const outcome = replayed(compile(other, today).compiled!, [scenario]).get('s1');
    expect(outcome?.hasPassed).toBe(false);
    expect(outcome?.differences.map(({ what }) => what)).toEqual(['asked']);
  });
});

describe('the preview of a design that cannot be published yet', () => {
  it('fills in missing marks and words, so that the questions can be seen', () => {
    const bare = { ...designWith({ ...entries[0]!, text: { zh: '您好', en: '' } } as DesignEntry, entries[1]!) };
    const marks = { ...bare.marks, formNumber: '', validUntil: '' };
    const found = runnableOf({ ...bare, marks }, compile({ ...bare, marks }, today), today);
    expect(found.compiled?.questions.map(({ code }) => code)).toEqual(['hello', 'lives']);
    expect(found).toMatchObject({ leftOut: [], isMended: true });
  });

  it('asks a question without its faulty condition', () => {
    const faulty = designWith(entries[1]!, { ...entries[3]!, relevant: `\${nobody} = 1` } as DesignEntry);
    const found = runnableOf(faulty, compile(faulty, today), today);
    expect(found.compiled?.questions.map(({ code }) => code)).toEqual(['lives', 'why']);
    expect(found.leftOut).toEqual([]);
  });

  it('leaves out a card that cannot be asked, and says so', () => {
    const faulty = designWith(entries[0]!, entries[1]!, {
      type: 'calculated',
      code: 'c',
      text: both(''),
      calculation: '',
    });
    const found = runnableOf(faulty, compile(faulty, today), today);
    expect(found.leftOut).toEqual(['c']);
    expect(found.compiled?.questions.map(({ code }) => code)).toEqual(['hello', 'lives']);
  });

  it('is empty while there is no question', () => {
    const empty = designWith();
    expect(runnableOf(empty, compile(empty, today), today).compiled).toBeNull();
  });

  it('of a design without errors is the design itself', () => {
    const compilation = compile(design, today);
    expect(runnableOf(design, compilation, today)).toEqual({
      compiled: compilation.compiled,
      leftOut: [],
      isMended: false,
    });
  });
});

describe('a diagnostic', () => {
  it('stands beside the card where it can be mended: a row’s with its grid, a list’s with its first user', () => {
    const faulty: QuestionnaireDesign = {
      ...designWith(entries[1]!, { ...entries[2]!, rows: [{ code: 'water', text: both('') }] } as DesignEntry),
      lists: [{ code: 'yesNo', choices: [{ code: 'yes', text: { zh: '', en: 'Yes' } }] }],
      title: { zh: '', en: 'Poll' },
    };
    const { whole, cards, errors } = diagnosticsByCard(faulty, compile(faulty, today).diagnostics);
    expect(whole.map(({ field }) => field)).toContain('title');
    expect(cards.get('services')?.map(({ item }) => item)).toContain('water');
    expect(cards.get('lives')?.map(({ field }) => field)).toContain('choices.yes');
    expect(errors).toBe([whole, ...cards.values()].flat().filter(({ severity }) => severity === 'error').length);
  });
});
