import type { IndicatorState } from '@minsheng/contracts';

export type IndicatorMove =
  | 'edit'
  | 'submit'
  | 'return'
  | 'approve'
  | 'activate'
  | 'suspend'
  | 'resume'
  | 'retire'
  | 'supersede';

interface Line {
  from: readonly IndicatorState[];
  to: IndicatorState;
  /** Permission of who may; a plan's publication needs none of its own. */
  by: `indicators.${string}` | 'plan published';
  /** What has to be true besides; checked by the verb. */
  needs: string;
  writes: `indicators.${string}`;
}

/** SM-2. Nothing is deleted; RETIRED leads nowhere, and its results stay readable. */
export const indicatorLifecycle: Readonly<Record<IndicatorMove, Line>> = {
  edit: { from: ['DRAFT'], to: 'DRAFT', by: 'indicators.propose', needs: 'the proposer', writes: 'indicators.edited' },
  submit: {
    from: ['DRAFT'],
    to: 'REVIEW',
    by: 'indicators.propose',
    needs: 'the proposer; wording in both languages; attribution; shares that sum to 1.0000 with one lead',
    writes: 'indicators.submitted',
  },
  return: {
    from: ['REVIEW'],
    to: 'DRAFT',
    by: 'indicators.approve',
    needs: 'another person than the proposer; a reason',
    writes: 'indicators.returned',
  },
  approve: {
    from: ['REVIEW'],
    to: 'APPROVED',
    by: 'indicators.approve',
    needs: 'another person than the proposer; shares and units as they stand today',
    writes: 'indicators.approved',
  },
  activate: {
    from: ['APPROVED', 'ACTIVE'],
    to: 'ACTIVE',
    by: 'plan published',
    needs: 'a published plan that asks it',
    writes: 'indicators.activated',
  },
  suspend: {
    from: ['ACTIVE'],
    to: 'SUSPENDED',
    by: 'indicators.approve',
    needs: 'a reason',
    writes: 'indicators.suspended',
  },
  resume: { from: ['SUSPENDED'], to: 'ACTIVE', by: 'indicators.approve', needs: '—', writes: 'indicators.resumed' },
  retire: {
    from: ['ACTIVE', 'SUSPENDED', 'APPROVED'],
    to: 'RETIRED',
    by: 'indicators.approve',
    needs: 'a reason (ad-hoc: its task is closed); no poll running on it',
    writes: 'indicators.retired',
  },
  supersede: {
    from: ['APPROVED', 'ACTIVE', 'SUSPENDED'],
    to: 'RETIRED',
    by: 'plan published',
    needs: 'a later version of the code takes its place',
    writes: 'indicators.superseded',
  },
};

export function mayMove(state: IndicatorState, move: IndicatorMove): boolean {
  return indicatorLifecycle[move].from.includes(state);
}
