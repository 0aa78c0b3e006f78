import type { ReleaseDocument } from '@minsheng/contracts';

/**
 * A value as canonical JSON (RFC 8785): keys in code-unit order, no spaces, numbers and strings as ECMAScript writes
 * them. Two machines that hold the same figures write the same bytes.
 *
 * @throws RangeError on what JSON cannot carry: it would vanish or turn into null without a word.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`JSON cannot carry ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  throw new RangeError(`JSON cannot carry a ${typeof value}`);
}

/** `release.json`: the release in canonical JSON and one newline. */
export function releaseJson(release: ReleaseDocument): string {
  return `${canonicalJson(release)}\n`;
}
