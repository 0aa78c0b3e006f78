import type { PollPlan } from '@minsheng/contracts';
import { NOT_ASKED, NO_SCORE } from '@minsheng/statistics';
import { planOfSpecs } from '../plan/plan-of-specs.js';
import { fieldBookOf } from './field-book.js';
import type { AnswerRecord } from './record.js';

// D1 is scored on F1 (q1) and B1 (q2), D2 on F1; areas on B1 and A1 (q2, q3).
const plan: PollPlan = planOfSpecs();
const book = fieldBookOf(plan);
if (book.form.kind !== 'plain') throw new Error('this plan has no design');
const { reader } = book.form;

function recordOf(change: Record<string, string> = {}): AnswerRecord {
  const answers = {
    area: 'A1',
    sex: 'male',
    age: '18-34',
    staffOf: 'none',
    q1: 'verySatisfied',
    q2: 'fair',
    q3: 'dontKnow',
  };
  const reading = reader.read({ ...answers, ...change });
  if (!reading) throw new Error('these answers are refused');
  return { mode: 'WECHAT', psu: 3, seconds: 60, minute: 0, singles: reading.singles, codes: reading.codes };
}

describe('what an answer counts for', () => {
  it.each<[string, Record<string, string>, number[]]>([
    ['levels as they are, 不了解 as no score', {}, [0, 2, NO_SCORE]],
    ['refusing a question is no score either', { q1: 'refused' }, [NO_SCORE, 2, NO_SCORE]],
    ['staff of D1: not what D1 is scored on', { staffOf: 'D1', q3: 'satisfied' }, [NOT_ASKED, NOT_ASKED, 1]],
    ['staff of D2: not what D2 is scored on', { staffOf: 'D2', q3: 'satisfied' }, [NOT_ASKED, 2, 1]],
    ['staff of the area they live in: not what areas are scored on', { staffOf: 'A1' }, [0, NOT_ASKED, NOT_ASKED]],
    ['staff of another area judge the one they live in', { staffOf: 'A2', q3: 'satisfied' }, [0, 2, 1]],
  ])('%s', (_, answers, scored) => expect([...book.scoredAnswers(recordOf(answers))]).toEqual(scored));

  it('falls on the cell of area, sex and age, and on the sampling unit of the record', () => {
    const { cell, psu } = book.fold(recordOf({ area: 'A2', sex: 'female', age: '60-plus' }));
    expect([cell, psu]).toEqual([11, 3]);
  });

  it('staff of a unit leave its sums by the same amounts as if they had not been asked', () => {
    const { cells } = book.fold(recordOf({ staffOf: 'D1', q3: 'satisfied' }));
    const asked = [0, 1, 2].map((question) => {
      const from = book.layout.levelAt[question] as number;
      return cells.filter((slot, at) => at % 2 === 0 && slot >= from && slot < from + 6).length;
    });
    expect(asked).toEqual([0, 0, 1]);
  });
});

describe('a body at the door', () => {
  const answers = { area: 'A1', sex: 'male', age: '18-34', staffOf: 'none', q1: 'fair', q2: 'fair', q3: 'fair' };
  const submission = { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', replaces: null, seconds: 60, answers };
  const interview = { id: submission.id, site: 'A1-1', answeredAt: '2027-02-12T09:00:00+08:00', seconds: 60, answers };

  it.each<[string, object, boolean]>([
    ['as the phone sends it', {}, true],
    ['an edit names the receipt', { replaces: '7K2F-9QXC-M4' }, true],
    ['a receipt with a letter that none has', { replaces: '7K2F-9QXC-MU' }, false],
    ['an id that is none', { id: 'one' }, false],
    ['longer than a day', { seconds: 86_401 }, false],
    ['half a second', { seconds: 0.5 }, false],
    ['a field nobody asked for', { person: 'x' }, false],
    ['an answer that is not text', { answers: { ...answers, q1: 1 } }, false],
    ['an item that is not in the questionnaire', { answers: { ...answers, q9: 'fair' } }, false],
  ])('%s: %j', (_, change, isTaken) => expect(book.checkSubmission({ ...submission, ...change })).toBe(isTaken));

  it.each<[string, object[], boolean]>([
    ['one interview', [interview], true],
    ['none', [], false],
    ['a hundred', Array.from({ length: 100 }, () => interview), true],
    ['a hundred and one', Array.from({ length: 101 }, () => interview), false],
    ['a site that the plan does not have', [{ ...interview, site: 'A9-1' }], false],
    ['a time without its offset', [{ ...interview, answeredAt: '2027-02-12T09:00:00' }], false],
  ])('a batch of %s', (_, interviews, isTaken) => expect(book.checkInterviews({ interviews })).toBe(isTaken));
});

it.each([
  ['2027-02-11T00:00:00+08:00', 0, 0],
  ['2027-02-11T23:59:59+08:00', 0, 1439],
  ['2027-02-12T00:00:00+08:00', 1, 1440],
  ['2027-02-20T23:59:59+08:00', 9, 14_399],
])('%s is day %i and minute %i of fieldwork', (at, day, minute) =>
  expect([book.dayOf(new Date(at)), book.minuteOf(new Date(at))]).toEqual([day, minute]),
);
