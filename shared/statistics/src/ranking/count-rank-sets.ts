import type { RankSet } from './rank-sets.js';

/**
 * Rank sets of counts (计数的名次集), as of answers to "which is the worst?": most votes first. For every ordered pair it is
 * tested whether the first has the larger share: given the votes of both, those of the first are binomial with ½ when the
 * shares are equal, whatever all other shares are, so the test is exact for any number of votes. Holm's procedure over all
 * ordered pairs (simultaneous), or over the pairs of the unit (marginal). Bazylik, Mogstad, Romano, Shaikh & Wilhelm 2021.
 *
 * @param votes whole numbers, one a unit, from one multinomial sample: each respondent names one unit
 * @example votes 90, 5, 5 at 95 %: sets 1–1, 2–3, 2–3
 * @throws RangeError for votes that are not whole numbers, and a confidence out of range
 */
export function countRankSets(
  votes: readonly number[],
  confidence = 0.95,
): { readonly simultaneous: readonly RankSet[]; readonly marginal: readonly RankSet[] } {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence lies between 0 and 1, got ${confidence}`);
  for (const count of votes) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`votes are whole numbers, got ${count}`);
  }
  const tests = votes.flatMap((own, winner) =>
    votes.flatMap((other, loser) => (winner === loser ? [] : [{ winner, loser, p: signTest(own, own + other) }])),
  );
  const setOf = (unit: number, better: readonly Test[]): RankSet => ({
    ranks: [
      1 + better.filter(({ loser }) => loser === unit).length,
      votes.length - better.filter(({ winner }) => winner === unit).length,
    ],
    isSettled: true,
  });
  const together = holm(tests, 1 - confidence);
  return {
    simultaneous: votes.map((_, unit) => setOf(unit, together)),
    marginal: votes.map((_, unit) => {
      const own = tests.filter(({ winner, loser }) => winner === unit || loser === unit);
      return setOf(unit, holm(own, 1 - confidence));
    }),
  };
}

interface Test {
  readonly winner: number;
  readonly loser: number;
  readonly p: number;
}

/** Holm's procedure: the hypotheses rejected with a chance of any false rejection of at most alpha. */
function holm(tests: readonly Test[], alpha: number): Test[] {
  const ordered = [...tests].sort((x, y) => x.p - y.p);
  const stop = ordered.findIndex(({ p }, i) => !(p <= alpha / (ordered.length - i)));
  return stop < 0 ? ordered : ordered.slice(0, stop);
}

/** P(X ≥ successes) for X binomial with n trials at ½. */
export function signTest(successes: number, trials: number): number {
  if (successes <= trials - successes) return successes === 0 ? 1 : 1 - upperTail(trials - successes + 1, trials);
  return upperTail(successes, trials);
}

/** For successes above half the trials: the first term as a product kept in range, then a falling series. */
function upperTail(successes: number, trials: number): number {
  if (successes > trials) return 0;
  let halves = trials;
  let term = 1;
  for (let i = 1; i <= trials - successes; i++) {
    term *= (trials - i + 1) / i;
    while (term > 1 && halves > 0) {
      term /= 2;
      halves--;
    }
  }
  for (; halves > 0 && term > 0; halves--) term /= 2;
  let sum = 0;
  for (let k = successes; k <= trials && term > 0; k++) {
    sum += term;
    if (term < sum * 1e-18) break;
    term *= (trials - k) / (k + 1);
  }
  return Math.min(sum, 1);
}
