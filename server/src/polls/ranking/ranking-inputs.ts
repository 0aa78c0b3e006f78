import { type BlendedRankingInput, type RankingInput, blendRankingInputs } from '@minsheng/statistics';

/**
 * Everything `rankUnits` needs, group by group in the order of the plan or codebook: released as `inputs.json`, so anybody
 * can rank again. Where two modes were blended it holds both modes' scores, and the blend is made again first.
 */
export type RankingInputs = RankingInput[] | BlendedRankingInput;

export function inputsByGroup(inputs: RankingInputs): RankingInput[] {
  return Array.isArray(inputs) ? inputs : blendRankingInputs(inputs);
}
