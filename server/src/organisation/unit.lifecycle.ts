import type { UnitState } from '@minsheng/contracts';

export type UnitMove = 'activate' | 'merge' | 'close';

interface Line {
  from: readonly UnitState[];
  to: UnitState;
  /** What has to be true besides; checked by the verb. */
  needs: string;
  writes: `organisation.${string}`;
}

/** Nothing leads back out of MERGED and CLOSED: a unit that stands up again is a new unit with a new code. */
export const unitLifecycle: Readonly<Record<UnitMove, Line>> = {
  activate: {
    from: ['DRAFT'],
    to: 'ACTIVE',
    needs: 'at least one OFFICER in his seat',
    writes: 'organisation.unit-activated',
  },
  merge: { from: ['ACTIVE'], to: 'MERGED', needs: 'a standing unit to go into', writes: 'organisation.unit-merged' },
  close: {
    from: ['DRAFT', 'ACTIVE'],
    to: 'CLOSED',
    needs: 'no standing unit below it',
    writes: 'organisation.unit-closed',
  },
};

export function mayMove(state: UnitState, move: UnitMove): boolean {
  return unitLifecycle[move].from.includes(state);
}

/** DRAFT and ACTIVE units stand; the others are history. */
export function isStanding(state: UnitState): boolean {
  return state === 'DRAFT' || state === 'ACTIVE';
}
