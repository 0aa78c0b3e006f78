import type { PollPlan } from '@minsheng/contracts';
import { standardIndicatorRule } from '@minsheng/statistics';

/** Defaults of the method that no scheme parameter sets; they stand in every plan, so that nobody chooses them afterwards. */
export const standardQuality: PollPlan['quality'] = {
  tooFast: { shareOfMedian: 0.33, secondsPerQuestion: 2 },
  straightLine: { minimumItems: 10 },
  burst: { answers: 20, minutes: 10 },
};

export const standardDraws = 10_000;
export const minimumCellEffective = standardIndicatorRule.minimumEffectiveRespondents;
