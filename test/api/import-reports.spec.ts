import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { entities, migrations } from '../../server/src/app.entities.js';
import { configureLedger } from '../../server/src/platform/ledger.js';
import { rows, systemCaller } from '../../server/src/platform/index.js';
import { type ImportedRow, importReports, standardMapping } from '../../server/src/reports/index.js';
import { type ScratchDatabase, scratchDatabase } from '../support/scratch-database.js';

const caller = systemCaller('spec');
const folder = mkdtempSync(path.join(tmpdir(), 'minsheng-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

const header = [
  'Unique Key',
  'Created Date',
  'Closed Date',
  'Complaint Type',
  'Descriptor',
  'Location Type',
  'Incident Address',
  'City',
  'Status',
  'Latitude',
  'Longitude',
];
type Row = Record<string, string>;

/** A good row of an invented register in New York’s time. */
function good(key: number): Row {
  return {
    'Unique Key': String(key),
    'Created Date': '6/2/2025 9:30',
    'Closed Date': '6/3/2025 17:05',
    'Complaint Type': 'Litter',
    Descriptor: 'Bags',
    'Location Type': 'Street',
    'Incident Address': `${key} MAIN STREET`,
    City: 'BROOKLYN',
    Status: 'Closed',
    Latitude: '40.65',
    Longitude: '-73.95',
  };
}

const cell = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

let files = 0;
function fileOf(table: readonly Row[], columns: readonly string[] = header): string {
  const lines = [columns.map(cell), ...table.map((row) => columns.map((name) => cell(row[name] ?? '')))];
  return written(lines.map((line) => line.join(',')).join('\r\n'));
}

function written(content: string | Buffer): string {
  files += 1;
  const file = path.join(folder, `${files}.csv`);
  writeFileSync(file, content);
  return file;
}

let scratch: ScratchDatabase;

beforeAll(async () => {
  configureLedger({ headKey: Buffer.alloc(32, 7), reactionsOf: () => [] });
  scratch = await scratchDatabase({ entities, migrations });
});
afterAll(() => scratch.drop());

async function bringIn(file: string, change: Partial<Parameters<typeof importReports>[2]> = {}) {
  const told: ImportedRow[] = [];
  const request = {
    path: file,
    zone: 'America/New_York',
    datum: 'WGS84' as const,
    source: file,
    mapping: standardMapping,
  };
  const counts = await importReports(scratch.works, caller, { ...request, ...change }, (row) => told.push(row));
  return { counts, told };
}

const look = <One = Record<string, unknown>>(sql: string, parameters: unknown[] = []) =>
  scratch.works.read(caller, (work) => rows<One>(work, sql, parameters));
const reportOf = async (source: string, key: string) =>
  (
    await look<Record<string, unknown>>(
      'SELECT r.* FROM report r JOIN report_import i ON i.report_id = r.id WHERE i.source = $1 AND i.source_key = $2',
      [source, key],
    )
  )[0];

describe('what is planted in a register is named by its line, and the rest comes in', () => {
  const faults: [string, Partial<Row>, string, RegExp][] = [
    ['closed before created', { 'Closed Date': '6/2/2025 9:29' }, 'Closed Date', /办结早于创建/],
    ['swapped position', { Latitude: '-73.95', Longitude: '40.65' }, 'Latitude', /经度和纬度写反/],
    ['half a position', { Longitude: '' }, 'Longitude', /经度不对/],
    ['a position that is none', { Latitude: 'forty' }, 'Latitude', /纬度不对/],
    ['a position at sea', { Latitude: '0', Longitude: '0' }, 'Latitude', /500 公里/],
    ['unreadable time', { 'Created Date': 'last Monday' }, 'Created Date', /读不懂的时间/],
    ['a day that is none', { 'Created Date': '2/30/2025 9:00' }, 'Created Date', /读不懂的时间/],
    ['a time that the clocks skipped', { 'Created Date': '3/9/2025 2:30' }, 'Created Date', /没有/],
    ['a time in the future', { 'Created Date': '6/2/2199 9:30' }, 'Created Date', /将来/],
    ['a time before days are numbered', { 'Created Date': '6/2/1971 9:30' }, 'Created Date', /1992/],
    ['said to be closed, without a time', { 'Closed Date': '' }, 'Status', /没有办结时间/],
    ['no key', { 'Unique Key': '' }, 'Unique Key', /空/],
    ['no category', { 'Complaint Type': '' }, 'Complaint Type', /空/],
  ];
  const table = Array.from({ length: 40 }, (_, at) => good(1000 + at));
  faults.forEach(([, change], at) => Object.assign(table[at * 2] as Row, change));
  // Two keys come again, on the last lines.
  table.push({ ...good(1001), Descriptor: 'again' }, good(1003));
  let told: ImportedRow[];
  let counts: Awaited<ReturnType<typeof bringIn>>['counts'];
  let file: string;

  beforeAll(async () => {
    file = fileOf(table);
    ({ told, counts } = await bringIn(file));
  });

  it.each(faults.map(([what, , column, sentence], at) => [what, at * 2 + 2, column, sentence] as const))(
    '%s: line %d, column %s',
    (_what, line, column, sentence) => {
      const row = told.find((one) => one.line === line);
      expect(row).toMatchObject({ outcome: 'refused', column, number: null });
      expect(row?.sentences[0]?.zh).toMatch(sentence);
      expect(row?.sentences[0]?.en).not.toBe('');
    },
  );

  it('a key that comes again is named with the line it came on first', () => {
    expect(
      told.filter(({ outcome }) => outcome === 'duplicate').map(({ line, sentences }) => [line, sentences[0]?.zh]),
    ).toEqual([
      [42, '与第 3 行编号相同'],
      [43, '与第 5 行编号相同'],
    ]);
  });

  it('every row is accounted for, and what came in is in the database once', async () => {
    expect(told.map(({ line }) => line)).toEqual(table.map((_, at) => at + 2));
    expect(counts).toEqual({
      rows: 42,
      imported: 27,
      refused: faults.length,
      duplicate: 2,
      known: 0,
      withoutPosition: 0,
      open: 0,
    });
    const kept = await look('SELECT report_id FROM report_import WHERE source = $1', [file]);
    expect(kept).toHaveLength(27);
    expect(await reportOf(file, '1001')).toMatchObject({ text: 'Bags · Street' });
  });

  it('the same file again brings nothing in twice', async () => {
    const again = await bringIn(file);
    expect(again.counts).toMatchObject({ imported: 0, known: 27, refused: faults.length, duplicate: 2 });
    expect(await look('SELECT report_id FROM report_import WHERE source = $1', [file])).toHaveLength(27);
  });

  it('the mended file brings in what was missing alone', async () => {
    const mended = fileOf(table.map((row, at) => (at === 0 ? { ...row, 'Closed Date': '6/2/2025 9:31' } : row)));
    expect((await bringIn(mended, { source: file })).counts).toMatchObject({ imported: 1, known: 27 });
  });

  it('what was brought in stands in the ledger with the hash of its file', async () => {
    const entries = await look<{ payload: string }>(
      `SELECT payload FROM ledger_entry WHERE subject = $1 AND action = 'reports.imported' ORDER BY sequence`,
      [`import:${file}`],
    );
    expect(entries.map(({ payload }) => JSON.parse(payload) as object)).toMatchObject([
      {
        reports: 27,
        lines: [2, 43],
        zone: 'America/New_York',
        datum: 'WGS84',
        fileHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      { reports: 1 },
    ]);
  });
});

describe('a row that is good', () => {
  it('has its times in UTC, its place, and a number of the Shanghai day on which it was created', async () => {
    const file = fileOf([{ ...good(1), 'Created Date': '6/2/2025 22:30' }]);
    const { told } = await bringIn(file);
    expect(told).toMatchObject([
      { line: 2, outcome: 'imported', number: expect.stringMatching(/^SP-20250603-\d{5}$/) },
    ]);
    expect(await reportOf(file, '1')).toMatchObject({
      channel: 'IMPORT',
      state: 'RESOLVED',
      category: 'Litter',
      submitted_at: '2025-06-03T02:30:00.000Z',
      resolved_at: '2025-06-03T21:05:00.000Z',
      place_text: '1 MAIN STREET, BROOKLYN',
      // Outside China GCJ-02 is WGS 84.
      lng: -73.95,
      lat: 40.65,
      datum: 'WGS84',
      accept_by: null,
    });
  });

  it('is open without a closing time, and waits at the desk without a deadline', async () => {
    const file = fileOf([{ ...good(1), 'Closed Date': '', Status: 'In Progress' }]);
    expect((await bringIn(file)).counts).toMatchObject({ imported: 1, open: 1 });
    expect(await reportOf(file, '1')).toMatchObject({ state: 'PENDING', resolved_at: null, accept_by: null });
  });

  it('comes in without a position, marked and told', async () => {
    const file = fileOf([{ ...good(1), Latitude: '', Longitude: '' }]);
    const { told, counts } = await bringIn(file);
    expect(counts).toMatchObject({ imported: 1, withoutPosition: 1 });
    expect(told[0]?.sentences[0]?.zh).toContain('没有位置');
    expect(await reportOf(file, '1')).toMatchObject({ lng: null, location_flags: '["LOC_MANUAL"]' });
  });

  it('takes the time that fits where clocks showed one twice, and says so', async () => {
    // 1:50 came at 5:50 and 6:50 UTC, 1:10 at 5:10 and 6:10.
    const file = fileOf([{ ...good(1), 'Created Date': '11/2/2025 1:50', 'Closed Date': '11/2/2025 1:10' }]);
    const { told } = await bringIn(file);
    expect(told[0]?.sentences.map(({ zh }) => zh).join()).toMatch(/Created Date.*出现两次.*Closed Date.*出现两次/);
    expect(await reportOf(file, '1')).toMatchObject({
      submitted_at: '2025-11-02T05:50:00.000Z',
      resolved_at: '2025-11-02T06:10:00.000Z',
    });
  });

  it('is read with other columns, words and breaks inside quotes', async () => {
    const columns = ['编号', '时间', '类别', '说明, 原文', '地址'];
    const file = fileOf(
      [
        { 编号: 'a-1', 时间: '2025-06-02 09:30', 类别: '暴露垃圾', '说明, 原文': '两行\n"引号"', 地址: '解放路' },
        { 编号: 'a-2', 时间: 'x', 类别: '暴露垃圾', '说明, 原文': '', 地址: '' },
      ],
      columns,
    );
    const mapping = {
      ...standardMapping,
      columns: {
        key: '编号',
        created: '时间',
        closed: null,
        status: null,
        category: '类别',
        text: ['说明, 原文'],
        place: ['地址'],
        latitude: null,
        longitude: null,
      },
      categories: { 暴露垃圾: 'litter' },
    };
    const { told } = await bringIn(file, { mapping, zone: 'Asia/Shanghai' });
    expect(await reportOf(file, 'a-1')).toMatchObject({
      category: 'litter',
      text: '两行\n"引号"',
      submitted_at: '2025-06-02T01:30:00.000Z',
    });
    // The row before stands on two lines.
    expect(told[1]).toMatchObject({ line: 4, outcome: 'refused', column: '时间' });
  });
});

describe('a file that cannot be read as a whole brings nothing in', () => {
  it.each<[string, () => string, RegExp]>([
    ['an empty one', () => written(''), /空/],
    ['one without the columns', () => fileOf([good(1)], ['Unique Key', 'Status']), /缺少这些列：Created Date/],
    [
      'one in GBK',
      () =>
        written(
          Buffer.concat([
            Buffer.from(`${header.join(',')}\n1,`),
            Buffer.from([0xb3, 0xc7, 0xb9, 0xdc]),
            Buffer.from(',,,,,,,,,\n'),
          ]),
        ),
      /UTF-8/,
    ],
    ['one with a quote that never ends', () => written(`${header.join(',')}\n1,"6/2/2025 9:30,,,\n2,x\n`), /引号/],
  ])('%s', async (_what, file, sentence) => {
    const before = await look('SELECT COUNT(*) AS n FROM report');
    const reason = await bringIn(file()).catch((error: { zh: string }) => error);
    expect((reason as { zh: string }).zh).toMatch(sentence);
    expect(await look('SELECT COUNT(*) AS n FROM report')).toEqual(before);
  });

  it('one with a zone that is none', async () => {
    await expect(bringIn(fileOf([good(1)]), { zone: 'Mars/Olympus' })).rejects.toThrow(RangeError);
  });

  it('a row with a cell too many is told, the others come in', async () => {
    const broken = readFileSync(fileOf([good(1), good(2)]), 'utf8').replace('1 MAIN STREET', '1 MAIN, STREET');
    const { told } = await bringIn(written(broken));
    expect(told.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'refused'],
      [3, 'imported'],
    ]);
    expect(told[0]?.sentences[0]?.zh).toBe('有 12 格，表头有 11 格');
  });
});

const real = process.env.MINSHENG_REAL_DATA
  ? path.join(process.env.MINSHENG_REAL_DATA, 'reports', 'nyc311-animals-2025.csv')
  : null;

(real && existsSync(real) ? describe : describe.skip)(
  '4,969 real requests of New York, January to March 2025 (needs MINSHENG_REAL_DATA)',
  () => {
    const file = real as string;
    const sums = async (source: string) =>
      (
        await look<Record<string, unknown>>(
          `SELECT COUNT(*) AS reports, SUM(CASE WHEN lng IS NULL THEN 1 ELSE 0 END) AS nowhere,
             SUM(CASE WHEN state = 'PENDING' THEN 1 ELSE 0 END) AS open, COUNT(DISTINCT number) AS numbers
           FROM report r JOIN report_import i ON i.report_id = r.id WHERE i.source = $1`,
          [source],
        )
      ).map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])))[0];

    it('come in whole: 62 without a position, 277 open, each row told', async () => {
      const { counts, told } = await bringIn(file, { source: 'nyc311' });
      expect(counts).toEqual({
        rows: 4969,
        imported: 4969,
        refused: 0,
        duplicate: 0,
        known: 0,
        withoutPosition: 62,
        open: 277,
      });
      expect(told.map(({ line }) => line)).toEqual(Array.from({ length: 4969 }, (_, at) => at + 2));
      expect(await sums('nyc311')).toEqual({ reports: 4969, nowhere: 62, open: 277, numbers: 4969 });
      // Numbers of each day run from 1 without a gap.
      const days = await look<{ day: string; reports: number; last: string }>(
        `SELECT substr(number, 4, 8) AS day, COUNT(*) AS reports, MAX(number) AS last FROM report r
         JOIN report_import i ON i.report_id = r.id WHERE i.source = 'nyc311' GROUP BY substr(number, 4, 8)`,
      );
      expect(days.filter(({ reports, last }) => Number(last.slice(-5)) !== Number(reports))).toEqual([]);
      expect(await reportOf('nyc311', '64345465')).toMatchObject({
        submitted_at: '2025-03-14T05:20:00.000Z',
        lat: 40.65651334,
      });
    });

    it('with planted faults, every row is accounted for and each fault named by its line', async () => {
      const lines = readFileSync(file, 'utf8').split(/\r?\n/);
      const columns = (lines[0] ?? '').split(',');
      const plant = (line: number, change: Record<string, string>): void => {
        const cells = (lines[line - 1] ?? '').split(',');
        for (const [name, value] of Object.entries(change)) cells[columns.indexOf(name)] = value;
        lines[line - 1] = cells.join(',');
      };
      plant(10, { 'Created Date': '3/1/2025 10:00', 'Closed Date': '2/28/2025 10:00' });
      plant(20, { Latitude: '-73.88', Longitude: '40.65' });
      plant(30, { Latitude: '', Longitude: '' });
      plant(40, { 'Created Date': 'soon' });
      plant(4000, { 'Unique Key': (lines[49] ?? '').split(',')[0] ?? '' });
      const { counts, told } = await bringIn(written(lines.join('\n')), { source: 'planted' });
      expect(
        told
          .filter(({ outcome }) => outcome !== 'imported')
          .map(({ line, outcome, column }) => [line, outcome, column]),
      ).toEqual([
        [10, 'refused', 'Closed Date'],
        [20, 'refused', 'Latitude'],
        [40, 'refused', 'Created Date'],
        [4000, 'duplicate', null],
      ]);
      expect(told.find(({ line }) => line === 30)).toMatchObject({
        outcome: 'imported',
        sentences: [{ zh: expect.stringContaining('没有位置') }],
      });
      expect(counts).toMatchObject({ rows: 4969, imported: 4965, refused: 3, duplicate: 1 });
    });

    it('a second run brings nothing in twice', async () => {
      expect((await bringIn(file, { source: 'nyc311' })).counts).toMatchObject({ imported: 0, known: 4969 });
      expect(await sums('nyc311')).toMatchObject({ reports: 4969 });
    });
  },
);
