// What statistics.bench.mjs measures, in a process of its own: a poll of simulated answers, from columns in memory (or in a
// file) to estimates, standard errors and covariance.
import { readFileSync, writeFileSync } from 'node:fs';
import {
  addColumns,
  addResponse,
  estimatePoll,
  rankSets,
  runningSums,
  standardRaking,
  type MarginTarget,
  type PollColumns,
  type PollEstimates,
  type PollOutline,
} from '../../shared/statistics/src/index.js';

const ages = 6;
const sexes = 2;
const districts = 8;
const educations = 5;
const sites = 40;
const units = 50;
const indicators = 20;
const scores = [100, 75, 50, 25, 0];

const codes = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const questions = codes('q', indicators).map((code) => ({ code, scores }));
const judged = codes('unit', units);

const outline: PollOutline = {
  strata: codes('district', districts).map((code) => ({ code })),
  samplingUnits: codes('site', sites).map((code, site) => ({ code, stratum: site % districts })),
  variables: [
    { code: 'age', levels: codes('a', ages) },
    { code: 'sex', levels: codes('s', sexes) },
    { code: 'district', levels: codes('d', districts) },
    { code: 'education', levels: codes('e', educations) },
    { code: 'site', levels: codes('w', sites) },
  ],
  blocks: [{ domain: { code: 'unit', levels: judged }, questions }],
  units: judged.map((id) => ({
    id,
    indicators: questions.map(({ code }, k) => ({ question: code, domain: id, share: 1 + (k % 3) })),
  })),
};

const raked = { raking: standardRaking, thinLevels: null, trimming: null };

function targets(): MarginTarget[] {
  const margin = (variable: string, shares: number[]): MarginTarget => {
    const sum = shares.reduce((total, share) => total + share, 0);
    return {
      variable,
      mayCollapse: false,
      levels: shares.map((share, l) => ({
        code: outline.variables.find(({ code }) => code === variable)!.levels[l]!,
        population: (1e6 * share) / sum,
      })),
    };
  };
  const ofSite = Array.from({ length: sites }, (_, site) => 1 + ((site * 7) % 11) / 10);
  const ofDistrict = Array.from({ length: districts }, (_, district) =>
    ofSite.reduce((sum, share, site) => sum + (site % districts === district ? share : 0), 0),
  );
  return [
    margin('age', [1, 1.2, 1.3, 1.1, 0.9, 0.8]),
    margin('sex', [0.49, 0.51]),
    margin('district', ofDistrict),
    margin('education', [1.4, 1.3, 1.2, 0.8, 0.5]),
    margin('site', ofSite),
  ];
}

/** A fixed stream of numbers from 0 to 1 (mulberry32): the same answers in every run. */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function simulated(respondents: number): PollColumns {
  const next = stream(20260712);
  const column = (): Uint8Array => new Uint8Array(respondents);
  const [age, sex, district, education, site, unit] = Array.from({ length: 6 }, column) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const baseWeights = new Float64Array(respondents);
  const answers = Array.from({ length: indicators }, column);
  const siteEffect = Array.from({ length: sites }, () => (next() - 0.5) * 0.8);
  const unitEffect = Array.from({ length: units }, () => (next() - 0.5) * 0.8);
  for (let i = 0; i < respondents; i++) {
    age[i] = Math.floor(next() * ages);
    sex[i] = next() < 0.56 ? 1 : 0;
    site[i] = Math.floor(next() * sites);
    district[i] = site[i]! % districts;
    education[i] = Math.floor(next() * educations);
    unit[i] = Math.floor(next() * units);
    baseWeights[i] = 1 + (site[i]! % 5) / 2;
    const mood = siteEffect[site[i]!]! + unitEffect[unit[i]!]! + 0.05 * age[i]!;
    for (const column of answers) column[i] = Math.min(Math.max(Math.floor((next() + next()) * 2.5 - mood), 0), 4);
  }
  return {
    respondents,
    samplingUnits: site,
    baseWeights,
    variables: [age, sex, district, education, site],
    blocks: [{ domain: unit, answers }],
  };
}

function compute(columns: PollColumns): PollEstimates {
  const sums = runningSums(outline);
  addColumns(sums, columns);
  return done(estimatePoll(sums, targets(), { weighting: raked }));
}

function done(found: ReturnType<typeof estimatePoll>): PollEstimates {
  if (found.outcome === 'refused') throw new Error(`refused: ${found.reason}`);
  return found;
}

function highestMemory(): number | null {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))![1]) / 1024;
  } catch {
    return null;
  }
}

/** Wall and processor seconds of a step. */
function timed<T>(step: () => T): { result: T; wall: number; processor: number } {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const result = step();
  const wall = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { result, wall, processor: (user + system) / 1e6 };
}

/** The columns in a file: respondents, then every column as it lies in memory. */
function write(columns: PollColumns, path: string): void {
  const { samplingUnits, baseWeights, variables, blocks } = columns;
  const bytes = [baseWeights, samplingUnits, ...variables, blocks[0]!.domain!, ...blocks[0]!.answers];
  writeFileSync(path, Buffer.concat(bytes.map(({ buffer }) => Buffer.from(buffer as ArrayBuffer))));
}

function read(path: string): PollColumns {
  const file = readFileSync(path);
  const respondents = file.byteLength / (8 + 1 + 5 + 1 + indicators);
  let at = file.byteOffset;
  const bytes = (): Uint8Array => new Uint8Array(file.buffer, (at += respondents) - respondents, respondents);
  const baseWeights =
    at % 8 === 0
      ? new Float64Array(file.buffer, at, respondents)
      : new Float64Array(file.buffer.slice(at, at + 8 * respondents));
  at += 8 * respondents;
  return {
    respondents,
    baseWeights,
    samplingUnits: bytes(),
    variables: Array.from({ length: 5 }, bytes),
    blocks: [{ domain: bytes(), answers: Array.from({ length: indicators }, bytes) }],
  };
}

/** Totals of 40 sampling units in 8 strata for 50 units, what they say of the covariance, and scores `spread` errors apart. */
function rankDesign(spread: number) {
  const random = stream(11);
  const normal = (): number => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
  const stratumOf = Array.from({ length: sites }, (_, site) => site % districts);
  const totals = stratumOf.map(() => Array.from({ length: units }, normal));
  const each = sites / districts;
  const deviations = totals.map((row, site) => {
    const own = totals.filter((_, other) => stratumOf[other] === stratumOf[site]);
    return row.map((value, unit) => value - own.reduce((sum, other) => sum + other[unit]!, 0) / each);
  });
  const covariance = judged.map((_, a) =>
    judged.map((__, b) => (each / (each - 1)) * deviations.reduce((sum, row) => sum + row[a]! * row[b]!, 0)),
  );
  const error = Math.sqrt(covariance.reduce((sum, row, unit) => sum + row[unit]!, 0) / units);
  const scores = judged.map((_, unit) => 70 + error * (spread * unit + normal()));
  return { scores, covariance, totals, stratumOf };
}

const steps: Record<string, (argument: string, other: string) => unknown> = {
  /** First run, then warm runs; then answers one by one on the sums. */
  memory(size, runs) {
    const columns = simulated(Number(size));
    const atRest = highestMemory();
    const cold = timed(() => compute(columns));
    const highest = highestMemory();
    const warm = Array.from({ length: Number(runs) }, () => timed(() => compute(columns)));
    const sums = runningSums(outline);
    addColumns(sums, columns);
    done(estimatePoll(sums, targets(), { weighting: raked }));
    const added = Array.from({ length: 20 }, (_, i) =>
      timed(() => {
        addResponse(sums, {
          samplingUnit: columns.samplingUnits[i]!,
          baseWeight: columns.baseWeights[i]!,
          variables: columns.variables.map((column) => column[i]!),
          blocks: [
            { domain: columns.blocks[0]!.domain![i]!, answers: columns.blocks[0]!.answers.map((column) => column[i]!) },
          ],
        });
        return done(estimatePoll(sums, targets(), { weighting: raked }));
      }),
    );
    const parts = {
      sums: timed(() => addColumns(runningSums(outline), columns)).wall,
      estimates: timed(() => estimatePoll(sums, targets(), { weighting: raked })).wall,
    };
    const times = ({ wall, processor }: { wall: number; processor: number }): object => ({ wall, processor });
    const { cycles } = cold.result.weighting;
    return {
      cold: times(cold),
      warm: warm.map(times),
      added: added.slice(3).map(times),
      atRest,
      highest,
      parts,
      cycles,
    };
  },
  file(size, path) {
    write(simulated(Number(size)), path);
    return {};
  },
  /** From a file to the results, in a process that has done nothing yet. */
  fromFile(path) {
    const { items, units: scored } = compute(read(path));
    return { items: items.length, units: scored.length };
  },
  /** Weights' margins and results of a file, for comparison. */
  results(path) {
    const { items } = compute(read(path));
    return { means: items.map(({ mean }) => mean), errors: items.map(({ standardError }) => standardError) };
  },
  /** Rank sets, simultaneous and of every unit, of one design: how far neighbours lie apart, in standard errors. */
  rankSets(spread, runs) {
    const { scores, covariance, totals, stratumOf } = rankDesign(Number(spread));
    const common = {
      scores,
      covariance,
      degreesOfFreedom: sites - districts,
      seed: 5,
      draws: 10_000,
      confidence: 0.95,
    };
    const methods = ['t-matched', 'bootstrap-t', 'two-step-bootstrap-t'] as const;
    const walls = methods.map((method) => [
      method,
      Array.from(
        { length: Number(runs) },
        () => timed(() => rankSets({ ...common, method, samplingUnits: { stratumOf, totals } })).wall,
      ),
    ]);
    return Object.fromEntries(walls) as Record<(typeof methods)[number], number[]>;
  },
  outline: () => ({ targets: targets(), units, indicators, sites, districts }),
};

const [step = '', argument = '', other = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(steps[step]!(argument, other)));
