import fc from 'fast-check';
import { largestCovarianceDifference, largestDifference, readReference } from '../../reference/read-reference.js';
import { seededNormals } from '../numeric/seeded-normals.js';
import { standardPublicationRule } from '../quality/publication-rule.js';
import { rankUnits, type RankableUnit } from '../ranking/rank-units.js';
import type { RankableScores } from '../ranking/rankable-scores.js';
import { blendModes, blendRankingInputs, standardBlendRule, type Blend, type BlendInput } from './blend-modes.js';

const unit = (id: string, score: number | null, change: Partial<RankableUnit> = {}): RankableUnit => ({
  id,
  score,
  degreesOfFreedom: 32,
  respondents: 200,
  effectiveRespondents: 150,
  samplingUnits: 40,
  largestSamplingUnitShare: 0.05,
  publishableShare: 1,
  ...change,
});

const diagonal = (variances: readonly number[]): number[][] =>
  variances.map((variance, i) => variances.map((_, j) => (i === j ? variance : 0)));

const mode = (scores: readonly (number | null)[], variances: readonly number[]): RankableScores => ({
  units: scores.map((score, u) => unit(`u${u}`, score)),
  covariance: diagonal(variances),
});

const constant = (length: number, value: number): number[] => new Array<number>(length).fill(value);

const scoresOf = ({ units }: Blend): number[] => units.map(({ score }) => score!);
const rule = { ...standardBlendRule, minimumUnits: 5 };

/** Gaps 1, 2, 3, 4, 13: median 3, distances 2, 1, 0, 1, 10 with median 1, hence s = 1.4826 and τ² = 2.1981 − 1.25. */
const byHand: BlendInput = {
  interview: mode([70, 72, 74, 76, 78], constant(5, 1)),
  online: mode([71, 74, 77, 80, 91], constant(5, 0.25)),
  rule,
};

describe('the bounded blend', () => {
  const blend = blendModes(byHand);
  const tauSquared = 1.4826 ** 2 - 1.25;
  const lambda = 1 / (1.25 + tauSquared);

  it('takes the typical gap and its spread from the middle of all units', () => {
    expect(blend.gaps).toMatchObject({ median: 3, robustDeviation: 1.4826, clippedUnits: 1 });
    expect(blend.gaps!.tauSquared).toBeCloseTo(0.94810276, 12);
    expect(blend.unitsWithBothModes).toBe(5);
  });

  it('moves each unit by its gap less the typical one, weighed and clipped', () => {
    expect(blend.units.map((row) => row.lambda)).toEqual(constant(5, lambda));
    expect(lambda).toBeCloseTo(0.454938, 6);
    const expected = [70 - 2 * lambda, 72 - lambda, 74, 76 + lambda, 78 + 1.5 * 1.4826 * lambda];
    expect(largestDifference(scoresOf(blend), expected)).toBeLessThan(1e-14);
    expect(scoresOf(blend).map((score) => score.toFixed(2))).toEqual(['69.09', '71.55', '74.00', '76.45', '79.01']);
    expect(blend.units.map(({ isClipped }) => isClipped)).toEqual([false, false, false, false, true]);
  });

  it('has the variation of both samples, of the units’ own gaps and of the typical gap; a clipped unit that of interviews', () => {
    const medianVariance = ((Math.PI / 2) * 1.4826 ** 2) / 5;
    const own = (1 - lambda) ** 2 + lambda ** 2 * (0.25 + tauSquared + medianVariance);
    expect(blend.covariance[0]![0]).toBeCloseTo(own, 12);
    expect(blend.covariance[0]![1]).toBeCloseTo(lambda ** 2 * medianVariance, 12);
    expect(blend.covariance[4]).toEqual([0, 0, 0, 0, 1]);
  });

  it('keeps degrees of freedom, respondents and all that the publication rule judges from the interviews', () => {
    const online = byHand.online.units.map((row) => ({
      ...row,
      respondents: 5_000,
      degreesOfFreedom: 9,
      samplingUnits: 10,
    }));
    for (const row of blendModes({ ...byHand, online: { ...byHand.online, units: online } }).units) {
      expect(row).toMatchObject({ respondents: 200, degreesOfFreedom: 32, samplingUnits: 40, basis: 'both-modes' });
    }
  });
});

interface Reference {
  interview: { scores: number[]; covariance: number[][] };
  online: { scores: number[]; covariance: number[][] };
  onlineAlike: number[];
  clip: number;
  blended: ReferenceBlend;
  firstTwenty: ReferenceBlend;
  alike: ReferenceBlend;
}
interface ReferenceBlend {
  median: number;
  robustDeviation: number;
  tauSquared: number;
  medianVariance: number;
  lambda: number[];
  isClipped: boolean[];
  score: number[];
  covariance: number[][];
}

describe('the bounded blend agrees with R', () => {
  const reference = readReference<Reference>('blend-modes');
  const of = (scores: number[], covariance: number[][]): RankableScores => ({
    units: scores.map((score, u) => unit(`u${u}`, score)),
    covariance,
  });
  const { interview, online } = reference;
  const first = <T>(list: T[]): T[] => list.slice(0, 20);
  const square = (rows: number[][]): number[][] => first(rows).map(first);

  it.each<[string, ReferenceBlend, RankableScores, RankableScores]>([
    [
      'for 21 correlated units, two of them flooded',
      reference.blended,
      of(interview.scores, interview.covariance),
      of(online.scores, online.covariance),
    ],
    [
      'for an even number of units',
      reference.firstTwenty,
      of(first(interview.scores), square(interview.covariance)),
      of(first(online.scores), square(online.covariance)),
    ],
    [
      'for gaps that sampling explains',
      reference.alike,
      of(interview.scores, interview.covariance),
      of(reference.onlineAlike, online.covariance),
    ],
  ])('%s', (_, expected, interviews, answers) => {
    const blend = blendModes({ interview: interviews, online: answers, rule: standardBlendRule });
    expect(reference.clip).toBe(standardBlendRule.clipRobustDeviations);
    expect(blend.units.map(({ isClipped }) => isClipped)).toEqual(expected.isClipped);
    expect(
      largestDifference(
        blend.units.map(({ lambda }) => lambda!),
        expected.lambda,
      ),
    ).toBeLessThan(1e-12);
    expect(largestDifference(scoresOf(blend), expected.score)).toBeLessThan(1e-13);
    expect(largestCovarianceDifference(blend.covariance, expected.covariance)).toBeLessThan(1e-12);
    const { median, robustDeviation, tauSquared, medianVariance } = blend.gaps!;
    expect(
      largestDifference(
        [median, robustDeviation, tauSquared, medianVariance],
        [expected.median, expected.robustDeviation, expected.tauSquared, expected.medianVariance],
      ),
    ).toBeLessThan(1e-12);
  });
});

describe('a unit that one mode does not speak for', () => {
  const withUnit = (
    own: Partial<RankableUnit>,
    other: Partial<RankableUnit>,
    variances: [number, number],
  ): BlendInput => ({
    interview: {
      units: [...byHand.interview.units, unit('x', 60, own)],
      covariance: diagonal([...constant(5, 1), variances[0]]),
    },
    online: {
      units: [...byHand.online.units, unit('x', 90, other)],
      covariance: diagonal([...constant(5, 0.25), variances[1]]),
    },
    rule,
  });

  it.each<[string, Partial<RankableUnit>, Partial<RankableUnit>, [number, number]]>([
    ['no online answers', {}, { score: null, respondents: 0, degreesOfFreedom: 0, publishableShare: 0 }, [1, 0]],
    ['29 online answers', {}, { respondents: 29 }, [1, 0.25]],
    ['29 interviews', { respondents: 29 }, {}, [1, 0.25]],
    ['online answers all alike, which would claim to be exact', {}, {}, [1, 0]],
    ['online answers of one day', {}, { degreesOfFreedom: 0 }, [1, 0.25]],
    ['online answers to less than 60 % of what it is scored on', {}, { publishableShare: 0.59 }, [1, 0.25]],
  ])('%s: its score is that of interviewers, and it is not asked for the typical gap', (_, own, other, variances) => {
    const blend = blendModes(withUnit(own, other, variances));
    expect(blend.units[5]).toMatchObject({ basis: 'interviews', score: 60, gap: null, lambda: null, isClipped: false });
    expect(blend.covariance[5]).toEqual([0, 0, 0, 0, 0, 1]);
    expect(blend.gaps).toEqual(blendModes(byHand).gaps);
  });

  it('without interviews it is listed apart as online only, with its online score and error', () => {
    const none = { score: null, respondents: 0, degreesOfFreedom: 0, samplingUnits: 0, publishableShare: 0 };
    const input = withUnit(none, {}, [0, 0.25]);
    expect(blendModes(input).units[5]).toMatchObject({ basis: 'online-only', score: 90, isOnlineOnly: true });
    const [group] = blendRankingInputs({
      ...input,
      groups: [{ unitIds: ['u0', 'u1', 'u2', 'u3', 'u4', 'x'], parameters }],
    });
    const { ranked, unranked } = rankUnits(group!);
    expect(unranked).toEqual([
      expect.objectContaining({ id: 'x', score: '90.00', standardError: 0.5, because: ['online-only'] }),
    ]);
    expect(ranked).toHaveLength(5);
  });

  it('without any answer it is withheld as every unit without answers', () => {
    const none = { score: null, respondents: 0, effectiveRespondents: null, degreesOfFreedom: 0, publishableShare: 0 };
    const blend = blendModes(withUnit(none, none, [0, 0]));
    expect(blend.units[5]).toMatchObject({ basis: 'no-answers', score: null });
    expect(blend.units[5]!.isOnlineOnly).toBeUndefined();
  });

  it('of fewer than eight units with both modes none is blended, and the result says so', () => {
    const few = blendModes({ ...byHand, rule: standardBlendRule });
    expect(few).toMatchObject({ gaps: null, unitsWithBothModes: 5 });
    expect(few.units.map(({ basis, score }) => [basis, score])).toEqual(
      byHand.interview.units.map(({ score }) => ['interviews', score]),
    );
    expect(few.covariance).toEqual(byHand.interview.covariance);
  });
});

const parameters = {
  rule: standardPublicationRule,
  scoreRange: [20, 100] as const,
  seed: 1,
  draws: 10_000,
  confidence: 0.95,
};

const polls = fc
  .array(
    fc.record({
      interview: fc.integer({ min: 400, max: 950 }),
      gap: fc.integer({ min: -80, max: 80 }),
      ownError: fc.integer({ min: 5, max: 40 }),
      otherError: fc.integer({ min: 2, max: 30 }),
    }),
    { minLength: 8, maxLength: 21 },
  )
  .map(
    (rows): BlendInput => ({
      interview: mode(
        rows.map(({ interview }) => interview / 10),
        rows.map(({ ownError }) => (ownError / 10) ** 2),
      ),
      online: mode(
        rows.map(({ interview, gap }) => (interview + gap) / 10),
        rows.map(({ otherError }) => (otherError / 10) ** 2),
      ),
      rule: standardBlendRule,
    }),
  );

const withOnline = (input: BlendInput, place: number, score: number, variance: number): BlendInput => ({
  ...input,
  online: {
    units: input.online.units.map((row, u) => (u === place ? { ...row, score } : row)),
    covariance: input.online.covariance.map((row, u) =>
      row.map((value, v) => (u === place && v === place ? variance : value)),
    ),
  },
});

describe('the influence of online answers', () => {
  it('is bounded: no unit moves from its interviewers’ score by more than λ · c · s, whatever was sent in', () => {
    fc.assert(
      fc.property(polls, fc.nat(), fc.integer({ min: 20, max: 100 }), (input, pick, flood) => {
        const place = pick % input.interview.units.length;
        // Two thousand ballots of one mark leave hardly any sampling error.
        const blend = blendModes(withOnline(input, place, flood, 0.01));
        blend.units.forEach(({ score, interviewScore, lambda }) => {
          const most = lambda! * 1.5 * blend.gaps!.robustDeviation;
          expect(lambda).toBeGreaterThanOrEqual(0);
          expect(lambda).toBeLessThanOrEqual(1);
          expect(Math.abs(score! - interviewScore!)).toBeLessThanOrEqual(most + 1e-12);
        });
      }),
    );
  });

  it('is used up: a flood ten times as far as the bound does no more than one twice as far', () => {
    const flooded = (gap: number): number => scoresOf(blendModes(withOnline(byHand, 4, 78 + gap, 0.001)))[4]!;
    expect(flooded(30)).toBe(flooded(1_000));
    expect(flooded(30)).toBeLessThan(78 + 1.5 * 1.4826);
  });

  it('never lowers the score of a unit that already stands out when its online score rises further', () => {
    fc.assert(
      fc.property(polls, fc.integer({ min: 1, max: 300 }), (input, more) => {
        const { units } = blendModes(input);
        const odd = units.length - (units.length % 2 === 0 ? 1 : 0);
        const sub: BlendInput = {
          interview: { units: input.interview.units.slice(0, odd), covariance: diagonalPart(input.interview, odd) },
          online: { units: input.online.units.slice(0, odd), covariance: diagonalPart(input.online, odd) },
          rule: { ...standardBlendRule, minimumUnits: 7 },
        };
        const before = blendModes(sub);
        const { median, robustDeviation } = before.gaps!;
        const place = before.units.findIndex(({ gap }) => gap! - median > robustDeviation);
        if (place < 0) return;
        const raised = withOnline(
          sub,
          place,
          sub.online.units[place]!.score! + more / 10,
          sub.online.covariance[place]![place]!,
        );
        const after = blendModes(raised);
        expect(after.gaps!.median).toBe(median);
        expect(after.units[place]!.score!).toBeGreaterThanOrEqual(before.units[place]!.score! - 1e-12);
      }),
    );
  });

  it('does not come from what all units have in common: online answers kinder by any amount change no score', () => {
    fc.assert(
      fc.property(polls, fc.integer({ min: -200, max: 200 }), (input, tenths) => {
        const kinder: BlendInput = {
          ...input,
          online: {
            ...input.online,
            units: input.online.units.map((row) => ({ ...row, score: row.score! + tenths / 10 })),
          },
        };
        const before = blendModes(input);
        const after = blendModes(kinder);
        expect(after.gaps!.median).toBeCloseTo(before.gaps!.median + tenths / 10, 9);
        // A gap on the very bound may fall either way; the score there is the same.
        expect(largestDifference(scoresOf(after), scoresOf(before))).toBeLessThan(1e-11);
      }),
    );
  });

  it('does not depend on the order in which units are listed, nor on that of the other mode', () => {
    const reversed = ({ units, covariance }: RankableScores): RankableScores => ({
      units: [...units].reverse(),
      covariance: [...covariance].reverse().map((row) => [...row].reverse()),
    });
    fc.assert(
      fc.property(polls, (input) => {
        const blend = blendModes(input);
        expect(blendModes({ ...input, online: reversed(input.online) })).toEqual(blend);
        const backward = blendModes({ ...input, interview: reversed(input.interview) });
        expect([...backward.units].reverse()).toEqual(blend.units);
        expect(reversed(backward).covariance).toEqual(blend.covariance);
        expect(backward.gaps).toEqual(blend.gaps);
      }),
    );
  });

  it('ends with interviewers who are never wrong', () => {
    const exact = { ...byHand, interview: { ...byHand.interview, covariance: diagonal(constant(5, 1e-12)) } };
    expect(largestDifference(scoresOf(blendModes(exact)), [70, 72, 74, 76, 78])).toBeLessThan(1e-10);
  });
});

function diagonalPart({ covariance }: RankableScores, size: number): number[][] {
  return covariance.slice(0, size).map((row) => row.slice(0, size));
}

describe('with clean online answers (演示数据, simulated: 50 units, interviewers’ error 2.14, online 1.25, own gaps 2.9)', () => {
  const units = 50;
  const runs = 60;
  const noise = seededNormals(20261025, units * runs * 4);
  let squaredBlend = 0;
  let squaredInterview = 0;
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    const draw = (u: number, kind: number): number => noise[(run * units + u) * 4 + kind]!;
    const truth = Array.from({ length: units }, (_, u) => 70 + 6 * draw(u, 0));
    const interview = truth.map((score, u) => score + 2.14 * draw(u, 1));
    const online = truth.map((score, u) => score + 3 + 2.9 * draw(u, 2) + 1.25 * draw(u, 3));
    const blend = blendModes({
      interview: mode(interview, constant(units, 2.14 ** 2)),
      online: mode(online, constant(units, 1.25 ** 2)),
      rule: standardBlendRule,
    });
    blend.units.forEach(({ score, interviewScore }, u) => {
      squaredBlend += (score! - truth[u]!) ** 2;
      squaredInterview += (interviewScore! - truth[u]!) ** 2;
      covered += Math.abs(score! - truth[u]!) < 1.96 * Math.sqrt(blend.covariance[u]![u]!) ? 1 : 0;
    });
  }
  const rmse = (squares: number): number => Math.sqrt(squares / (units * runs));

  it('the blend is nearer to the truth than interviewers alone: 1.8 points instead of 2.1', () => {
    expect(rmse(squaredInterview)).toBeGreaterThan(2.05);
    expect(rmse(squaredBlend)).toBeLessThan(1.9);
  });

  it('its 95 % intervals hold the truth about as often as they say', () => {
    expect(covered / (units * runs)).toBeGreaterThan(0.92);
    expect(covered / (units * runs)).toBeLessThan(0.97);
  });
});

describe('a release that carries both modes can be ranked again by anybody', () => {
  const input = {
    ...byHand,
    groups: [
      { unitIds: ['u4', 'u0'], parameters },
      { unitIds: ['u1', 'u2', 'u3'], parameters: { ...parameters, seed: 2 } },
    ],
  };

  it('the document may be written and read: each group gets its own units, in its order, from the blend of all', () => {
    const groups = blendRankingInputs(JSON.parse(JSON.stringify(input)) as typeof input);
    expect(groups).toEqual(blendRankingInputs(input));
    const blend = blendModes(byHand);
    expect(groups.map(({ units }) => units.map(({ id }) => id))).toEqual([
      ['u4', 'u0'],
      ['u1', 'u2', 'u3'],
    ]);
    expect(groups[0]!.units.map(({ score }) => score)).toEqual([blend.units[4]!.score, blend.units[0]!.score]);
    expect(groups[0]!.covariance[1]![1]).toBe(blend.covariance[0]![0]);
    expect(groups[1]!.seed).toBe(2);
    expect(JSON.parse(JSON.stringify(groups))).toEqual(groups);
  });

  it.each<[string, () => unknown]>([
    ['a unit unknown to the poll', () => blendRankingInputs({ ...input, groups: [{ unitIds: ['u9'], parameters }] })],
    ['a unit in one mode only', () => blendModes({ ...byHand, online: mode([1, 2, 3, 4], constant(4, 1)) })],
    [
      'two modes of different units',
      () =>
        blendModes({
          ...byHand,
          online: { ...byHand.online, units: byHand.online.units.map((row) => ({ ...row, id: `${row.id}!` })) },
        }),
    ],
    ['a bound of nothing', () => blendModes({ ...byHand, rule: { ...rule, clipRobustDeviations: 0 } })],
    ['a typical gap of two units', () => blendModes({ ...byHand, rule: { ...rule, minimumUnits: 2 } })],
    ['a covariance of another size', () => blendModes({ ...byHand, online: { ...byHand.online, covariance: [] } })],
  ])('%s is misuse', (_, misuse) => expect(misuse).toThrow(RangeError));
});
