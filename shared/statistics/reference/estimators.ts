import { surveyDesign, type LonelyPolicy, type SurveyDesign } from '../src/design/survey-design.js';
import type { CodedColumn } from '../src/design/survey.js';
import type { Statistic } from '../src/estimation/statistic.js';
import type { Auxiliary } from '../src/weighting/auxiliaries.js';
import { readReference } from './read-reference.js';

export interface Person {
  stratum: string;
  psu: string;
  ssu: string;
  person: string;
  half: string;
  N1: number;
  N2: number;
  N3: number;
  N2half: number;
  sex: string;
  age: string;
  income: number;
  base: number;
  scaled: number;
  y: number | null;
  x: number;
  yes: number | null;
  rare: number;
  never: number;
  constant: number;
  level: number;
}

export interface ReferenceEstimates {
  values: Record<string, number>;
  covariance: number[][];
}

export interface ReferenceDesign {
  estimates: ReferenceEstimates;
  weights: number[];
  degf: number;
  degfOld: number;
  deffMean: number;
  deffOld: number;
}

export interface ReferenceReplicates extends ReferenceEstimates {
  degf: number;
  scale: number;
  rscales: number[];
}

interface Quantile {
  quantile: number;
  'ci.2.5': number | null;
  'ci.97.5': number | null;
  se: number | null;
}

interface EstimatorCases {
  people: Person[];
  statistics: string[];
  designs: Record<'one' | 'oneFpc' | 'two' | 'three' | 'twoStrata' | 'twoStrataRemove', ReferenceDesign>;
  lonely: Record<
    Exclude<LonelyPolicy, 'fail'>,
    { one: ReferenceEstimates; two: ReferenceEstimates; jackknife: ReferenceReplicates }
  >;
  population: {
    total: number;
    sex: Record<string, number>;
    age: Record<string, number>;
    income: number;
    bounds: [number, number];
    cells: { sex: string; age: string; Freq: number }[];
  };
  calibrations: Record<
    'linear' | 'linearBounded' | 'raking' | 'rakingBounded' | 'logit' | 'linearTwoStages',
    ReferenceDesign
  >;
  poststratified: ReferenceDesign;
  raked: ReferenceDesign;
  rakedByCalibration: ReferenceDesign;
  intervals: Record<'yes' | 'rare', Record<'beta' | 'logit' | 'wald', [number, number]>>;
  quantiles: Record<'y' | 'level', Quantile[]>;
  replicates: Record<'jkn' | 'jknFpc' | 'jk1' | 'jknRaked' | 'brr' | 'fay', ReferenceReplicates> & {
    bootstrap: ReferenceReplicates & { factors: number[][] };
  };
  change: Record<'plain' | 'calibrated', { values: number[]; covariance: number[][]; degf: number }> & {
    waves: { wave: string; stratum: string; psu: string; sex: string; age: string; base: number; y: number }[];
  };
  trimmed: { upper: number; lower: number; once: number[]; strict: number[] };
}

export const estimatorCases = readReference<EstimatorCases>('estimators');

type Who = Pick<Person, 'stratum' | 'psu' | 'base'>;

/** One stage with replacement, unless told otherwise. */
export function designOf<P extends Who>(
  people: readonly P[],
  more: {
    population?: (person: P) => number;
    stages?: { strata?: (person: P) => string; units: (person: P) => string; population: (person: P) => number }[];
    lonelyPolicy?: LonelyPolicy;
    weight?: (person: P) => number;
  } = {},
): SurveyDesign {
  const { population, stages = [], lonelyPolicy, weight = (person: P) => person.base } = more;
  return surveyDesign({
    strata: people.map(({ stratum }) => stratum),
    samplingUnits: people.map(({ psu }) => psu),
    baseWeights: people.map(weight),
    population: population === undefined ? undefined : people.map(population),
    furtherStages: stages.map((stage) => ({
      strata: stage.strata === undefined ? undefined : people.map(stage.strata),
      units: people.map(stage.units),
      population: people.map(stage.population),
    })),
    lonelyPolicy,
  });
}

export const column = (people: readonly Person[], of: (person: Person) => number | null): Float64Array =>
  Float64Array.from(people, (person) => of(person) ?? NaN);

/** The statistics of the R script, in its order. */
export function statisticsOf(people: readonly Person[]): Statistic[] {
  const flags = (is: (person: Person) => boolean): Uint8Array => Uint8Array.from(people, (person) => (is(person) ? 1 : 0));
  const y = column(people, (person) => person.y);
  const x = column(people, (person) => person.x);
  return [
    { code: 'totalY', kind: 'total', values: y },
    { code: 'meanY', kind: 'mean', values: y },
    { code: 'meanOld', kind: 'mean', values: y, domain: flags(({ age }) => age === 'old') },
    { code: 'ratio', kind: 'ratio', values: y, denominators: x },
    { code: 'ratioWomen', kind: 'ratio', values: y, denominators: x, domain: flags(({ sex }) => sex === 'f') },
    { code: 'yes', kind: 'share', values: column(people, (person) => person.yes) },
    { code: 'rare', kind: 'share', values: column(people, (person) => person.rare) },
    { code: 'never', kind: 'share', values: column(people, (person) => person.never) },
    { code: 'constant', kind: 'mean', values: column(people, (person) => person.constant) },
    { code: 'level', kind: 'mean', values: column(people, (person) => person.level) },
  ];
}

export function coded(code: string, levels: readonly string[], values: readonly string[]): CodedColumn {
  return { code, levels, of: Int32Array.from(values, (value) => levels.indexOf(value)) };
}

/** Margins by sex and age, and the total income unless left out. */
export function auxiliariesOf(
  people: readonly Person[],
  { sex, age, income }: { sex: Record<string, number>; age: Record<string, number>; income: number | null },
): Auxiliary[] {
  const margin = (code: 'sex' | 'age', totals: Record<string, number>): Auxiliary => ({
    variable: coded(
      code,
      Object.keys(totals),
      people.map((person) => person[code]),
    ),
    totals: Object.values(totals),
  });
  const amounts: Auxiliary[] =
    income === null ? [] : [{ code: 'income', amounts: column(people, (person) => person.income), total: income }];
  return [margin('sex', sex), margin('age', age), ...amounts];
}
