import type { PollPlan } from '@minsheng/contracts';

import { changesOf, editsOf, formOf } from './plan-form.js';

const text = (zh: string) => ({ zh, en: zh });
const option = (code: string) => ({ code, text: text(code) });
const common = { hint: null, isRequired: true, askIf: null };
const plan: PollPlan = {
  format: 'minsheng-plan/1',
  pollId: 'p',
  version: 1,
  scheme: 'qinglan',
  city: text('青岚市'),
  isDemonstration: true,
  kind: 'REGULAR',
  title: text('第 6 期'),
  purpose: text('目的'),
  population: text('18 岁以上居民'),
  populationSize: 4_000_000,
  periodKey: '2026-B6',
  calendar: { fieldworkFrom: '', fieldworkTo: '', graceUntil: '', sealBy: '', releaseAt: '' },
  modes: ['INTERVIEW', 'WECHAT'],
  onlineUse: 'BLEND',
  clipRobustDeviations: 1.5,
  questionnaire: {
    format: 'minsheng-questionnaire/1',
    title: text('问卷'),
    marks: { formNumber: '1', maker: text('a'), approvedBy: text('b'), approvalNumber: '7', validUntil: '2027-06-30' },
    levels: [],
    missing: [],
    items: [
      {
        ...common,
        code: 'area',
        type: 'single',
        text: text('住在哪'),
        role: 'area',
        options: [option('LD'), option('LX')],
      },
      {
        ...common,
        code: 'age',
        type: 'single',
        text: text('年龄'),
        role: 'margin',
        options: [{ ...option('minor'), screensOut: true }, option('young'), option('old')],
      },
      { ...common, code: 'works', type: 'single', text: text('单位'), role: 'staffOf', options: [option('x')] },
      { ...common, code: 'open', type: 'text', text: text('还有什么想说'), maxLength: 300 },
    ],
  },
  indicators: [],
  groups: [],
  areas: [
    { code: 'LD', name: text('澜东区'), unit: 'LD', target: 200 },
    { code: 'LX', name: text('澜西区'), unit: 'LX', target: 210 },
  ],
  sites: [{ code: 'S1', name: text('东站'), area: 'LD', kind: 'STREET' }],
  quotas: [],
  margins: [
    {
      code: 'area',
      name: text('属地'),
      levels: [
        { code: 'LD', name: text('澜东区'), share: 0.55 },
        { code: 'LX', name: text('澜西区'), share: 0.45 },
      ],
      isOrdinal: false,
      source: text('普查'),
      year: 2020,
    },
  ],
  weighting: {
    tolerance: 1e-12,
    maximumCycles: 500,
    trim: null,
    thinLevel: { minimumAnswers: 30, minimumEffective: 20, largestFactor: 5 },
  },
  publication: {
    minimumRespondents: 100,
    minimumEffectiveRespondents: 60,
    minimumSamplingUnits: 8,
    largestSamplingUnitShare: 0.25,
    widestHalfWidthShare: 0.07,
    minimumPublishableShare: 0.6,
    minimumCell: 30,
    minimumCellEffective: 20,
  },
  confidence: 0.95,
  draws: 10_000,
  quality: {
    tooFast: { shareOfMedian: 0.3, secondsPerQuestion: 2 },
    straightLine: { minimumItems: 8 },
    burst: { answers: 5, minutes: 10 },
  },
};

describe('a plan in its form', () => {
  it('offers every weighted question as a margin, without the answer that ends the interview', () => {
    const { margins } = formOf(plan);
    expect(margins.map(({ code, lines }) => [code, lines])).toEqual([
      ['area', 'LD\t55\nLX\t45'],
      ['age', ''],
    ]);
    expect(margins[1]?.levels.map(({ code }) => code)).toEqual(['young', 'old']);
  });

  it('unchanged, it saves what was there', () => {
    const { edits, faults } = editsOf(formOf(plan));
    expect(faults).toEqual([]);
    expect(edits.margins).toEqual([
      {
        code: 'area',
        levels: [
          { code: 'LD', share: 0.55 },
          { code: 'LX', share: 0.45 },
        ],
        isOrdinal: false,
        source: text('普查'),
        year: 2020,
      },
    ]);
    expect(edits).toMatchObject({
      title: plan.title,
      populationSize: 4_000_000,
      sites: plan.sites,
      targets: [
        { area: 'LD', target: 200 },
        { area: 'LX', target: 210 },
      ],
      openQuestion: text('还有什么想说'),
    });
  });

  it('what cannot be read is named by its field and line', () => {
    const form = formOf(plan);
    const { faults } = editsOf({
      ...form,
      populationSize: '四百万',
      siteLines: 'S1,东站,LD,商场',
      targets: form.targets.map((target) => ({ ...target, target: target.area === 'LX' ? '-1' : '200' })),
      margins: form.margins.map((margin) => ({ ...margin, lines: 'LD\t55\nLZ\t45', year: '' })).slice(0, 1),
    });
    expect(faults.map(({ field, line }) => [field, line?.line ?? null])).toEqual([
      ['margins.area', 2],
      ['years.area', null],
      ['sites', 1],
      ['populationSize', null],
      ['targets.LX', null],
    ]);
  });

  it('words that the public reads are needed in both languages; an open question may be left out whole', () => {
    const form = formOf(plan);
    const { faults } = editsOf({
      ...form,
      title: { zh: '第 6 期', en: ' ' },
      purpose: { zh: '', en: '' },
      openQuestion: { zh: '还有吗', en: '' },
    });
    expect(faults.map(({ field }) => field)).toEqual(['title', 'purpose', 'openQuestion']);
    expect(editsOf({ ...form, openQuestion: { zh: '', en: '' } }).faults).toEqual([]);
  });

  it('a margin without figures and an open question without words are left out', () => {
    const { edits } = editsOf({ ...formOf(plan), openQuestion: { zh: ' ', en: '' } });
    expect(edits.margins.map(({ code }) => code)).toEqual(['area']);
    expect(edits.openQuestion).toBeNull();
  });

  it('only what was changed is sent, so that quotas stay when nothing they rest on was touched', () => {
    const before = editsOf(formOf(plan)).edits;
    expect(changesOf(before, editsOf(formOf(plan)).edits)).toEqual({});
    const after = editsOf({ ...formOf(plan), title: text('改名') }).edits;
    expect(changesOf(before, after)).toEqual({ title: text('改名') });
  });

  describe('with a questionnaire from the bank', () => {
    const { marks, title } = plan.questionnaire;
    const designed: PollPlan = {
      ...plan,
      design: {
        questionnaireId: 'Q1',
        hash: 'a'.repeat(64),
        document: {
          format: 'minsheng-questionnaire/2',
          code: 'city',
          version: 3,
          title,
          marks,
          scales: [],
          missing: [],
          lists: [],
          entries: [],
        },
      },
    };
    const before = (asked: PollPlan) => editsOf(formOf(asked)).edits;

    it('the plan says no marks and no open question of its own', () => {
      const { edits, faults } = editsOf({ ...formOf(designed), openQuestion: { zh: '还有吗', en: '' } });
      expect(faults).toEqual([]);
      expect(edits).toMatchObject({ questionnaire: { id: 'Q1', version: 3 } });
      expect(Object.keys(edits)).not.toEqual(expect.arrayContaining(['marks']));
      expect(Object.keys(edits)).not.toEqual(expect.arrayContaining(['openQuestion']));
    });

    it('choosing one sends just that', () => {
      const after = editsOf({ ...formOf(plan), questionnaire: { id: 'Q1', version: 3 } }).edits;
      expect(changesOf(before(plan), after)).toEqual({ questionnaire: { id: 'Q1', version: 3 } });
    });

    it('going back to the questions of the indicators brings the marks along', () => {
      const after = editsOf({ ...formOf(designed), questionnaire: null }).edits;
      expect(changesOf(before(designed), after)).toEqual({ questionnaire: null, marks, openQuestion: null });
    });
  });
});
