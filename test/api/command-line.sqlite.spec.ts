import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../server/src/platform/database/open-database.js';

const root = path.resolve(__dirname, '../..');
const demo = path.join(root, 'server/demo');
const folder = mkdtempSync(path.join(tmpdir(), 'minsheng-cli-'));
const data = path.join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true }));

interface Said {
  code: number;
  out: string;
  err: string;
}

/** The built command line, as `npm run minsheng` calls it. The commands own their data folder, so SQLite is what they run on. */
function minsheng(...args: string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(root, 'server/dist/cli.js'), ...args],
      { cwd: folder, env: { ...process.env, MINSHENG_DATA: data, DATABASE_URL: '' } },
      (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, out: out.trim(), err }),
    );
  });
}

function write(name: string, content: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const files = {
  data: path.join(demo, 'answers.csv'),
  codebook: path.join(demo, 'codebook.json'),
  margins: path.join(demo, 'margins.json'),
};
const imported = (change: Partial<typeof files> = {}, ...more: string[]): Promise<Said> => {
  const { data: answers, codebook, margins } = { ...files, ...change };
  return minsheng(
    'import-round',
    '--data',
    answers,
    '--codebook',
    codebook,
    '--margins',
    margins,
    '--no-answer',
    '9',
    ...more,
  );
};

/** Rows of every table, and every file of the data folder but the database's own. */
async function footprint(): Promise<Record<string, number>> {
  if (!existsSync(path.join(data, 'minsheng.sqlite'))) return {};
  const database = await openDatabase({ file: path.join(data, 'minsheng.sqlite'), entities: [], migrations: [] });
  const counts: Record<string, number> = {};
  const tables = (await database.reader.query(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  )) as { name: string }[];
  for (const { name } of tables) {
    const [row] = (await database.reader.query(`SELECT COUNT(*) AS n FROM ${name}`)) as [{ n: number }];
    counts[name] = row.n;
  }
  await database.close();
  for (const file of readdirSync(data, { recursive: true }) as string[]) if (!/sqlite/.test(file)) counts[file] = 1;
  return counts;
}

const changed = (name: keyof typeof files, change: (text: string) => string): string =>
  write(`${name}-${Math.abs(hash(change.toString()))}.txt`, change(readFileSync(files[name], 'utf8')));
const hash = (text: string): number =>
  [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) | 0, 7);

describe('the command line', () => {
  let release: string;

  it('brings a survey in, weights, ranks, releases and verifies it', async () => {
    const first = await imported();
    expect(first.err).toContain('2470');
    expect([first.code, first.out]).toEqual([0, expect.stringMatching(/^[0-9A-Z]{26}$/)]);
    expect((await minsheng('weigh')).code).toBe(0);
    const ranked = await minsheng('rank', '--out', path.join(folder, 'ranking.json'));
    expect(ranked.err).toContain('教育局');
    expect(
      (JSON.parse(readFileSync(path.join(folder, 'ranking.json'), 'utf8')) as { inputs: unknown[] }).inputs,
    ).toHaveLength(3);
    const released = await minsheng('release', '--out', 'my-release');
    expect(released.code).toBe(0);
    release = released.out;
    expect(readdirSync(release).sort()).toEqual([
      'chart-en.svg',
      'chart.svg',
      'en.html',
      'index.html',
      'inputs.json',
      'manifest.json',
      'manifest.sig',
      'page.js',
      'rankings.csv',
      'release.json',
      'verify.mjs',
    ]);
    const verified = await minsheng('verify', release);
    expect([verified.code, verified.out.split('\n').at(-1)]).toEqual([0, '验证通过 / verified']);
  });

  it('the release’s own verifier runs with Node alone and finds a changed byte', async () => {
    const run = (): Promise<Said> =>
      new Promise((resolve) => {
        execFile(
          process.execPath,
          ['verify.mjs'],
          { cwd: release, env: { PATH: process.env.PATH ?? '' } },
          (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
        );
      });
    expect(await run()).toMatchObject({ code: 0, err: '' });
    const page = path.join(release, 'index.html');
    const before = readFileSync(page, 'utf8');
    writeFileSync(page, before.replace('<h1', '<h1 '));
    const after = await run();
    expect([after.code, after.out]).toEqual([1, expect.stringContaining('index.html')]);
    writeFileSync(page, before);
  });

  it.each([
    ['the same survey twice', () => imported(), /已经导入过/],
    [
      'a rating of 7',
      () => imported({ data: changed('data', (text) => text.replace(/,4,4,/, ',7,4,')) }),
      /answers|data-.*:\d+ \[.+\].*“7”不是评价等级/,
    ],
    [
      'a missing column',
      () => imported({ data: changed('data', (text) => text.replace('U01_work', 'other')) }),
      /:1 \[U01_work\].*缺少列/,
    ],
    ['a broken line', () => imported({ data: changed('data', (text) => `${text}1,2\n`) }), /:2472 .*列数/],
    [
      'margins that do not sum',
      () => imported({ margins: changed('margins', (text) => text.replace('0.505', '0.6')) }),
      /\[sex\].*合计是 1\.095/,
    ],
    [
      'an empty margin level',
      () => imported({ margins: changed('margins', (text) => text.replace('0.495', '0').replace('0.505', '1')) }),
      /“2”占比是 0/,
    ],
    [
      'an unknown field',
      () => imported({ codebook: changed('codebook', (text) => text.replace('"title"', '"titel"')) }),
      /不认识的字段 titel/,
    ],
    [
      '__proto__',
      () => imported({ margins: changed('margins', (text) => text.replace('"note"', '"__proto__": {}, "note"')) }),
      /__proto__/,
    ],
    [
      'a list for a scalar',
      () => imported({ codebook: changed('codebook', (text) => text.replace('"2026-B5"', '["2026-B5"]')) }),
      /类型不对/,
    ],
    ['scores too few', () => imported({}, '--scale', '100,75,50,25'), /等级有 5 个/],
    ['a file that is not there', () => imported({ data: 'nowhere.csv' }), /读不到文件/],
    ['a folder that is not empty', () => minsheng('release', '--out', '.'), /文件夹不是空的/],
    ['a poll that is not there', () => minsheng('weigh', '--poll', '01ARZ3NDEKTSV4RRFFQ69G5FAV'), /没有这一期/],
    ['a release twice', () => minsheng('release', '--out', 'second'), /没有要更正的/],
    ['bounds that are none', () => minsheng('weigh', '--trim', '5,0.2'), /--trim/],
  ])('refuses %s with a sentence, and nothing is changed', async (_what, command, sentence) => {
    const before = await footprint();
    const said = await command();
    expect([said.code === 0, said.err]).toEqual([false, expect.stringMatching(sentence)]);
    expect(await footprint()).toEqual(before);
    expect(existsSync(path.join(folder, 'second'))).toBe(false);
  });

  it('is refused while another process has the data folder', async () => {
    const lock = path.join(data, 'minsheng.lock');
    mkdirSync(data, { recursive: true });
    writeFileSync(lock, String(process.pid));
    const said = await minsheng('polls');
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('正被另一个民声进程使用')]);
    rmSync(lock);
  });

  it('sets up an empty city with its first administrator, once', async () => {
    const city = (): Promise<Said> =>
      new Promise((resolve) => {
        execFile(
          process.execPath,
          [path.join(root, 'server/dist/cli.js'), 'setup', '--name', 'first', '--display-name', '第一位'],
          {
            env: {
              ...process.env,
              MINSHENG_MODE: 'city',
              MINSHENG_SCHEME: 'xuchang',
              MINSHENG_DATA: path.join(folder, 'city'),
              DATABASE_URL: '',
              WECHAT_APPID: 'wx0123456789abcdef',
              WECHAT_SECRET: '0123456789abcdef0123456789abcdef',
              PUBLIC_ORIGIN: 'https://minsheng.gov.cn',
              SMS_GATEWAY: 'https://sms.gov.cn/send',
            },
          },
          (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out: out.trim(), err }),
        );
      });
    const made = await city();
    expect([made.code, made.out.split('\n').at(-1)]).toEqual([0, expect.stringMatching(/^otpauth:\/\/totp\//)]);
    expect((await city()).code).toBe(1);
  });
});
