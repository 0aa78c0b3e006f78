/**
 * What a column of weights is (权数的种类): `base` from the sampling, `calibrated` brought to known populations, `replicate` one
 * of a set that only variances are made of. The kind stands in the type, so that replicate weights cannot be taken for
 * estimates, nor calibrated weights be calibrated as if they were base weights.
 */
export type WeightKind = 'base' | 'calibrated' | 'replicate';

declare const kind: unique symbol;

/** Weights of one kind, one entry a respondent. At run time a plain Float64Array. */
export type Weights<Kind extends WeightKind> = Float64Array & { readonly [kind]: Kind };

/**
 * Marks base weights: how many people of the population a respondent stands for.
 *
 * @throws RangeError when a weight is not positive and finite
 */
export function baseWeights(values: ArrayLike<number>): Weights<'base'> {
  const weights = Float64Array.from(values);
  for (const weight of weights) {
    if (!(weight > 0) || weight === Infinity) {
      throw new RangeError(`a base weight is positive and finite, got ${weight}`);
    }
  }
  return weights as Weights<'base'>;
}

/**
 * Marks calibrated weights. Linear calibration without bounds may make some zero or negative: facts, kept as they are.
 *
 * @throws RangeError when a weight is not finite
 */
export function calibratedWeights(values: ArrayLike<number>): Weights<'calibrated'> {
  return finite(values, 'calibrated') as Weights<'calibrated'>;
}

/**
 * Marks weights of one replicate.
 *
 * @throws RangeError when a weight is not finite
 */
export function replicateWeights(values: ArrayLike<number>): Weights<'replicate'> {
  return finite(values, 'replicate') as Weights<'replicate'>;
}

function finite(values: ArrayLike<number>, name: WeightKind): Float64Array {
  const weights = Float64Array.from(values);
  for (const weight of weights) {
    if (!Number.isFinite(weight)) throw new RangeError(`a ${name} weight is finite, got ${weight}`);
  }
  return weights;
}
