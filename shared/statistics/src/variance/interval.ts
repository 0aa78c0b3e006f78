import { studentTQuantile } from '../numeric/student-t.js';

/**
 * Half-width of the t interval (误差范围): t quantile × standard error. Example: with 8 degrees of freedom and standard error 1,
 * the 95 % half-width is 2.306.
 */
export function tHalfWidth(standardError: number, degreesOfFreedom: number, confidence = 0.95): number {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence lies between 0 and 1, got ${confidence}`);
  if (!(standardError >= 0)) throw new RangeError(`a standard error is not negative, got ${standardError}`);
  return studentTQuantile(1 - (1 - confidence) / 2, degreesOfFreedom) * standardError;
}

/**
 * {@link tHalfWidth} of many standard errors, each quantile found once; null without standard error or without degrees of
 * freedom.
 */
export function marginsOfError(
  confidence: number,
): (standardError: number | null, degreesOfFreedom: number) => number | null {
  const quantiles = new Map<number, number>();
  return (standardError, degreesOfFreedom) => {
    if (standardError === null || degreesOfFreedom < 1) return null;
    let quantile = quantiles.get(degreesOfFreedom);
    if (quantile === undefined)
      quantiles.set(degreesOfFreedom, (quantile = tHalfWidth(1, degreesOfFreedom, confidence)));
    return quantile * standardError;
  };
}
