import { standardBlendRule } from './blend-modes.js';
import { manipulationMargins, type MarginUnit } from './manipulation-margin.js';

const gaps = { median: 3, robustDeviation: 2, tauSquared: 1, medianVariance: 0.1, clippedUnits: 0 };
const rule = standardBlendRule;
/** λ = 4 / (4 + 1 + 1) = 2/3; correction 0 at the start. */
const unit = (id: string, score: number, rankSet: [number, number]): MarginUnit => ({
  id,
  score,
  rankSet,
  online: { interviewScore: score, onlineScore: score + 3, interviewVariance: 4, onlineVariance: 1, respondents: 300 },
});

const scoreWith = (own: number, ballots: number, mark: number): number => {
  const honest = 300 / (300 + ballots);
  const correction = honest * (own + 3) + (1 - honest) * mark - own - 3;
  return own + (4 / (5 + (honest - 1) * 1 + 1)) * Math.max(-3, Math.min(3, correction));
};

describe('the manipulation margin', () => {
  it('is the fewest ballots that move the rank out of its set: one fewer leaves it inside', () => {
    const units = [unit('a', 80, [1, 1]), unit('b', 78.6, [2, 3]), unit('c', 78.5, [2, 3]), unit('d', 60, [4, 4])];
    const [a, b] = manipulationMargins(units, gaps, rule, [20, 100]);
    // b leaves 2–3 upwards when it ties with a at 80.00, that is from 79.995 on.
    expect(scoreWith(78.6, b!.topBallots!, 100)).toBeGreaterThanOrEqual(79.995);
    expect(scoreWith(78.6, b!.topBallots! - 1, 100)).toBeLessThan(79.995);
    // a falls behind b below 78.595.
    expect(scoreWith(80, a!.bottomBallots!, 20)).toBeLessThan(78.595);
    expect(scoreWith(80, a!.bottomBallots! - 1, 20)).toBeGreaterThanOrEqual(78.595);
    expect(a!.topBallots).toBeNull();
  });

  it('where the bound of the blend stops every flood, no number of ballots does it', () => {
    const units = [unit('a', 90, [1, 1]), unit('b', 80, [2, 2])];
    const [a, b] = manipulationMargins(units, gaps, rule, [20, 100]);
    expect([a!.bottomBallots, b!.topBallots]).toEqual([null, null]);
    // However many: λ grows to 4 / (4 + 0 + 1), times the bound 1.5 × 2.
    expect(b!.furthestUp).toBeCloseTo(0.8 * 3, 6);
    expect(a!.furthestDown).toBeCloseTo(0.8 * 3, 6);
  });

  it('a unit that online answers do not enter cannot be moved by them', () => {
    const alone = { ...unit('a', 80, [1, 2]), online: null };
    expect(manipulationMargins([alone], gaps, rule, [20, 100])).toEqual([
      { id: 'a', topBallots: null, bottomBallots: null, furthestUp: 0, furthestDown: 0 },
    ]);
    expect(manipulationMargins([unit('b', 80, [1, 1])], null, rule, [20, 100])[0]).toMatchObject({ furthestUp: 0 });
  });

  it.each<[string, Partial<NonNullable<MarginUnit['online']>>]>([
    ['no online respondents', { respondents: 0 }],
    ['a variance of nothing', { onlineVariance: 0 }],
    ['a score that is not a number', { onlineScore: NaN }],
  ])('%s is misuse', (_, change) => {
    const odd = unit('a', 80, [1, 1]);
    expect(() =>
      manipulationMargins([{ ...odd, online: { ...odd.online!, ...change } }], gaps, rule, [20, 100]),
    ).toThrow(RangeError);
  });
});
