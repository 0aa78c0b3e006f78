import fc from 'fast-check';
import { analyseSums, analyseSurvey } from '../analyse-survey.js';
import { additionsOf, atomLayout } from '../design/atom-layout.js';
import { surveyDesign } from '../design/survey-design.js';
import { NO_SCORE, NOT_ASKED, type Survey, type UnitDefinition } from '../design/survey.js';
import { reduceAnswers, type SurveySums } from './cells.js';
import { cellSumsOf, type FoldedAtom, type FoldedSurvey } from './folded-sums.js';
import { standardRaking } from './rake.js';
import { weigh } from './weigh.js';

interface Respondent {
  area: number;
  sex: number;
  site: number;
  base: number;
  answers: Uint8Array;
}

/** What is asked of whom: areas have a unit each, scored on some questions; departments on some, by everybody. */
interface Plan {
  areas: number;
  questions: { code: string; scores: number[] }[];
  ofAreas: string[];
  ofDepartments: string[][];
}

const areaCode = (area: number): string => `area-${area}`;
const sexes = ['m', 'f'];

function outlineOf({ areas, questions, ofAreas, ofDepartments }: Plan): Omit<FoldedSurvey, 'atoms'> {
  const units: UnitDefinition[] = ofDepartments.map((codes, d) => ({
    id: `department-${d}`,
    indicators: codes.map((question, place) => ({ question, domain: null, share: 1 + place })),
  }));
  for (let area = 0; ofAreas.length > 0 && area < areas; area++) {
    units.push({
      id: `unit-of-${areaCode(area)}`,
      indicators: ofAreas.map((question, place) => ({ question, domain: areaCode(area), share: 3 + place })),
    });
  }
  return {
    variables: [
      { code: 'area', levels: Array.from({ length: areas }, (_, area) => areaCode(area)) },
      { code: 'sex', levels: sexes },
    ],
    questions,
    blocks: [
      { domain: null, questions: [...new Set(ofDepartments.flat())] },
      { domain: 'area', questions: ofAreas },
    ],
    units,
  };
}

function surveyOf(plan: Plan, respondents: readonly Respondent[]): Survey {
  const { variables, blocks, units } = outlineOf(plan);
  const column = (code: string) => ({
    ...variables.find((variable) => variable.code === code)!,
    of: Int32Array.from(respondents, ({ area, sex }) => (code === 'area' ? area : sex)),
  });
  return {
    design: surveyDesign({
      strata: respondents.map(({ area }) => areaCode(area)),
      samplingUnits: respondents.map(({ site }) => `site-${site}`),
      baseWeights: respondents.map(({ base }) => base),
    }),
    variables: [column('area'), column('sex')],
    blocks: blocks.map(({ domain, questions }) => ({
      domain: domain === null ? null : column(domain),
      questions: questions.map((code) => {
        const q = plan.questions.findIndex((question) => question.code === code);
        return { ...plan.questions[q]!, answers: Uint8Array.from(respondents, ({ answers }) => answers[q]!) };
      }),
    })),
    units,
  };
}

/** Adds respondents up one after the other, as answers come in; those of `left` leave again. */
function fold(plan: Plan, came: readonly Respondent[], left: readonly Respondent[] = []): FoldedSurvey {
  const outline = outlineOf(plan);
  const layout = atomLayout(outline.questions, outline.units);
  const atoms = new Map<string, FoldedAtom & { respondents: number; counts: number[] }>();
  const change = ({ area, sex, site, base, answers }: Respondent, sign: 1 | -1): void => {
    const key = [area, sex, site, base].join();
    let atom = atoms.get(key);
    if (atom === undefined) {
      atom = {
        stratum: areaCode(area),
        samplingUnit: `site-${site}`,
        baseWeight: base,
        levels: [area, sex],
        respondents: 0,
        counts: new Array<number>(layout.length).fill(0),
      };
      atoms.set(key, atom);
    }
    atom.respondents += sign;
    const additions = additionsOf(layout, answers);
    for (let i = 0; i < additions.length; i += 2) atom.counts[additions[i]!]! += sign * additions[i + 1]!;
  };
  for (const respondent of came) change(respondent, 1);
  for (const respondent of left) change(respondent, -1);
  return { ...outline, atoms: [...atoms.values()] };
}

const plans: fc.Arbitrary<Plan> = fc
  .record({
    areas: fc.integer({ min: 1, max: 3 }),
    maps: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 5 }), {
      minLength: 2,
      maxLength: 5,
    }),
    ofAreas: fc.array(fc.nat(), { maxLength: 4 }),
    ofDepartments: fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ areas, maps, ofAreas, ofDepartments }) => {
    const questions = maps.map((scores, q) => ({ code: `q${q}`, scores: [...scores].sort((a, b) => b - a) }));
    const codes = (picks: number[]): string[] => [...new Set(picks.map((pick) => `q${pick % questions.length}`))];
    return { areas, questions, ofAreas: codes(ofAreas), ofDepartments: ofDepartments.map(codes) };
  });

const respondentOf = ({ areas, questions }: Plan): fc.Arbitrary<Respondent> =>
  fc
    .record({
      area: fc.integer({ min: 0, max: areas - 1 }),
      sex: fc.integer({ min: 0, max: 1 }),
      site: fc.integer({ min: 1, max: 3 }),
      base: fc.constantFrom(1, 2.5),
      picks: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: questions.length, maxLength: questions.length }),
    })
    .map(({ picks, ...rest }) => ({
      ...rest,
      answers: Uint8Array.from(picks, (pick, q) =>
        pick === 8 ? NO_SCORE : pick === 9 ? NOT_ASKED : pick % questions[q]!.scores.length,
      ),
    }));

const polls = plans.chain((plan) =>
  fc.record({
    plan: fc.constant(plan),
    respondents: fc.array(respondentOf(plan), { minLength: 1, maxLength: 60 }),
    leaving: fc.array(respondentOf(plan), { maxLength: 20 }),
    seed: fc.nat(),
  }),
);

const withoutRespondents = ({ classOfRespondent: _, ...sums }: SurveySums) => sums;
const shuffled = <T>(list: readonly T[], seed: number): T[] =>
  list
    .map((entry, i) => ({ entry, key: (i * 7919 + seed) % 104_729 }))
    .sort((a, b) => a.key - b.key)
    .map((x) => x.entry);

describe('sums folded as answers come in', () => {
  it('are the sums of the respondents to the bit, in whatever order they came and whoever edited or left', () => {
    fc.assert(
      fc.property(polls, ({ plan, respondents, leaving, seed }) => {
        const folded = fold(plan, shuffled([...respondents, ...leaving], seed), leaving);
        expect(cellSumsOf(folded)).toEqual(withoutRespondents(reduceAnswers(surveyOf(plan, respondents))));
      }),
    );
  });

  it('give every estimate that the respondents give, and the same refusals', () => {
    const options = { raking: standardRaking, thinLevels: null, trimming: { lower: 0.2, upper: 5 } };
    const targets = [{ variable: 'sex', mayCollapse: false, levels: sexes.map((code) => ({ code, population: 500 })) }];
    const everyIndicator = { minimumRespondents: 1, minimumEffectiveRespondents: 0 };
    fc.assert(
      fc.property(polls, ({ plan, respondents, seed }) => {
        const fromSums = analyseSums(
          cellSumsOf(fold(plan, shuffled(respondents, seed))),
          targets,
          options,
          everyIndicator,
        );
        const fromAnswers = analyseSurvey(surveyOf(plan, respondents), targets, options, everyIndicator);
        if (fromSums.outcome === 'refused' || fromAnswers.outcome === 'refused') {
          expect(fromSums).toEqual(fromAnswers);
          return;
        }
        expect(fromSums.scores).toEqual(fromAnswers.scores);
        expect(fromSums.weighting).toEqual(fromAnswers.weighting);
        expect(fromSums.design).toEqual(fromAnswers.design);
      }),
    );
  });

  it('may lie in several rows of one kind, and end before their zeros', () => {
    const plan: Plan = {
      areas: 1,
      questions: [
        { code: 'q0', scores: [100, 0] },
        { code: 'q1', scores: [50, 20] },
      ],
      ofAreas: ['q0'],
      ofDepartments: [['q0', 'q1']],
    };
    const person = (base: number, ...answers: number[]): Respondent => ({
      area: 0,
      sex: 1,
      site: 1,
      base,
      answers: Uint8Array.from(answers),
    });
    const one = person(1, 0, NOT_ASKED);
    const other = person(1, 1, 0);
    const rows = [one, other].flatMap((respondent) => fold(plan, [respondent]).atoms);
    const cut = rows.map((row) => {
      const counts = Array.from(row.counts);
      while (counts.at(-1) === 0) counts.pop();
      return { ...row, counts };
    });
    expect(cut[0]!.counts.length).toBeLessThan(rows[0]!.counts.length);
    expect(cellSumsOf({ ...outlineOf(plan), atoms: cut })).toEqual(cellSumsOf(fold(plan, [one, other])));
  });

  it('of nobody cannot be weighted: the first level without respondents is named', () => {
    const plan: Plan = { areas: 2, questions: [{ code: 'q0', scores: [1, 0] }], ofAreas: ['q0'], ofDepartments: [] };
    const person: Respondent = { area: 1, sex: 0, site: 1, base: 1, answers: Uint8Array.of(0) };
    const sums = cellSumsOf(fold(plan, [person], [person]));
    expect(sums.respondents).toBe(0);
    const sex = { variable: 'sex', mayCollapse: false, levels: sexes.map((code) => ({ code, population: 1 })) };
    expect(weigh(sums, [sex])).toMatchObject({ reason: 'level-without-respondents', margin: 'sex', level: 'm' });
  });

  const plan: Plan = {
    areas: 1,
    questions: [
      { code: 'q0', scores: [100, 0] },
      { code: 'q1', scores: [100, 0] },
    ],
    ofAreas: [],
    ofDepartments: [['q0', 'q1']],
  };
  const sound = fold(plan, [{ area: 0, sex: 0, site: 1, base: 1, answers: Uint8Array.of(0, 1) }]);
  const withAtom = (change: Partial<FoldedAtom>): FoldedSurvey => ({
    ...sound,
    atoms: [{ ...sound.atoms[0]!, ...change }],
  });
  const withCount = (slot: number, count: number): FoldedSurvey =>
    withAtom({ counts: Array.from(sound.atoms[0]!.counts, (own, at) => (at === slot ? count : own)) });

  it.each<[string, FoldedSurvey]>([
    ['a count below zero', withCount(3, -1)],
    ['a count that is not whole', withCount(10, 0.5)],
    ['more answers than respondents', withCount(1, 1)],
    ['more raters than respondents', withCount(6, 2)],
    ['more people in a pair than respondents', withCount(7, 2)],
    ['a vector too long', withAtom({ counts: new Array<number>(12).fill(0) })],
    ['respondents below zero', withAtom({ respondents: -1, counts: [] })],
    ['answers without a respondent', withAtom({ respondents: 0 })],
    ['a level that the variable does not have', withAtom({ levels: [0, 2] })],
    ['a variable without its level', withAtom({ levels: [0] })],
    ['a base weight of zero', withAtom({ baseWeight: 0 })],
    ['a block of an unknown question', { ...sound, blocks: [{ domain: null, questions: ['q0', 'q1', 'q9'] }] }],
    ['a block about an unknown variable', { ...sound, blocks: [...sound.blocks, { domain: 'age', questions: [] }] }],
    ['a unit whose question is in no block', { ...sound, blocks: [] }],
  ])('%s is misuse', (_, folded) => expect(() => cellSumsOf(folded)).toThrow(RangeError));
});
