import type { IndicatorState, IndicatorView } from '@minsheng/contracts';

import type { IndicatorVerb } from '../../api/indicators.js';

export type IndicatorAct = IndicatorVerb | 'edit' | 'revise';

const proposing: Readonly<Partial<Record<IndicatorState, readonly IndicatorAct[]>>> = {
  DRAFT: ['edit', 'submit'],
  APPROVED: ['revise'],
  ACTIVE: ['revise'],
  SUSPENDED: ['revise'],
};
const judging: Readonly<Partial<Record<IndicatorState, readonly IndicatorAct[]>>> = {
  REVIEW: ['return', 'approve'],
  APPROVED: ['retire'],
  ACTIVE: ['suspend', 'retire'],
  SUSPENDED: ['resume', 'retire'],
};

/** What somebody may try with an indicator (SM-2); whether it is another person than the proposer the server judges. */
export function actsOn({ state }: Pick<IndicatorView, 'state'>, may: (permission: string) => boolean): IndicatorAct[] {
  return [
    ...(may('indicators.propose') ? (proposing[state] ?? []) : []),
    ...(may('indicators.approve') ? (judging[state] ?? []) : []),
  ];
}

/** These are written into the ledger with a reason. */
export const needsReason = (act: IndicatorAct): act is 'return' | 'suspend' | 'retire' =>
  act === 'return' || act === 'suspend' || act === 'retire';
