import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { civilDate, workingCalendar } from '../deadlines/index.js';
import { calendarOf, listCalendar } from './calendar.js';
import { PresetRefused } from './fault.js';
import { loadPreset, loadPresets, parsePresetText, presetCodes, presetOf, type Preset } from './preset.js';
import { badgeOf, defaultBadge } from './provenance.js';
import { delegationRefusal } from './delegation.js';

const folder = join(__dirname, '../../presets');
const all = loadPresets(folder);
const cities = ['xuchang', 'huli', 'xiantao', 'tianmen', 'qianjiang', 'pingyang', 'ruian', 'longwan'] as const;
const preset = (code: string): Preset => {
  const found = all.get(code);
  if (!found) throw new Error(code);
  return found;
};
const working = workingCalendar();
const occurrences = (code: string, rule: string, year = 2026) =>
  calendarOf(preset(code).config, working).occurrences(rule, civilDate(`${year}-01-01`), civilDate(`${year}-12-31`));

describe('M-01 the eight presets', () => {
  it.each(cities)('M-01 %s loads, validates and names its city and its documents', (code) => {
    const { config, configHash } = preset(code);
    expect(config.preset).toBe(code);
    expect(config.names.zh).toMatch(/[市县区]$/);
    expect(config.sources.length).toBeGreaterThan(0);
    for (const source of config.sources) expect(source).toMatch(/《.+》/);
    expect(configHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('M-01 there are eight cities, an invented one for demonstration, and no two alike', () => {
    expect(presetCodes(folder)).toEqual([...cities, 'demo'].sort());
    expect(new Set([...all.values()].map(({ configHash }) => configHash)).size).toBe(9);
  });

  it.each(cities)('M-01 %s lists 24 months of calendar with every rule that is switched on', (code) => {
    const calendar = calendarOf(preset(code).config, working);
    const listing = listCalendar(calendar, working, civilDate('2026-01-15'));
    expect(listing.months.map(({ month }) => month)).toEqual(
      Array.from(
        { length: 24 },
        (_, index) => `${2026 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
      ),
    );
    const listed = new Set(listing.months.flatMap(({ entries }) => entries.map(({ ruleCode }) => ruleCode)));
    const adHoc = ['poll.adhoc', 'meeting.special', ...(code === 'pingyang' ? ['meeting.joint'] : [])];
    expect([...listed].sort()).toEqual(
      calendar.rules
        .map((rule) => rule.code)
        .filter((rule) => !adHoc.includes(rule))
        .sort(),
    );
    expect(listing.yearsWithoutTable).toEqual([2027]);
  });

  it('M-01 a preset folder holds data only: no preset has a code path of its own', () => {
    for (const code of cities)
      expect(Object.keys(preset(code).config).sort()).toEqual(Object.keys(preset('demo').config).sort());
  });

  it.each(cities)(
    'M-01 %s: every parameter outside its seed paths shows 默认值，待确认, every one inside shows nothing',
    (code) => {
      const { provenance } = preset(code);
      const origins = Object.values(provenance);
      expect(origins.filter((origin) => origin === 'seed').length).toBeGreaterThan(10);
      expect(origins.filter((origin) => origin === 'default').length).toBeGreaterThan(100);
      for (const origin of origins) expect(badgeOf(origin)).toEqual(origin === 'seed' ? null : defaultBadge);
    },
  );

  it.each([
    ['xuchang', 'calendar.rules.release', 'seed'],
    ['xuchang', 'calendar.rules.seal.hours', 'default'],
    ['xuchang', 'poll.sites.kinds', 'seed'],
    ['xuchang', 'poll.sites.shares.STREET', 'default'],
    ['xuchang', 'meetings.directors.zh', 'seed'],
    ['xuchang', 'meetings.directors.rule', 'default'],
    ['qianjiang', 'scoring.composite.0.share', 'seed'],
    ['xiantao', 'scoring.composite.0.share', 'default'],
    ['pingyang', 'scoring.grades.A.bands', 'default'],
    ['ruian', 'scoring.composite.0.source', 'seed'],
    ['ruian', 'scoring.composite.0.share', 'default'],
    ['longwan', 'issues.grades.MAJOR.method.zh', 'seed'],
    ['longwan', 'issues.grades.MAJOR.workingDays', 'default'],
    ['demo', 'calendar.rules.release', 'default'],
  ])('M-01 %s: %s is %s', (code, path, origin) => {
    expect(preset(code).provenance[path]).toBe(origin);
  });

  it('a preset is the same, to the byte of its hash, whether loaded alone or with the others, today or tomorrow', () => {
    expect(loadPreset(folder, 'longwan').configHash).toBe(preset('longwan').configHash);
  });
});

describe('the house’s values stand in every preset', () => {
  it.each([...cities, 'demo'])('%s', (code) => {
    const { poll, indicators, reports } = preset(code).config;
    expect(poll.weighting).toEqual({
      method: 'RAKE',
      tolerance: 1e-12,
      maximumCycles: 500,
      trim: { lower: 0.2, upper: 5 },
      thinLevel: { minimumAnswers: 30, minimumEffective: 20, largestFactor: 5 },
    });
    expect(poll.online).toEqual({ use: 'BLEND', anchor: 'INTERVIEW', clipRobustDeviations: 1.5 });
    expect(poll.publish).toMatchObject({
      minimumRespondents: 100,
      minimumEffectiveRespondents: 60,
      minimumSamplingUnits: 8,
      largestSamplingUnitShare: 0.25,
      widestHalfWidthShare: 0.07,
    });
    expect([poll.sites.minimumPerArea, poll.sites.kinds]).toEqual([10, ['STREET', 'PARK', 'COMMUNITY']]);
    expect(indicators.scale.levels.map(({ zh, score }) => [zh, score])).toEqual([
      ['非常满意', 100],
      ['满意', 80],
      ['一般', 60],
      ['不满意', 40],
      ['非常不满意', 20],
    ]);
    expect(indicators.scale.notAnswers.map(({ zh }) => zh)).toEqual(['不了解', '不适用', '拒答']);
    expect(reports.number).toBe('SP-YYYYMMDD-nnnnn');
  });
});

describe('M-02 levels', () => {
  it.each([
    ['xuchang', 5],
    ['huli', 4],
    ['xiantao', 3],
    ['tianmen', 3],
    ['qianjiang', 3],
    ['pingyang', 3],
    ['ruian', 3],
    ['longwan', 3],
  ])('M-02 %s has %i levels', (code, count) => {
    expect(preset(code).config.org.levels.map(({ rank }) => rank)).toEqual(
      Array.from({ length: count }, (_, index) => index + 1),
    );
  });

  const due = (day: number) => new Date(Date.UTC(2026, 2, day));
  it.each([
    ['one level down, due earlier', 3, 4, 9, 10, null],
    ['one level down, due at the same time', 3, 4, 10, 10, null],
    ['from rank 3 to rank 5', 3, 5, 9, 10, 'scheme.delegation-skips-level'],
    ['to its own rank', 3, 3, 9, 10, 'scheme.delegation-skips-level'],
    ['upwards', 3, 2, 9, 10, 'scheme.delegation-skips-level'],
    ['below the lowest rank', 5, 6, 9, 10, 'scheme.delegation-skips-level'],
    ['due later than the parent', 3, 4, 11, 10, 'scheme.delegation-due-later'],
  ])('M-02 delegating %s', (_what, fromRank, toRank, child, parent, refused) => {
    const refusal = delegationRefusal(preset('xuchang').config, {
      fromRank,
      toRank,
      childDueAt: due(child),
      parentDueAt: due(parent),
    });
    expect(refusal?.code ?? null).toBe(refused);
  });
});

describe('INV-15 a year of each preset has the right number of occurrences', () => {
  it.each([
    ['xuchang', 'release', 6],
    ['qianjiang', 'release', 6],
    ['xiantao', 'release', 4],
    ['tianmen', 'release', 4],
    ['ruian', 'release', 4],
    ['pingyang', 'release', 12],
    ['huli', 'release', 12],
    ['longwan', 'meeting.threeParty', 12],
  ])('INV-15 %s: %s %i times', (code, rule, count) => {
    for (const year of [2024, 2025, 2026, 2027]) expect(occurrences(code, rule, year)).toHaveLength(count);
  });

  it('M-20 (the calendar): four index releases and four window satisfactions a year', () => {
    expect(['release', 'windowSatisfaction'].map((rule) => occurrences('xiantao', rule).length)).toEqual([4, 4]);
  });

  it('M-21 (the calendar): 52 or 53 checks, 12 consultations, 4 rankings, 1 settlement', () => {
    for (const [year, checks] of [
      [2026, 52],
      [2027, 53],
    ] as const) {
      const counts = ['check', 'meeting.consult', 'release', 'settlement'].map(
        (rule) => occurrences('tianmen', rule, year).length,
      );
      expect(counts).toEqual([checks, 12, 4, 1]);
    }
  });

  it('M-22 (the calendar): 12 rankings and 4 commentaries', () => {
    expect(['release', 'comment'].map((rule) => occurrences('pingyang', rule).length)).toEqual([12, 4]);
  });

  it('M-42 (the calendar): 52 weekly reports and 12 circulars', () => {
    expect(['weeklyReport', 'release'].map((rule) => occurrences('huli', rule).length)).toEqual([52, 12]);
  });

  it('M-50 (the calendar): in 2026 6 headquarters, 12 joint, 26 directors’ and 52 staff meetings', () => {
    const counts = ['hq', 'joint', 'directors', 'staff'].map(
      (meeting) => occurrences('xuchang', `meeting.${meeting}`).length,
    );
    expect(counts).toEqual([6, 12, 26, 52]);
  });
});

describe('a preset that may not be used is refused with every fault and its place', () => {
  const base = () => parsePresetText('base', BASE);
  const BASE = `preset: base\nnames: {}\n`;
  const faultsOf = (work: () => unknown): { code: string; path: string; zh: string }[] => {
    try {
      work();
    } catch (error) {
      if (error instanceof PresetRefused) return [...error.faults];
      throw error;
    }
    return [];
  };

  it.each([
    [
      'a key that reaches for the prototype',
      'preset: x\n__proto__: { polluted: 1 }\n',
      'scheme.forbidden-key',
      '__proto__',
    ],
    [
      'one deeper down',
      'preset: x\nnames:\n  constructor: { prototype: 1 }\n',
      'scheme.forbidden-key',
      'names.constructor',
    ],
    [
      'one inside a list',
      'preset: x\nmeetings:\n  - { prototype: 1 }\n',
      'scheme.forbidden-key',
      'meetings.0.prototype',
    ],
  ])('%s', (_what, yaml, code, path) => {
    const faults = faultsOf(() => presetOf(base(), parsePresetText('x', `${yaml}extends: base\nseedPaths: []\n`), 'x'));
    expect(faults).toContainEqual(expect.objectContaining({ code, path, zh: expect.stringMatching(/[一-龥]/) }));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['a file that is no YAML', 'preset: [\n', 'scheme.unreadable', /^\d+:\d+$/],
    ['a repeated key', 'preset: x\npreset: y\n', 'scheme.unreadable', /^2:1$/],
    ['an alias', 'a: &a [1]\nb: *a\n', 'scheme.unreadable', /^1:1$/],
    ['a custom tag', 'a: !!js/function x\n', 'scheme.unreadable', /^1:\d+$/],
    ['a list as the whole file', '- 1\n', 'scheme.wrong-shape', /^1:1$/],
    ['a file too large', `a: ${'x'.repeat(300_000)}\n`, 'scheme.unreadable', /^1:1$/],
  ])('%s', (_what, yaml, code, place) => {
    const [first] = faultsOf(() => parsePresetText('x', yaml));
    expect(first?.code).toBe(code);
    expect(first?.path).toMatch(place);
  });

  it('a file under another name, of another parent or without seed paths', () => {
    const codes = faultsOf(() => presetOf(base(), { preset: 'y', extends: 'z' }, 'x')).map(
      ({ code, path }) => `${code} ${path}`,
    );
    expect(codes).toEqual(
      expect.arrayContaining([
        'scheme.preset-name preset',
        'scheme.preset-base extends',
        'scheme.wrong-shape seedPaths',
      ]),
    );
  });

  it('a folder with one bad file names the file', () => {
    const place = mkdtempSync(join(tmpdir(), 'presets-'));
    try {
      writeFileSync(join(place, 'base.yaml'), BASE);
      writeFileSync(join(place, 'somewhere.yaml'), 'preset: somewhere\nextends: base\nseedPaths: []\n');
      expect(() => loadPresets(place)).toThrow('preset somewhere');
      expect(() => loadPreset(place, 'elsewhere')).toThrow('there is no preset elsewhere');
    } finally {
      rmSync(place, { recursive: true });
    }
  });
});
