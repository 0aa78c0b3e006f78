import { accessSync, constants, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Datum, datums } from '@minsheng/contracts';
import type { TrimBounds } from '@minsheng/statistics';
import { type City, openCity } from './city.js';
import { codeVersion } from './platform/code-version.js';
import { type Caller, systemCaller } from './platform/caller.js';
import { ConfigFault, readConfig } from './platform/config.js';
import { Problem } from './platform/problem.js';
import {
  type ImportFault,
  findNewestPollId,
  findNewestRanking,
  importSurvey,
  listPolls,
  pollProblems,
  rankPoll,
  readSurvey,
  weighPoll,
} from './polls/index.js';
import { exportRelease, refuseFullFolder, releasePoll, sayVerdict, verifyFolder } from './publication/index.js';
import {
  type ImportMapping,
  UnreadableCsv,
  importReports,
  isZone,
  readMapping,
  standardMapping,
} from './reports/index.js';
import { cityNames, verifierSource } from './release-settings.js';
import { parametersInForce, rankingOptionsOf, weightingOptionsOf } from './scheme-parameters.js';
import { setUpCity } from './set-up.js';

const usage = `民声 Minsheng

  import-round --data FILE.csv --codebook FILE.json --margins FILE.json
               [--scale 100,75,50,25,0] [--no-answer 9] [--mode-column NAME] [--title TEXT]
                                  把一次做完的调查带进来 bring in a finished survey
  weigh   [--poll ID] [--trim none|LOW,HIGH]
                                  按边际加权 weight to the margins (trim: 截尾，均值的倍数 bounds as multiples of the mean)
  rank    [--poll ID] [--out F]   计分、排名 score and rank
  release [--poll ID] --out DIR [--reason TEXT]
                                  签名发布到文件夹；再发一次就是更正，写明原因
                                  sign and release into a folder; again: a correction, with its reason
  verify  DIR [--key KEYID]       核对一个发布文件夹 check a release folder
  polls                           列出各期 list the polls
  import-reports --data FILE.csv --zone ZONE --datum WGS84|GCJ02|CGCS2000|BD09
               [--source NAME] [--mapping FILE.json] [--report FILE.csv]
                                  导入历史上报，逐行说明 bring in the history of another register, told row by row
                                  zone: 时间所在时区 whose clocks, e.g. Asia/Shanghai
  setup --name NAME --display-name TEXT
                                  空城市的第一个管理员 the first administrator of an empty city

没有写 --poll 时用最近的一期。Without --poll the newest poll is meant.
数据文件夹 data folder: MINSHENG_DATA (./data)。文件格式 formats: docs/formats/
`;

type Options = Record<string, string | undefined>;

const optionNames = [
  'data',
  'codebook',
  'margins',
  'scale',
  'no-answer',
  'mode-column',
  'title',
  'poll',
  'out',
  'key',
  'trim',
  'reason',
  'name',
  'display-name',
  'zone',
  'datum',
  'source',
  'mapping',
  'report',
] as const;

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function run(argv: string[]): Promise<number> {
  const command = argv[0];
  let parsed: { values: Options; positionals: string[] };
  try {
    parsed = parseArgs({
      args: argv.slice(1),
      allowPositionals: true,
      options: Object.fromEntries(optionNames.map((name) => [name, { type: 'string' as const }])),
    }) as { values: Options; positionals: string[] };
  } catch (error) {
    say((error as Error).message);
    say(usage);
    return 2;
  }
  const { values, positionals } = parsed;
  switch (command) {
    case 'verify':
      return verify(positionals[0], values.key);
    case 'import-round':
      return withCity((city, caller) => importRound(city, caller, values));
    case 'import-reports':
      return bringInReports(values);
    case 'weigh':
      return weighWith(values);
    case 'rank':
      return withCity((city, caller) => rank(city, caller, values.poll, values.out));
    case 'release':
      return withCity((city, caller) => release(city, caller, values));
    case 'setup':
      return withCity((city, caller) => setUp(city, caller, values));
    case 'polls':
      return withCity(showPolls);
    default:
      say(usage);
      return command === undefined || command === 'help' || command === '--help' ? 0 : 2;
  }
}

async function withCity(command: (city: City, caller: Caller) => Promise<number>): Promise<number> {
  const city = await openCity(readConfig(process.env));
  try {
    return await command(city, systemCaller('command-line'));
  } finally {
    await city.close();
  }
}

async function importRound(city: City, caller: Caller, values: Options): Promise<number> {
  const missing = ['data', 'codebook', 'margins'].filter((name) => !values[name]);
  if (missing.length > 0) {
    say(`缺少 missing: ${missing.map((name) => `--${name}`).join(' ')}\n\n${usage}`);
    return 2;
  }
  const scores = (values.scale ?? '100,80,60,40,20').split(',').map((score) => Number(score.trim() || Number.NaN));
  if (scores.some((score) => !Number.isFinite(score))) {
    say('--scale 应为逗号隔开的数字，例如 100,75,50,25,0。/ --scale must be numbers with commas, e.g. 100,75,50,25,0.');
    return 2;
  }
  say('读取文件 reading the files …');
  const read = readSurvey({
    answers: readText(values.data as string),
    codebook: readText(values.codebook as string),
    margins: readText(values.margins as string),
    options: {
      scores,
      notAnswers: (values['no-answer'] ?? '').split(',').filter((code) => code !== ''),
      modeColumn: values['mode-column'] ?? null,
      title: values.title ?? null,
    },
  });
  if ('faults' in read) {
    for (const fault of read.faults) say(sayFault(fault, values));
    say('没有导入，数据没有改动。/ Nothing was brought in.');
    return 1;
  }
  const { survey } = read;
  if (survey.ignoredColumns.length > 0) say(`没有用到的列不保存 columns not kept: ${survey.ignoredColumns.join(', ')}`);
  const pollId = await city.works.write(caller, (work) => importSurvey(work, survey, city.config.scheme));
  const { description, answers } = survey;
  say(
    `已导入 brought in: ${answers.respondents} 份答卷 respondents, ${description.indicators.length} 题 ratings, ${description.units.length} 个单位 units`,
  );
  process.stdout.write(`${pollId}\n`);
  return 0;
}

function weighWith(values: Options): Promise<number> {
  const trim = values.trim;
  if (trim === undefined || trim === 'none')
    return withCity((city, caller) => weigh(city, caller, values.poll, trim === 'none' ? null : undefined));
  const [lower, upper, ...rest] = trim.split(',').map(Number);
  if (
    lower === undefined ||
    upper === undefined ||
    rest.length > 0 ||
    !(lower > 0 && lower < 1 && upper > 1 && upper < Infinity)
  ) {
    say('--trim 应为 none 或两个倍数，例如 0.2,5。/ --trim must be none or two multiples, e.g. 0.2,5.');
    return Promise.resolve(2);
  }
  return withCity((city, caller) => weigh(city, caller, values.poll, { lower, upper }));
}

function bringInReports(values: Options): Promise<number> {
  const missing = ['data', 'zone', 'datum'].filter((name) => !values[name]);
  if (missing.length > 0) {
    say(`缺少 missing: ${missing.map((name) => `--${name}`).join(' ')}\n\n${usage}`);
    return Promise.resolve(2);
  }
  const { data = '', zone = '', datum = '', source = 'history', report = 'import-reports.csv' } = values;
  const mapping = values.mapping === undefined ? standardMapping : mappingIn(values.mapping);
  const fault =
    mapping === null ? `--mapping ${values.mapping}` : source.length > 64 ? '--source' : zoneOrDatumFault(zone, datum);
  if (fault !== null || mapping === null) {
    say(`不能用 cannot be used: ${fault}\n\n${usage}`);
    return Promise.resolve(2);
  }
  readable(data);
  return withCity(async (city, caller) => {
    const lines = createWriteStream(report);
    lines.write(`${reportLine(['line', 'key', 'outcome', 'column', 'number', 'zh', 'en'])}\n`);
    const request = { path: data, zone, datum: datum as Datum, source, mapping };
    const counts = await importReports(city.works, caller, request, (row) => {
      const { line, key, outcome, column, number, sentences } = row;
      const [zh, en] = [sentences.map((one) => one.zh).join('；'), sentences.map((one) => one.en).join('; ')];
      lines.write(`${reportLine([String(line), key, outcome, column ?? '', number ?? '', zh, en])}\n`);
      if (outcome === 'refused' || outcome === 'duplicate')
        say(`${data}:${line}${column ? ` [${column}]` : ''} ${zh} / ${en}`);
    });
    await new Promise<void>((resolve, reject) => lines.once('error', reject).end(() => resolve()));
    say(
      `${counts.rows} 行 rows: 导入 imported ${counts.imported}（无位置 without position ${counts.withoutPosition}，未办结 open ${counts.open}），以前已导入 known ${counts.known}，重复 duplicate ${counts.duplicate}，不收 refused ${counts.refused}`,
    );
    say(`逐行说明 row by row: ${report}`);
    process.stdout.write(`${counts.imported}\n`);
    return counts.refused + counts.duplicate > 0 ? 1 : 0;
  });
}

function mappingIn(path: string): ImportMapping | null {
  try {
    return readMapping(readText(path));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function zoneOrDatumFault(zone: string, datum: string): string | null {
  if (!Object.hasOwn(datums, datum)) return `--datum ${datum}`;
  return isZone(zone) ? null : `--zone ${zone}`;
}

/** A line of CSV; a cell that a spreadsheet would take for a formula is kept from being one. */
function reportLine(cells: readonly string[]): string {
  return cells.map((cell) => `"${cell.replace(/^[=+\-@]/, "'$&").replaceAll('"', '""')}"`).join(',');
}

async function weigh(
  city: City,
  caller: Caller,
  poll: string | undefined,
  trimming: TrimBounds | null | undefined,
): Promise<number> {
  const pollId = await pollOrNewest(city, caller, poll);
  say('加权 weighting …');
  const { report } = await weighPoll(city.works, caller, pollId, {
    ...weightingOptionsOf(await parametersInForce(city, caller)),
    ...(trimming === undefined ? {} : { trimming }),
  });
  for (const margin of report.margins) {
    for (const level of margin.levels) {
      const share = (value: number | null): string =>
        (value === null ? '—' : `${(100 * value).toFixed(2)} %`).padStart(9);
      say(
        `  ${margin.variable.padEnd(12)}${level.code.padEnd(10)} n ${String(level.respondents).padStart(6)}  ${share(level.before)} → ${share(level.after)}   目标 target ${share(level.target)}`,
      );
    }
  }
  for (const entry of report.collapsed)
    say(`  合并 merged: ${entry.margin} ${entry.level} → ${entry.into} (${entry.because})`);
  say(
    `已加权 weighted: ${report.cycles} 轮 cycles, 最大边际误差 largest margin error ${report.largestMarginError.toExponential(1)}, 设计效应 Kish ${report.kishDesignEffect.toFixed(3)}, 截尾 trimmed ${report.trimmedRespondents}`,
  );
  process.stdout.write(`${pollId}\n`);
  return 0;
}

async function rank(city: City, caller: Caller, poll: string | undefined, out: string | undefined): Promise<number> {
  const pollId = await pollOrNewest(city, caller, poll);
  say('计分、排名 scoring and ranking …');
  const { result } = await rankPoll(
    city.works,
    caller,
    pollId,
    codeVersion,
    rankingOptionsOf(await parametersInForce(city, caller)),
  );
  for (const group of result.groups) {
    say(`${group.name.zh} ${group.name.en}`);
    for (const row of group.rows) {
      say(
        `  第 ${[...new Set(row.rankSet)].join('–')} 名`.padEnd(12) +
          ` ${row.score} ±${row.halfWidth}  SE ${row.standardError.toFixed(4)}  df ${row.degreesOfFreedom}  n ${row.respondents}  档 band ${row.band}  ${row.name.zh}`,
      );
    }
    for (const row of group.unranked)
      say(`  不排名 not ranked  ${row.score ?? '—'}  ${row.name.zh} (${row.because.join(', ')})`);
  }
  if (out) {
    const ranking = await city.works.read(caller, (work) => findNewestRanking(work, pollId));
    writeFileSync(out, `${JSON.stringify({ inputs: ranking?.inputs, result }, null, 1)}\n`);
    say(`已写出 written: ${out}`);
  }
  process.stdout.write(`${pollId}\n`);
  return 0;
}

async function release(city: City, caller: Caller, { poll, out, reason }: Options): Promise<number> {
  if (!out) {
    say(`缺少 missing: --out\n\n${usage}`);
    return 2;
  }
  const pollId = await pollOrNewest(city, caller, poll);
  say('签名发布 signing …');
  const { config, keys } = city;
  const settings = {
    city: cityNames(config.scheme),
    key: keys.signing,
    verifier: verifierSource(),
    brotliQuality: config.brotliQuality,
  };
  refuseFullFolder(out);
  const said = reason === undefined ? undefined : { zh: reason, en: reason };
  const signed = await releasePoll(city.works, caller, pollId, settings, said);
  const folder = await exportRelease(signed.files, out);
  say(`已发布 released: ${signed.releaseId}, ${signed.files.length} 个文件 files, 钥匙 key ${keys.signing.keyId}`);
  process.stdout.write(`${folder}\n`);
  return 0;
}

async function verify(folder: string | undefined, key: string | undefined): Promise<number> {
  if (!folder) {
    say(usage);
    return 2;
  }
  const verdict = await verifyFolder(folder, key);
  process.stdout.write(`${sayVerdict(verdict)}\n`);
  return verdict.ok ? 0 : 1;
}

async function setUp(city: City, caller: Caller, values: Options): Promise<number> {
  if (!values.name) {
    say(`缺少 missing: --name\n\n${usage}`);
    return 2;
  }
  const made = await setUpCity(city, caller, { name: values.name, displayName: values['display-name'] ?? values.name });
  say('只显示这一次，请立即记下。Shown once: write it down now.');
  process.stdout.write(`${made.name}\n${made.password}\n${made.otpauthUri}\n`);
  return 0;
}

async function showPolls(city: City, caller: Caller): Promise<number> {
  for (const poll of await city.works.read(caller, listPolls)) {
    process.stdout.write(
      `${poll.id}  ${poll.stage.padEnd(9)} ${String(poll.respondents).padStart(7)}  ${poll.description.title.zh}\n`,
    );
  }
  return 0;
}

async function pollOrNewest(city: City, caller: Caller, poll: string | undefined): Promise<string> {
  const found = poll ?? (await city.works.read(caller, findNewestPollId));
  if (!found) throw pollProblems['no-such-poll']({ poll: '—' });
  return found;
}

function sayFault(fault: ImportFault, values: Options): string {
  const file = fault.file === 'options' ? '' : (values[fault.file] ?? fault.file);
  const place = [file, fault.line === undefined ? '' : `:${fault.line}`, fault.column ? ` [${fault.column}]` : ''].join(
    '',
  );
  return `${place}${place ? ' ' : ''}${fault.sentences.zh} / ${fault.sentences.en}`;
}

class UnreadableFile extends Error {}

/** @throws UnreadableFile before anything is opened for it */
function readable(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new UnreadableFile(`读不到文件：${path} / The file cannot be read: ${path}`);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UnreadableFile(`读不到文件：${path} / The file cannot be read: ${path}`);
  }
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof ConfigFault) say(`${error.zh}\n${error.en}`);
    else if (error instanceof Problem) say(`${error.sentences.zh}\n${error.sentences.en}`);
    else if (error instanceof UnreadableFile) say(error.message);
    else if (error instanceof UnreadableCsv) say(`${error.zh} / ${error.en}`);
    else say((error as Error).stack ?? String(error));
    process.exitCode = 1;
  },
);
