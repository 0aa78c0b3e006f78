// A survey from its answers to its ranking, in one call that runs in node and, bundled, in a browser.
import {
  analyseSurvey,
  rankUnits,
  rankingInput,
  respondentWeights,
  standardPublicationRule,
  standardWeighting,
  type MarginTarget,
  type Ranking,
  type Survey,
  type UnitScores,
} from '@minsheng/statistics';

export interface BroughtIn {
  readonly survey: Survey;
  readonly targets: readonly MarginTarget[];
  /** Units of each group that is ranked apart. */
  readonly groups: readonly (readonly string[])[];
  readonly scoreRange: readonly [number, number];
  readonly seed: number;
}

export interface BroughtInResult {
  readonly weights: readonly number[];
  readonly scores: UnitScores;
  readonly rankings: readonly Ranking[];
}

/** @param text written by {@link written} */
export function rankBroughtIn(text: string): BroughtInResult {
  const { survey, targets, groups, scoreRange, seed } = read(text);
  const analysis = analyseSurvey(survey, targets, standardWeighting);
  if (analysis.outcome === 'refused') throw new Error(analysis.reason);
  const parameters = { rule: standardPublicationRule, scoreRange, seed, draws: 10_000, confidence: 0.95 };
  return {
    weights: [...respondentWeights(analysis.sums, analysis.weighting)],
    scores: analysis.scores,
    rankings: groups.map((units) => rankUnits(rankingInput(analysis.scores, units, parameters))),
  };
}

const columns = { Uint8Array, Int32Array, Float64Array };
type Column = keyof typeof columns;

/** JSON, in which columns keep their kind and an endless population stays endless. */
export function written(survey: BroughtIn): string {
  return JSON.stringify(survey, (_, value: unknown) =>
    ArrayBuffer.isView(value)
      ? { column: value.constructor.name, values: Array.from(value as Float64Array, String) }
      : value,
  );
}

function read(text: string): BroughtIn {
  return JSON.parse(text, (_, value: unknown) => {
    const { column, values } = (value ?? {}) as { column?: Column; values?: readonly string[] };
    return column && values ? columns[column].from(values.map(Number)) : value;
  }) as BroughtIn;
}
