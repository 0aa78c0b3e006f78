import type { DesignItem, PlanDesign, PollPlan, QuestionnaireDesign } from '@minsheng/contracts';
import { hashOf } from '@minsheng/questionnaire/compile';
import { checkPlan, type PlanDemands } from './check-plan.js';
import { designOfPlan, sha256 } from './compiled-questionnaire.js';
import type { PlanBasis, PlanSettings } from './plan-document.js';
import { demandsOfSpecs, basisOfSpecs, indicatorOfSpecs, planOfSpecs, settingsOfSpecs } from './plan-of-specs.js';

const unmet = (plan: PollPlan, demands: Partial<PlanDemands> = {}) =>
  checkPlan(plan, demandsOfSpecs(demands))
    .filter(({ isMet }) => !isMet)
    .map(({ code }) => code);

describe('the checks of a plan', () => {
  it('all are met by a plan that is whole, and each says its rule', () => {
    const checks = checkPlan(planOfSpecs(), demandsOfSpecs());
    expect(checks.map(({ code, isMet }) => [code, isMet])).toEqual(
      [
        'questionnaire',
        'form-valid',
        'calendar',
        'indicators',
        'units',
        'scores',
        'margins',
        'sites',
        'quotas',
        'modes',
      ].map((code) => [code, true]),
    );
    for (const { sentences } of checks)
      expect([sentences.zh, sentences.en].every((said) => /\S/.test(said))).toBe(true);
  });

  it('a first draft without population figures, sites and form is drawn up, and says what is missing', () => {
    const empty = { margins: [], sites: [], populationSize: 0, marks: { ...settingsOfSpecs().marks, validUntil: '' } };
    expect(unmet(planOfSpecs({}, empty))).toEqual(['questionnaire', 'form-valid', 'margins', 'sites', 'quotas']);
  });

  const { margins, sites } = settingsOfSpecs();
  const withShares = (code: string, shares: number[]): Partial<PlanSettings> => ({
    margins: margins.map((margin) =>
      margin.code === code
        ? { ...margin, levels: margin.levels.map((level, at) => ({ ...level, share: shares[at] as number })) }
        : margin,
    ),
  });
  const withMargin = (code: string, change: object): Partial<PlanSettings> => ({
    margins: margins.map((margin) => (margin.code === code ? { ...margin, ...change } : margin)),
  });
  it.each<[string, string[], Partial<PlanSettings>]>([
    [
      'the form ends on the day before the time of grace does',
      ['form-valid'],
      { marks: { ...settingsOfSpecs().marks, validUntil: '2027-02-20' } },
    ],
    ['the form has no number', ['questionnaire'], { marks: { ...settingsOfSpecs().marks, formNumber: '' } }],
    ['shares of the sexes sum to 0.99', ['margins'], withShares('sex', [0.5, 0.49])],
    ['shares sum to one but for the seventh place', ['margins'], withShares('age', [0.3, 0.45, 0.2500001])],
    ['a level has nobody in it', ['margins'], withShares('age', [0, 0.5, 0.5])],
    ['figures of the ages are missing', ['margins'], { margins: margins.slice(0, 2) }],
    ['a level of the areas is missing', ['margins'], withMargin('area', { levels: [{ code: 'A1', share: 1 }] })],
    ['the figures have no source', ['margins'], withMargin('sex', { source: { zh: '', en: 'survey' } })],
    ['the figures have no year', ['margins'], withMargin('sex', { year: 0 })],
    ['nobody knows how many people there are', ['margins'], { populationSize: 0 }],
    [
      'M-14: an area has no park site',
      ['sites'],
      { sites: sites.map((site) => (site.area === 'A2' && site.kind === 'PARK' ? { ...site, kind: 'STREET' } : site)) },
    ],
    ['M-14: an area has nine sites', ['sites'], { sites: sites.slice(1) }],
    ['a site is named twice', ['sites'], { sites: [...sites, sites[0]!] }],
    ['the quotas of an area lack a cell', ['quotas'], { quotas: planOfSpecs().quotas.slice(1) }],
    [
      'the quotas of an area do not sum to its target',
      ['quotas'],
      { quotas: planOfSpecs().quotas.map((quota, at) => (at === 0 ? { ...quota, target: quota.target + 1 } : quota)) },
    ],
    [
      'a quota is no whole number',
      ['quotas'],
      {
        quotas: planOfSpecs().quotas.map((quota, at) => ({
          ...quota,
          target: quota.target + (at === 0 ? 0.5 : at === 1 ? -0.5 : 0),
        })),
      },
    ],
  ])('%s: %j', (_title, codes, settings) => expect(unmet(planOfSpecs({}, settings))).toEqual(codes));

  const [first, second, third] = basisOfSpecs().indicators as [
    PlanBasis['indicators'][number],
    PlanBasis['indicators'][number],
    PlanBasis['indicators'][number],
  ];
  it.each<[string, string[], Partial<PlanBasis>, Partial<PlanDemands>]>([
    [
      'shares of an indicator sum to 0.9',
      ['indicators'],
      {
        indicators: [
          {
            ...first,
            shares: [
              { unit: 'D1', share: '0.5000', role: 'LEAD' },
              { unit: 'D2', share: '0.4000', role: 'SUPPORT' },
            ],
          },
          second,
          third,
        ],
      },
      {},
    ],
    ['BR-07: a long-term indicator is left out', ['indicators'], { indicators: [first, third] }, {}],
    [
      'an indicator got new wording meanwhile',
      ['indicators'],
      {},
      { longTerm: [{ ...first, version: 2 }, second, third] },
    ],
    ['an indicator was suspended meanwhile', ['indicators'], {}, { longTerm: [second, third] }],
    [
      'a ranked department is scored on nothing',
      ['units'],
      { indicators: [{ ...first, shares: [{ unit: 'D1', share: '1.0000', role: 'LEAD' }] }, second, third] },
      {},
    ],
    [
      'a unit stands in two groups',
      ['questionnaire', 'units'],
      { groups: [...basisOfSpecs().groups, { ...basisOfSpecs().groups[0]!, code: 'AGAIN' }] },
      {},
    ],
    [
      'the calendar has moved',
      ['calendar'],
      {},
      { calendar: { ...basisOfSpecs().calendar, releaseAt: '2027-03-01T01:00:00.000Z' } },
    ],
    ['fieldwork has begun', ['calendar'], {}, { now: new Date('2027-02-11T00:00:00.000Z') }],
    ['an ad-hoc poll without an ad-hoc indicator', ['indicators'], { kind: 'ADHOC' }, {}],
    [
      'an ad-hoc poll in another poll’s window',
      ['overlap'],
      { kind: 'ADHOC', indicators: [...basisOfSpecs().indicators, indicatorOfSpecs('T1', { term: 'ADHOC' })] },
      {
        adhoc: [{ code: 'T1', version: 1 }],
        occupied: [
          { title: '2027-B1', from: new Date('2027-02-19T16:00:00.000Z'), to: new Date('2027-03-01T16:00:00.000Z') },
        ],
      },
    ],
  ])('%s: %j', (_title, codes, basis, demands) => expect(unmet(planOfSpecs(basis), demands)).toEqual(codes));

  it('windows that touch do not overlap', () => {
    const indicators = [...basisOfSpecs().indicators, indicatorOfSpecs('T1', { term: 'ADHOC' })];
    const { fieldworkTo } = basisOfSpecs().calendar;
    const occupied = [{ title: '2027-B1', from: new Date(fieldworkTo), to: new Date('2027-03-01T16:00:00.000Z') }];
    expect(
      unmet(planOfSpecs({ kind: 'ADHOC', indicators }), { adhoc: [{ code: 'T1', version: 1 }], occupied }),
    ).toEqual([]);
  });

  it('scores must be whole, and a mode must be left', () => {
    const plan = planOfSpecs();
    const levels = plan.questionnaire.levels.map((level, at) => ({
      ...level,
      score: level.score + (at === 0 ? 0.5 : 0),
    }));
    expect(unmet({ ...plan, questionnaire: { ...plan.questionnaire, levels } })).toEqual(['questionnaire', 'scores']);
    expect(unmet({ ...plan, modes: [] })).toEqual(['modes']);
  });

  it('the area must be the first margin', () => {
    const plan = planOfSpecs();
    const [area, ...others] = plan.margins;
    expect(unmet({ ...plan, margins: [...others, area!] })).toContain('margins');
  });
});

describe('the checks of a plan that asks a designed questionnaire', () => {
  const plain = planOfSpecs();
  const published: QuestionnaireDesign = { ...designOfPlan(plain), code: 'city', version: 4 };
  const designedBy = (document: QuestionnaireDesign): PlanDesign => ({
    questionnaireId: '01QUESTIONNAIREQUESTIONNAI',
    hash: hashOf(document, sha256),
    document,
  });
  const asking = (document: QuestionnaireDesign): PollPlan => planOfSpecs({}, { design: designedBy(document) });
  const withItem = (code: string, change: object): QuestionnaireDesign => ({
    ...published,
    entries: published.entries.map((entry) => (entry.code === code ? ({ ...entry, ...change } as DesignItem) : entry)),
  });
  const text = (code: string): DesignItem => ({
    code,
    type: 'text',
    text: { zh: `说说 ${code}`, en: `Tell about ${code}` },
    maxLength: 2000,
  });

  it('all are met when it is whole, and the counted part is what a plain plan asks', () => {
    const plan = asking(published);
    expect(unmet(plan)).toEqual([]);
    expect(plan.questionnaire.items).toEqual(plain.questionnaire.items);
  });

  it('margins stand in the order asked, and the quotas with them', () => {
    const [area, sex, age, ...rest] = published.entries;
    const plan = asking({ ...published, entries: [age!, sex!, area!, ...rest] });
    expect(plan.margins.map(({ code }) => code)).toEqual(['area', 'age', 'sex']);
    expect(unmet(plan)).toEqual([]);
  });

  const [area, ...others] = published.entries;
  it.each<[string, string[], QuestionnaireDesign]>([
    [
      'its last day is before the time of grace ends',
      ['form-valid'],
      { ...published, marks: { ...published.marks, validUntil: '2027-02-20' } },
    ],
    [
      'an indicator is asked in an older version',
      ['indicators'],
      withItem('q1', { indicator: { code: 'F1', version: 2 } }),
    ],
    [
      'it measures what the plan does not',
      ['indicators'],
      {
        ...published,
        entries: [
          ...published.entries,
          {
            ...text('x'),
            type: 'satisfaction',
            scale: 'satisfaction',
            indicator: { code: 'X9', version: 1 },
          } as DesignItem,
        ],
      },
    ],
    ['an indicator of the plan is not measured', ['indicators', 'units'], withItem('q1', { indicator: undefined })],
    ['it does not ask where people live', ['margins'], { ...published, entries: others }],
    [
      'it knows an area less than the plan',
      ['margins'],
      {
        ...published,
        lists: published.lists.map((list) =>
          list.code === 'area' ? { ...list, choices: list.choices.filter(({ code }) => code !== 'A2') } : list,
        ),
      },
    ],
    [
      'the area’s options are filtered',
      ['questionnaire'],
      withItem('area', { choiceFilter: `name != 'A2' or \${q1} = 'fair'` }),
    ],
    [
      'it takes more text than one sheet holds',
      ['questionnaire'],
      { ...published, entries: [area!, ...others, text('t1'), text('t2'), text('t3'), text('t4')] },
    ],
  ])('%s: %j', (_title, codes, document) => expect(unmet(asking(document))).toEqual(codes));

  it.each<[string, (plan: PollPlan) => PollPlan]>([
    [
      'a document with an error',
      (plan) => ({ ...plan, design: designedBy(withItem('q2', { relevant: 'no ( expression' })) }),
    ],
    ['another hash beside it', (plan) => ({ ...plan, design: { ...plan.design!, hash: 'f'.repeat(64) } })],
    [
      'other words than those published',
      (plan) => ({
        ...plan,
        design: { ...plan.design!, document: { ...published, title: { zh: '另一份', en: 'Another' } } },
      }),
    ],
    [
      'a counted part of its own',
      (plan) => ({ ...plan, questionnaire: { ...plan.questionnaire, items: plan.questionnaire.items.slice(0, -1) } }),
    ],
  ])('a plan that was given %s is refused', (_title, change) =>
    expect(unmet(change(asking(published)))).toContain('questionnaire'),
  );
});
