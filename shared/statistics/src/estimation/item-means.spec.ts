import { respondentsAsSamplingUnits, surveyDesign } from '../design/survey-design.js';
import { NO_SCORE, NOT_ASKED, type Survey } from '../design/survey.js';
import { reduceAnswers } from '../weighting/cells.js';
import { weigh } from '../weighting/weigh.js';
import { itemMeans } from './item-means.js';

const unweighted = { raking: { tolerance: 1e-12, maximumCycles: 500 }, thinLevels: null, trimming: null };

function meansOf(survey: Survey, weights?: (base: number) => number) {
  const sums = reduceAnswers(survey);
  const weighting = weigh(sums, [], unweighted);
  if (weighting.outcome === 'refused') throw new Error(weighting.reason);
  return itemMeans(sums, weights === undefined ? weighting.weights : weighting.weights.map(weights));
}

describe('a weighted mean', () => {
  it('of post-stratified ages 70, 80, 90 is 79.50', () => {
    const age = [...Array<number>(100).fill(0), ...Array<number>(60).fill(1), ...Array<number>(40).fill(2)];
    const survey: Survey = {
      design: respondentsAsSamplingUnits(age.map((_, i) => `r${i}`)),
      variables: [{ code: 'age', levels: ['18', '35', '60'], of: Int32Array.from(age) }],
      blocks: [
        { domain: null, questions: [{ code: 'q', scores: [90, 80, 70], answers: Uint8Array.from(age, (a) => 2 - a) }] },
      ],
      units: [],
    };
    const sums = reduceAnswers(survey);
    const target = {
      variable: 'age',
      mayCollapse: false,
      levels: [
        { code: '18', population: 30 },
        { code: '35', population: 45 },
        { code: '60', population: 25 },
      ],
    };
    const weighting = weigh(sums, [target], unweighted);
    if (weighting.outcome === 'refused') throw new Error(weighting.reason);
    expect(itemMeans(sums, weighting.weights)[0]!.mean).toBeCloseTo(79.5, 12);
    expect(meansOf(survey)[0]!.mean).toBeCloseTo(77, 12);
  });

  const survey: Survey = {
    design: surveyDesign({
      strata: ['a', 'a', 'a', 'b', 'b'],
      samplingUnits: ['1', '1', '2', '1', '2'],
      baseWeights: [1, 3, 2, 4, 5],
    }),
    variables: [],
    blocks: [
      {
        domain: null,
        questions: [
          { code: 'clean', scores: [100, 60, 20], answers: Uint8Array.of(0, 2, NO_SCORE, 1, NOT_ASKED) },
          {
            code: 'never-answered',
            scores: [100, 0],
            answers: Uint8Array.of(NO_SCORE, NOT_ASKED, NOT_ASKED, NO_SCORE, NOT_ASKED),
          },
          { code: 'never-asked', scores: [100, 0], answers: new Uint8Array(5).fill(NOT_ASKED) },
        ],
      },
    ],
    units: [],
  };
  const [clean, neverAnswered, neverAsked] = meansOf(survey);

  it('leaves out who gave no score, and counts them among those asked', () => {
    expect(clean).toMatchObject({ respondents: 3, weight: 8, mean: (100 + 60 + 240) / 8, weightAsked: 10 });
    expect(clean!.noScoreShare).toBeCloseTo(0.2, 15);
    expect(clean!.distribution).toEqual([1 / 8, 4 / 8, 3 / 8]);
    expect(clean!.weightedSquares).toBeCloseTo(2500 + 4 * 100 + 3 * 900, 10);
  });

  it('knows in how many sampling units and strata the question was answered', () => {
    expect([clean!.samplingUnits, clean!.strata]).toEqual([2, 2]);
  });

  it('is absent, not NaN, when nobody answered or nobody was asked', () => {
    expect(neverAnswered).toMatchObject({ mean: null, respondents: 0, distribution: [], noScoreShare: 1 });
    expect(neverAsked).toMatchObject({ mean: null, respondents: 0, distribution: [], noScoreShare: null });
  });

  it('does not change when all weights are multiplied', () => {
    const doubled = meansOf(survey, (weight) => weight * 8);
    expect(doubled.map(({ mean, distribution, noScoreShare }) => [mean, distribution, noScoreShare])).toEqual(
      meansOf(survey).map(({ mean, distribution, noScoreShare }) => [mean, distribution, noScoreShare]),
    );
  });
});
