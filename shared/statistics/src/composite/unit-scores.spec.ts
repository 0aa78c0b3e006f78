import { bySex, smallDesigns, smallSurvey, targetsOf } from '../../reference/small-designs.js';
import { analyseSurvey, type SurveyAnalysis } from '../analyse-survey.js';
import { standardRaking } from '../weighting/rake.js';
import { NO_SCORE, type Survey } from '../design/survey.js';
import type { IndicatorRule } from '../quality/publication-rule.js';
import { designEffect } from '../variance/design-effect.js';
import { respondentWeights } from '../weighting/weigh.js';

const { people, population, raked } = smallDesigns;

function analyse(rule: IndicatorRule): SurveyAnalysis {
  const options = { raking: standardRaking, thinLevels: null, trimming: null };
  const analysis = analyseSurvey(smallSurvey(people), targetsOf(raked.margins, population), options, rule);
  if (analysis.outcome === 'refused') throw new Error(analysis.reason);
  return analysis;
}

/** Σ w v² over respondents, one by one: the definition, where the engine uses sums. */
function spreadByRespondent(survey: Survey, { sums, weighting, scores }: SurveyAnalysis, unitId: string): number {
  const weights = respondentWeights(sums, weighting);
  const { indicators } = scores.units.find(({ id }) => id === unitId)!;
  const columns = indicators.map(({ question, domain }) => {
    const block = survey.blocks.find((candidate) => (candidate.domain === null) === (domain === null))!;
    const { scores: map, answers } = block.questions.find(({ code }) => code === question)!;
    const about = block.domain;
    return Array.from(answers, (answer, i) =>
      answer >= NO_SCORE || (about !== null && about.levels[about.of[i]!] !== domain) ? null : map[answer]!,
    );
  });
  const total = (isCounted: (i: number) => boolean): number =>
    weights.reduce((sum, weight, i) => sum + (isCounted(i) ? weight : 0), 0);
  const everybody = total((i) => columns.some((column) => column[i] !== null));
  const own = columns.map((column) => total((i) => column[i] !== null));
  return weights.reduce((sum, weight, i) => {
    const part = indicators.reduce(
      (v, { share, mean }, k) =>
        columns[k]![i] === null ? v : v + ((share * everybody) / own[k]!) * (columns[k]![i]! - mean!),
      0,
    );
    return sum + weight * part * part;
  }, 0);
}

describe('the design effect of a unit’s score', () => {
  // The same people by area and city-wide, with scores that no double holds exactly.
  const base = smallSurvey(people);
  const sex = bySex(people);
  const questions = base.blocks[0]!.questions.map((question) => ({
    ...question,
    scores: [100, 66.6, 33.3, 16.65, 0.1],
  }));
  const shares: Record<string, number> = { clean: 0.5, safe: 0.3, window: 0.2 };
  const indicators = (domain: string | null) =>
    Object.entries(shares).map(([question, share]) => ({ question, domain, share }));
  const survey: Survey = {
    ...base,
    blocks: [
      { domain: null, questions },
      { domain: sex, questions },
    ],
    units: [
      { id: 'city', indicators: indicators(null) },
      { id: 'men', indicators: indicators('m') },
      { id: 'women', indicators: indicators('f') },
    ],
  };
  const options = { raking: standardRaking, thinLevels: null, trimming: null };
  const everyIndicator = { minimumRespondents: 1, minimumEffectiveRespondents: 0 };
  const run = (of: Survey): SurveyAnalysis => {
    const analysis = analyseSurvey(of, targetsOf(raked.margins, population), options, everyIndicator);
    if (analysis.outcome === 'refused') throw new Error(analysis.reason);
    return analysis;
  };
  const analysis = run(survey);

  it.each(['city', 'men', 'women'])('of %s stands on the same spread as respondents taken one by one', (id) => {
    const unit = analysis.scores.units.find((candidate) => candidate.id === id)!;
    const spread = spreadByRespondent(survey, analysis, id);
    const weight = respondentWeights(analysis.sums, analysis.weighting);
    const rated = weight.reduce((sum, w, i) => {
      const isIn = id === 'city' || sex.levels[sex.of[i]!] === (id === 'men' ? 'm' : 'f');
      const hasAny = questions.some(({ code, answers }) => shares[code] !== undefined && answers[i]! < NO_SCORE);
      return sum + (isIn && hasAny ? w : 0);
    }, 0);
    const variance = unit.standardError ** 2;
    const expected = designEffect(variance, spread, rated, unit.respondents)!;
    expect(Math.abs(unit.designEffect! / expected - 1)).toBeLessThan(1e-11);
  });

  it('is the same to the last bit for any order of respondents, though the scores are not whole numbers', () => {
    const order = people.map((_, i) => (i * 37 + 11) % people.length);
    expect(new Set(order).size).toBe(people.length);
    const permuted = order.map((i) => people[i]!);
    const pick = (column: Uint8Array): Uint8Array => Uint8Array.from(order, (i) => column[i]!);
    const columns = questions.map((question) => ({ ...question, answers: pick(question.answers) }));
    const again = run({
      ...smallSurvey(permuted),
      blocks: [
        { domain: null, questions: columns },
        { domain: bySex(permuted), questions: columns },
      ],
      units: survey.units,
    });
    expect(again.scores).toEqual(analysis.scores);
  });

  it('is absent when the parts of everybody’s answers cancel: two indicators that always say the opposite', () => {
    const clean = questions[0]!;
    const opposite = {
      code: 'opposite',
      scores: [0, 25, 50, 75, 100],
      answers: clean.answers,
    };
    const { scores } = run({
      ...base,
      blocks: [{ domain: null, questions: [{ ...clean, scores: [100, 75, 50, 25, 0] }, opposite] }],
      units: [
        {
          id: 'balance',
          indicators: [
            { question: clean.code, domain: null, share: 1 },
            { question: 'opposite', domain: null, share: 1 },
          ],
        },
      ],
    });
    expect(scores.units[0]).toMatchObject({ designEffect: null, effectiveRespondents: null });
    expect(scores.units[0]!.score).toBeCloseTo(50, 12);
  });
});

describe('a unit’s score', () => {
  // "window" was answered by 82 people and the others by many more.
  const answered = Object.fromEntries(raked.results.items.map(({ code, n }) => [code, n]));

  it('leaves out an indicator with too few answers and spreads its share over the others', () => {
    const { scores } = analyse({ minimumRespondents: answered['window']! + 1, minimumEffectiveRespondents: 0 });
    const hall = scores.units.find(({ id }) => id === 'hall')!;
    expect(
      hall.indicators.map(({ question, isPublishable, declaredShare, share }) => [
        question,
        isPublishable,
        declaredShare,
        share,
      ]),
    ).toEqual([
      ['window', false, 0.5, 0],
      ['clean', true, 0.25, 0.5],
      ['safe', true, 0.25, 0.5],
    ]);
    expect(hall.publishableShare).toBe(0.5);
    const means = Object.fromEntries(raked.results.items.map(({ code, mean }) => [code, mean]));
    expect(hall.score).toBeCloseTo((means['clean']! + means['safe']!) / 2, 10);
    const covariance = raked.results.itemCovariance;
    const variance = (covariance[0]![0]! + covariance[1]![1]! + 2 * covariance[0]![1]!) / 4;
    expect(hall.standardError).toBeCloseTo(Math.sqrt(variance), 10);
  });

  it('with no publishable indicator is still shown, from all that have answers, with nothing publishable', () => {
    const { scores } = analyse({ minimumRespondents: 1_000, minimumEffectiveRespondents: 0 });
    const expected = raked.results.units.map(({ score }) => score);
    scores.units.forEach(({ score, publishableShare }, u) => {
      expect(score).toBeCloseTo(expected[u]!, 10);
      expect(publishableShare).toBe(0);
    });
  });

  it('leaves out an indicator whose design effect leaves too few effective answers', () => {
    const police = raked.results.items.find(({ code }) => code === 'safe')!;
    const effective = police.n / police.deff;
    const publishable = (minimum: number): boolean =>
      analyse({ minimumRespondents: 1, minimumEffectiveRespondents: minimum }).scores.units.find(
        ({ id }) => id === 'police',
      )!.indicators[0]!.isPublishable;
    expect([publishable(effective - 1e-6), publishable(effective + 1e-6)]).toEqual([true, false]);
  });

  it('has a distribution and a share without score over its indicators', () => {
    const { scores } = analyse({ minimumRespondents: 1, minimumEffectiveRespondents: 0 });
    for (const { score, distribution, noScoreShare } of scores.units) {
      expect(distribution.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect([100, 75, 50, 25, 0].reduce((sum, level, l) => sum + level * distribution[l]!, 0)).toBeCloseTo(score!, 10);
      expect(noScoreShare).toBeGreaterThan(0);
      expect(noScoreShare).toBeLessThan(1);
    }
  });

  it('knows the largest part that one site has in the weight of its raters', () => {
    const { scores } = analyse({ minimumRespondents: 1, minimumEffectiveRespondents: 0 });
    const weightOfSite = new Map<string, number>();
    people.forEach(({ stratum, psu, safe }, i) => {
      if (safe !== null)
        weightOfSite.set(`${stratum} ${psu}`, (weightOfSite.get(`${stratum} ${psu}`) ?? 0) + raked.weights[i]!);
    });
    const weights = [...weightOfSite.values()];
    const police = scores.units.find(({ id }) => id === 'police')!;
    expect(police.samplingUnits).toBe(weights.length);
    expect(police.largestSamplingUnitShare).toBeCloseTo(
      Math.max(...weights) / weights.reduce((sum, w) => sum + w, 0),
      10,
    );
  });
});
