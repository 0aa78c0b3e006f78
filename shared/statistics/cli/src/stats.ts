import { checkCommand, checkNeedsData, type CheckSpecification } from './check.js';
import { readCsv } from './csv.js';
import { isColumnar, readColumnar } from './columnar.js';
import { estimateCommand, type EstimateSpecification } from './estimate.js';
import { BadCall, type Outcome, type Progress } from './outcome.js';
import { rankCommand, rankNeedsData, type RankSpecification } from './rank.js';
import { readSpecification, schemas, type Command } from './specification.js';
import type { Table } from './table.js';
import { weighCommand, type WeighSpecification } from './weigh.js';

export const USAGE = `usage: stats weigh|estimate|rank|check --data FILE --spec SPEC.json [--out FILE]

FILE is CSV with a header line, or a columnar file (docs/formats). rank and check need no data when all is in SPEC.json.
Exit codes: 0 done, 2 the call, the specification or a cell is wrong, 3 refused by the method, with the reasons in the result.`;

/** The world outside, as far as the command line needs it. */
export interface Surroundings {
  readonly readFile: (file: string) => Uint8Array;
  readonly writeFile: (file: string, text: string) => void;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Milliseconds, for progress only. */
  readonly clock: () => number;
}

/** Runs one call. @returns the exit code */
export function stats(args: readonly string[], surroundings: Surroundings): number {
  try {
    return run(args, surroundings);
  } catch (error) {
    if (!(error instanceof BadCall)) throw error;
    surroundings.error(`${error.message}\n`);
    return 2;
  }
}

function run(args: readonly string[], surroundings: Surroundings): number {
  const [command, ...rest] = args;
  if (command === '--help' || command === 'help') {
    surroundings.out(`${USAGE}\n`);
    return 0;
  }
  if (command === undefined || !Object.hasOwn(schemas, command)) throw new BadCall(USAGE);
  const { data, spec, out } = options(rest);
  if (spec === undefined) throw new BadCall(`--spec is missing\n${USAGE}`);
  const specification = inFile(spec, () => readSpecification(command as Command, decode(bytesOf(spec, surroundings))));
  const started = surroundings.clock();
  const progress: Progress = (doing) => {
    const seconds = (surroundings.clock() - started) / 1000;
    if (seconds >= 1) surroundings.error(`${seconds.toFixed(1)} s: ${doing}\n`);
  };
  const table = needsData(command as Command, specification) ? readData(data, surroundings, progress) : null;
  const result = answer(command as Command, table, specification, progress);
  const text = `${JSON.stringify({ package: '@minsheng/statistics', version: VERSION, command, ...result }, plainly)}\n`;
  if (out === undefined) surroundings.out(text);
  else surroundings.writeFile(out, text);
  return result.outcome === 'refused' ? 3 : 0;
}

/** Of the package: results name it. */
const VERSION = '0.1.0';

function options(args: readonly string[]): { data?: string; spec?: string; out?: string } {
  const found: Record<string, string> = {};
  for (let i = 0; i < args.length; i += 2) {
    const name = args[i]!.replace(/^--/, '');
    if (!['--data', '--spec', '--out'].includes(args[i]!)) throw new BadCall(`${args[i]} is not known\n${USAGE}`);
    if (args[i + 1] === undefined) throw new BadCall(`--${name} needs a file`);
    if (found[name] !== undefined) throw new BadCall(`--${name} is there twice`);
    found[name] = args[i + 1]!;
  }
  return found;
}

function needsData(command: Command, specification: unknown): boolean {
  if (command === 'rank') return rankNeedsData(specification as RankSpecification);
  if (command === 'check') return checkNeedsData(specification as CheckSpecification);
  return true;
}

function answer(command: Command, table: Table | null, specification: unknown, progress: Progress): Outcome {
  switch (command) {
    case 'weigh':
      return weighCommand(table!, specification as WeighSpecification, progress);
    case 'estimate':
      return estimateCommand(table!, specification as EstimateSpecification, progress);
    case 'rank':
      return rankCommand(table, specification as RankSpecification, progress);
    case 'check':
      return checkCommand(table, specification as CheckSpecification, progress);
  }
}

function readData(file: string | undefined, surroundings: Surroundings, progress: Progress): Table {
  if (file === undefined) throw new BadCall(`--data is missing\n${USAGE}`);
  const bytes = bytesOf(file, surroundings);
  progress(`read ${file}`);
  return inFile(file, () => {
    const table = isColumnar(bytes) ? readColumnar(bytes) : readCsv(decode(bytes));
    progress(`${table.rows} rows`);
    return table;
  });
}

/** Names the file in which something is wrong. */
function inFile<T>(file: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof BadCall && !error.message.startsWith(`${file}: `))
      throw new BadCall(`${file}: ${error.message}`);
    throw error;
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BadCall('the text is not UTF-8');
  }
}

function bytesOf(file: string, { readFile }: Surroundings): Uint8Array {
  try {
    return readFile(file);
  } catch (error) {
    throw new BadCall(`${file}: ${(error as Error).message}`);
  }
}

/** Typed arrays as lists; a number that JSON cannot hold would be a fault of ours. */
function plainly(_: string, value: unknown): unknown {
  if (value instanceof Float64Array || value instanceof Int32Array) return Array.from(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`a result holds ${value}`);
  return value;
}
