import { publishedUnits, roundHalfUp } from '../numeric/decimal.js';
import type { Blend, BlendRule } from './blend-modes.js';

/** A ranked unit, with what decides how far online ballots can move it. */
export interface MarginUnit {
  readonly id: string;
  readonly score: number;
  /** Ranks that the data do not exclude, among the units given. */
  readonly rankSet: readonly [number, number];
  /** null: online answers do not enter this unit's score. */
  readonly online: {
    readonly interviewScore: number;
    readonly onlineScore: number;
    readonly interviewVariance: number;
    readonly onlineVariance: number;
    /** Online respondents behind the score. */
    readonly respondents: number;
  } | null;
}

/** How much false online voting a unit's rank withstands. */
export interface ManipulationMargin {
  readonly id: string;
  /** Fewest ballots with top marks that lift the unit above its rank set; null: no number does. */
  readonly topBallots: number | null;
  /** Fewest ballots with bottom marks that push it below its rank set; null: no number does. */
  readonly bottomBallots: number | null;
  /** The farthest that any number of such ballots can move the score, up and down, in points. */
  readonly furthestUp: number;
  readonly furthestDown: number;
}

/** More ballots than this are as good as any number. */
const ENDLESS = 2 ** 40;

/**
 * Manipulation margin (操纵余量): the fewest undetected ballots, all with top or all with bottom marks, that would move a
 * unit's published score past so many others that its rank leaves its rank set. Each false ballot weighs as a mean honest
 * one: k of them move the online score from O to (n·O + k·mark)/(n + k) and shrink its variance to V_O·n/(n + k); the blend
 * is then made again with the typical gap m, its spread s and τ² as they are, since one unit hardly moves a median. The
 * correction and its weight λ both grow with k, so the number is found by doubling and halving.
 *
 * @param units of one ranking group
 * @param gaps what the corrections of the blend rest on; null when nothing was blended
 * @param marks lowest and highest score that a ballot can give
 * @throws RangeError on misuse: numbers that are not finite, variances below zero, no online respondents
 */
export function manipulationMargins(
  units: readonly MarginUnit[],
  gaps: Blend['gaps'],
  rule: BlendRule,
  marks: readonly [number, number],
): ManipulationMargin[] {
  if (!(marks[0] < marks[1])) throw new RangeError('marks run from lowest to highest');
  const published = units.map(({ score }) => publishedUnits(roundHalfUp(score)));
  return units.map((unit, u) => {
    const { id, online } = unit;
    if (online === null || gaps === null) {
      return { id, topBallots: null, bottomBallots: null, furthestUp: 0, furthestDown: 0 };
    }
    check(unit, online);
    const scoreWith = (ballots: number, mark: number): number => blended(online, gaps, rule, ballots, mark);
    // Held against the blend without ballots, so that a score given with other rounding is no movement.
    const now = scoreWith(0, marks[1]);
    const others = published.filter((_, other) => other !== u);
    const rankOf = (score: number): number => {
      const own = publishedUnits(roundHalfUp(score));
      return 1 + others.filter((other) => other > own).length;
    };
    return {
      id,
      topBallots: fewest((ballots) => rankOf(scoreWith(ballots, marks[1])) < unit.rankSet[0]),
      bottomBallots: fewest((ballots) => rankOf(scoreWith(ballots, marks[0])) > unit.rankSet[1]),
      furthestUp: Math.max(0, scoreWith(ENDLESS, marks[1]) - now),
      furthestDown: Math.max(0, now - scoreWith(ENDLESS, marks[0])),
    };
  });
}

function check({ id, score }: MarginUnit, online: NonNullable<MarginUnit['online']>): void {
  const { interviewScore, onlineScore, interviewVariance, onlineVariance, respondents } = online;
  if (![score, interviewScore, onlineScore].every(Number.isFinite))
    throw new RangeError(`scores of ${id} must be finite`);
  if (!(interviewVariance > 0 && onlineVariance > 0)) throw new RangeError(`variances of ${id} are positive`);
  if (!(respondents >= 1)) throw new RangeError(`${id} has no online respondents`);
}

function blended(
  online: NonNullable<MarginUnit['online']>,
  gaps: NonNullable<Blend['gaps']>,
  rule: BlendRule,
  ballots: number,
  mark: number,
): number {
  const { interviewScore, onlineScore, interviewVariance, onlineVariance, respondents } = online;
  const honest = respondents / (respondents + ballots);
  const moved = honest * onlineScore + (1 - honest) * mark;
  const lambda = interviewVariance / (interviewVariance + onlineVariance * honest + gaps.tauSquared);
  const bound = rule.clipRobustDeviations * gaps.robustDeviation;
  const correction = Math.min(Math.max(moved - interviewScore - gaps.median, -bound), bound);
  return interviewScore + lambda * correction;
}

/** The smallest whole number from which on a condition holds; null when it does not hold for any number. */
function fewest(isOut: (ballots: number) => boolean): number | null {
  let high = 1;
  while (high < ENDLESS && !isOut(high)) high *= 2;
  if (!isOut(high)) return null;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isOut(middle)) high = middle;
    else low = middle;
  }
  return high;
}
