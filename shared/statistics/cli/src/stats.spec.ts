import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { writeColumnar } from './columnar.js';
import { readCsv } from './csv.js';
import { stats } from './stats.js';

const examples = join(__dirname, '../../examples');
const resultSchema = JSON.parse(readFileSync(join(__dirname, '../../schema/result.json'), 'utf8'));
const isResult = new Ajv2020({ strictTypes: false }).compile(resultSchema);

interface Said {
  code: number;
  out: string;
  error: string;
}

/** Runs a call on files held in memory; other names are read from the examples. */
function call(args: string[], files: Record<string, string | Uint8Array> = {}): Said {
  const said = { code: 0, out: '', error: '' };
  said.code = stats(args, {
    readFile: (file) => {
      const held = files[file];
      if (held !== undefined) return typeof held === 'string' ? new TextEncoder().encode(held) : held;
      return readFileSync(join(examples, file));
    },
    writeFile: (file, text) => (files[file] = text),
    out: (text) => (said.out += text),
    error: (text) => (said.error += text),
    clock: () => 0,
  });
  return said;
}

const dataOf: Record<string, string> = {
  'estimate-change.json': 'interviews.csv',
  'check-ballots.json': 'ballots.csv',
  'rank-given-draws.json': 'errors.csv',
};
/** What the specs look at in a result; the schema has the rest. */
interface Result {
  outcome: string;
  weights: number[];
  weighting: { margins: { levels: { target: number; after: number }[] }[] };
  ballots: { tests: { unit: string; test: string; isFlagged: boolean }[] };
  ranking: { criticalValues: { method: string }; ranked: object[]; unranked: object[] };
}

const run = (example: string, files: Record<string, string | Uint8Array> = {}): { code: number; result: Result } => {
  const data = dataOf[example] ?? 'interviews-2026-h2.csv';
  const { code, out } = call([example.split('-')[0]!, '--data', data, '--spec', example], files);
  return { code, result: JSON.parse(out) };
};

describe('every worked example', () => {
  it.each(readdirSync(examples).filter((name) => name.endsWith('.json')))(
    '%s answers as the result schema says',
    (name) => {
      const { code, result } = run(name);
      expect(isResult(result) || isResult.errors).toBe(true);
      expect([code, result.outcome]).toEqual(name === 'weigh-refused.json' ? [3, 'refused'] : [0, 'done']);
    },
  );
});

describe('results of the examples', () => {
  it('a refusal names margin and level', () => {
    expect(run('weigh-refused.json').result).toMatchObject({
      reason: 'totals-differ',
      margin: 'district',
      level: null,
    });
  });

  it('weights meet the margins asked for', () => {
    const { weighting, weights } = run('weigh-raking.json').result;
    expect(weights).toHaveLength(1200);
    for (const { levels } of weighting.margins) {
      for (const { target, after } of levels) expect(Math.abs(after - target)).toBeLessThan(1e-10);
    }
  });

  it('the network that votes one unit up within two hours is flagged, and no honest unit', () => {
    const { tests } = run('check-ballots.json').result.ballots;
    const flagged = tests.filter(({ isFlagged }) => isFlagged);
    expect(new Set(flagged.map(({ unit }) => unit))).toEqual(new Set(['U07']));
    expect(flagged.map(({ test }) => test)).toContain('single-source');
  });

  it('a columnar file gives the same answer as CSV', () => {
    const table = readCsv(readFileSync(join(examples, 'interviews-2026-h2.csv'), 'utf8'));
    const columns = new Map(table.names.map((name) => [name, table.cells(name, '')]));
    columns.set('visits', { numbers: table.numbers('visits', '') });
    const files = { 'interviews-2026-h2.csv': writeColumnar(table.rows, columns) };
    for (const name of ['estimate-shares-ratios-quantiles.json', 'check-responses.json']) {
      expect(run(name, files).result).toEqual(run(name).result);
    }
  });

  it('bootstrap-t is used where the sampling units are few and at hand', () => {
    const { ranking } = run('rank-answers.json').result;
    expect(ranking.criticalValues.method).toBe('bootstrap-t');
    expect(ranking.ranked.length + ranking.unranked.length).toBe(8);
  });
});

const spec = JSON.stringify({ statistics: [{ code: 'm', kind: 'mean', column: 'x', scores: { yes: 1, no: 0 } }] });

describe('a wrong call ends with code 2 and says where', () => {
  it.each<[string, string[], Record<string, string>, string]>([
    ['an unknown command', ['count'], {}, 'usage:'],
    ['no specification', ['weigh', '--data', 'a.csv'], {}, '--spec is missing'],
    ['an option that is not known', ['weigh', '--file', 'a.csv'], {}, '--file is not known'],
    ['no data', ['estimate', '--spec', 's'], { s: spec }, '--data is missing'],
    ['a file that is not there', ['estimate', '--data', 'x', '--spec', 'nowhere.json'], {}, 'nowhere.json'],
    [
      'a specification that is not JSON',
      ['estimate', '--data', 'x', '--spec', 's'],
      { s: '{' },
      's: the specification is not JSON',
    ],
    [
      'a value of the wrong type, by its path',
      ['weigh', '--data', 'd', '--spec', 's'],
      { d: 'x\n1\n', s: '{"weighting":{"margins":[{"variable":"x","levels":[{"code":"1","population":"many"}]}]}}' },
      '$.weighting.margins[0].levels[0].population',
    ],
    [
      'a property it does not know',
      ['weigh', '--data', 'd', '--spec', 's'],
      { d: 'x\n1\n', s: '{"weighting":{},"wieght":1}' },
      'wieght',
    ],
    ['an unknown kind of ranking', ['rank', '--spec', 's'], { s: '{"of":"nothing"}' }, '$ '],
    [
      'a cell by line and column',
      ['estimate', '--data', 'd', '--spec', 's'],
      { d: 'w,x\n1,yes\n1,maybe\n', s: spec },
      'line 3, column x: "maybe"',
    ],
    [
      'a cell after a quoted line break, by its true line',
      ['estimate', '--data', 'd', '--spec', 's'],
      { d: 'w,x\n"a\nb",yes\n\r\n1,maybe\n', s: spec },
      'line 5, column x',
    ],
    [
      'a row too short',
      ['estimate', '--data', 'd', '--spec', 's'],
      { d: 'w,x\n1\n', s: spec },
      'line 2: 1 cells, where the header has 2',
    ],
    [
      'an open quote',
      ['estimate', '--data', 'd', '--spec', 's'],
      { d: 'x\n"yes\n', s: spec },
      'line 2, cell 1: the quote is not closed',
    ],
    [
      'a column that is not there',
      ['estimate', '--data', 'd', '--spec', 's'],
      { d: 'y\n1\n', s: spec },
      '$.statistics[0].column: the data have no column x',
    ],
    [
      'a column named twice',
      ['estimate', '--data', 'd', '--spec', 's'],
      { d: 'x,x\n1,1\n', s: spec },
      'line 1: the column "x" is there twice',
    ],
    ['no rows', ['estimate', '--data', 'd', '--spec', 's'], { d: 'x\n', s: spec }, 'the data have no rows'],
    [
      'a base weight of nothing',
      ['estimate', '--data', 'd', '--spec', 's'],
      {
        d: 'x,w\n1,1\n1,0\n',
        s: '{"design":{"baseWeights":"w"},"statistics":[{"code":"m","kind":"mean","column":"x"}]}',
      },
      'line 3, column w: a base weight is positive',
    ],
    [
      'a covariance of another size',
      ['rank', '--spec', 's'],
      { s: '{"of":"estimates","estimates":[1,2],"covariance":[[1]]}' },
      '$: the covariance has one row and one column a unit',
    ],
  ])('%s', (_, args, files, sentence) => {
    const said = call(args, files);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.error).toContain(sentence);
  });

  it('data that are not UTF-8', () => {
    const said = call(['estimate', '--data', 'd', '--spec', 's'], { d: Uint8Array.of(120, 10, 255, 10), s: spec });
    expect(said).toMatchObject({ code: 2, error: 'd: the text is not UTF-8\n' });
  });

  it.each<[string, (bytes: Uint8Array) => void, string]>([
    ['an index without a level', (bytes) => (bytes[bytes.length - 8] = 9), 'row 1, column x: there is no level 9'],
    ['a header that is not JSON', (bytes) => (bytes[16] = 0), 'the header of the columnar file is not JSON'],
    ['a header longer than the file', (bytes) => (bytes[10] = 9), 'the header of the columnar file is cut short'],
  ])('a columnar file with %s', (_, harm, sentence) => {
    const bytes = writeColumnar(2, new Map([['x', { levels: ['yes', 'no'], of: [0, 1] }]]));
    harm(bytes);
    const said = call(['estimate', '--data', 'd', '--spec', 's'], { d: bytes, s: spec });
    expect(said.code).toBe(2);
    expect(said.error).toContain(sentence);
  });
});

describe('CSV', () => {
  it.each<[string, string, string[][]]>([
    ['quotes, commas and line breaks in cells', 'a,b\r\n"x, ""y""","1\n2"\r\n', [['x, "y"'], ['1\n2']]],
    ['a byte order mark and no line end at the end', '\ufeffa,b\n1,2', [['1'], ['2']]],
    ['empty cells', 'a,b\n,\n', [[''], ['']]],
    ['one column with blank lines at the end', 'a\n1\n2\n\n\n', [['1', '2']]],
  ])('%s', (_, text, columns) => {
    const table = readCsv(text);
    expect(table.names.map((name) => table.texts(name, ''))).toEqual(columns);
  });
});
