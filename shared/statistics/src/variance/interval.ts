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
