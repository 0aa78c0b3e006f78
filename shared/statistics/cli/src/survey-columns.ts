import {
  NO_SCORE,
  NOT_ASKED,
  surveyDesign,
  type CodedColumn,
  type LonelyPolicy,
  type MarginTarget,
  type SurveyDesign,
} from '../../src/index.js';
import { BadCall, misuseAt } from './outcome.js';
import type { Table } from './table.js';

export interface DesignSpecification {
  readonly strata?: string;
  readonly samplingUnits?: string;
  readonly baseWeights?: string;
  readonly population?: string;
  readonly furtherStages?: readonly {
    readonly units: string;
    readonly strata?: string;
    readonly population?: string;
  }[];
  readonly lonelyPolicy?: LonelyPolicy;
}

export interface MarginSpecification extends Omit<MarginTarget, 'variable' | 'mayCollapse'> {
  readonly variable: string | readonly string[];
  readonly mayCollapse?: boolean;
}

export interface QuestionSpecification {
  readonly column: string;
  readonly scores: readonly { readonly answer: string; readonly score: number }[];
  readonly noScore?: readonly string[];
}

/** Texts that stand for no value unless a specification says otherwise. */
export const MISSING = ['', 'NA'] as const;

/** The design of the data's rows. @throws {BadCall} naming the column, the cell, or what the design gets wrong */
export function designOf(table: Table, design: DesignSpecification = {}, at = '$.design'): SurveyDesign {
  if (table.rows === 0) throw new BadCall('the data have no rows');
  const { strata, samplingUnits, baseWeights, population, furtherStages = [], lonelyPolicy } = design;
  const weights = baseWeights === undefined ? undefined : table.numbers(baseWeights, `${at}.baseWeights`);
  weights?.forEach((weight, row) => {
    if (!(weight > 0)) throw new BadCall(`${table.place(row, baseWeights!)}: a base weight is positive, got ${weight}`);
  });
  return misuseAt(at, () =>
    surveyDesign({
      strata: strata === undefined ? new Array<string>(table.rows).fill('all') : table.texts(strata, `${at}.strata`),
      samplingUnits:
        samplingUnits === undefined
          ? Array.from({ length: table.rows }, (_, row) => String(row).padStart(9, '0'))
          : table.texts(samplingUnits, `${at}.samplingUnits`),
      baseWeights: weights ?? new Float64Array(table.rows).fill(1),
      ...(population === undefined ? {} : { population: table.numbers(population, `${at}.population`) }),
      furtherStages: furtherStages.map((stage, s) => ({
        units: table.texts(stage.units, `${at}.furtherStages[${s}].units`),
        ...(stage.strata === undefined
          ? {}
          : { strata: table.texts(stage.strata, `${at}.furtherStages[${s}].strata`) }),
        ...(stage.population === undefined
          ? {}
          : { population: table.numbers(stage.population, `${at}.furtherStages[${s}].population`) }),
      })),
      ...(lonelyPolicy === undefined ? {} : { lonelyPolicy }),
    }),
  );
}

/** A column's levels in the order of their texts, or the levels of several columns crossed, joined by `/`. */
export function variableOf(table: Table, variable: string | readonly string[], at: string): CodedColumn {
  const names = typeof variable === 'string' ? [variable] : variable;
  const columns = names.map((name, k) => table.coded(name, names.length === 1 ? at : `${at}[${k}]`));
  const levels: string[] = [];
  const numberOf = new Map<string, number>();
  const of = new Int32Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    const text =
      columns.length === 1
        ? columns[0]!.levels[columns[0]!.of[row]!]!
        : columns.map((c) => c.levels[c.of[row]!]!).join('/');
    let number = numberOf.get(text);
    if (number === undefined) {
      numberOf.set(text, (number = levels.length));
      levels.push(text);
    }
    of[row] = number;
  }
  const sorted = [...levels].sort();
  const place = levels.map((level) => sorted.indexOf(level));
  return { code: nameOf(variable), levels: sorted, of: of.map((number) => place[number]!) };
}

export const nameOf = (variable: string | readonly string[]): string =>
  typeof variable === 'string' ? variable : variable.join('/');

/** Margins with the variables they speak of; members that no row has are added as levels without respondents. */
export function marginsOf(
  table: Table,
  margins: readonly MarginSpecification[],
  at: string,
): { readonly targets: MarginTarget[]; readonly variables: CodedColumn[] } {
  const variables = margins.map(({ variable, levels }, m) => {
    const column = variableOf(table, variable, `${at}[${m}].variable`);
    const asked = levels.flatMap(({ code, members }) => members ?? [code]);
    const absent = [...new Set(asked)].filter((level) => !column.levels.includes(level));
    return { ...column, levels: [...column.levels, ...absent] };
  });
  const targets = margins.map(({ variable, levels, mayCollapse }) => ({
    variable: nameOf(variable),
    levels,
    mayCollapse: mayCollapse ?? false,
  }));
  return { targets, variables };
}

/**
 * Answers of one question as indexes of its scores.
 *
 * @throws {BadCall} naming line and column of an answer that is not listed
 */
export function answersOf(
  table: Table,
  { column, scores, noScore = [] }: QuestionSpecification,
  missing: readonly string[],
  at: string,
): Uint8Array {
  const codes = new Map<string, number>();
  for (const text of missing) codes.set(text, NOT_ASKED);
  for (const text of noScore) codes.set(text, NO_SCORE);
  scores.forEach(({ answer }, level) => {
    if (codes.get(answer) !== undefined && codes.get(answer)! < NO_SCORE)
      throw new BadCall(`${at}.scores: ${answer} is there twice`);
    codes.set(answer, level);
  });
  const { levels, of } = table.coded(column, `${at}.column`);
  const coded = levels.map((level) => codes.get(level));
  const answers = new Uint8Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    const code = coded[of[row]!];
    if (code === undefined) {
      throw new BadCall(
        `${table.place(row, column)}: ${JSON.stringify(levels[of[row]!])} is not an answer listed in ${at}.scores or noScore`,
      );
    }
    answers[row] = code;
  }
  return answers;
}
