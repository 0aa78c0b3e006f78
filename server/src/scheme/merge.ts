import { fault, type SchemeFault } from './fault.js';

/** What YAML and JSON can hold. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
export type ValueMap = { [key: string]: Value };

/** Names through which a merge could reach an object's prototype. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
const deepest = 12;

/**
 * Merges a city's values over others: maps merge, lists and scalars replace, null switches off. A map never takes the
 * place of a list or scalar, nor the other way round; null fits anywhere (the schema says where it may stand).
 */
export function mergeOver(under: ValueMap, over: ValueMap): { merged: ValueMap; faults: SchemeFault[] } {
  const faults: SchemeFault[] = [];
  return { merged: mergeMaps(under, over, '', 0, faults), faults };
}

function mergeMaps(under: ValueMap, over: ValueMap, path: string, depth: number, faults: SchemeFault[]): ValueMap {
  // No prototype, so that a key is never anything but a key.
  const merged: ValueMap = Object.create(null) as ValueMap;
  for (const [key, value] of Object.entries(under)) merged[key] = value;
  if (isTooDeep(path, depth, faults)) return merged;
  for (const [key, value] of Object.entries(over)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (forbidden.has(key)) {
      faults.push(fault('forbidden-key', here, `不允许的字段名“${key}”`, `the field name ${key} is not allowed`));
      continue;
    }
    const below = merged[key];
    if (below !== undefined && below !== null && value !== null && kindOf(below) !== kindOf(value)) {
      const [wanted, given] = [shapeNames[kindOf(below)], shapeNames[kindOf(value)]];
      faults.push(
        fault('wrong-shape', here, `应为${wanted.zh}，不是${given.zh}`, `${wanted.en} is expected, not ${given.en}`),
      );
      continue;
    }
    merged[key] = isMap(value)
      ? mergeMaps(isMap(below) ? below : {}, value, here, depth + 1, faults)
      : cleaned(value, here, depth + 1, faults);
  }
  return merged;
}

/** The same refusals inside lists, which replace as they are. */
function cleaned(value: Value, path: string, depth: number, faults: SchemeFault[]): Value {
  if (isMap(value)) return mergeMaps({}, value, path, depth, faults);
  if (!Array.isArray(value)) return value;
  if (isTooDeep(path, depth, faults)) return [];
  return value.map((item, index) => cleaned(item, `${path}.${index}`, depth + 1, faults));
}

/** A scheme nests eight deep at most; a stranger's JSON may nest without end. */
function isTooDeep(path: string, depth: number, faults: SchemeFault[]): boolean {
  if (depth <= deepest) return false;
  faults.push(fault('too-deep', path, '嵌套太深', 'nested too deeply'));
  return true;
}

const shapeNames = {
  map: { zh: '一组字段', en: 'a group of fields' },
  list: { zh: '列表', en: 'a list' },
  scalar: { zh: '单个值', en: 'a single value' },
} as const;

function kindOf(value: Value): keyof typeof shapeNames {
  if (Array.isArray(value)) return 'list';
  return isMap(value) ? 'map' : 'scalar';
}

export function isMap(value: unknown): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
