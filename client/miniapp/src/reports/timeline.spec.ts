import type { ReportEvent, ReportState } from '@minsheng/contracts';
import { barOf, nodesOf, stepUnderWay, toneOfReport } from './timeline.js';

type Kind = ReportEvent['kind'];
const course = (...kinds: Kind[]): ReportEvent[] =>
  kinds.map((kind, index) => ({ at: `2026-10-15T0${index % 10}:00:00.000Z`, kind, unit: null, note: null }));
const drawn = (state: ReportState, ...kinds: Kind[]): string[] =>
  nodesOf({ state, timeline: course(...kinds) }).map(
    ({ step, mark, event }) => `${step} ${mark} ${event?.kind ?? '–'}`,
  );

describe('the timeline', () => {
  it('of a report that was just handed in waits for acceptance, and shows the four steps that follow', () => {
    expect(drawn('PENDING', 'submitted')).toEqual([
      'accept now –',
      'dispatch next –',
      'handle next –',
      'check next –',
      'ask next –',
    ]);
  });

  it('draws what the unit says hollow and what was checked solid, and asks the citizen last', () => {
    expect(drawn('RESOLVED', 'submitted', 'accepted', 'assigned', 'signed', 'rectified', 'closed')).toEqual([
      'accept done accepted',
      'dispatch done assigned',
      'handle claim rectified',
      'check done closed',
      'ask now –',
    ]);
  });

  it('says a signature at the dispatch that it belongs to', () => {
    const [, dispatch] = nodesOf({
      state: 'ACCEPTED',
      timeline: course('submitted', 'accepted', 'assigned', 'signed'),
    });
    expect(dispatch).toMatchObject({ step: 'dispatch', signedAt: '2026-10-15T03:00:00.000Z' });
  });

  it('keeps a failed check and a reopening in sight: nothing of the course is smoothed over', () => {
    expect(
      drawn(
        'ACCEPTED',
        ...(['submitted', 'accepted', 'assigned', 'signed', 'rectified', 'returned', 'rectified', 'closed'] as const),
        ...(['not-fixed', 'reopened'] as const),
      ),
    ).toEqual([
      'accept done accepted',
      'dispatch done assigned',
      'handle claim rectified',
      'check back returned',
      'handle claim rectified',
      'check done closed',
      'ask back not-fixed',
      'handle back reopened',
      'handle now –',
      'check next –',
      'ask next –',
    ]);
  });

  it.each<[ReportState, Kind]>([
    ['REJECTED', 'rejected'],
    ['WITHDRAWN', 'withdrawn'],
    ['LAPSED', 'lapsed'],
  ])('of a report that is %s ends there', (state, kind) => {
    expect(drawn(state, 'submitted', kind)).toEqual([`accept stopped ${kind}`]);
  });

  it('of a rated report is over', () => {
    expect(drawn('RATED', 'submitted', 'accepted', 'assigned', 'rectified', 'closed', 'rated').slice(-1)).toEqual([
      'ask done rated',
    ]);
  });
});

describe('the five-step bar', () => {
  it.each<[ReportState, Kind, { done: number; now: number | null }]>([
    ['SUBMITTED', 'submitted', { done: 0, now: 0 }],
    ['NEED_INFO', 'info-asked', { done: 0, now: 0 }],
    ['ACCEPTED', 'accepted', { done: 1, now: 1 }],
    ['MERGED', 'assigned', { done: 2, now: 2 }],
    ['ACCEPTED', 'returned', { done: 2, now: 2 }],
    ['ACCEPTED', 'rectified', { done: 3, now: 3 }],
    ['RESOLVED', 'closed', { done: 4, now: 4 }],
    ['RATED', 'rated', { done: 5, now: null }],
    ['REJECTED', 'rejected', { done: 0, now: null }],
  ])('of %s after %s', (state, last, expected) => {
    expect(barOf(state, last)).toEqual(expected);
  });
});

describe('the chip', () => {
  it.each<[ReportState, Kind, string]>([
    ['PENDING', 'submitted', 'received'],
    ['NEED_INFO', 'info-asked', 'overdue'],
    ['ACCEPTED', 'assigned', 'dispatch'],
    ['ACCEPTED', 'signed', 'handling'],
    ['ACCEPTED', 'overdue', 'overdue'],
    ['ACCEPTED', 'rectified', 'resolved'],
    ['ACCEPTED', 'reopened', 'reopened'],
    ['RESOLVED', 'closed', 'verified'],
    ['WITHDRAWN', 'withdrawn', 'paused'],
  ])('of %s after %s is %s: the unit’s word never looks like the verifier’s', (state, last, expected) => {
    expect(toneOfReport(state, last)).toBe(expected);
    if (state !== 'RESOLVED') expect(toneOfReport(state, last)).not.toBe('verified');
  });
});

it('a report that is over has no step under way', () => {
  expect((['REJECTED', 'WITHDRAWN', 'LAPSED', 'RATED'] as const).map((state) => stepUnderWay(state, 'closed'))).toEqual(
    [null, null, null, null],
  );
});
