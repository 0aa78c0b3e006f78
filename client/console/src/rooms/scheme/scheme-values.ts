import type { ParameterOrigin, SchemeView } from '@minsheng/contracts';

/** One parameter of the scheme in force, by its dotted path. */
export interface SchemeValue {
  path: string;
  value: unknown;
  origin: ParameterOrigin;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The values of a configuration by path, as the server names them: scalars, empty lists and maps, and lists of scalars.
 * An element of a list of maps is named by its `code`, else by its place. Names may hold dots themselves
 * (`calendar.rules.poll.fieldwork`), so a path cannot be followed by splitting it.
 */
function leavesOf(value: unknown, path: string): [string, unknown][] {
  const below = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (Array.isArray(value) && value.some(isMap)) {
    return value.flatMap((item: unknown, index) => {
      const code = isMap(item) ? item['code'] : undefined;
      return leavesOf(item, below(typeof code === 'string' ? code : String(index)));
    });
  }
  if (isMap(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, item]) => leavesOf(item, below(name)));
  }
  return [[path, value]];
}

/** Every parameter with its value and where it comes from, in the configuration's order. */
export function valuesOf({ config, parameters }: Pick<SchemeView, 'config' | 'parameters'>): SchemeValue[] {
  const origins = new Map(parameters.map(({ path, origin }) => [path, origin]));
  return leavesOf(config, '').flatMap(([path, value]) => {
    const origin = origins.get(path);
    return origin === undefined ? [] : [{ path, value, origin }];
  });
}

export function sectionOf(path: string): string {
  return path.split('.')[0] ?? path;
}

/** The parts of the city's work that the values belong to, in the order they came. */
export function sectionsOf(values: readonly SchemeValue[]): { section: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { path } of values) counts.set(sectionOf(path), (counts.get(sectionOf(path)) ?? 0) + 1);
  return [...counts].map(([section, count]) => ({ section, count }));
}

export function filteredValues(
  values: readonly SchemeValue[],
  { section, origin, text }: { section: string | null; origin: ParameterOrigin | null; text: string },
): SchemeValue[] {
  const wanted = text.trim().toLowerCase();
  return values.filter(
    (entry) =>
      (section === null || sectionOf(entry.path) === section) &&
      (origin === null || entry.origin === origin) &&
      (wanted === '' ||
        entry.path.toLowerCase().includes(wanted) ||
        valueText(entry.value).toLowerCase().includes(wanted)),
  );
}

/** A configured value on one line; what is switched off (null) is said as such by the caller. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(valueText).join(', ') || '[]';
  return JSON.stringify(value) ?? '';
}

/** How many values are still defaults that nobody in the city has confirmed. */
export function unconfirmedCount({ parameters }: Pick<SchemeView, 'parameters'>): number {
  return parameters.filter(({ origin }) => origin === 'default').length;
}
