import { effectiveRespondents } from '../variance/design-effect.js';
import { marginsOfError } from '../variance/interval.js';
import { spreadOfTotals } from '../variance/spread.js';
import type { VarianceRefusal } from '../variance/total-covariance.js';
import type { MarginTarget, WeightingRefusal } from '../weighting/margins.js';
import { LANES, type Counts, type RunningSums } from '../weighting/running-sums.js';
import { standardWeighting, weigh, type WeightingOptions } from '../weighting/weigh.js';
import type { PollDomain, PollEstimates, PollItem } from './poll-estimates.js';
import { pollFrame, type PollFrame } from './poll-frame.js';
import { residualTotals } from './poll-residuals.js';
import { emptySums, sumBlock, type DomainSums, type ItemSums } from './poll-sums.js';
import { compositesOf, degreesOfFreedom } from './poll-units.js';

/**
 * Estimates of a poll from its running sums (民调估计): margins raked on classes, then means, standard errors by linearisation with
 * regression residuals, composites and their covariance, without a look at any respondent. The formulas are those of
 * {@link meansCovariance}: R `calibrate(calfun = "raking")` followed by `svymean` by domain.
 *
 * Everything is summed in an order that depends only on what the respondents are, so sums that grew answer by answer give the
 * same bits as sums made at once.
 *
 * @param targets margins, as for `weigh`
 * @returns estimates, or the refusal of the weighting or of the variance, by name
 */
export function estimatePoll(
  sums: RunningSums,
  targets: readonly MarginTarget[],
  options: { readonly weighting?: WeightingOptions; readonly confidence?: number } = {},
): PollEstimates | WeightingRefusal | VarianceRefusal {
  const { weighting: weightingOptions = standardWeighting, confidence = 0.95 } = options;
  const { outline, layout } = sums;
  const frame = pollFrame(sums);
  if (frame.respondents === 0) return nobody(targets);
  const weighting = weigh(frame.classes, targets, weightingOptions);
  if (weighting.outcome === 'refused') return weighting;

  const weightOfAtom = weightsOfAtoms(frame.classOfAtom, weighting.weights);
  const units = frame.unitNumbers.length;
  const size = layout.items.length;
  const answers = emptySums(size, units);
  const domains = sums.blocks.map((block, b) => sumBlock(sums, block, b, frame, weightOfAtom, answers));
  const { means, varies, weightedSquares } = meansOf(answers, (item) => flatValue(sums, frame, item));
  const totals = residualTotals(sums, frame, weighting, answers, domains, means, varies);
  const strata = outline.strata;
  const spread = spreadOfTotals(
    { strata, stratumOfUnit: frame.stratumOfUnit, lonelyPolicy: outline.lonelyPolicy ?? 'adjust' },
    totals,
    size,
  );
  if (spread.outcome === 'refused') return spread;
  const variances = sumsOfSquares(totals, size);
  const scales = sums.scoreCodes.flatMap((questions, b) =>
    Array.from({ length: sums.blocks[b]!.domains }, () => questions).flat(),
  );
  scaleColumns(
    totals,
    Float64Array.from(scales, ({ step }) => step),
  );
  const freedom = degreesOfFreedom(frame, answers.unitWeight, size);
  const marginOf = marginsOfError(confidence);
  const items = layout.items.map(({ question, domain }, k): PollItem => {
    const { step, offset } = scales[k]!;
    const respondents = answers.respondents[k]!;
    const isKnown = !Number.isNaN(means[k]!);
    const standardError = isKnown ? step * Math.sqrt(variances[k]!) : null;
    const simple = weightedSquares[k]! / answers.weight[k]! / (respondents - 1);
    const designEffect = respondents > 1 && varies[k] ? variances[k]! / simple : null;
    return {
      question,
      domain,
      respondents,
      sumOfWeights: answers.weight[k]!,
      mean: isKnown ? offset + step * means[k]! : null,
      standardError,
      degreesOfFreedom: freedom[k]!,
      marginOfError: marginOf(standardError, freedom[k]!),
      designEffect,
      effectiveRespondents: effectiveRespondents(respondents, designEffect),
    };
  });
  return {
    outcome: 'estimated',
    respondents: frame.respondents,
    weighting,
    items,
    domains: domains.flatMap((own, b) => domainsOf(sums, own, b)),
    ...compositesOf(layout, frame, answers, totals, items, marginOf),
    samplingUnits: Array.from(frame.unitNumbers, (unit) => {
      const { code, stratum } = outline.samplingUnits[unit]!;
      return { code, stratum: strata[stratum]!.code };
    }),
    spread: totals,
    lonelyStrata: spread.lonelyStrata,
    confidence,
  };
}

/** A spread this small beside the squares may be nothing but rounding. */
const NEARLY_FLAT = 1e-9;

/** Means in steps, NaN where nobody answered, and Σ w (s − mean)². Answers all alike have that mean and no spread, exactly. */
function meansOf(
  { size, respondents, weight, sum, squares }: ItemSums,
  flatValue: (item: number) => number | null,
): { means: Float64Array; varies: Uint8Array; weightedSquares: Float64Array } {
  const means = new Float64Array(size).fill(NaN);
  const varies = new Uint8Array(size);
  const weightedSquares = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    if (!(respondents[k]! > 0)) continue;
    const mean = sum[k]! / weight[k]!;
    const spread = squares[k]! - mean * sum[k]!;
    const flat = spread <= NEARLY_FLAT * squares[k]! ? flatValue(k) : null;
    means[k] = flat ?? mean;
    if (flat !== null) continue;
    varies[k] = 1;
    weightedSquares[k] = Math.max(spread, 0);
  }
  return { means, varies, weightedSquares };
}

/** The one answer, in steps, that all gave; null when they differ. Whole numbers: equality of the sums is equality of all. */
function flatValue(sums: RunningSums, frame: PollFrame, item: number): number | null {
  let b = sums.blocks.length - 1;
  while (sums.layout.firstItemOfBlock[b]! > item) b--;
  const block = sums.blocks[b]!;
  const within = item - sums.layout.firstItemOfBlock[b]!;
  const q = within % block.questions;
  const { slots } = frame.slots[b]![Math.floor(within / block.questions)]!;
  const group = Math.floor(q / LANES);
  const total = (counts: Counts | null): number => {
    let sum = 0;
    if (counts !== null) for (let i = 0; i < slots.length; i++) sum += counts[LANES * slots[i]! + (q % LANES)]!;
    return sum;
  };
  let scored = -total(block.unscored[group]!);
  for (let i = 0; i < slots.length; i++) scored += block.respondents[slots[i]!]!;
  const sum = total(block.sum[group]!);
  const mean = sum / scored;
  return Number.isInteger(mean) && mean * sum === total(block.squares[group]!) ? mean : null;
}

function nobody(targets: readonly MarginTarget[]): WeightingRefusal {
  const [first] = targets;
  return {
    outcome: 'refused',
    reason: 'level-without-respondents',
    margin: first?.variable ?? '',
    level: first?.levels[0]?.code ?? null,
    relativeError: null,
  };
}

function domainsOf({ outline }: RunningSums, domains: readonly DomainSums[], block: number): PollDomain[] {
  const codes = outline.blocks[block]!.domain?.levels ?? [null];
  return domains.map(({ respondents, effectiveRespondents }, domain) => ({
    block,
    domain: codes[domain]!,
    respondents,
    effectiveRespondents,
  }));
}

/** Of one respondent of each atom; 0 where everybody has left. */
function weightsOfAtoms(classOfAtom: Int32Array, weights: Float64Array): Float64Array {
  const found = new Float64Array(classOfAtom.length);
  for (let atom = 0; atom < found.length; atom++) {
    const c = classOfAtom[atom]!;
    if (c >= 0) found[atom] = weights[c]!;
  }
  return found;
}

/** Σ z² by column of row-major rows. */
function sumsOfSquares(rows: Float64Array, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (let at = 0; at < rows.length; ) {
    for (let k = 0; k < columns; k++, at++) sums[k]! += rows[at]! * rows[at]!;
  }
  return sums;
}

function scaleColumns(rows: Float64Array, by: Float64Array): void {
  for (let at = 0; at < rows.length; ) for (let k = 0; k < by.length; k++, at++) rows[at]! *= by[k]!;
}
