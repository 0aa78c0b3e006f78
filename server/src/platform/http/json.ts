import { platformProblems } from '../platform.problems.js';

/**
 * JSON of a request's body. Text that would set a prototype is refused, not cleaned; so is what is no JSON.
 * @throws Problem `platform.unreadable-body`
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw platformProblems['unreadable-body']();
  }
  // Only such names can do harm, and an escape can hide them: all other texts need no second look.
  const isSuspect = text.includes('__proto__') || text.includes('constructor') || text.includes('\\u');
  if (isSuspect && isPoisoned(value)) throw platformProblems['unreadable-body']();
  return value;
}

function isPoisoned(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.hasOwn(value, '__proto__')) return true;
  const { constructor } = value as { constructor: unknown };
  if (
    Object.hasOwn(value, 'constructor') &&
    typeof constructor === 'object' &&
    constructor !== null &&
    Object.hasOwn(constructor, 'prototype')
  )
    return true;
  return Object.values(value).some(isPoisoned);
}
