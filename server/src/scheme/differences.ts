import type { SchemeDifference } from '@minsheng/contracts';
import { canonicalJson } from '../platform/index.js';
import { isMap, type Value, type ValueMap } from './merge.js';

/** Every parameter that two versions have differently; a list is one parameter. */
export function differencesBetween(before: ValueMap, after: ValueMap, path = ''): SchemeDifference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const here = path === '' ? key : `${path}.${key}`;
    const [old, now]: [Value | undefined, Value | undefined] = [before[key], after[key]];
    if (isMap(old) && isMap(now)) return differencesBetween(old, now, here);
    return canonicalJson(old ?? null) === canonicalJson(now ?? null)
      ? []
      : [{ path: here, before: old ?? null, after: now ?? null }];
  });
}
