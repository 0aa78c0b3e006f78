import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

interface Outcome {
  forms: { name: string; compared: number; differences: unknown[] }[];
  opened: { name: string; questions: number; fault: string | null }[];
}

const folder = process.env.MINSHENG_REAL_DATA ? path.join(process.env.MINSHENG_REAL_DATA, 'xlsform') : null;
const workbooks = folder !== null && existsSync(folder) ? folder : '';

/** In a process of its own: ODK's engine is ES modules with WebAssembly inside, which jest's sandbox cannot load. */
function runForeign(): Outcome {
  const program = `import { runForeign } from './run.mjs'; console.log(JSON.stringify(await runForeign(25, 2, ${JSON.stringify(workbooks)})))`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: __dirname,
    encoding: 'utf8',
  });
  return JSON.parse(said.trim()) as Outcome;
}

const outcome = runForeign();

describe('a workbook, and an XForm of it that our exporter did not write', () => {
  it('is there for each of ten matters', () => {
    expect(outcome.forms.map(({ name }) => name)).toEqual([
      'cascade',
      'days',
      'groups',
      'limits',
      'rating',
      'several',
      'shuffled',
      'skip',
      'sums',
      'words',
    ]);
  });

  it.each(outcome.forms)(
    'ask, allow, calculate and order the same at every step: $name',
    ({ compared, differences }) => {
      expect(differences).toEqual([]);
      expect(compared).toBeGreaterThan(700);
    },
  );
});

(workbooks === '' ? describe.skip : describe)('twelve workbooks of others (needs MINSHENG_REAL_DATA)', () => {
  const faults: Record<string, RegExp> = {
    'bad-calc.xlsx': /^refused: not an expression/,
    'bad-duplicate-columns.xlsx': /^refused: survey!E1: The column “label” appears twice/,
  };

  it('are all there', () => {
    expect(outcome.opened).toHaveLength(12);
  });

  it.each(outcome.opened)(
    'open as our XForm in ODK’s engine, or are refused by name: $name',
    ({ name, questions, fault }) => {
      if (faults[name]) {
        expect(fault).toMatch(faults[name]);
      } else {
        expect(fault).toBeNull();
        expect(questions).toBeGreaterThan(0);
      }
    },
  );
});
