import { type ReportState, reportStates } from '@minsheng/contracts';
import { answerUntil, appealUntil, mayMove, reportLifecycle, type ReportMove } from './report.lifecycle.js';

const states = Object.keys(reportStates) as ReportState[];
const moves = Object.keys(reportLifecycle) as ReportMove[];
const at = (local: string): Date => new Date(`${local}:00+08:00`);

/** SM-7, written down once more by hand: the table in the code is compared with it, transition by transition. */
const allowed: Record<ReportMove, [ReportState[], ReportState]> = {
  pass: [['SUBMITTED'], 'PENDING'],
  hold: [['SUBMITTED'], 'HELD'],
  release: [['HELD'], 'PENDING'],
  accept: [['PENDING'], 'ACCEPTED'],
  merge: [['PENDING'], 'MERGED'],
  reject: [['HELD', 'PENDING'], 'REJECTED'],
  ask: [['PENDING'], 'NEED_INFO'],
  recategorise: [['PENDING'], 'PENDING'],
  'give-info': [['NEED_INFO'], 'PENDING'],
  lapse: [['NEED_INFO'], 'LAPSED'],
  appeal: [['REJECTED'], 'PENDING'],
  withdraw: [['SUBMITTED', 'HELD', 'PENDING', 'NEED_INFO'], 'WITHDRAWN'],
  resolve: [['ACCEPTED', 'MERGED'], 'RESOLVED'],
  dismiss: [['ACCEPTED', 'MERGED'], 'REJECTED'],
  reopen: [['RESOLVED', 'RATED'], 'ACCEPTED'],
  rate: [['RESOLVED'], 'RATED'],
  'not-fixed': [['RESOLVED', 'RATED'], 'ACCEPTED'],
};

describe.each(moves)('SM-7: %s', (move) => {
  const [from, to] = allowed[move];

  it(`leads to ${to}`, () => expect(reportLifecycle[move].to).toBe(to));

  it.each(states)(`from %s it is ${JSON.stringify(from)} alone that may`, (state) =>
    expect(mayMove(state, move)).toBe(from.includes(state)),
  );
});

describe('SM-7 as a whole', () => {
  it('nothing leads out of WITHDRAWN and LAPSED', () => {
    for (const state of ['WITHDRAWN', 'LAPSED'] as const)
      expect(moves.filter((move) => mayMove(state, move))).toEqual([]);
  });

  it('every other state can be left, and every one but SUBMITTED be reached', () => {
    const left = states.filter((state) => moves.some((move) => mayMove(state, move)));
    expect(states.filter((state) => !left.includes(state))).toEqual(['WITHDRAWN', 'LAPSED']);
    const reached = new Set(moves.map((move) => reportLifecycle[move].to));
    expect(states.filter((state) => !reached.has(state))).toEqual(['SUBMITTED']);
  });

  it('after acceptance nobody withdraws', () => {
    const accepted: ReportState[] = ['ACCEPTED', 'MERGED', 'RESOLVED', 'RATED'];
    expect(accepted.filter((state) => mayMove(state, 'withdraw'))).toEqual([]);
  });

  it('the citizen, the desk, the machine and the issues have each their own moves', () => {
    const by = (who: string) => moves.filter((move) => reportLifecycle[move].by.startsWith(who));
    expect(by('citizen')).toEqual(['give-info', 'appeal', 'withdraw', 'rate', 'not-fixed']);
    expect(by('reports.desk')).toEqual(['release', 'accept', 'merge', 'reject', 'ask', 'recategorise']);
    expect(by('system')).toEqual(['pass', 'hold', 'lapse']);
    expect(by('issues.')).toEqual(['resolve', 'dismiss', 'reopen']);
  });
});

describe('an appeal', () => {
  const rejected = { state: 'REJECTED' as ReportState, rejectedAt: at('2026-01-09T15:00'), appealedAt: null };

  it('may be lodged for seven days to the minute', () => expect(appealUntil(rejected)).toEqual(at('2026-01-16T15:00')));

  it.each<[string, Partial<Parameters<typeof appealUntil>[0]>]>([
    ['a second time', { appealedAt: at('2026-01-10T09:00') }],
    ['of a report that waits', { state: 'PENDING' }],
    ['of one that lapsed', { state: 'LAPSED', rejectedAt: null }],
  ])('is not there %s', (_rule, change) => expect(appealUntil({ ...rejected, ...change })).toBeNull());
});

describe('rating and "not fixed"', () => {
  it.each<[string, ReportState, Date | null, Date | null]>([
    ['run for the scheme’s seven days after the closing', 'RESOLVED', at('2026-01-09T15:00'), at('2026-01-16T15:00')],
    ['also after a rating', 'RATED', at('2026-01-09T15:00'), at('2026-01-16T15:00')],
    ['wait until it is closed', 'ACCEPTED', null, null],
    ['end with a reopening', 'ACCEPTED', at('2026-01-09T15:00'), null],
  ])('%s', (_rule, state, resolvedAt, until) => expect(answerUntil({ state, resolvedAt }, 7)).toEqual(until));
});
