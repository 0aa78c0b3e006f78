import type { SchemeValue } from '../../api/scheme.js';

export type Provenance = SchemeValue['provenance'];

/** Values of the scheme by the part of the city's work that they belong to, in the order they came. */
export function sectionsOf(values: readonly SchemeValue[]): { section: string; count: number; unconfirmed: number }[] {
  const sections = new Map<string, { section: string; count: number; unconfirmed: number }>();
  for (const { path, provenance } of values) {
    const section = sectionOf(path);
    const found = sections.get(section) ?? { section, count: 0, unconfirmed: 0 };
    found.count += 1;
    if (provenance === 'default') found.unconfirmed += 1;
    sections.set(section, found);
  }
  return [...sections.values()];
}

export function sectionOf(path: string): string {
  return path.split('.')[0] ?? path;
}

export function filteredValues(
  values: readonly SchemeValue[],
  { section, provenance, text }: { section: string | null; provenance: Provenance | null; text: string },
): SchemeValue[] {
  const wanted = text.trim().toLowerCase();
  return values.filter(
    (entry) =>
      (section === null || sectionOf(entry.path) === section) &&
      (provenance === null || entry.provenance === provenance) &&
      (wanted === '' ||
        entry.path.toLowerCase().includes(wanted) ||
        valueText(entry.value).toLowerCase().includes(wanted)),
  );
}

/** A configured value on one line; what switches a part off is said as such by the caller. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value) ?? '';
}

export function unconfirmedCount(values: readonly SchemeValue[]): number {
  return values.filter(({ provenance }) => provenance === 'default').length;
}
