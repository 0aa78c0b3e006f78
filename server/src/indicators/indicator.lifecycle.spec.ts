import type { IndicatorState } from '@minsheng/contracts';
import { indicatorLifecycle, type IndicatorMove, mayMove } from './indicator.lifecycle.js';

const states: IndicatorState[] = ['DRAFT', 'REVIEW', 'APPROVED', 'ACTIVE', 'SUSPENDED', 'RETIRED'];

describe('SM-2', () => {
  it.each<[IndicatorMove, IndicatorState[], IndicatorState]>([
    ['edit', ['DRAFT'], 'DRAFT'],
    ['submit', ['DRAFT'], 'REVIEW'],
    ['return', ['REVIEW'], 'DRAFT'],
    ['approve', ['REVIEW'], 'APPROVED'],
    ['activate', ['APPROVED', 'ACTIVE'], 'ACTIVE'],
    ['suspend', ['ACTIVE'], 'SUSPENDED'],
    ['resume', ['SUSPENDED'], 'ACTIVE'],
    ['retire', ['APPROVED', 'ACTIVE', 'SUSPENDED'], 'RETIRED'],
    ['supersede', ['APPROVED', 'ACTIVE', 'SUSPENDED'], 'RETIRED'],
  ])('%s leads from %j to %s and from nowhere else', (move, from, to) => {
    expect(states.filter((state) => mayMove(state, move))).toEqual(from);
    expect(indicatorLifecycle[move].to).toBe(to);
  });

  it('nothing leads out of RETIRED', () => {
    const moves = Object.keys(indicatorLifecycle) as IndicatorMove[];
    expect(moves.filter((move) => mayMove('RETIRED', move))).toEqual([]);
  });
});
