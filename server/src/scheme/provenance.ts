import { fault, type SchemeFault } from './fault.js';
import { isMap, type Value, type ValueMap } from './merge.js';

/**
 * Where a parameter comes from (参数出处): `seed` the city's own document, `default` ours and to be confirmed,
 * `decided` a version of the scheme that two persons of the city approved.
 */
export type Origin = 'seed' | 'default' | 'decided';
export type Provenance = Record<string, Origin>;

/** What a reader is shown beside a value; nothing beside one from the city itself. */
export const defaultBadge = { zh: '默认值，待确认', en: 'Default, to be confirmed' } as const;

export function badgeOf(origin: Origin): { zh: string; en: string } | null {
  return origin === 'default' ? defaultBadge : null;
}

/**
 * The dotted paths of all values: scalars, empty lists and maps, and lists of scalars. An element of a list of maps is
 * named by its `code`, else by its place.
 */
export function pathsOf(config: ValueMap): string[] {
  return leaves(config, '');
}

function leaves(value: Value, path: string): string[] {
  const below = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (Array.isArray(value) && value.some(isMap)) {
    return value.flatMap((item, index) => leaves(item, below(elementName(item, index))));
  }
  if (isMap(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, item]) => leaves(item, below(key)));
  return [path];
}

function elementName(item: Value, index: number): string {
  if (isMap(item)) {
    const name = item['code'];
    if (typeof name === 'string') return name;
  }
  return String(index);
}

/** A seed path covers a value at or below it; `*` stands for any one name. */
function covers(wanted: readonly string[], names: readonly string[]): boolean {
  return wanted.length <= names.length && wanted.every((name, index) => name === '*' || name === names[index]);
}

const namesIn = (path: string): string[] => path.split('.');

/** Every value's origin, and a fault for each seed path that names nothing. */
export function provenanceOf(
  config: ValueMap,
  seedPaths: readonly string[],
): { provenance: Provenance; faults: SchemeFault[] } {
  const wanted = seedPaths.map((seedPath) => ({ seedPath, names: namesIn(seedPath), isUsed: false }));
  const provenance: Provenance = {};
  for (const path of pathsOf(config)) {
    const names = namesIn(path);
    const covering = wanted.filter((seed) => covers(seed.names, names));
    for (const seed of covering) seed.isUsed = true;
    provenance[path] = covering.length > 0 ? 'seed' : 'default';
  }
  const faults = wanted
    .filter(({ isUsed }) => !isUsed)
    .map(({ seedPath }) =>
      fault(
        'seed-path-names-nothing',
        `seedPaths: ${seedPath}`,
        `出处路径“${seedPath}”没有对应的参数`,
        `the seed path ${seedPath} names no parameter`,
      ),
    );
  return { provenance, faults };
}

/** A new version's origins: what its changes touch is decided by the city, the rest stays what it was. */
export function provenanceAfter(before: Provenance, config: ValueMap, changes: ValueMap): Provenance {
  const touched = changedPaths(changes).map(namesIn);
  const provenance: Provenance = {};
  for (const path of pathsOf(config)) {
    const names = namesIn(path);
    provenance[path] = touched.some((change) => covers(change, names)) ? 'decided' : (before[path] ?? 'decided');
  }
  return provenance;
}

/** A change replaces a list as a whole, so the list's own path stands for all of it. */
function changedPaths(changes: ValueMap, path = ''): string[] {
  return Object.entries(changes).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return isMap(value) && Object.keys(value).length > 0 ? changedPaths(value, here) : [here];
  });
}
