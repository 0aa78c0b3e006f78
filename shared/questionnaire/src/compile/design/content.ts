import type { QuestionnaireDesign } from '@minsheng/contracts';

/**
 * The bytes that a design is known by, as text: canonical JSON after RFC 8785 (members in order of their names' UTF-16 units, no
 * white space, numbers and strings as ECMAScript writes them). A field left out and one that is `undefined` are the same.
 * @throws TypeError for what JSON cannot hold
 */
export function contentOf(design: QuestionnaireDesign): string {
  return contentOfValue(design);
}

/** SHA-256 (hex) of the content; the digest comes from where the code runs. */
export function hashOf(design: QuestionnaireDesign, sha256: (text: string) => string): string {
  return sha256(contentOf(design));
}

/** Canonical JSON of any value. */
export function contentOfValue(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(contentOfValue).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${contentOfValue(member)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError('JSON cannot hold this value');
}
