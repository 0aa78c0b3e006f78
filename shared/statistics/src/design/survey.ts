import type { SurveyDesign } from './survey-design.js';

/** Answer to a question that was asked but gives no score (不了解、不适用、拒答). */
export const NO_SCORE = 254;
/** The question was not put to this respondent, or nothing is known about it. Counts nowhere. */
export const NOT_ASKED = 255;

/** A coded property of respondents, by column: `of[i]` is the index of respondent i's level, −1 for none. */
export interface CodedColumn {
  readonly code: string;
  readonly levels: readonly string[];
  readonly of: Int32Array;
}

/** One rating question: `answers[i]` is the index of the level chosen, or NO_SCORE, or NOT_ASKED. */
export interface Question {
  readonly code: string;
  /** Score of each level, best first. */
  readonly scores: readonly number[];
  readonly answers: Uint8Array;
}

/** Questions that share a domain. An item is a question, or a question within one level of the domain. */
export interface RatingBlock {
  /**
   * null: the answers of all respondents make one item a question (a department judged by the whole city). Else what the
   * answers are about (the respondent's district, the window visited): one item for each level and question.
   */
  readonly domain: CodedColumn | null;
  readonly questions: readonly Question[];
}

/** A unit under judgement and the items that its score is made of. */
export interface UnitDefinition {
  readonly id: string;
  readonly indicators: readonly IndicatorShare[];
}

export interface IndicatorShare {
  readonly question: string;
  /** Level of the block's domain; null for a block without domain. */
  readonly domain: string | null;
  /** Share of the unit's score; shares of a unit are positive and may have any sum. */
  readonly share: number;
}

/** Everything that was asked and answered, as columns; one entry a respondent in each. */
export interface Survey {
  readonly design: SurveyDesign;
  /** Variables whose levels weighting adjusts. Every respondent has a level; make a missing value a level of its own. */
  readonly variables: readonly CodedColumn[];
  readonly blocks: readonly RatingBlock[];
  readonly units: readonly UnitDefinition[];
}

/** One column of results: a question in a domain. */
export interface Item {
  readonly question: string;
  readonly domain: string | null;
  readonly scores: readonly number[];
}

/** What is asked and who is judged by it, without answers. */
export interface SurveyOutline {
  readonly blocks: readonly {
    readonly domain: { readonly levels: readonly string[] } | null;
    readonly questions: readonly { readonly code: string; readonly scores: readonly number[] }[];
  }[];
  readonly units: readonly UnitDefinition[];
}

/** A survey checked, with items numbered: the shape that reduction and estimation walk over. */
export interface SurveyLayout {
  readonly items: readonly Item[];
  /** First item of each block; within a block items run by domain level, then question. */
  readonly firstItemOfBlock: readonly number[];
  readonly units: readonly { id: string; items: readonly { item: number; share: number }[] }[];
  /** For each item, the units that use it. */
  readonly unitsOfItem: readonly (readonly number[])[];
  /** Items k < l of one unit, ascending: the answers of one person to both move that unit's score together. */
  readonly pairs: readonly (readonly [number, number])[];
}

/**
 * Checks the columns, numbers the items and resolves the units' indicators.
 *
 * @throws RangeError on misuse: column lengths, unknown level indexes, unknown answers, and as {@link layOut}
 */
export function layOutSurvey(survey: Survey): SurveyLayout {
  const { design, variables, blocks } = survey;
  for (const variable of variables) checkColumn(variable, design.respondents, 0);
  for (const { domain, questions } of blocks) {
    if (domain !== null) checkColumn(domain, design.respondents, -1);
    for (const question of questions) checkAnswers(question, design.respondents);
  }
  return layOut(survey);
}

/**
 * Numbers the items and resolves the units' indicators.
 *
 * @throws RangeError on misuse: scores that are not finite, two items with one name, an indicator that names no item or the
 *   same item twice, a share that is not positive
 */
export function layOut({ blocks, units }: SurveyOutline): SurveyLayout {
  const items: Item[] = [];
  const numberOf = new Map<string, number>();
  const firstItemOfBlock: number[] = [];
  for (const block of blocks) {
    for (const { code, scores } of block.questions) {
      if (scores.length === 0 || scores.length >= NO_SCORE || !scores.every(Number.isFinite)) {
        throw new RangeError(`question ${code} needs one finite score a level, 1 to ${NO_SCORE - 1} levels`);
      }
    }
    firstItemOfBlock.push(items.length);
    for (const domain of block.domain === null ? [null] : block.domain.levels) {
      for (const question of block.questions) {
        const key = itemKey(question.code, domain);
        if (numberOf.has(key)) throw new RangeError(`two items are called ${key}`);
        numberOf.set(key, items.length);
        items.push({ question: question.code, domain, scores: question.scores });
      }
    }
  }
  const unitsOfItem: number[][] = items.map(() => []);
  if (new Set(units.map(({ id }) => id)).size !== units.length) throw new RangeError('unit ids must differ');
  const resolved = units.map((unit, number) => {
    if (unit.indicators.length === 0) throw new RangeError(`unit ${unit.id} has no indicators`);
    return {
      id: unit.id,
      items: unit.indicators.map(({ question, domain, share }) => {
        const item = numberOf.get(itemKey(question, domain));
        if (item === undefined)
          throw new RangeError(`unit ${unit.id} names an unknown item ${itemKey(question, domain)}`);
        if (!(share > 0) || share === Infinity) throw new RangeError(`a share of unit ${unit.id} is ${share}`);
        if (unitsOfItem[item]!.includes(number)) throw new RangeError(`unit ${unit.id} counts ${question} twice`);
        unitsOfItem[item]!.push(number);
        return { item, share };
      }),
    };
  });
  return { items, firstItemOfBlock, units: resolved, unitsOfItem, pairs: pairsOf(resolved, items.length) };
}

function pairsOf(units: SurveyLayout['units'], items: number): [number, number][] {
  const keys = new Set<number>();
  for (const unit of units) {
    for (const { item: k } of unit.items) {
      for (const { item: l } of unit.items) if (k < l) keys.add(k * items + l);
    }
  }
  return [...keys].sort((a, b) => a - b).map((key) => [Math.floor(key / items), key % items]);
}

function itemKey(question: string, domain: string | null): string {
  return domain === null ? question : `${question} in ${domain}`;
}

function checkColumn(column: CodedColumn, respondents: number, lowest: number): void {
  if (column.of.length !== respondents) throw new RangeError(`column ${column.code} must have one entry a respondent`);
  if (new Set(column.levels).size !== column.levels.length)
    throw new RangeError(`levels of ${column.code} must differ`);
  for (let i = 0; i < column.of.length; i++) {
    const level = column.of[i]!;
    if (level < lowest || level >= column.levels.length)
      throw new RangeError(`column ${column.code} has no level ${level}`);
  }
}

function checkAnswers({ code, scores, answers }: Question, respondents: number): void {
  if (answers.length !== respondents) throw new RangeError(`question ${code} must have one entry a respondent`);
  for (let i = 0; i < answers.length; i++) {
    const answer = answers[i]!;
    if (answer >= scores.length && answer < NO_SCORE) throw new RangeError(`question ${code} has no level ${answer}`);
  }
}
