import type { RankingInput } from '@minsheng/statistics';

/** Everything `rankUnits` needs, group by group in the codebook's order: released as `inputs.json`, so anybody can rank again. */
export type RankingInputs = RankingInput[];
