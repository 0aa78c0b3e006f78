import type { DesignItem, PollPlan, QuestionnaireDesign } from '@minsheng/contracts';
import { designOfPlan } from '../plan/compiled-questionnaire.js';
import { planOfSpecs } from '../plan/plan-of-specs.js';
import { type Asked, readDesigned, sentPart } from './designed-answers.js';
import { fieldBookOf } from './field-book.js';

const named = (code: string) => ({ code, text: { zh: `说说 ${code}`, en: `Tell about ${code}` } });
const besides: DesignItem[] = [
  { ...named('day'), type: 'calculated', calculation: `format-date(today(), '%Y-%m-%d')` },
  ...['t1', 't2', 't3', 't4'].map((code): DesignItem => ({ ...named(code), type: 'text', maxLength: 2000 })),
  { ...named('all'), type: 'calculated', calculation: `concat(\${t1}, \${t2})` },
];

function designed(): PollPlan {
  const design = designOfPlan(planOfSpecs());
  const document: QuestionnaireDesign = { ...design, code: 'city', entries: [...design.entries, ...besides] };
  return planOfSpecs({}, { design: { questionnaireId: '01QUESTIONNAIREQUESTIONNAI', hash: '', document } });
}

// Fieldwork begins on 11 February 2027 in Shanghai.
const book = fieldBookOf(designed());
const { form } = book;
if (form.kind !== 'designed') throw new Error('this plan has a design');
const answers = { area: 'A1', sex: 'male', age: '18-34', staffOf: 'none', q1: 'satisfied', q2: 'fair', q3: 'dontKnow' };
const asked: Asked = {
  now: new Date('2027-02-14T02:00:00.000Z'),
  otherwise: new Date('2027-02-14T02:00:00.000Z'),
  asInterviewer: false,
};
const read = (more: Record<string, string>, startedAt?: string, when: Partial<Asked> = {}) => {
  const circumstances = startedAt === undefined ? {} : { circumstances: { seed: 3, startedAt } };
  return readDesigned(book, form, { answers: { ...answers, ...more }, ...circumstances }, { ...asked, ...when });
};
const textsOf = (found: ReturnType<typeof read>) =>
  found.outcome === 'read' ? (JSON.parse(found.texts ?? '{}') as Record<string, unknown>) : null;

describe('the day on which somebody answered', () => {
  it.each<[string, string | undefined, Partial<Asked>, string]>([
    ['is the one on which the phone began', '2027-02-13T15:59:00.000Z', {}, '2027-02-13'],
    [
      'may be the day before fieldwork, for a device left in another city',
      '2027-02-10T01:00:00.000Z',
      {},
      '2027-02-10',
    ],
    ['may be a little ahead of the server', '2027-02-14T02:09:00.000Z', {}, '2027-02-14'],
    ['is the server’s where the phone is days ahead', '2027-02-16T02:00:00.000Z', {}, '2027-02-14'],
    ['is the server’s where the phone began long before fieldwork', '2027-01-01T02:00:00.000Z', {}, '2027-02-14'],
    ['is the server’s where the phone names no day', '2027-02-30T25:00:00.000Z', {}, '2027-02-14'],
    ['is the server’s where the phone says nothing', undefined, {}, '2027-02-14'],
    [
      'of an interview brought in later is that of the interview',
      undefined,
      { otherwise: new Date('2027-02-12T02:00:00.000Z') },
      '2027-02-12',
    ],
  ])('%s', (_title, startedAt, when, day) => expect(textsOf(read({}, startedAt, when))?.day).toBe(day));
});

describe('what is kept beside levels and choices', () => {
  const long = 'x'.repeat(1990);

  it('is everything else by item, and the seed', () =>
    expect(textsOf(read({ t1: 'a', t2: 'b' }, '2027-02-14T01:00:00.000Z'))).toEqual({
      day: '2027-02-14',
      t1: 'a',
      t2: 'b',
      all: 'ab',
      $seed: 3,
    }));

  it('what was worked out gives way to what somebody wrote', () =>
    expect(textsOf(read({ t1: long, t2: long, t3: long }))).toEqual({ t1: long, t2: long, t3: long }));

  it('more than a sheet holds is refused, naming the longest answer', () => {
    const full = { t1: `${long}12345`, t2: `${long}12345`, t3: `${long}1234567890`, t4: `${long}12345` };
    expect(read(full)).toMatchObject({ outcome: 'refused', fields: [{ field: 'answers.t3' }] });
  });
});

describe('what was sent', () => {
  it('is the same however its fields are ordered, and another with another seed', () => {
    const [one, other] = [
      { answers: { a: '1', b: '2' }, circumstances: { seed: 3, startedAt: 'x' } },
      { circumstances: { startedAt: 'x', seed: 3 }, answers: { b: '2', a: '1' } },
    ].map(sentPart);
    expect(one).toEqual(other);
    expect(sentPart({ answers: { a: '1', b: '2' }, circumstances: { seed: 4, startedAt: 'x' } })).not.toEqual(one);
  });
});
