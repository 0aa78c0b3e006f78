import { surveyDesign } from '../src/design/survey-design.js';
import { NO_SCORE, type CodedColumn, type Survey } from '../src/design/survey.js';
import type { MarginTarget } from '../src/weighting/margins.js';
import { readReference } from './read-reference.js';

type Score = number | null;

export interface SmallPerson {
  stratum: string;
  psu: string;
  sex: string;
  age: string;
  base: number;
  clean: Score;
  safe: Score;
  green: Score;
  window: Score;
}

export interface ReferenceResults {
  items: { code: string; mean: number; se: number; deff: number; df: number; n: number; interval: [number, number] }[];
  itemCovariance: number[][];
  units: {
    id: string;
    score: number;
    se: number;
    df: number;
    n: number;
    deff: number;
    halfWidth: number;
    interval: [number, number];
  }[];
  unitCovariance: number[][];
  designDf: number;
  kishEffective: number;
}

export interface ReferenceCase {
  margins: Record<string, Record<string, number | null>>;
  weights: number[];
  results: ReferenceResults;
}

interface SmallDesigns {
  population: number;
  people: SmallPerson[];
  units: Record<string, Record<string, number>>;
  uncalibrated: ReferenceCase;
  raked: ReferenceCase;
  rakedWithDistrict: ReferenceCase;
  lonely: { weights: number[]; results: ReferenceResults };
  trimmed: ReferenceCase & { lower: number; upper: number; respondents: number };
  cleanBySex: { levels: string[]; means: number[]; covariance: number[][] };
}

export const smallDesigns = readReference<SmallDesigns>('small-designs');

const scores = [100, 75, 50, 25, 0];
const items = ['clean', 'safe', 'green', 'window'] as const;

function coded(code: string, levels: string[], values: string[]): CodedColumn {
  return { code, levels, of: Int32Array.from(values, (value) => levels.indexOf(value)) };
}

/** The invented survey of the R script, or some of its people, as our columns. */
export function smallSurvey(people: readonly SmallPerson[], domain: CodedColumn | null = null): Survey {
  return {
    design: surveyDesign({
      strata: people.map(({ stratum }) => stratum),
      samplingUnits: people.map(({ psu }) => psu),
      baseWeights: people.map(({ base }) => base),
    }),
    variables: [
      coded(
        'sex',
        ['m', 'f'],
        people.map(({ sex }) => sex),
      ),
      coded(
        'age',
        ['young', 'middle', 'old', 'unknown'],
        people.map(({ age }) => age),
      ),
      coded(
        'district',
        ['north', 'middle', 'south'],
        people.map(({ stratum }) => stratum),
      ),
    ],
    blocks: [
      {
        domain,
        questions: items.map((code) => ({
          code,
          scores,
          answers: Uint8Array.from(people, (person) =>
            person[code] === null ? NO_SCORE : scores.indexOf(person[code]),
          ),
        })),
      },
    ],
    units:
      domain !== null
        ? []
        : Object.entries(smallDesigns.units).map(([id, shares]) => ({
            id,
            indicators: Object.entries(shares).map(([question, share]) => ({ question, domain: null, share })),
          })),
  };
}

export function bySex(people: readonly SmallPerson[]): CodedColumn {
  return coded(
    'sex',
    ['m', 'f'],
    people.map(({ sex }) => sex),
  );
}

/** Margins of a reference case, brought to the population's total. */
export function targetsOf(margins: ReferenceCase['margins'], population: number): MarginTarget[] {
  return Object.entries(margins).map(([variable, levels]) => {
    const sum = Object.values(levels).reduce<number>((total, share) => total + (share ?? 0), 0);
    return {
      variable,
      mayCollapse: false,
      levels: Object.entries(levels).map(([code, share]) => ({
        code,
        population: share === null ? null : (population * share) / sum,
      })),
    };
  });
}
