import { parse } from 'csv-parse/sync';
import type { ReleaseDocument } from '@minsheng/contracts';
import { releaseFixture } from '../page/fixture/release-fixture.js';
import { releaseJson } from './release-json.js';
import { rankingsCsv } from './rankings-csv.js';
import { releaseChart } from './release-chart.js';

type Row = Record<string, string>;

const read = (csv: string): Row[] =>
  parse(csv, { columns: true, bom: true, record_delimiter: '\r\n', relax_column_count: false }) as Row[];

/** The fixture with its first unit and group renamed. */
function named(name: string): ReleaseDocument {
  const release = structuredClone(releaseFixture);
  const group = release.groups[0];
  const unit = group?.rows[0];
  if (group === undefined || unit === undefined) throw new Error('the fixture has no unit');
  unit.name = { zh: name, en: name };
  return release;
}

describe('rankings.csv', () => {
  const csv = rankingsCsv(releaseFixture);
  const rows = read(csv);

  it('begins with a byte order mark and ends every line with CRLF, so that a spreadsheet opens it rightly', () => {
    expect(Buffer.from(csv, 'utf8').subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(csv.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
  });

  it('the media interface’s columns come first, in their order', () => {
    expect(csv.slice(1).split('\r\n')[0]?.split(',').slice(0, 12)).toEqual([
      'scheme',
      'period',
      'group',
      'rank',
      'unitCode',
      'unitName',
      'score',
      'grade',
      'deltaRank',
      'n',
      'margin95',
      'flags',
    ]);
  });

  it('holds every unit once, ranked or not', () => {
    const units = releaseFixture.groups.flatMap((group) => [...group.rows, ...group.unranked]);
    expect(rows.map((row) => row['unitCode'])).toEqual(units.map((unit) => unit.unitId));
  });

  it('writes decimals as they were published', () => {
    const row = rows.find((each) => each['unitCode'] === 'U208');
    expect(row).toMatchObject({
      score: '71.81',
      margin95: '1.43',
      rank: '8',
      rankSetLow: '8',
      rankSetHigh: '8',
      band: '4',
      change: '-2.64',
      changeIsSignificant: 'true',
    });
  });

  it('a unit below the publication rule has no rank and no score, and says why', () => {
    const row = rows.find((each) => each['unitCode'] === 'U209');
    expect(row).toMatchObject({ rank: '', score: '', margin95: '', band: '', rankSetLow: '', n: '88' });
    expect(row?.['flags']).toBe('not-ranked few-respondents interval-too-wide many-dont-know simulated');
  });

  it.each([
    ['=HYPERLINK("http://x","y")', `'=HYPERLINK("http://x","y")`],
    ['+1', `'+1`],
    ['-1+2', `'-1+2`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `'\t=1`],
    ['\r=1', `'\r=1`],
    ['＝1', `'＝1`],
    ['城管局，"东"', '城管局，"东"'],
    ['一局,二局', '一局,二局'],
    ['第一\r\n第二', '第一\r\n第二'],
    ['交通-运输', '交通-运输'],
  ])('the name %p comes back as %p: never a formula, never a second cell', (name, back) => {
    const first = read(rankingsCsv(named(name)))[0];
    expect(first?.['unitName']).toBe(back);
    expect(first?.['score']).toBe('81.74');
  });

  it('a figure that is none is refused', () => {
    for (const score of ['NaN', '=1', '']) {
      const release = named('甲');
      const unit = release.groups[0]?.rows[0];
      if (unit !== undefined) unit.score = score;
      expect(() => rankingsCsv(release)).toThrow(RangeError);
    }
  });
});

describe('release.json', () => {
  it('reads back as the release', () => {
    expect(JSON.parse(releaseJson(releaseFixture))).toEqual(releaseFixture);
  });

  it('is the same bytes in whatever order the members were set', () => {
    const backwards = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(backwards)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, member]) => [key, backwards(member)]),
            )
          : value;
    expect(releaseJson(backwards(releaseFixture) as ReleaseDocument)).toBe(releaseJson(releaseFixture));
  });

  it('ends with one newline and has no other', () => {
    expect(releaseJson(releaseFixture).match(/\n/g)).toHaveLength(1);
  });
});

describe('chart file', () => {
  it.each(['zh-CN', 'en'] as const)('stands alone with its hash and the simulated-data tag in %s', (language) => {
    const svg = releaseChart(releaseFixture, { language, contentHash: 'c'.repeat(64) });
    expect(svg).toContain('c'.repeat(64));
    expect(svg).toContain(language === 'en' ? 'Simulated data' : '演示数据');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|var\(--|NaN|undefined/);
  });
});
