import fc from 'fast-check';
import {
  areaOf,
  cellCount,
  cellOf,
  dayIndex,
  describePlan,
  fieldworkDays,
  levelsOf,
  scoringOf,
  siteIndex,
} from './plan-layout.js';
import { indicatorOfSpecs, planOfSpecs } from './plan-of-specs.js';

const plan = planOfSpecs();
const one = (unit: string) => [{ unit, share: '1.0000', role: 'LEAD' as const }];

describe('what units are scored on', () => {
  it('departments by weight and share of FUNCTION and BOTH, areas by weight of AREA and BOTH', () => {
    const { questions, units, scores } = scoringOf(plan);
    expect(scores).toEqual([100, 80, 60, 40, 20]);
    expect(questions).toEqual([
      { item: 'q1', indicator: 'F1' },
      { item: 'q2', indicator: 'B1' },
      { item: 'q3', indicator: 'A1' },
    ]);
    // D1: 10·0.6 and 5·1 of 11; D2: 10·0.4 alone; areas: 5 and 8 of 13.
    expect(units).toEqual([
      {
        code: 'D1',
        group: 'DEPARTMENTS',
        area: null,
        shares: [
          { question: 0, share: 6 / 11 },
          { question: 1, share: 5 / 11 },
        ],
      },
      { code: 'D2', group: 'DEPARTMENTS', area: null, shares: [{ question: 0, share: 1 }] },
      {
        code: 'A1',
        group: 'DISTRICTS',
        area: 0,
        shares: [
          { question: 1, share: 5 / 13 },
          { question: 2, share: 8 / 13 },
        ],
      },
      {
        code: 'A2',
        group: 'DISTRICTS',
        area: 1,
        shares: [
          { question: 1, share: 5 / 13 },
          { question: 2, share: 8 / 13 },
        ],
      },
    ]);
  });

  it('golden example of a department: (10·0.6·82.5 + 5·76 + 8·0.25·90) / 13 = 81.15', () => {
    const indicators = [
      indicatorOfSpecs('I1', {
        weight: 10,
        shares: [
          { unit: 'D1', share: '0.6000', role: 'LEAD' },
          { unit: 'D2', share: '0.4000', role: 'SUPPORT' },
        ],
      }),
      indicatorOfSpecs('I2', { weight: 5, shares: one('D1') }),
      indicatorOfSpecs('I3', {
        weight: 8,
        shares: [
          { unit: 'D1', share: '0.2500', role: 'SUPPORT' },
          { unit: 'D2', share: '0.7500', role: 'LEAD' },
        ],
      }),
    ];
    const department = scoringOf(planOfSpecs({ indicators })).units.find(({ code }) => code === 'D1');
    const score = [82.5, 76, 90].reduce((sum, mean, question) => {
      const share = department?.shares.find((part) => part.question === question)?.share ?? 0;
      return sum + share * mean;
    }, 0);
    expect(score).toBeCloseTo(1055 / 13, 12);
    expect(score.toFixed(2)).toBe('81.15');
  });

  it('shares of a unit sum to one whatever the weights', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 20 }), (hundredths) => {
        const indicators = hundredths.map((weight, at) =>
          indicatorOfSpecs(`I${at}`, { weight: weight / 100, shares: one('D1') }),
        );
        const shares = scoringOf(planOfSpecs({ indicators })).units[0]?.shares ?? [];
        expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
        expect(shares).toHaveLength(hundredths.length);
      }),
      { seed: 7 },
    );
  });

  it('a unit without any indicator is scored on nothing', () => {
    const indicators = [indicatorOfSpecs('F1', { shares: one('D2') })];
    expect(scoringOf(planOfSpecs({ indicators })).units.map(({ shares }) => shares.length)).toEqual([0, 1, 0, 0]);
  });
});

describe('cells', () => {
  it('the area is the most significant digit', () => {
    expect(cellCount(plan)).toBe(12);
    expect([
      cellOf(plan, [0, 0, 0]),
      cellOf(plan, [0, 0, 2]),
      cellOf(plan, [0, 1, 0]),
      cellOf(plan, [1, 1, 2]),
    ]).toEqual([0, 2, 3, 11]);
  });

  it('every cell has its levels, and they lead back to it', () => {
    for (let cell = 0; cell < cellCount(plan); cell++) {
      const levels = levelsOf(plan, cell);
      expect([cellOf(plan, levels), areaOf(plan, cell)]).toEqual([cell, levels[0]]);
    }
  });

  it.each([[[2, 0, 0]], [[0, -1, 0]], [[0, 0]], [[0, 0.5, 0]], [[0, 255, 0]]])('levels %j are in no cell', (levels) =>
    expect(() => cellOf(plan, levels)).toThrow(RangeError),
  );

  it.each([12, -1, 0.5])('there is no cell %s', (cell) => expect(() => levelsOf(plan, cell)).toThrow(RangeError));
});

describe('sites and days', () => {
  it('a site is known by its place in the plan', () =>
    expect([siteIndex(plan, 'A1-1'), siteIndex(plan, 'A2-10'), siteIndex(plan, 'A3-1')]).toEqual([0, 19, -1]));

  it('fieldwork has ten days', () => expect(fieldworkDays(plan)).toBe(10));

  it.each<[string, number | null]>([
    ['2027-02-10T23:59:59.999+08:00', null],
    ['2027-02-11T00:00:00.000+08:00', 0],
    ['2027-02-11T23:59:59.999+08:00', 0],
    ['2027-02-12T00:00:00.000+08:00', 1],
    ['2027-02-20T23:59:59.999+08:00', 9],
    ['2027-02-21T00:00:00.000+08:00', null],
  ])('M-13: %s is day %s of fieldwork', (at, day) => expect(dayIndex(plan, new Date(at))).toBe(day));
});

describe('a plan described as any other survey', () => {
  const description = describePlan(plan);

  it('names who made the form, when it is asked and whom', () =>
    expect(description).toMatchObject({
      source: { zh: '统计局', en: 'Statistics bureau' },
      populationSize: 900_000,
      periodKey: '2027-B1',
      fieldwork: { from: '2027-02-11', to: '2027-02-20' },
      isDemonstration: true,
      design: { stratum: 'area', psu: 'site', weight: null, mode: 'mode' },
    }));

  it('scores territorial units on their own residents only', () => {
    expect(description.units.map(({ code, domain }) => [code, domain])).toEqual([
      ['D1', null],
      ['D2', null],
      ['A1', { column: 'area', level: 'A1' }],
      ['A2', { column: 'area', level: 'A2' }],
    ]);
    expect(description.units[0]?.shares).toEqual([
      { indicator: 'F1', share: 6 / 11 },
      { indicator: 'B1', share: 5 / 11 },
    ]);
  });

  it('is there for the emptiest draft too', () => {
    const empty = describePlan(
      planOfSpecs(
        { indicators: [], groups: [], territorial: [] },
        { margins: [], sites: [], targets: [], populationSize: 0 },
      ),
    );
    expect([empty.units, empty.margins, empty.populationSize, empty.design.stratum]).toEqual([[], [], null, null]);
  });

  it('the questionnaire asks area, sex and age, the workplace, then one question an indicator', () => {
    const { questionnaire } = planOfSpecs({}, { openQuestion: { zh: '还有什么要说的？', en: 'Anything else?' } });
    expect(questionnaire.items.map(({ code }) => code)).toEqual([
      'area',
      'sex',
      'age',
      'staffOf',
      'q1',
      'q2',
      'q3',
      'open',
    ]);
    const ending = questionnaire.items.flatMap((item) =>
      item.type === 'single'
        ? item.options.filter(({ screensOut }) => screensOut).map(({ code }) => `${item.code}:${code}`)
        : [],
    );
    expect(ending).toEqual(['area:elsewhere', 'age:under-age']);
    const staff = questionnaire.items.find(({ code }) => code === 'staffOf');
    expect(staff?.type === 'single' && staff.options.map(({ code }) => code)).toEqual(['none', 'D1', 'D2', 'A1', 'A2']);
  });
});
