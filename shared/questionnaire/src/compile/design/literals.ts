import type { Expression } from '../../engine/expression.js';

/** Numbers written in an expression, with their signs. */
export function numbersIn(expression: Expression): number[] {
  if (expression.op === 'number') return [expression.value];
  const sign = expression.op === 'call' && expression.name === 'negate' ? -1 : 1;
  return argsOf(expression).flatMap((each) => numbersIn(each).map((value) => sign * value));
}

/** Texts written in an expression. */
export function textsIn(expression: Expression): string[] {
  return expression.op === 'text' ? [expression.value] : argsOf(expression).flatMap(textsIn);
}

/** The questions that an expression names, each once. */
export function referencesIn(expression: Expression, into: Set<string> = new Set()): Set<string> {
  if (expression.op === 'answer') into.add(expression.of);
  else if (expression.op === 'answers') expression.of.forEach((code) => into.add(code));
  else argsOf(expression).forEach((each) => referencesIn(each, into));
  return into;
}

export function argsOf(expression: Expression): Expression[] {
  return expression.op === 'call' ? expression.args : [];
}
