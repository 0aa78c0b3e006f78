import {
  rankingAlt,
  rankingChart,
  rankingExport,
  rankingRow,
  rankingRowPlaces,
  scoreAxis,
  type ChartColour,
  type ChartGroup,
  type ChartPalette,
  type ChartRankedUnit,
  type RankingChartOptions,
} from './index.js';

/** Every colour is its own name, so that a drawing shows which colour it took. */
const palette = new Proxy({}, { get: (_target, name) => `var(--${String(name)})` }) as ChartPalette;
const options: RankingChartOptions = { language: 'zh-CN', palette };

/** A seeded sequence in [0, 1): the tables below are invented but always the same. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

function unit(id: string, score: number, half: number, more: Partial<ChartRankedUnit> = {}): ChartRankedUnit {
  return {
    unitId: id,
    name: { zh: `单位${id}`, en: `Unit ${id}` },
    score: score.toFixed(2),
    halfWidth: half.toFixed(2),
    interval: [(score - half).toFixed(2), (score + half).toFixed(2)],
    rankSet: [1, 1],
    band: 1,
    change: null,
    respondents: 1234,
    dontKnowShare: 0.1,
    distribution: [0.4, 0.3, 0.2, 0.06, 0.04],
    ...more,
  };
}

function group(rows: ChartRankedUnit[], more: Partial<ChartGroup> = {}): ChartGroup {
  const numbers = [...new Set(rows.map((row) => row.band))].sort((a, b) => a - b);
  return {
    code: 'G',
    name: { zh: '一组', en: 'A group' },
    rows,
    bands: numbers.map((number) => ({
      number,
      unitIds: rows.filter((row) => row.band === number).map((row) => row.unitId),
    })),
    unranked: [],
    ...more,
  };
}

function manyUnits(count: number, seed: number): ChartGroup {
  const next = sequence(seed);
  const scores = Array.from({ length: count }, () => 40 + next() * 55).sort((a, b) => b - a);
  return group(
    scores.map((score, index) =>
      unit(`${seed}-${index}`, score, next() * 6, {
        band: 1 + Math.floor(index / 3),
        rankSet: [Math.max(1, index - 1), Math.min(count, index + 3)],
        dontKnowShare: next(),
        change:
          next() > 0.5
            ? { difference: (next() * 10 - 5).toFixed(2), halfWidth: '1.00', isSignificant: next() > 0.5 }
            : null,
      }),
    ),
  );
}

const attribute = (element: string, name: string): number => Number(new RegExp(`${name}="([^"]+)"`).exec(element)?.[1]);

interface DrawnRow {
  id: string;
  band: number;
  left: number;
  right: number;
  dot: number;
  y: number;
}

/** What was drawn for each ranked unit, in drawing order. */
function drawnRows(svg: string): DrawnRow[] {
  return [...svg.matchAll(/<g data-unit="([^"]*)" data-band="(\d+)">(.*?)<\/g>/gs)].map(([, id, band, body]) => {
    const interval = /<line [^>]*class="interval"[^>]*>/.exec(body ?? '')?.[0] ?? '';
    const dot = /<circle [^>]*class="dot"[^>]*>/.exec(body ?? '')?.[0] ?? '';
    return {
      id: id ?? '',
      band: Number(band),
      left: attribute(interval, 'x1'),
      right: attribute(interval, 'x2'),
      dot: attribute(dot, 'cx'),
      y: attribute(dot, 'cy'),
    };
  });
}

const cases: [string, ChartGroup[]][] = [
  ['one unit', [group([unit('a', 80, 2)])]],
  ['sixty units', [manyUnits(60, 7)]],
  ['three groups of different scores', [manyUnits(6, 1), manyUnits(8, 2), manyUnits(20, 3)]],
  ['intervals without width', [group([unit('a', 80, 0), unit('b', 70, 0, { band: 2 })])]],
  ['all scores equal and without width', [group([unit('a', 80, 0), unit('b', 80, 0), unit('c', 80, 0)])]],
  ['intervals past the ends of the score range', [group([unit('a', 99.5, 4), unit('b', 1, 6, { band: 2 })])]],
];

describe('ranking chart', () => {
  describe.each(cases)('with %s', (_name, groups) => {
    const svg = rankingChart(groups, options);
    const rows = drawnRows(svg);
    const units = groups.flatMap((each) => each.rows);

    it('every ranked unit is drawn once', () => {
      expect(rows.map((row) => row.id).sort()).toEqual(units.map((each) => each.unitId).sort());
    });

    it('each dot lies inside its interval', () => {
      for (const row of rows) {
        expect(row.left).toBeLessThanOrEqual(row.dot);
        expect(row.dot).toBeLessThanOrEqual(row.right);
      }
    });

    it('a higher score is drawn further right, on one axis for all groups', () => {
      const axis = scoreAxis(groups);
      for (const one of units)
        for (const other of units)
          if (Number(one.score) > Number(other.score))
            expect(axis.position(Number(one.score))).toBeGreaterThan(axis.position(Number(other.score)));
    });

    it('everything drawn on the axis stays between its ends', () => {
      const axis = scoreAxis(groups);
      for (const each of units)
        for (const place of Object.values(rankingRowPlaces(each, axis)).flat()) {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(1);
        }
      expect(axis.ticks.length).toBeGreaterThan(0);
      expect(axis.ticks.length).toBeLessThanOrEqual(7);
    });

    it('units of one band stand under each other without another between them', () => {
      const shuffled = groups.map((each) => ({ ...each, rows: [...each.rows].reverse() }));
      const drawn = drawnRows(rankingChart(shuffled, options)).sort((one, other) => one.y - other.y);
      for (const each of groups) {
        const bands = drawn.filter((row) => each.rows.some((known) => known.unitId === row.id)).map((row) => row.band);
        expect(bands).toEqual([...bands].sort((one, other) => one - other));
      }
    });

    it('no number in the file is missing', () => {
      expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
    });
  });

  it('the order of the input does not change the drawing', () => {
    const rows = manyUnits(12, 5).rows;
    expect(rankingChart([group([...rows].reverse())], options)).toBe(rankingChart([group([...rows])], options));
  });

  it('a band of several units is a filled block that counts them, a band of one is hollow', () => {
    const svg = rankingChart([group([unit('a', 90, 1), unit('b', 89, 1), unit('c', 70, 1, { band: 2 })])], options);
    const blocks = [...svg.matchAll(/<rect [^>]*class="band"[^>]*>/g)].map(
      ([block]) => /fill="([^"]*)"/.exec(block)?.[1],
    );
    expect(blocks).toEqual(['var(--dai)', 'var(--surface)']);
    expect(svg).toContain('>一档<');
    expect(svg).toContain('>2 家<');
    expect(svg).toContain('>二档<');
  });

  it('a band that reaches into the next one is bracketed over both', () => {
    const rows = [unit('a', 90, 1), unit('b', 88, 1, { band: 2 }), unit('c', 86, 1, { band: 2 })];
    const overlapping = group(rows, {
      bands: [
        { number: 1, unitIds: ['a', 'b'] },
        { number: 2, unitIds: ['b', 'c'] },
      ],
    });
    expect(rankingChart([overlapping], options)).toContain('class="overlap"');
    expect(rankingChart([group(rows)], options)).not.toContain('class="overlap"');
    expect(rankingAlt([overlapping], options)).toContain(
      '单位b 88.0（±1.0，95% 区间 87.0 到 89.0，第 1 名，第一、二档 2 家同档）',
    );
  });

  it('a change is an arrow with its size only when it is significant, else 持平', () => {
    const change = (difference: string, isSignificant: boolean) => ({ difference, halfWidth: '1.00', isSignificant });
    const svg = rankingChart(
      [
        group([
          unit('a', 90, 1, { change: change('3.15', true) }),
          unit('b', 80, 1, { change: change('-2.64', true), band: 2 }),
          unit('c', 70, 1, { change: change('5.00', false), band: 3 }),
        ]),
      ],
      options,
    );
    expect(svg).toContain('>↑ 3.2<');
    expect(svg).toContain('>↓ 2.6<');
    expect(svg).toContain('>持平<');
    expect(svg).not.toContain('5.0<');
    expect(svg.match(/class="before"/g)).toHaveLength(2);
  });

  it('without a poll before there is no column of changes', () => {
    expect(rankingChart([group([unit('a', 90, 1)])], options)).not.toContain('较上期');
  });

  it('more than 40 % 不了解 carries a dagger beside its colour', () => {
    const at = (dontKnowShare: number) => rankingChart([group([unit('a', 90, 1, { dontKnowShare })])], options);
    expect(at(0.4)).not.toContain('†');
    expect(at(0.401)).toContain('†');
  });

  it('units below the publication rule stand apart with the reasons and without a score', () => {
    const apart = group([unit('a', 90, 1)], {
      unranked: [
        {
          unitId: 'z',
          name: { zh: '小单位', en: 'Small unit' },
          respondents: 12,
          dontKnowShare: 0.9,
          distribution: [1, 0, 0, 0, 0],
          because: ['few-respondents', 'other'],
        },
      ],
    });
    const svg = rankingChart([apart], {
      ...options,
      reasons: { 'few-respondents': { zh: '评价人数不足', en: 'few' } },
    });
    expect(svg).toContain('样本不足，不排名');
    expect(svg).toContain('>评价人数不足、other<');
    const row = /<g data-unranked="z">(.*?)<\/g>/s.exec(svg)?.[1] ?? '';
    expect(row).toContain('>小单位<');
    expect(row).not.toContain('class="dot"');
  });

  it('a group of which nobody can be ranked is still drawn', () => {
    const svg = rankingChart(
      [group([], { unranked: [{ ...unit('z', 50, 1), because: ['few-respondents'] }] })],
      options,
    );
    expect(svg).toContain('data-unranked="z"');
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it('a long name is broken into lines and never cut', () => {
    const zh = '演示市经济技术开发区综合行政执法局与城市精细化管理服务中心联合办公室';
    const svg = rankingChart([group([unit('a', 90, 1, { name: { zh, en: zh } })])], options);
    const row = /<g data-unit="a"[^>]*>(.*?)<\/g>/s.exec(svg)?.[1] ?? '';
    const lines = [...row.matchAll(/<text x="72"[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('')).toBe(zh);
  });

  it('ordered by name, every row carries its own band', () => {
    const rows = [
      unit('a', 90, 1, { name: { zh: '丙', en: 'C' } }),
      unit('b', 70, 1, { name: { zh: '甲', en: 'A' }, band: 2 }),
    ];
    const svg = rankingChart([group(rows)], { ...options, language: 'en', order: 'name' });
    expect(drawnRows(svg).map((row) => row.id)).toEqual(['b', 'a']);
    expect(svg.match(/class="band"/g)).toHaveLength(2);
  });

  it('text cannot become markup', () => {
    const evil = '</text><script>alert(1)</script>" onload="x\u0000';
    const rows = [unit('"><script>', 90, 1, { name: { zh: evil, en: evil } })];
    const groups = [
      group(rows, {
        code: '"><script>',
        name: { zh: evil, en: evil },
        unranked: [{ ...unit('z', 50, 1), name: { zh: evil, en: evil }, because: ['<script>'] }],
      }),
    ];
    for (const svg of [
      rankingChart(groups, { ...options, label: evil, id: '"><script>' }),
      rankingExport(groups, exportOptions({ title: evil, period: evil, base: evil, methodLine: evil, levels: [evil] })),
    ]) {
      expect(svg).not.toContain('<script');
      expect(svg).not.toMatch(/"\s*onload=/);
      expect(svg).not.toContain('\u0000');
    }
  });

  it('a figure that is not a decimal is refused, never drawn', () => {
    for (const score of ['', 'n/a', 'NaN', 'Infinity'])
      expect(() => rankingChart([group([unit('a', 90, 1, { score })])], options)).toThrow(RangeError);
  });

  it('a width that cannot hold the columns is refused', () => {
    expect(() => rankingChart([group([unit('a', 90, 1)])], { ...options, width: 1000 })).toThrow(RangeError);
    expect(() =>
      rankingChart([group([unit('a', 90, 1)])], { ...options, width: 720, hasDistribution: false }),
    ).not.toThrow();
  });

  it('each mode alone stands under the interval only where it is asked for and answered', () => {
    const rows = [
      unit('a', 80, 1, { modes: { interview: { score: '78.00' }, online: { score: '95.00' }, isClipped: true } }),
      unit('b', 70, 1, { modes: { interview: { score: '71.00' }, online: null, isClipped: false }, band: 2 }),
      unit('c', 60, 1, { modes: null, band: 3 }),
    ];
    const svg = rankingChart([group(rows)], { ...options, hasModes: true });
    expect(svg.match(/class="interview"/g)).toHaveLength(2);
    expect(svg.match(/class="online"/g)).toHaveLength(1);
    expect(svg).toContain('只用面访 78.0，只用网上 95.0（差距过大，已截断）');
    expect(rankingChart([group(rows)], options)).not.toMatch(/class="(interview|online)"|只用面访/);
  });

  it('the axis reaches every score of a single mode that is drawn', () => {
    const rows = [
      unit('a', 80, 1, { modes: { interview: { score: '79.00' }, online: { score: '95.00' }, isClipped: true } }),
    ];
    expect(scoreAxis([group(rows)], true).position(95)).toBeLessThanOrEqual(1);
    expect(scoreAxis([group(rows)]).position(95)).toBeGreaterThan(1);
  });

  it('a clipped online score is a filled mark, an unclipped one hollow', () => {
    const fill = (isClipped: boolean) =>
      /<path [^>]*fill="([^"]+)"[^>]*class="online"/.exec(
        rankingChart(
          [
            group([
              unit('a', 80, 1, { modes: { interview: { score: '79.00' }, online: { score: '90.00' }, isClipped } }),
            ]),
          ],
          { ...options, hasModes: true },
        ),
      )?.[1];
    expect(fill(false)).toBe(palette.surface);
    expect(fill(true)).not.toBe(palette.surface);
  });

  it('shares of the distribution bar fill it from the best level to the worst', () => {
    const svg = rankingChart([group([unit('a', 90, 1, { distribution: [0.5, 0.25, 0.125, 0.1, 0.025] })])], options);
    const bars = [
      ...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="16" fill="var\(--(sat-\d)\)"/g),
    ];
    expect(bars.map(([, , , colour]) => colour)).toEqual(['sat-5', 'sat-4', 'sat-3', 'sat-2', 'sat-1']);
    const widths = bars.map(([, , width]) => Number(width));
    expect(widths[0]).toBeCloseTo(2 * (widths[1] ?? 0), 0);
    expect(svg).toContain('>13</text>');
    expect(svg).not.toContain('>3</text>');
  });
});

function exportOptions(more: Partial<Parameters<typeof rankingExport>[1]> = {}): Parameters<typeof rankingExport>[1] {
  return {
    ...options,
    title: '部门满意度',
    period: '2026 年第 5 期',
    base: '有效答卷 2,462 份',
    methodLine: '四组边际加权',
    hash: 'ab'.repeat(32),
    mark: '<path d="M0 0"/>',
    levels: ['非常满意', '满意', '一般', '不满意', '非常不满意'],
    isDemonstration: false,
    ...more,
  };
}

describe('ranking export', () => {
  const groups = [manyUnits(6, 11)];

  it('carries title, period, base, method line, hash and mark inside the file', () => {
    const svg = rankingExport(groups, exportOptions());
    for (const said of [
      '部门满意度',
      '2026 年第 5 期',
      '有效答卷 2,462 份',
      '四组边际加权',
      'ab'.repeat(32),
      'M0 0',
      '非常不满意',
    ])
      expect(svg).toContain(said);
  });

  it('says when its data are simulated, and only then', () => {
    expect(rankingExport(groups, exportOptions({ isDemonstration: true }))).toContain('演示数据');
    expect(rankingExport(groups, exportOptions())).not.toContain('演示数据');
  });

  it('refers to nothing outside itself', () => {
    const svg = rankingExport(groups, exportOptions()).replace('http://www.w3.org/2000/svg', '');
    expect(svg).not.toMatch(/https?:|href|url\(|@import/);
  });
});

describe('ranking row', () => {
  it('draws the same places as the boxes of the phone', () => {
    const rows = [unit('a', 90, 2), unit('b', 70, 5, { band: 2 })];
    const axis = scoreAxis([group(rows)]);
    for (const row of rows) {
      const places = rankingRowPlaces(row, axis);
      const svg = rankingRow(row, axis, { palette });
      expect(svg).toContain(`cx="${Math.round(places.score * 10000) / 100}%"`);
      expect(places.low).toBeLessThan(places.score);
      expect(places.score).toBeLessThan(places.high);
    }
  });
});

describe('text alternative', () => {
  it.each([
    ['zh-CN', '一组：单位a 77.9（±1.2，95% 区间 76.8 到 79.1，第 3–5 名，第二档 2 家同档）'],
    ['en', 'A group: Unit a 77.9 (±1.2, 95% interval 76.8 to 79.1, rank 3–5, band 2, 2 tied)'],
  ] as const)('names unit, score, interval, rank set and band in %s', (language, said) => {
    const rows = [
      unit('a', 77.94, 1.18, { rankSet: [3, 5], band: 2 }),
      unit('b', 77.31, 1.84, { rankSet: [3, 5], band: 2 }),
    ];
    expect(rankingAlt([group(rows)], { language })).toContain(said);
  });
});

describe('colours', () => {
  it('dots are ink, and no colour but change, scale, band and 不了解 carries meaning', () => {
    const svg = rankingChart([manyUnits(20, 4)], options);
    const used = new Set([...svg.matchAll(/var\(--([a-z0-9-]+)\)/g)].map(([, name]) => name as ChartColour));
    expect(
      [...svg.matchAll(/<circle [^>]*class="dot"[^>]*>/g)].every(([dot]) => dot.includes('fill="var(--chart-dot)"')),
    ).toBe(true);
    expect(used.has('seal')).toBe(false);
  });
});
