import type { IndicatorState } from '@minsheng/contracts';

import { actsOn, needsReason } from './lifecycle.js';

const designer = (permission: string) => permission === 'indicators.propose';
const reviewer = (permission: string) => permission === 'indicators.approve';

describe('who may do what with an indicator', () => {
  it.each<[IndicatorState, string[], string[]]>([
    ['DRAFT', ['edit', 'submit'], []],
    ['REVIEW', [], ['return', 'approve']],
    ['APPROVED', ['revise'], ['retire']],
    ['ACTIVE', ['revise'], ['suspend', 'retire']],
    ['SUSPENDED', ['revise'], ['resume', 'retire']],
    ['RETIRED', [], []],
  ])('%s: the designer %j, the reviewer %j', (state, ofDesigner, ofReviewer) => {
    expect(actsOn({ state }, designer)).toEqual(ofDesigner);
    expect(actsOn({ state }, reviewer)).toEqual(ofReviewer);
    expect(actsOn({ state }, () => false)).toEqual([]);
  });

  it('sending back and taking out of use need a reason', () => {
    expect((['return', 'suspend', 'retire', 'submit', 'approve', 'resume'] as const).filter(needsReason)).toEqual([
      'return',
      'suspend',
      'retire',
    ]);
  });
});
