import { smallDesigns, smallSurvey, targetsOf } from '../../reference/small-designs.js';
import { analyseSurvey, type SurveyAnalysis } from '../analyse-survey.js';
import { standardRaking } from '../weighting/rake.js';
import type { IndicatorRule } from '../quality/publication-rule.js';

const { people, population, raked } = smallDesigns;

function analyse(rule: IndicatorRule): SurveyAnalysis {
  const options = { raking: standardRaking, thinLevels: null, trimming: null };
  const analysis = analyseSurvey(smallSurvey(people), targetsOf(raked.margins, population), options, rule);
  if (analysis.outcome === 'refused') throw new Error(analysis.reason);
  return analysis;
}

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
