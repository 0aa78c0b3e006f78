import type { CallName, Expression } from './expression.js';
import { formatMoment, midnightOf, momentAt, momentOf, momentOfDays, type Moment } from './moment.js';
import { matches } from './pattern.js';
import { RunError } from './run-error.js';
import { seededRandom } from './shuffle.js';

export type Value = string | number | boolean | Moment;

/** What an expression can see. */
export interface Scope {
  /** Value of a question: empty when not asked or not answered. May throw `RunError`. */
  answer(code: string): string;
  self: string;
  /** Columns of the choice under a filter. */
  column(name: string): string;
  choiceName(question: string, choice: string): string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  now: number;
  offsetMinutes: number;
  /** Seed of `random()` at this question. */
  seed: number;
}

const longest = 10_000;

/**
 * Value of an expression after XPath 1.0 with the ODK XForms functions: no answer is the empty text, the empty text as a number
 * is NaN, a comparison with NaN is false.
 * @throws RunError
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.op) {
    case 'text':
    case 'number':
      return expression.value;
    case 'answer':
      return scope.answer(expression.of);
    case 'self':
      return scope.self;
    case 'column':
      return scope.column(expression.name);
    case 'call': {
      // Own names only: a damaged file may not call what every object has.
      if (!Object.prototype.hasOwnProperty.call(calls, expression.name)) throw new RunError('unknown-operation');
      return calls[expression.name](expression.args, scope);
    }
    default:
      throw new RunError('unknown-operation');
  }
}

export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  return typeof value === 'boolean' ? String(value) : value.text;
}

export function toBoolean(value: Value): boolean {
  if (typeof value === 'string') return value !== '';
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  return typeof value === 'boolean' ? value : value.days !== 0;
}

const decimal = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;

export function toNumber(value: Value, offsetMinutes: number): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return value.days;
  if (decimal.test(value)) return Number(value);
  const moment = momentOf(value, offsetMinutes);
  return moment === null ? NaN : moment.days;
}

type Call = (args: readonly Expression[], scope: Scope) => Value;

const arithmetic =
  (apply: (left: number, right: number) => number): Call =>
  (args, scope) =>
    apply(numberAt(args, 0, scope), numberAt(args, 1, scope));

/** On NaN each of these is false, as XPath wants it. */
const order =
  (holds: (left: number, right: number) => boolean): Call =>
  (args, scope) =>
    holds(numberAt(args, 0, scope), numberAt(args, 1, scope));

const onTexts =
  (holds: (text: string, part: string) => boolean): Call =>
  (args, scope) =>
    holds(textAt(args, 0, scope), textAt(args, 1, scope));

const extreme =
  (pick: (...numbers: number[]) => number): Call =>
  (args, scope) =>
    pick(...textsOf(args, scope).map((text) => toNumber(text, scope.offsetMinutes)));

const calls: Record<CallName, Call> = {
  or: (args, scope) => args.some((each) => toBoolean(evaluate(each, scope))),
  and: (args, scope) => args.every((each) => toBoolean(evaluate(each, scope))),
  '=': equal,
  '!=': (args, scope) => !equal(args, scope),
  '<': order((left, right) => left < right),
  '<=': order((left, right) => left <= right),
  '>': order((left, right) => left > right),
  '>=': order((left, right) => left >= right),
  '+': arithmetic((left, right) => left + right),
  '-': arithmetic((left, right) => left - right),
  '*': arithmetic((left, right) => left * right),
  div: arithmetic((left, right) => left / right),
  mod: arithmetic((left, right) => left % right),
  negate: (args, scope) => -numberAt(args, 0, scope),

  true: () => true,
  false: () => false,
  not: (args, scope) => !booleanAt(args, 0, scope),
  if: (args, scope) => evaluate(args[booleanAt(args, 0, scope) ? 1 : 2]!, scope),
  coalesce: (args, scope) => textAt(args, 0, scope) || textAt(args, 1, scope),
  once: (args, scope) => scope.self || textAt(args, 0, scope),

  selected: (args, scope) => codesOf(textAt(args, 0, scope)).indexOf(textAt(args, 1, scope).trim()) >= 0,
  'selected-at': (args, scope) => codesOf(textAt(args, 0, scope))[parseInt(textAt(args, 1, scope), 10)] ?? '',
  'count-selected': (args, scope) => codesOf(textAt(args, 0, scope)).length,
  'jr:choice-name': (args, scope) => {
    const of = args[1]!;
    return of.op === 'answer' ? scope.choiceName(of.of, textAt(args, 0, scope)) : '';
  },

  number: (args, scope) => {
    const value = evaluate(args[0]!, scope);
    const moment = typeof value === 'string' ? momentOf(value, scope.offsetMinutes) : null;
    // A date read from a text counts with its hours and is written without them, as in ODK clients.
    return moment === null
      ? toNumber(value, scope.offsetMinutes)
      : { ...moment, text: String(Math.floor(moment.days)) };
  },
  int: (args, scope) => Math.trunc(numberAt(args, 0, scope)),
  round: (args, scope) => {
    const value = numberAt(args, 0, scope);
    const shift = 10 ** (args.length > 1 ? numberAt(args, 1, scope) : 0);
    // Half away from nought: Math.round alone would raise −0.5 to nought.
    return (Math.round(Math.abs(value) * shift) / shift) * (value < 0 ? -1 : 1);
  },

  string: (args, scope) => textAt(args, 0, scope),
  concat: (args, scope) => bounded(textsOf(args, scope).join('')),
  substr: (args, scope) => {
    const text = textAt(args, 0, scope);
    const start = parseInt(textAt(args, 1, scope), 10);
    const end = args.length > 2 ? parseInt(textAt(args, 2, scope), 10) : text.length;
    return Number.isNaN(start) || Number.isNaN(end) ? '' : text.slice(start, end);
  },
  'string-length': (args, scope) => textAt(args, 0, scope).length,
  contains: onTexts((text, part) => text.indexOf(part) >= 0),
  'starts-with': onTexts((text, part) => text.slice(0, part.length) === part),
  'ends-with': onTexts((text, part) => part === '' || text.slice(-part.length) === part),
  regex: (args, scope) => {
    const pattern = args[1]!;
    return pattern.op === 'pattern' && matches(pattern.program, textAt(args, 0, scope));
  },

  today: (_args, scope) => inRange(midnightOf(scope.now, scope.offsetMinutes)),
  now: (_args, scope) => inRange(momentAt(scope.now, scope.offsetMinutes)),
  date: (args, scope) => {
    const value = evaluate(args[0]!, scope);
    if (typeof value === 'number') return Number.isNaN(value) ? '' : inRange(momentOfDays(value, scope.offsetMinutes));
    return momentOf(toText(value), scope.offsetMinutes) ?? '';
  },
  'format-date': formatted(false),
  'format-date-time': formatted(true),
  'decimal-date-time': (args, scope) => numberAt(args, 0, scope),

  sum: (args, scope) => textsOf(args, scope).reduce((sum, text) => sum + toNumber(text, scope.offsetMinutes), 0),
  // A question is there, answered or not, while it is asked or not: XForms counts nodes.
  count: (args) => args.reduce((count, each) => count + (each.op === 'answers' ? each.of.length : 1), 0),
  'count-non-empty': (args, scope) => textsOf(args, scope).filter((text) => text !== '').length,
  min: extreme(Math.min),
  max: extreme(Math.max),
  random: (_args, scope) => seededRandom(scope.seed)(),
};

function equal(args: readonly Expression[], scope: Scope): boolean {
  const left = evaluate(args[0]!, scope);
  const right = evaluate(args[1]!, scope);
  if (typeof left === 'boolean' || typeof right === 'boolean') return toBoolean(left) === toBoolean(right);
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  return toNumber(left, scope.offsetMinutes) === toNumber(right, scope.offsetMinutes);
}

function formatted(hasTime: boolean): Call {
  return (args, scope) => {
    const moment = momentOf(textAt(args, 0, scope), scope.offsetMinutes);
    return moment === null ? '' : bounded(formatMoment(moment, textAt(args, 1, scope), scope.offsetMinutes, hasTime));
  };
}

function textAt(args: readonly Expression[], at: number, scope: Scope): string {
  return toText(evaluate(args[at]!, scope));
}

function numberAt(args: readonly Expression[], at: number, scope: Scope): number {
  return toNumber(evaluate(args[at]!, scope), scope.offsetMinutes);
}

function booleanAt(args: readonly Expression[], at: number, scope: Scope): boolean {
  return toBoolean(evaluate(args[at]!, scope));
}

/** The arguments as texts, the answers in a group as one text each. */
function textsOf(args: readonly Expression[], scope: Scope): string[] {
  const texts: string[] = [];
  for (const each of args) {
    if (each.op === 'answers') for (const code of each.of) texts.push(scope.answer(code));
    else texts.push(toText(evaluate(each, scope)));
  }
  return texts;
}

function bounded(text: string): string {
  if (text.length > longest) throw new RunError('text-too-long');
  return text;
}

function inRange(moment: Moment | null): Moment {
  if (moment === null) throw new RunError('date-out-of-range');
  return moment;
}

/** Codes of a list as XPath writes it, parted by white space. */
export function codesOf(text: string): string[] {
  return text.split(/[ \t\r\n]+/).filter((code) => code !== '');
}
