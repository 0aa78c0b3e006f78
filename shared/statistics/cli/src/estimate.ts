import {
  balancedReplicates,
  bootstrapReplicates,
  composeEstimates,
  estimate,
  estimateChanges,
  jackknife,
  jackknifeUnstratified,
  judgeChanges,
  quantile,
  recalibrated,
  standardChangeRule,
  tHalfWidth,
  type CompositeDefinition,
  type EstimateOptions,
  type Replicates,
  type ResidualMethod,
  type ShareIntervalMethod,
  type Statistic,
  type WeightedDesign,
} from '../../src/index.js';
import { BadCall, misuseAt, rowsOf, type Outcome, type Progress } from './outcome.js';
import { designOf, MISSING, type DesignSpecification } from './survey-columns.js';
import { Table } from './table.js';
import { weightData, type WeightingSpecification } from './weighting.js';

export interface StatisticSpecification {
  readonly code: string;
  readonly kind: 'mean' | 'total' | 'share' | 'ratio' | 'quantile';
  readonly column: string;
  readonly denominator?: string;
  readonly equals?: readonly string[];
  readonly scores?: Readonly<Record<string, number>>;
  readonly probability?: number;
  readonly missing?: readonly string[];
  readonly domain?: { readonly column: string; readonly equals: readonly string[] };
  readonly by?: string;
}

export interface EstimateSpecification {
  readonly design?: DesignSpecification;
  readonly weighting?: WeightingSpecification;
  readonly statistics: readonly StatisticSpecification[];
  readonly composites?: readonly CompositeDefinition[];
  readonly change?: {
    readonly column: string;
    readonly before: string;
    readonly after: string;
    readonly meaningful?: number;
    readonly lessCommonChange?: boolean;
  };
  readonly variance?: {
    readonly method?: 'linearisation' | 'JK1' | 'JKn' | 'BRR' | 'bootstrap';
    readonly residuals?: ResidualMethod;
    readonly replicates?: number;
    readonly rho?: number;
    readonly seed?: number;
  };
  readonly shareInterval?: ShareIntervalMethod;
  readonly confidence?: number;
  readonly covariance?: boolean;
}

/** `stats estimate`: estimates with errors and covariance; quantiles; composites; changes between two waves. */
export function estimateCommand(table: Table, specification: EstimateSpecification, progress: Progress): Outcome {
  if (specification.change !== undefined) return changesOf(table, specification, progress);
  const found = weightData(table, designOf(table, specification.design), specification.weighting, progress);
  if (found.outcome === 'refused') return found;
  const { weighted } = found;
  const replicates = replicatesOf(weighted, specification, progress);
  if (replicates !== null && 'outcome' in replicates) return { ...replicates, stage: 'variance' };
  const confidence = specification.confidence ?? 0.95;
  const options: EstimateOptions = {
    replicates,
    residuals: specification.variance?.residuals ?? 'regression',
    confidence,
    shareInterval: specification.shareInterval ?? 'beta',
  };
  progress('estimating');
  const statistics = specification.statistics.flatMap((statistic, k) =>
    expand(table, statistic, `$.statistics[${k}]`).map((own) => ({ ...own, at: `$.statistics[${k}]` })),
  );
  const plain = statistics.filter(({ kind }) => kind !== 'quantile');
  const quantiles = statistics.filter(({ kind }) => kind === 'quantile');
  const estimated = misuseAt('$.statistics', () =>
    estimate(
      weighted,
      plain.map(({ statistic }) => statistic),
      options,
    ),
  );
  if (estimated.outcome === 'refused') return { ...estimated, stage: 'variance' };
  const foundQuantiles = quantiles.map(({ statistic, probability, at }) => {
    const { values, domain } = statistic;
    const answer = misuseAt(at, () =>
      quantile(weighted, { values, ...(domain === undefined ? {} : { domain }) }, probability, options),
    );
    return { code: statistic.code, ...answer };
  });
  const refused = foundQuantiles.find(({ outcome }) => outcome === 'refused');
  if (refused !== undefined) return { ...refused, outcome: 'refused', stage: 'variance' };
  const composed =
    specification.composites === undefined
      ? null
      : misuseAt('$.composites', () =>
          composeEstimates(estimated.estimates, estimated.covariance, specification.composites!),
        );
  // A composite rests on all its parts: the fewest degrees of freedom among them.
  const degrees = new Map(estimated.estimates.map(({ code, degreesOfFreedom }) => [code, degreesOfFreedom]));
  return {
    outcome: 'done',
    weighting: found.report,
    method: estimated.method,
    lonelyStrata: estimated.lonelyStrata,
    replicatesRefused: replicates === null ? 0 : replicates.refused.length,
    estimates: estimated.estimates,
    ...(specification.covariance === false ? {} : { covariance: rowsOf(estimated.covariance, estimated.size) }),
    ...(quantiles.length === 0 ? {} : { quantiles: foundQuantiles }),
    ...(composed === null
      ? {}
      : {
          composites: composed.composites.map((composite, c) => {
            const parts = specification.composites![c]!.parts.filter(({ code }) => !composite.missing.includes(code));
            const degreesOfFreedom = Math.min(...parts.map(({ code }) => degrees.get(code)!), Number.MAX_SAFE_INTEGER);
            const { standardError } = composite;
            const isKnown = standardError !== null && parts.length > 0 && degreesOfFreedom >= 1;
            return {
              ...composite,
              degreesOfFreedom: parts.length > 0 ? degreesOfFreedom : 0,
              marginOfError: isKnown ? tHalfWidth(standardError, degreesOfFreedom, confidence) : null,
            };
          }),
          compositeCovariance: composed.covariance,
        }),
  };
}

function replicatesOf(weighted: WeightedDesign, { variance = {} }: EstimateSpecification, progress: Progress) {
  const { method = 'linearisation', replicates = 500, rho = 0, seed } = variance;
  if (method === 'linearisation') return null;
  if (method === 'bootstrap' && seed === undefined) throw new BadCall('$.variance.seed: a bootstrap needs a seed');
  progress('making replicates');
  const made = misuseAt('$.variance', () =>
    method === 'JK1'
      ? jackknifeUnstratified(weighted)
      : method === 'JKn'
        ? jackknife(weighted)
        : method === 'BRR'
          ? balancedReplicates(weighted, rho)
          : bootstrapReplicates(weighted, { replicates, seed: seed! }),
  );
  if ('outcome' in made || weighted.calibration === null) return made;
  progress('calibrating replicates');
  const again: Replicates = recalibrated(made, weighted);
  return again;
}

interface Expanded {
  readonly kind: StatisticSpecification['kind'];
  readonly statistic: Statistic;
  readonly probability: number;
}

/** One statistic, or one for each level of `by`. */
function expand(table: Table, own: StatisticSpecification, at: string): Expanded[] {
  const missing = own.missing ?? MISSING;
  const values = valuesOf(table, own, missing, at);
  const denominators =
    own.kind === 'ratio'
      ? own.denominator === undefined
        ? missingDenominator(at)
        : table.numbers(own.denominator, `${at}.denominator`, missing)
      : null;
  const chosen =
    own.domain === undefined ? null : domainOf(table, own.domain.column, own.domain.equals, `${at}.domain.column`);
  const make = (code: string, domain: Uint8Array | null): Expanded => {
    const columns = { code, values, ...(domain === null ? {} : { domain }) };
    // A quantile takes values and a domain as a mean does.
    const kind = own.kind === 'quantile' ? ('mean' as const) : own.kind;
    const statistic: Statistic =
      kind === 'ratio' ? { ...columns, kind, denominators: denominators! } : { ...columns, kind };
    return { kind: own.kind, statistic, probability: own.probability ?? 0.5 };
  };
  if (own.by === undefined) return [make(own.code, chosen)];
  const { levels } = table.coded(own.by, `${at}.by`);
  return [...levels]
    .filter((level) => !missing.includes(level))
    .sort()
    .map((level) => {
      const inside = domainOf(table, own.by!, [level], `${at}.by`);
      return make(`${own.code}[${level}]`, chosen === null ? inside : inside.map((value, i) => value & chosen[i]!));
    });
}

function missingDenominator(at: string): never {
  throw new BadCall(`${at}.denominator: a ratio needs one`);
}

function domainOf(table: Table, column: string, equals: readonly string[], at: string): Uint8Array {
  const { levels, of } = table.coded(column, at);
  const isIn = levels.map((level) => (equals.includes(level) ? 1 : 0));
  return Uint8Array.from({ length: table.rows }, (_, row) => isIn[of[row]!]!);
}

function valuesOf(table: Table, own: StatisticSpecification, missing: readonly string[], at: string): Float64Array {
  const { column, kind, equals, scores } = own;
  if (kind === 'share' && equals !== undefined) {
    const { levels, of } = table.coded(column, `${at}.column`);
    const value = levels.map((level) => (missing.includes(level) ? NaN : equals.includes(level) ? 1 : 0));
    return Float64Array.from({ length: table.rows }, (_, row) => value[of[row]!]!);
  }
  if (scores === undefined) {
    const values = table.numbers(column, `${at}.column`, missing);
    const odd = kind === 'share' ? values.findIndex((v) => v !== 0 && v !== 1 && !Number.isNaN(v)) : -1;
    if (odd >= 0) throw new BadCall(`${table.place(odd, column)}: a share counts 0 and 1, got ${values[odd]}`);
    return values;
  }
  const { levels, of } = table.coded(column, `${at}.column`);
  const value = levels.map((level) =>
    missing.includes(level) ? NaN : Object.hasOwn(scores, level) ? scores[level]! : null,
  );
  return Float64Array.from({ length: table.rows }, (_, row) => {
    const number = value[of[row]!];
    if (number === null || number === undefined) {
      throw new BadCall(
        `${table.place(row, column)}: ${JSON.stringify(levels[of[row]!])} has no score in ${at}.scores`,
      );
    }
    return number;
  });
}

/** Two waves stacked in one file: each is weighted by itself, to the same targets. */
function changesOf(table: Table, specification: EstimateSpecification, progress: Progress): Outcome {
  const { column, before, after, meaningful, lessCommonChange } = specification.change!;
  if (specification.statistics.some(({ kind }) => kind === 'quantile')) {
    throw new BadCall('$.change: changes of quantiles are not estimated');
  }
  const waveOf = table.texts(column, '$.change.column');
  const waves = [];
  for (const [name, wave] of [
    ['before', before],
    ['after', after],
  ] as const) {
    const rows = waveOf.flatMap((own, row) => (own === wave ? [row] : []));
    if (rows.length === 0) throw new BadCall(`$.change.${name}: no row has ${column} ${wave}`);
    const part = subtable(table, rows);
    const found = weightData(part, designOf(part, specification.design), specification.weighting, progress);
    if (found.outcome === 'refused') return { ...found, wave };
    const statistics = specification.statistics.flatMap((own, k) =>
      expand(part, own, `$.statistics[${k}]`).map(({ statistic }) => statistic),
    );
    waves.push({ weighted: found.weighted, statistics, report: found.report });
  }
  const [first, second] = waves as [(typeof waves)[number], (typeof waves)[number]];
  progress('estimating');
  const residuals = specification.variance?.residuals ?? 'regression';
  const found = misuseAt('$.statistics', () => estimateChanges(first, second, residuals));
  if (found.outcome === 'refused') return { ...found, stage: 'variance' };
  const rule = {
    ...standardChangeRule,
    level: 1 - (specification.confidence ?? 0.95),
    ...(meaningful === undefined ? {} : { meaningful }),
    ...(lessCommonChange === undefined ? {} : { lessCommonChange }),
  };
  return {
    outcome: 'done',
    weighting: { before: first.report, after: second.report },
    rule,
    degreesOfFreedom: found.degreesOfFreedom,
    sharedSamplingUnits: found.sharedSamplingUnits,
    changes: found.changes,
    judged: judgeChanges(found, rule),
    covariance: rowsOf(found.covariance, found.changes.length),
  };
}

/** The rows given, cells named by where they stand in the whole. */
function subtable(table: Table, rows: readonly number[]): Table {
  const columns = new Map(
    table.names.map((name) => {
      const cells = table.cells(name, name);
      return [
        name,
        'levels' in cells
          ? { levels: cells.levels, of: Int32Array.from(rows, (row) => cells.of[row]!) }
          : { numbers: Float64Array.from(rows, (row) => cells.numbers[row]!) },
      ] as const;
    }),
  );
  const lineOf = table.lineOf;
  return new Table(rows.length, columns, lineOf === null ? null : (row) => lineOf(rows[row]!));
}
