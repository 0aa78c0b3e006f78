import type { RankedUnit, RankingGroup, ReleaseDocument } from '@minsheng/contracts';
import { releaseFixture } from './fixture/release-fixture.js';
import { findings, headline, unitsAtEnd } from './headline.js';
import { workedScore } from './site-pages.js';

type Row = [name: string, score: string, rankSet: [number, number], band: number, change?: string | null];

const template = releaseFixture.groups[0]?.rows[0] as RankedUnit;

function group(name: string, rows: Row[]): RankingGroup {
  const units = rows.map(([unit, score, rankSet, band, change]) => ({
    ...template,
    unitId: unit,
    name: { zh: unit, en: unit },
    score,
    rankSet,
    band,
    dontKnowShare: 0.1,
    change:
      change === undefined
        ? null
        : change === null
          ? { difference: '0.10', halfWidth: '1.00', isSignificant: false }
          : { difference: change, halfWidth: '1.00', isSignificant: true },
  }));
  return { code: name, name: { zh: name, en: name }, rows: units, bands: [], unranked: [] };
}

const release = (...groups: RankingGroup[]): ReleaseDocument => ({ ...releaseFixture, groups });

describe('headline', () => {
  it.each<[string, RankingGroup[], string, string]>([
    [
      'names those that changed and counts those that did not',
      [
        group('组', [
          ['甲', '90.00', [1, 1], 1, '3.00'],
          ['乙', '80.00', [2, 2], 2, '-2.00'],
          ['丙', '70.00', [3, 3], 3, null],
        ]),
      ],
      '甲上升，乙下降，其余一个单位持平',
      '甲 up; 乙 down; no change for the other one',
    ],
    [
      'says that nothing changed when nothing did, whatever the order of scores',
      [
        group('组', [
          ['甲', '90.00', [1, 1], 1, null],
          ['乙', '80.00', [2, 2], 2, null],
        ]),
      ],
      '与上期相比，两个单位都没有显著变化',
      'No significant change since last time: two units',
    ],
    [
      'claims no order inside one band',
      [
        group('组', [
          ['甲', '82.00', [1, 3], 1],
          ['乙', '81.00', [1, 3], 1],
          ['丙', '80.00', [1, 3], 1],
        ]),
      ],
      '三个单位分不出先后',
      'No order can be told among three units',
    ],
    [
      'claims a first and a last place only where the rank set holds that place alone',
      [
        group('组', [
          ['甲', '95.00', [1, 1], 1],
          ['乙', '85.00', [2, 3], 2],
          ['丙', '84.00', [2, 3], 2],
          ['丁', '70.00', [4, 4], 3],
        ]),
      ],
      '甲排第一，丁排在最后，其余两个单位同在一档',
      '甲 ranks first; 丁 ranks last; the other two share one band',
    ],
    [
      'gives two the first two places when neither is alone',
      [
        group('组', [
          ['甲', '95.00', [1, 2], 1],
          ['乙', '94.00', [1, 2], 1],
          ['丙', '84.00', [3, 5], 2],
          ['丁', '83.00', [3, 5], 2],
          ['戊', '80.00', [3, 5], 2],
        ]),
      ],
      '甲、乙居前两名，其余三个单位同在一档',
      '甲 and 乙 hold the first two places; the other three share one band',
    ],
    [
      'makes no claim at the top when the best might be second',
      [
        group('组', [
          ['甲', '95.00', [1, 2], 1],
          ['乙', '90.00', [1, 3], 1],
          ['丙', '84.00', [2, 3], 2],
        ]),
      ],
      '三个单位分成两档，没有哪一家能单独排在最前',
      'Three units in two bands, and none that stands first alone',
    ],
    [
      'does not compare groups',
      [
        group('一组', [
          ['甲', '95.00', [1, 1], 1],
          ['乙', '80.00', [2, 2], 2],
        ]),
        group('二组', [['丙', '70.00', [1, 1], 1]]),
      ],
      '两组共三个单位，同一档里分不出先后',
      'Three units in two groups, no order within a band',
    ],
    [
      'says so when nobody meets the rule',
      [group('组', [])],
      '这一次没有单位达到公布条件',
      'No unit meets the publication rule this time',
    ],
    [
      'gives one unit its score with its error',
      [group('组', [['甲', '77.95', [1, 1], 1]])],
      '甲 78.0 分（±1.2）',
      '甲: 78.0 (±1.2)',
    ],
  ])('%s', (_rule, groups, zh, en) => {
    expect(headline(release(...groups), 'zh-CN')).toBe(zh);
    expect(headline(release(...groups), 'en')).toBe(en);
  });

  it('turns from names to counts when many changed', () => {
    const rows = ['甲', '乙', '丙', '丁', '戊'].map(
      (name, index): Row => [name, String(90 - index), [1, 5], 1, index > 3 ? '-3.00' : '3.00'],
    );
    expect(headline(release(group('组', rows)), 'zh-CN')).toBe('四个单位上升，一个单位下降');
    expect(headline(release(group('组', rows)), 'en')).toBe('Four units up; one unit down');
  });
});

describe('places that rank sets allow', () => {
  const rows = group('组', [
    ['甲', '95.00', [1, 2], 1],
    ['乙', '94.00', [1, 3], 1],
    ['丙', '93.00', [2, 3], 1],
    ['丁', '60.00', [4, 4], 2],
  ]).rows;
  it('three hold the first three places together', () => {
    expect(unitsAtEnd(rows, 'first').map((row) => row.unitId)).toEqual(['甲', '乙', '丙']);
    expect(unitsAtEnd(rows, 'last').map((row) => row.unitId)).toEqual(['丁']);
  });
  it('nobody holds a place when everybody may have it', () => {
    const open = group('组', [
      ['甲', '95.00', [1, 2], 1],
      ['乙', '94.00', [1, 2], 1],
    ]).rows;
    expect(unitsAtEnd(open, 'first')).toEqual([]);
  });
});

describe('findings', () => {
  it('say that bands overlap when the best of the second may stand in the first', () => {
    const touching = group('组', [
      ['甲', '95.00', [1, 2], 1],
      ['乙', '94.00', [1, 3], 1],
      ['丙', '90.00', [2, 3], 2],
    ]);
    const apart = group('组', [
      ['甲', '95.00', [1, 2], 1],
      ['乙', '94.00', [1, 2], 1],
      ['丙', '90.00', [3, 3], 2],
    ]);
    expect(findings(release(touching), 'zh-CN')[0]?.text).toContain('名次区间有重叠');
    expect(findings(release(apart), 'zh-CN')[0]?.text).not.toContain('重叠');
  });

  it('list changes with arrows, sizes and errors, largest first', () => {
    const changed = group('组', [
      ['甲', '90.00', [1, 1], 1, '2.04'],
      ['乙', '80.00', [2, 2], 2, '-3.15'],
    ]);
    const [first] = findings(release(changed), 'zh-CN');
    expect(first?.title).toBe('一升一降');
    expect(first?.changes).toEqual([
      { direction: 'up', size: '2.0', halfWidth: '1.0', name: '甲' },
      { direction: 'down', size: '3.2', halfWidth: '1.0', name: '乙' },
    ]);
  });

  it('name units that most people do not know and units that are not ranked', () => {
    const titles = findings({ ...releaseFixture, groups: releaseFixture.groups.slice(1, 2) }, 'zh-CN').map(
      (each) => each.title,
    );
    expect(titles).toContain('一个单位有四成以上的人不了解');
  });

  it('are at most four, and each says something', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const found = findings(releaseFixture, language);
      expect(found.length).toBeLessThanOrEqual(4);
      for (const finding of found) expect(finding.text !== '' || finding.changes.length > 0).toBe(true);
    }
  });
});

describe('worked score', () => {
  it('is shown only when shares times points add up to the published score', () => {
    const unit = { ...template, score: '75.00', distribution: [0.25, 0.5, 0.25, 0, 0] };
    expect(workedScore(releaseFixture, unit)?.map((part) => part.contribution)).toEqual([25, 37.5, 12.5, 0, 0]);
    expect(workedScore(releaseFixture, { ...unit, score: '75.10' })).toBeNull();
    expect(workedScore(releaseFixture, { ...unit, distribution: [1] })).toBeNull();
  });
});
