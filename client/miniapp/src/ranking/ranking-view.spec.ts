import type { RankedUnit, RankingGroup } from '@minsheng/contracts';
import { distributionSegments } from './distribution.js';
import { groupView } from './ranking-view.js';

function unit(id: string, score: number, band: number, more: Partial<RankedUnit> = {}): RankedUnit {
  return {
    unitId: id,
    name: { zh: id, en: `Unit ${id}` },
    score: score.toFixed(2),
    halfWidth: '1.25',
    interval: [(score - 1.25).toFixed(2), (score + 1.25).toFixed(2)],
    standardError: 0.6,
    degreesOfFreedom: 20,
    respondents: 300,
    effectiveRespondents: 150,
    designEffect: 2,
    dontKnowShare: 0.1,
    distribution: [0.5, 0.3, 0.2],
    indicators: [],
    rank: 1,
    rankSet: [1, 2],
    marginalRankSet: [1, 2],
    band,
    change: null,
    modes: null,
    ...more,
  };
}

const rows = [
  unit('甲局', 84.35, 1, { rankSet: [1, 2], change: { difference: '2.45', halfWidth: '1.10', isSignificant: true } }),
  unit('乙局', 83.94, 1, { rankSet: [1, 2], change: { difference: '-0.90', halfWidth: '1.10', isSignificant: false } }),
  unit('丙局', 71.05, 2, { rankSet: [3, 3], change: { difference: '-2.65', halfWidth: '1.10', isSignificant: true } }),
];
const group: RankingGroup = {
  code: 'g',
  name: { zh: '民生服务', en: 'Services' },
  rows,
  bands: [
    { number: 1, unitIds: ['甲局', '乙局'] },
    { number: 2, unitIds: ['丙局'] },
  ],
  unranked: [{ ...unit('丁馆', 90, 0), because: ['few-respondents', 'interval-too-wide'] }],
};

describe('a ranking group on the phone', () => {
  const view = groupView(group, 'zh-CN');

  it('stands in bands, each with its size, best first', () => {
    expect(view.bands.map((band) => [band.number, band.rows.map((row) => [row.name, row.bandSize])])).toEqual([
      [
        1,
        [
          ['甲局', 2],
          ['乙局', 2],
        ],
      ],
      [2, [['丙局', 1]]],
    ]);
  });

  it('counts ranked units only in the sentence', () => {
    expect([view.units, view.bandCount]).toEqual([3, 2]);
  });

  it('shows one decimal, half-up from the published two', () => {
    expect(view.byName.map((row) => [row.name, row.score, row.halfWidth, row.interval]).sort()).toEqual([
      ['丙局', '71.1', '1.3', ['69.8', '72.3']],
      ['乙局', '83.9', '1.3', ['82.7', '85.2']],
      ['甲局', '84.4', '1.3', ['83.1', '85.6']],
    ]);
  });

  it('tells a change by direction and size only when it is significant, else 持平', () => {
    expect(view.bands.flatMap((band) => band.rows.map((row) => row.change))).toEqual([
      { kind: 'up', by: '2.5' },
      { kind: 'level' },
      { kind: 'down', by: '2.7' },
    ]);
  });

  it('tells nothing of a change where there is no earlier poll', () => {
    expect(
      groupView({ ...group, rows: rows.map((row) => ({ ...row, change: null })) }, 'zh-CN').byName[0]?.change,
    ).toBeNull();
  });

  it('puts the dot between the ends of its interval, all on one axis', () => {
    for (const { at } of view.byName) {
      expect(at.from).toBeLessThan(at.dot);
      expect(at.dot).toBeLessThan(at.to);
      expect(Math.abs((at.from + at.to) / 2 - at.dot)).toBeLessThan(0.02);
    }
    const at = (name: string): number => view.byName.find((row) => row.name === name)?.at.dot ?? Number.NaN;
    expect(at('丙局')).toBeLessThan(at('乙局'));
    expect(at('乙局')).toBeLessThan(at('甲局'));
  });

  it('lists units below the rule apart, with reasons in words and without a place', () => {
    expect(view.unranked).toEqual([expect.objectContaining({ name: '丁馆', because: ['评价人数不足', '区间太宽'] })]);
    expect(view.unranked[0]).not.toHaveProperty('rankSet');
    expect(view.byName.map((row) => row.name)).not.toContain('丁馆');
  });

  it('gives figures to a unit below the rule where there are any, and none where nothing could be computed', () => {
    expect(view.unranked[0]?.figures).toEqual({ score: '90.0', halfWidth: '1.3', interval: ['88.8', '91.3'] });
    const unknown = {
      ...group.unranked[0],
      score: null,
      halfWidth: null,
      interval: null,
    } as RankingGroup['unranked'][number];
    expect(groupView({ ...group, unranked: [unknown] }, 'zh-CN').unranked[0]?.figures).toBeNull();
  });

  it('speaks the chosen language', () => {
    expect(groupView(group, 'en').unranked[0]).toMatchObject({
      name: 'Unit 丁馆',
      because: ['too few respondents', 'interval too wide'],
    });
  });

  it('without a ranked unit has no axis', () => {
    const empty = groupView({ ...group, rows: [], bands: [] }, 'zh-CN');
    expect(empty).toMatchObject({ axis: null, bands: [], byName: [], units: 0 });
    expect(empty.unranked).toHaveLength(1);
  });
});

describe('the distribution bar', () => {
  const levels = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      code: String(count - index),
      name: { zh: `第${index}级`, en: `Level ${index}` },
      score: 0,
    }));

  it.each([
    [5, [5, 4, 3, 2, 1]],
    [4, [5, 4, 2, 1]],
    [3, [5, 3, 1]],
    [2, [5, 1]],
  ])('of %i levels runs from the best colour to the worst', (count, tones) => {
    expect(distributionSegments(rows[0] as RankedUnit, levels(count), 'zh-CN').map((segment) => segment.tone)).toEqual(
      tones,
    );
  });

  it('prints a number where it fits: from ten per cent on', () => {
    const segments = distributionSegments(
      unit('甲局', 80, 1, { distribution: [0.5, 0.404, 0.096] }),
      levels(3),
      'zh-CN',
    );
    expect(segments.map(({ percent, width, isPrinted }) => [percent, width, isPrinted])).toEqual([
      [50, 50, true],
      [40, 40.4, true],
      [10, 9.6, true],
    ]);
    expect(
      distributionSegments(unit('甲局', 80, 1, { distribution: [0.93, 0.07] }), levels(2), 'zh-CN')[1]?.isPrinted,
    ).toBe(false);
  });
});

describe('a group with interviews and online answers', () => {
  const modes = (score: string, interviews = true): RankedUnit['modes'] => ({
    interview: interviews ? { score: '80.00', halfWidth: '1.50', respondents: 240 } : null,
    online: { score, halfWidth: '2.10', respondents: 900 },
    lambda: 0.4,
    isClipped: false,
  });
  const blended = groupView(
    {
      ...group,
      rows: [unit('甲局', 80, 1, { modes: modes('92.45') }), unit('乙局', 79, 1)],
      bands: [{ number: 1, unitIds: ['甲局', '乙局'] }],
      unranked: [
        { ...unit('戊办', 70, 0, { modes: modes('70.00', false) }), because: ['online-only'] },
        { ...unit('丁馆', 90, 0), because: ['few-respondents'] },
      ],
    },
    'zh-CN',
  );

  it('shows the online score of a unit beside its blended one, on an axis that reaches it', () => {
    const [first, second] = blended.bands[0]!.rows;
    expect(first!.online?.score).toBe('92.5');
    expect(first!.online!.at).toBeGreaterThan(first!.at.to);
    expect(first!.online!.at).toBeLessThanOrEqual(100);
    expect([second!.online, blended.hasOnline]).toEqual([null, true]);
  });

  it('lists a unit with online answers only apart from those with too few', () => {
    expect(blended.onlineOnly.map(({ name, because }) => [name, because])).toEqual([
      ['戊办', ['只有网上答卷，没有面访']],
    ]);
    expect(blended.unranked.map(({ name }) => name)).toEqual(['丁馆']);
  });

  it('reads a release of the time before there were modes', () => {
    const { modes: _none, ...old } = unit('甲局', 80, 1);
    expect(groupView({ ...group, rows: [old as RankedUnit] }, 'zh-CN').hasOnline).toBe(false);
  });
});
