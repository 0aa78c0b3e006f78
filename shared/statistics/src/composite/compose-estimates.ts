import { weightedScore } from './weighted-score.js';

/** A composite of estimates: shares are positive and may have any sum. */
export interface CompositeDefinition {
  readonly id: string;
  readonly parts: readonly { readonly code: string; readonly share: number }[];
}

export interface Composite {
  readonly id: string;
  /** null: no part has a value. */
  readonly score: number | null;
  readonly standardError: number | null;
  /** Share of the declared whole that had a value. */
  readonly presentShare: number;
  readonly missing: readonly string[];
}

/**
 * Composites of estimates (综合得分): Σ share · value, shares of missing parts spread over the rest in proportion, with the
 * covariance A V A' of all composites, from the covariance V of *all* estimates: units rated by the same people or at the same
 * sites move together.
 *
 * @param covariance row-major, one row and column an estimate
 * @returns composites in the order given; rows of those without value are zero
 * @throws RangeError on misuse: an unknown code, a code twice in a composite, a share that is not positive
 */
export function composeEstimates(
  estimates: readonly { readonly code: string; readonly value: number | null }[],
  covariance: Float64Array,
  definitions: readonly CompositeDefinition[],
): { readonly composites: readonly Composite[]; readonly covariance: readonly (readonly number[])[] } {
  const size = estimates.length;
  if (covariance.length !== size * size) throw new RangeError('the covariance has one row and one column an estimate');
  const numberOf = new Map(estimates.map(({ code }, k) => [code, k]));
  const resolved = definitions.map(({ id, parts }) => {
    if (new Set(parts.map(({ code }) => code)).size !== parts.length) throw new RangeError(`${id} counts a part twice`);
    const all = parts.map(({ code, share }) => {
      const k = numberOf.get(code);
      if (k === undefined) throw new RangeError(`${id} names an unknown estimate ${code}`);
      return { k, share, value: estimates[k]!.value };
    });
    const present = all.filter(({ value }) => value !== null);
    const whole = present.reduce((sum, { share }) => sum + share, 0);
    return {
      ...weightedScore(all),
      shares: present.map(({ k, share }) => ({ k, share: share / whole })),
      missing: all.filter(({ value }) => value === null).map(({ k }) => estimates[k]!.code),
    };
  });
  const matrix = resolved.map(({ shares }, a) =>
    resolved.map(({ shares: others }, b) => {
      let sum = 0;
      for (const { k, share } of shares) {
        for (const other of others) sum += share * other.share * covariance[k * size + other.k]!;
      }
      // Rounding may leave a variance of nothing a hair below zero.
      return a === b ? Math.max(sum, 0) : sum;
    }),
  );
  return {
    composites: definitions.map(({ id }, d) => ({
      id,
      score: resolved[d]!.score,
      standardError: resolved[d]!.score === null ? null : Math.sqrt(matrix[d]![d]!),
      presentShare: resolved[d]!.presentShare,
      missing: resolved[d]!.missing,
    })),
    covariance: matrix,
  };
}
