import type { DesignItem, LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';

import { listOf, scaleOf } from './choices.js';
import { placedEntries } from './entries.js';

/** What can be clicked together about an answer. */
export type Relation =
  | 'isOneOf'
  | 'isNoneOf'
  | 'has'
  | 'hasNot'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'any'
  | 'none';

export interface Clause {
  /** Code of the question asked about. */
  of: string;
  relation: Relation;
  /** Options, a number, or nothing (`any`: answered, `none`: not). */
  values: string[];
}

/** Clauses that must all hold, or of which one must. */
export interface Condition {
  join: 'and' | 'or';
  clauses: Clause[];
}

/** A question that conditions can be about. */
export interface Subject {
  code: string;
  text: LocalisedText;
  kind: 'one' | 'several' | 'number' | 'other';
  options: { code: string; text: LocalisedText }[];
}

/** Questions that stand before an entry: rows and levels each for itself. */
export function subjectsBefore(design: QuestionnaireDesign, code: string): Subject[] {
  const placed = placedEntries(design);
  const at = placed.findIndex(({ entry }) => entry.code === code);
  return placed
    .slice(0, at < 0 ? placed.length : at)
    .flatMap(({ entry }) => (entry.type === 'group' ? [] : subjectsOf(design, entry)));
}

function subjectsOf(design: QuestionnaireDesign, item: DesignItem): Subject[] {
  const missing = (offers: readonly string[] | undefined) =>
    design.missing.filter((one) => offers?.includes(one.code) === true).map(({ code, name }) => ({ code, text: name }));
  const choices = (list: string) => (listOf(design, list)?.choices ?? []).map(({ code, text }) => ({ code, text }));
  const levels = (scale: string) =>
    (scaleOf(design, scale)?.levels ?? []).map(({ code, name }) => ({ code, text: name }));
  const { code, text } = item;
  switch (item.type) {
    case 'single':
      return [{ code, text, kind: 'one', options: [...choices(item.list), ...missing(item.offers)] }];
    case 'satisfaction':
      return [{ code, text, kind: 'one', options: [...levels(item.scale), ...missing(item.offers)] }];
    case 'multiple':
      return [{ code, text, kind: 'several', options: [...choices(item.list), ...missing(item.offers)] }];
    case 'rank':
      return [{ code, text, kind: 'several', options: choices(item.list) }];
    case 'grid':
      return item.rows.map((row) => ({
        code: row.code,
        text: row.text,
        kind: 'one',
        options: [...levels(item.scale), ...missing(item.offers)],
      }));
    case 'region':
      return item.levels.map((level) => ({
        code: level.code,
        text: level.text,
        kind: 'one',
        options: choices(level.list),
      }));
    case 'integer':
    case 'decimal':
      return [{ code, text, kind: 'number', options: [] }];
    case 'note':
      return [];
    default:
      return [{ code, text, kind: 'other', options: [] }];
  }
}

const relationsOf: Readonly<Record<Subject['kind'], readonly Relation[]>> = {
  one: ['isOneOf', 'isNoneOf', 'any', 'none'],
  several: ['has', 'hasNot', 'any', 'none'],
  number: ['=', '!=', '<', '<=', '>', '>=', 'any', 'none'],
  other: ['any', 'none'],
};

export function relationsFor(subject: Subject | null): readonly Relation[] {
  return relationsOf[subject?.kind ?? 'other'];
}

const needsNothing = (relation: Relation): boolean => relation === 'any' || relation === 'none';

/** Whether enough was clicked to say it. */
export function isWhole({ relation, values }: Clause): boolean {
  return needsNothing(relation) || (values.length > 0 && values.every((value) => value.trim() !== ''));
}

function written({ of, relation, values }: Clause): string {
  const one = `\${${of}}`;
  const joined = (parts: string[], word: string): string =>
    parts.length === 1 ? parts[0]! : `(${parts.join(` ${word} `)})`;
  switch (relation) {
    case 'any':
      return `${one} != ''`;
    case 'none':
      return `${one} = ''`;
    case 'isOneOf':
      return joined(
        values.map((value) => `${one} = '${value}'`),
        'or',
      );
    case 'isNoneOf':
      return joined(
        values.map((value) => `${one} != '${value}'`),
        'and',
      );
    case 'has':
      return joined(
        values.map((value) => `selected(${one}, '${value}')`),
        'or',
      );
    case 'hasNot':
      return joined(
        values.map((value) => `not(selected(${one}, '${value}'))`),
        'and',
      );
    default:
      return `${one} ${relation} ${values[0]!.trim()}`;
  }
}

/** The condition as XLSForm says it; clauses that are not whole are left out. Empty: nothing is asked for. */
export function expressionOf({ join, clauses }: Condition): string {
  return clauses.filter(isWhole).map(written).join(` ${join} `);
}

const reference = String.raw`\$\{([A-Za-z_][A-Za-z0-9_.-]*)\}`;
const forms: readonly [RegExp, (match: RegExpExecArray) => Clause][] = [
  [new RegExp(`^${reference} = ''$`), ([, of]) => ({ of: of!, relation: 'none', values: [] })],
  [new RegExp(`^${reference} != ''$`), ([, of]) => ({ of: of!, relation: 'any', values: [] })],
  [new RegExp(`^${reference} = '([^']+)'$`), ([, of, value]) => ({ of: of!, relation: 'isOneOf', values: [value!] })],
  [new RegExp(`^${reference} != '([^']+)'$`), ([, of, value]) => ({ of: of!, relation: 'isNoneOf', values: [value!] })],
  [
    new RegExp(`^selected\\(${reference}, '([^']+)'\\)$`),
    ([, of, value]) => ({ of: of!, relation: 'has', values: [value!] }),
  ],
  [
    new RegExp(`^not\\(selected\\(${reference}, '([^']+)'\\)\\)$`),
    ([, of, value]) => ({ of: of!, relation: 'hasNot', values: [value!] }),
  ],
  [
    new RegExp(`^${reference} (=|!=|<|<=|>|>=) (-?\\d+(?:\\.\\d+)?)$`),
    ([, of, relation, value]) => ({ of: of!, relation: relation as Relation, values: [value!] }),
  ],
];

function clauseOf(text: string): Clause | null {
  for (const [form, read] of forms) {
    const match = form.exec(text);
    if (match !== null) return read(match);
  }
  return null;
}

/** Cuts at a word outside brackets and quotes. */
function partsAt(text: string, word: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === "'" || sign === '"') quote = sign;
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    else if (depth === 0 && text.startsWith(` ${word} `, at)) {
      parts.push(text.slice(from, at));
      from = at + word.length + 2;
      at = from - 1;
    }
  }
  return [...parts, text.slice(from)];
}

/** Clauses of one question and one relation, in brackets or bare, are one clause with several values. */
function mergedOf(parts: readonly string[], relation: Relation): Clause | null {
  const clauses = parts.map(clauseOf);
  const [first] = clauses;
  if (!first || first.relation !== relation) return null;
  if (clauses.some((clause) => clause?.of !== first.of || clause.relation !== relation)) return null;
  return { ...first, values: clauses.flatMap((clause) => clause?.values ?? []) };
}

function mergedClause(text: string): Clause | null {
  const single = clauseOf(text);
  if (single !== null) return single;
  if (!text.startsWith('(') || !text.endsWith(')')) return null;
  const inside = text.slice(1, -1);
  const ors = partsAt(inside, 'or');
  if (ors.length > 1) return mergedOf(ors, 'isOneOf') ?? mergedOf(ors, 'has');
  const ands = partsAt(inside, 'and');
  return mergedOf(ands, 'isNoneOf') ?? mergedOf(ands, 'hasNot');
}

/** What was clicked together, out of an expression; null: it says more than clicks can, and stays as it is written. */
export function conditionOf(expression: string): Condition | null {
  const text = expression.trim().replace(/\s+/g, ' ');
  if (text === '') return { join: 'and', clauses: [] };
  // A plan's older conditions are written without brackets: one question, one of several answers.
  const whole = mergedOf(partsAt(text, 'or'), 'isOneOf') ?? mergedClause(text);
  if (whole !== null) return { join: 'and', clauses: [whole] };
  for (const join of ['and', 'or'] as const) {
    const parts = partsAt(text, join);
    if (parts.length === 1) continue;
    const clauses = parts.map(mergedClause);
    if (clauses.every((clause) => clause !== null)) return { join, clauses };
  }
  return null;
}

/** Least and most of a number's check, each as written or empty. */
export interface Range {
  least: string;
  most: string;
}

export function rangeExpression({ least, most }: Range): string {
  return [least.trim() === '' ? '' : `. >= ${least.trim()}`, most.trim() === '' ? '' : `. <= ${most.trim()}`]
    .filter((part) => part !== '')
    .join(' and ');
}

/** Null: the check says something else than a range. */
export function rangeOf(expression: string): Range | null {
  const match = /^(?:\. >= (-?\d+(?:\.\d+)?))?(?: and )?(?:\. <= (-?\d+(?:\.\d+)?))?$/.exec(expression.trim());
  const range = match === null ? null : { least: match[1] ?? '', most: match[2] ?? '' };
  return range !== null && rangeExpression(range) === expression.trim() ? range : null;
}
