import type { PatternProgram } from './pattern.js';

/** What an expression is known to be when it is compiled. A date stands as days where a number is wanted. */
export type ValueType = 'text' | 'number' | 'boolean' | 'date';

/**
 * An expression as the compiler leaves it: plain data, nothing to parse on a phone. References are checked, so `of` is the
 * code of a question that exists.
 */
export type Expression =
  | { op: 'text'; value: string }
  | { op: 'number'; value: number }
  /** `${name}` */
  | { op: 'answer'; of: string }
  /** `.`: the answer that is being checked, or what a calculation gave before. */
  | { op: 'self' }
  /** A column of the choice that a filter looks at; `name` is its code. */
  | { op: 'column'; name: string }
  /** The answers in a group, where a function takes several. */
  | { op: 'answers'; of: string[] }
  /** The pattern of `regex()`. */
  | { op: 'pattern'; program: PatternProgram }
  | { op: 'call'; name: CallName; args: Expression[]; type: ValueType };

export type OperatorName =
  | 'or'
  | 'and'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | 'div'
  | 'mod'
  | 'negate';

export type FunctionName =
  | 'true'
  | 'false'
  | 'not'
  | 'if'
  | 'coalesce'
  | 'once'
  | 'selected'
  | 'selected-at'
  | 'count-selected'
  | 'jr:choice-name'
  | 'number'
  | 'int'
  | 'round'
  | 'string'
  | 'concat'
  | 'substr'
  | 'string-length'
  | 'contains'
  | 'starts-with'
  | 'ends-with'
  | 'regex'
  | 'today'
  | 'now'
  | 'date'
  | 'format-date'
  | 'format-date-time'
  | 'decimal-date-time'
  | 'sum'
  | 'count'
  | 'count-non-empty'
  | 'min'
  | 'max'
  | 'random';

export type CallName = OperatorName | FunctionName;
