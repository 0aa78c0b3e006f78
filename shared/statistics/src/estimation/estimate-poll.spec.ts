import fc from 'fast-check';
import { largestCovarianceDifference, largestDifference } from '../../reference/read-reference.js';
import { smallDesigns, smallSurvey, targetsOf } from '../../reference/small-designs.js';
import { analyseSurvey } from '../analyse-survey.js';
import type { PollColumns, PollOutline, PollResponse } from '../design/poll-outline.js';
import { NO_SCORE, NOT_ASKED, type Survey } from '../design/survey.js';
import { meansCovariance } from '../variance/linearisation.js';
import type { MarginTarget } from '../weighting/margins.js';
import { standardRaking } from '../weighting/rake.js';
import { addColumns } from '../weighting/add-columns.js';
import { addResponse } from '../weighting/add-response.js';
import { runningSums, type RunningSums } from '../weighting/running-sums.js';
import { itemMeans } from './item-means.js';
import { estimatePoll } from './estimate-poll.js';
import type { PollEstimates } from './poll-estimates.js';

const weighting = { raking: standardRaking, thinLevels: null, trimming: null };
const TOLERANCE = 1e-11;

/** The same survey as an outline and columns. */
function asPoll({ design, variables, blocks, units }: Survey): { outline: PollOutline; columns: PollColumns } {
  return {
    outline: {
      strata: design.strata.map((code) => ({ code })),
      samplingUnits: design.samplingUnits.map((code, unit) => ({ code, stratum: design.stratumOfSamplingUnit[unit]! })),
      variables,
      blocks,
      units,
    },
    columns: {
      respondents: design.respondents,
      samplingUnits: design.samplingUnitOf,
      baseWeights: design.baseWeights,
      variables: variables.map(({ of }) => of),
      blocks: blocks.map(({ domain, questions }) => ({
        domain: domain?.of ?? null,
        answers: questions.map(({ answers }) => answers),
      })),
    },
  };
}

function responses({ respondents, samplingUnits, baseWeights, variables, blocks }: PollColumns): PollResponse[] {
  return Array.from({ length: respondents }, (_, i) => ({
    samplingUnit: samplingUnits[i]!,
    baseWeight: baseWeights[i]!,
    variables: variables.map((column) => column[i]!),
    blocks: blocks.map(({ domain, answers }) => ({
      domain: domain === null ? null : domain[i]!,
      answers: answers.map((column) => column[i]!),
    })),
  }));
}

function summed(outline: PollOutline, columns: PollColumns): RunningSums {
  const sums = runningSums(outline);
  addColumns(sums, columns);
  return sums;
}

function estimated(sums: RunningSums, targets: readonly MarginTarget[]): PollEstimates {
  const found = estimatePoll(sums, targets, { weighting });
  if (found.outcome === 'refused') throw new Error(`refused: ${found.reason}`);
  return found;
}

function itemCovariance({ items, spread, samplingUnits }: PollEstimates): number[][] {
  const size = items.length;
  return items.map((_, k) =>
    items.map((__, l) =>
      samplingUnits.reduce((sum, ___, unit) => sum + spread[unit * size + k]! * spread[unit * size + l]!, 0),
    ),
  );
}

describe('estimates from running sums', () => {
  const { people, population, raked, rakedWithDistrict, uncalibrated, lonely } = smallDesigns;

  it.each([
    ['with base weights', people, uncalibrated.margins, uncalibrated.results],
    ['raked, some ages unknown', people, raked.margins, raked.results],
    ['raked to a margin that the strata imply as well', people, rakedWithDistrict.margins, rakedWithDistrict.results],
    [
      'with a lonely site',
      people.filter(({ stratum, psu }) => stratum !== 'north' || psu === 'site-1'),
      { sex: raked.margins['sex']! },
      lonely.results,
    ],
  ])('agree with R survey: %s', (_, rows, margins, expected) => {
    const { outline, columns } = asPoll(smallSurvey(rows));
    const found = estimated(summed(outline, columns), targetsOf(margins, population));
    const place = (code: string): number => found.items.findIndex(({ question }) => question === code);
    const items = expected.items.map(({ code }) => found.items[place(code)]!);
    const compare = (actual: (number | null)[], wanted: number[]): void =>
      expect(largestDifference(actual.map(Number), wanted)).toBeLessThan(TOLERANCE);
    compare(
      items.map(({ mean }) => mean),
      expected.items.map(({ mean }) => mean),
    );
    compare(
      items.map(({ standardError }) => standardError),
      expected.items.map(({ se }) => se),
    );
    compare(
      items.map(({ designEffect }) => designEffect),
      expected.items.map(({ deff }) => deff),
    );
    expect(items.map(({ degreesOfFreedom }) => degreesOfFreedom)).toEqual(expected.items.map(({ df }) => df));
    expect(items.map(({ respondents }) => respondents)).toEqual(expected.items.map(({ n }) => n));
    compare(
      found.units.map(({ score }) => score),
      expected.units.map(({ score }) => score),
    );
    compare(
      found.units.map(({ standardError }) => standardError),
      expected.units.map(({ se }) => se),
    );
    expect(found.units.map(({ degreesOfFreedom }) => degreesOfFreedom)).toEqual(expected.units.map(({ df }) => df));
    const size = found.units.length;
    const rowsOf = found.units.map((__, u) => [...found.covariance.slice(u * size, (u + 1) * size)]);
    expect(largestCovarianceDifference(rowsOf, expected.unitCovariance)).toBeLessThan(TOLERANCE);
    if (expected.itemCovariance.length > 0) {
      expect(largestCovarianceDifference(itemCovariance(found), expected.itemCovariance)).toBeLessThan(TOLERANCE);
    }
    compare([found.domains[0]!.effectiveRespondents], [expected.kishEffective]);
  });
});

/** Surveys of any shape: levels, weights, sites, domains, answers missing in both ways. */
const polls = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 0, maxLength: 4 }),
    sites: fc.integer({ min: 1, max: 6 }),
    strata: fc.integer({ min: 1, max: 3 }),
    domains: fc.integer({ min: 0, max: 3 }),
    questions: fc.integer({ min: 1, max: 6 }),
    scores: fc.constantFrom([100, 75, 50, 25, 0], [1, 0], [100, 80, 60, 40, 20], [7], [97, 40, 3], [40000, 5, 0]),
    respondents: fc.integer({ min: 1, max: 60 }),
  })
  .chain((shape) => {
    const { sizes, sites, domains, questions, scores, respondents } = shape;
    const column = (size: number): fc.Arbitrary<Int32Array> =>
      fc
        .array(fc.integer({ min: 0, max: size - 1 }), { minLength: respondents, maxLength: respondents })
        .map((levels) => Int32Array.from(levels));
    const answers = fc
      .array(
        fc.oneof(
          { weight: 6, arbitrary: fc.integer({ min: 0, max: scores.length - 1 }) },
          fc.constantFrom(NO_SCORE, NOT_ASKED),
        ),
        {
          minLength: respondents,
          maxLength: respondents,
        },
      )
      .map((levels) => Uint8Array.from(levels));
    return fc.record({
      shape: fc.constant(shape),
      variables: fc.tuple(...sizes.map(column)),
      samplingUnits: column(sites),
      baseWeights: fc
        .array(fc.constantFrom(1, 2.5, 0.3, 1 / 3), { minLength: respondents, maxLength: respondents })
        .map((weights) => Float64Array.from(weights)),
      domain: column(domains + 1).map((levels) => levels.map((level) => level - 1)),
      answers: fc.array(answers, { minLength: questions, maxLength: questions }),
      margin: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }),
      order: fc.array(fc.nat(), { minLength: respondents, maxLength: respondents }),
    });
  })
  .map(({ shape, variables, samplingUnits, baseWeights, domain, answers, margin, order }) => {
    const { sizes, sites, strata, domains, questions, scores, respondents } = shape;
    const asked = Array.from({ length: questions }, (_, q) => ({ code: `q${q}`, scores }));
    const levels = (prefix: string, count: number): string[] =>
      Array.from({ length: count }, (_, l) => `${prefix}${l}`);
    const outline: PollOutline = {
      strata: levels('s', strata).map((code) => ({ code })),
      samplingUnits: levels('u', sites).map((code, unit) => ({ code, stratum: unit % strata })),
      variables: sizes.map((size, v) => ({ code: `v${v}`, levels: levels('l', size) })),
      blocks: [
        { domain: null, questions: asked },
        { domain: { code: 'place', levels: levels('d', Math.max(domains, 1)) }, questions: asked },
      ],
      units: [
        { id: 'city', indicators: asked.map(({ code }) => ({ question: code, domain: null, share: 1 })) },
        { id: 'place', indicators: asked.map(({ code }, q) => ({ question: code, domain: 'd0', share: q + 1 })) },
      ],
    };
    const columns: PollColumns = {
      respondents,
      samplingUnits,
      baseWeights,
      variables,
      blocks: [
        { domain: null, answers },
        { domain, answers: answers.map((column) => column.slice().reverse()) },
      ],
    };
    const targets: MarginTarget[] = sizes.slice(0, 1).map((size, v) => ({
      variable: `v${v}`,
      mayCollapse: false,
      levels: levels('l', size).map((code, l) => ({ code, population: l === 3 ? null : margin[l]! })),
    }));
    const arrival = Array.from({ length: respondents }, (_, i) => i).sort((a, b) => order[a]! - order[b]! || a - b);
    return { outline, columns, targets, arrival };
  });

/** Everything of a result that is a number, bit for bit. */
const bits = (found: ReturnType<typeof estimatePoll>): unknown =>
  found.outcome === 'refused' ? found : { ...found, weighting: { ...found.weighting, errors: [] } };

function expectNumbers(value: unknown, path = 'result'): void {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`${path} is ${value}`);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, entry] of Object.entries(value)) expectNumbers(entry, `${path}.${key}`);
  }
}

describe('running sums of any poll', () => {
  it('give the same bits answer by answer, in any order, as all at once, and after a detour', () => {
    fc.assert(
      fc.property(polls, ({ outline, columns, targets, arrival }) => {
        const atOnce = estimatePoll(summed(outline, columns), targets, { weighting });
        const each = responses(columns);
        const grown = runningSums(outline);
        arrival.forEach((i, at) => {
          addResponse(grown, each[i]!);
          // A result in between must leave nothing behind; nor must an answer that is withdrawn.
          if (at % 7 === 3) estimatePoll(grown, targets, { weighting });
          if (at % 5 === 2) {
            addResponse(grown, each[arrival[0]!]!);
            addResponse(grown, each[arrival[0]!]!, -1);
          }
        });
        expect(bits(estimatePoll(grown, targets, { weighting }))).toEqual(bits(atOnce));
        const half = summed(outline, columns);
        each.slice(0, 5).forEach((response) => addResponse(half, response, -1));
        each.slice(0, 5).forEach((response) => addResponse(half, response));
        expect(bits(estimatePoll(half, targets, { weighting }))).toEqual(bits(atOnce));
      }),
      { numRuns: 40 },
    );
  });

  it('never give anything that is not a number', () => {
    fc.assert(
      fc.property(polls, ({ outline, columns, targets }) => {
        expectNumbers(estimatePoll(summed(outline, columns), targets, { weighting }));
      }),
      { numRuns: 80 },
    );
  });

  it('agree with the estimates made from respondents', () => {
    fc.assert(
      fc.property(polls, ({ outline, columns, targets }) => {
        const used = [...new Set(columns.samplingUnits)].sort((a, b) => a - b);
        fc.pre(used.length > 1);
        const survey: Survey = {
          design: {
            respondents: columns.respondents,
            strata: outline.strata.map(({ code }) => code),
            samplingUnits: outline.samplingUnits.map(({ code }) => code),
            stratumOfSamplingUnit: Int32Array.from(outline.samplingUnits, ({ stratum }) => stratum),
            samplingUnitOf: Int32Array.from(columns.samplingUnits),
            baseWeights: columns.baseWeights as Survey['design']['baseWeights'],
            population: new Float64Array(outline.strata.length).fill(Infinity),
            furtherStages: [],
            lonelyPolicy: 'adjust',
          },
          variables: outline.variables.map((variable, v) => ({
            ...variable,
            of: Int32Array.from(columns.variables[v]!),
          })),
          blocks: outline.blocks.map(({ domain, questions }, b) => ({
            domain: domain === null ? null : { ...domain, of: Int32Array.from(columns.blocks[b]!.domain!) },
            questions: questions.map((question, q) => ({ ...question, answers: columns.blocks[b]!.answers[q]! })),
          })),
          units: [],
        };
        // Strata in the outline's order, one design for both.
        fc.pre(outline.strata.length === 1 && used.length === outline.samplingUnits.length);
        const rows = analyseSurvey(survey, targets, weighting);
        const found = estimatePoll(summed({ ...outline, units: [] }, columns), targets, { weighting });
        expect(found.outcome === 'refused').toBe(rows.outcome === 'refused');
        if (found.outcome === 'refused' || rows.outcome === 'refused') return;
        const means = itemMeans(rows.sums, rows.weighting.weights);
        const { values, size } = meansCovariance(rows.sums, rows.weighting.margins, rows.weighting.weights, means);
        found.items.forEach(({ mean, standardError, respondents }, k) => {
          expect(respondents).toBe(means[k]!.respondents);
          if (mean === null) expect(means[k]!.mean).toBeNull();
          else {
            expect(Math.abs(mean - means[k]!.mean!)).toBeLessThan(1e-10 * (1 + Math.abs(mean)));
            const scale = 1e-9 * (1 + Math.max(...means.map((other) => Math.abs(other.mean ?? 0))));
            expect(Math.abs(standardError! - Math.sqrt(values[k * size + k]!))).toBeLessThan(scale);
          }
        });
      }),
      { numRuns: 80 },
    );
  });
});

describe('sums refuse what the outline does not know', () => {
  const { outline, columns } = asPoll(smallSurvey(smallDesigns.people));
  const changed = (more: Partial<PollColumns>): void => addColumns(runningSums(outline), { ...columns, ...more });

  it.each<[string, () => void]>([
    ['too few entries', () => changed({ baseWeights: columns.baseWeights.slice(1) })],
    ['an unknown sampling unit', () => changed({ samplingUnits: columns.samplingUnits.map(() => 99) as Int32Array })],
    ['a weight of zero', () => changed({ baseWeights: columns.baseWeights.map(() => 0) })],
    [
      'an unknown level',
      () => changed({ variables: columns.variables.map((column) => column.map(() => 9) as Int32Array) }),
    ],
    [
      'an unknown answer',
      () =>
        changed({
          blocks: columns.blocks.map((block) => ({ ...block, answers: block.answers.map((a) => a.map(() => 77)) })),
        }),
    ],
    ['an unknown answer of one', () => addResponse(runningSums(outline), { ...responses(columns)[0]!, blocks: [] })],
    ['an answer withdrawn that was never given', () => addResponse(runningSums(outline), responses(columns)[0]!, -1)],
    [
      'an answer withdrawn that was given otherwise',
      () => {
        const sums = runningSums(outline);
        const [first] = responses(columns);
        const otherwise = (answer: number) => ({
          ...first!,
          blocks: [{ domain: null, answers: first!.blocks[0]!.answers.map(() => answer) }],
        });
        addResponse(sums, otherwise(4));
        addResponse(sums, otherwise(0), -1);
      },
    ],
    [
      'scores that are not whole',
      () =>
        runningSums({
          ...outline,
          blocks: [{ domain: null, questions: [{ code: 'q', scores: [0.5, 0] }] }],
          units: [],
        }),
    ],
  ])('%s', (_, act) => expect(act).toThrow(RangeError));

  it('a response that is refused leaves the sums as they were', () => {
    const sums = summed(outline, columns);
    const before = bits(estimatePoll(sums, [], { weighting }));
    const [first] = responses(columns);
    const wrong = {
      ...first!,
      blocks: first!.blocks.map((block) => ({ ...block, answers: block.answers.map(() => 77) })),
    };
    expect(() => addResponse(sums, wrong)).toThrow(RangeError);
    expect(bits(estimatePoll(sums, [], { weighting }))).toEqual(before);
  });

  it('nobody yet: a refusal that names a level, not a number', () => {
    const targets = targetsOf(smallDesigns.raked.margins, 1000);
    expect(estimatePoll(runningSums(outline), targets)).toMatchObject({
      outcome: 'refused',
      reason: 'level-without-respondents',
      margin: 'sex',
      level: 'm',
    });
  });
});
