import { cholesky, solveCholesky } from '../numeric/cholesky.js';
import { crossMultiply, gram, multiply } from '../weighting/auxiliaries.js';
import type { Calibration } from '../weighting/calibrate.js';

/**
 * How much of a linearised value a calibration knows. `regression`: the residual from the regression on x weighted by base
 * weights (generalised regression; R `calibrate`), consistent, the published standard error. `rake`: ten sweeps of taking
 * unweighted level means away (R `rake`), shown beside it. The two agree at equal base weights.
 */
export type ResidualMethod = 'regression' | 'rake';

const RAKE_SWEEPS = 10;

/**
 * Residuals of linearised values after calibration (校准残差), by respondent; the values themselves where nothing was calibrated.
 * Deville & Särndal 1992.
 *
 * @throws RangeError when `rake` is asked of a calibration to amounts, which has no such residuals
 */
export function calibrationResiduals(
  columns: readonly Float64Array[],
  calibration: Calibration | null,
  method: ResidualMethod = 'regression',
): readonly Float64Array[] {
  if (calibration === null || calibration.matrix.columns === 0) return columns;
  return method === 'rake' ? columns.map((u) => swept(u, calibration)) : regressed(columns, calibration);
}

function regressed(columns: readonly Float64Array[], { matrix, regressionWeights }: Calibration): Float64Array[] {
  const factor = cholesky(gram(matrix, regressionWeights), matrix.columns);
  return columns.map((u) => {
    const weighted = u.map((value, i) => value * regressionWeights[i]!);
    const fitted = multiply(matrix, solveCholesky(factor, crossMultiply(matrix, weighted)));
    return u.map((value, i) => value - fitted[i]!);
  });
}

function swept(u: Float64Array, { matrix }: Calibration): Float64Array {
  if (matrix.amounts.length > 0) throw new RangeError('rake residuals are those of margins, not of amounts');
  const residual = u.slice();
  const counts = crossMultiply(matrix, new Float64Array(matrix.respondents).fill(1));
  for (let sweep = 0; sweep < RAKE_SWEEPS; sweep++) {
    for (const columnOf of matrix.columnOf) {
      const sums = new Float64Array(matrix.columns);
      for (let i = 0; i < residual.length; i++) sums[columnOf[i]!]! += residual[i]!;
      for (let i = 0; i < residual.length; i++) residual[i]! -= sums[columnOf[i]!]! / counts[columnOf[i]!]!;
    }
  }
  return residual;
}
