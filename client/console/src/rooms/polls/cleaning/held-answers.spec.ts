import type { FlagCode, HeldResponse } from '@minsheng/contracts';

import { countsOf, filteredHeld, stillChosen, tallyOf } from './held-answers.js';

const answer = (id: string, codes: FlagCode[], decision: HeldResponse['decision'] = null): HeldResponse => ({
  id,
  mode: 'WECHAT',
  area: { zh: '东区', en: 'East' },
  site: null,
  receivedAt: '2026-12-16T00:00:00Z',
  seconds: 40,
  codes,
  decision,
  decidedBy: null,
  note: null,
});
const held = [
  answer('1-1', ['TOO_FAST', 'STRAIGHT_LINE']),
  answer('1-2', ['TOO_FAST'], 'EXCLUDED'),
  answer('2-1', ['BURST'], 'VALID'),
];

describe('held answers', () => {
  it.each<[FlagCode | null, 'undecided' | 'decided' | 'all', string[]]>([
    [null, 'all', ['1-1', '1-2', '2-1']],
    [null, 'undecided', ['1-1']],
    ['TOO_FAST', 'all', ['1-1', '1-2']],
    ['TOO_FAST', 'decided', ['1-2']],
    ['STRAIGHT_LINE', 'decided', []],
  ])('marked %s and %s', (code, decision, expected) => {
    expect(filteredHeld(held, { code, decision }).map(({ id }) => id)).toEqual(expected);
  });

  it('are counted under every code they carry', () => {
    expect(countsOf(held)).toEqual([
      { code: 'TOO_FAST', flagged: 2, undecided: 1, excluded: 1 },
      { code: 'STRAIGHT_LINE', flagged: 1, undecided: 1, excluded: 0 },
      { code: 'BURST', flagged: 1, undecided: 0, excluded: 0 },
    ]);
  });

  it('leave the total once each, and only when excluded', () => {
    expect(tallyOf(1000, held)).toEqual({ received: 1000, held: 3, undecided: 1, excluded: 1, remaining: 999 });
  });

  it('what is no longer in sight is no longer chosen', () => {
    expect(stillChosen(['1-1', '2-1'], filteredHeld(held, { code: 'TOO_FAST', decision: 'all' }))).toEqual(['1-1']);
  });
});
