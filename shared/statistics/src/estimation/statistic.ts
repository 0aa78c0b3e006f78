import type { SurveyDesign } from '../design/survey-design.js';
import { orderFreeSum } from '../numeric/order-free-sum.js';

/**
 * What is to be estimated (估计量). Columns have one entry a respondent; NaN: missing, the respondent then counts as outside the
 * domain. `domain[i]` 1: inside; none: everybody.
 */
export type Statistic =
  | {
      readonly code: string;
      readonly kind: 'total' | 'mean';
      readonly values: Float64Array;
      readonly domain?: Uint8Array;
    }
  /** Share of those whose value is 1 among those whose value is 0 or 1. */
  | { readonly code: string; readonly kind: 'share'; readonly values: Float64Array; readonly domain?: Uint8Array }
  | {
      readonly code: string;
      readonly kind: 'ratio';
      readonly values: Float64Array;
      readonly denominators: Float64Array;
      readonly domain?: Uint8Array;
    };

/** Values beyond this have no squares that a double can hold safely. */
const LARGEST = 1e60;
/** A denominator that is this little of what it is made of, or smaller than 1/LARGEST, counts as zero. */
const CANCELLED = 1e-12;

/** Respondents who take part in a statistic, ascending. */
export function membersOf(statistic: Statistic, respondents: number): Int32Array {
  const { values, domain } = statistic;
  const denominators = statistic.kind === 'ratio' ? statistic.denominators : values;
  if (values.length !== respondents || denominators.length !== respondents) {
    throw new RangeError(`${statistic.code} has one value a respondent`);
  }
  if (domain !== undefined && domain.length !== respondents) {
    throw new RangeError(`the domain of ${statistic.code} has one entry a respondent`);
  }
  const members = new Int32Array(respondents);
  let count = 0;
  for (let i = 0; i < respondents; i++) {
    const value = values[i]!;
    if (domain?.[i] === 0 || Number.isNaN(value) || Number.isNaN(denominators[i]!)) continue;
    if (!(Math.abs(value) <= LARGEST) || !(Math.abs(denominators[i]!) <= LARGEST)) {
      throw new RangeError(`${statistic.code} has a value beyond ${LARGEST}`);
    }
    if (statistic.kind === 'share' && value !== 0 && value !== 1) {
      throw new RangeError(`${statistic.code} is a share, so values are 0 or 1, got ${value}`);
    }
    members[count++] = i;
  }
  return members.slice(0, count);
}

/** A statistic with given weights, and the linearised value u of each member: how it moves with the member's weight. */
export interface Linearised {
  /** null: nobody takes part, or the denominator is zero (or nothing beside its parts). */
  readonly value: number | null;
  /** By respondent; 0 for those who take no part. */
  readonly influence: Float64Array;
  /** Σ w over the members; for a ratio too. */
  readonly weight: number;
}

/**
 * Total Σwy (u = y), mean Σwy/Σw (u = (y − mean)/Σw), ratio Σwy/Σwx (u = (y − ratio · x)/Σwx). Särndal, Swensson & Wretman 1992,
 * sections 5.5 to 5.7.
 */
export function linearise(statistic: Statistic, members: Int32Array, weights: Float64Array): Linearised {
  const influence = new Float64Array(weights.length);
  const own = Float64Array.from(members, (i) => weights[i]!);
  const weight = orderFreeSum(own);
  const none: Linearised = { value: null, influence, weight };
  if (statistic.kind === 'total') {
    for (const i of members) influence[i] = statistic.values[i]!;
    return { value: orderFreeSum(own.map((w, m) => w * statistic.values[members[m]!]!)), influence, weight };
  }
  if (members.length === 0) return none;
  const { values } = statistic;
  if (statistic.kind === 'ratio') {
    const { denominators } = statistic;
    const below = orderFreeSum(own.map((w, m) => w * denominators[members[m]!]!));
    const size = orderFreeSum(own.map((w, m) => Math.abs(w * denominators[members[m]!]!)));
    if (!(Math.abs(below) > CANCELLED * size && Math.abs(below) > 1 / LARGEST)) return none;
    const value = orderFreeSum(own.map((w, m) => w * values[members[m]!]!)) / below;
    for (const i of members) influence[i] = (values[i]! - value * denominators[i]!) / below;
    return { value, influence, weight };
  }
  if (!(weight > 0)) return none;
  // Measured from the smallest value, so that values all alike have exactly that mean and no spread.
  const from = members.reduce((least, i) => Math.min(least, values[i]!), Infinity);
  const value = from + orderFreeSum(own.map((w, m) => w * (values[members[m]!]! - from))) / weight;
  for (const i of members) influence[i] = (values[i]! - value) / weight;
  return { value, influence, weight };
}

/** Sampling units and strata of the first stage with a member of weight other than zero; their difference: degrees of freedom. */
export function countUnits(
  design: SurveyDesign,
  members: Int32Array,
  weights: Float64Array,
): { readonly samplingUnits: number; readonly strata: number } {
  const units = new Uint8Array(design.samplingUnits.length);
  const strata = new Uint8Array(design.strata.length);
  for (const i of members) {
    if (weights[i] === 0) continue;
    const unit = design.samplingUnitOf[i]!;
    units[unit] = 1;
    strata[design.stratumOfSamplingUnit[unit]!] = 1;
  }
  const count = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0);
  return { samplingUnits: count(units), strata: count(strata) };
}
