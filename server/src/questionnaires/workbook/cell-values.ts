/** How a number of a workbook is shown: as it is, filled up with noughts to so many digits, or as a moment. */
export type NumberLook = 'plain' | 'moment' | { digits: number };

/** Formats that every workbook knows by number; 27 to 36 and 50 to 58 are dates of East Asian editions (ECMA-376 part 1, 18.8.30). */
export function isBuiltInMoment(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** @param format at most 255 characters, as in Excel; a longer one says nothing */
export function lookOf(format: string): NumberLook {
  if (format.length > 255) return 'plain';
  const plain = (format.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (/^0{2,20}$/.test(plain)) return { digits: plain.length };
  return /[ymdhs]/i.test(plain) && !/general/i.test(plain) ? 'moment' : 'plain';
}

/** The text that a number stands for; null: there is none. */
export function numberText(written: string, look: NumberLook, isFrom1904: boolean): string | null {
  const value = Number(written);
  if (written.trim() === '' || !Number.isFinite(value)) return null;
  if (look === 'moment') return momentText(value + (isFrom1904 ? 1462 : 0));
  // A workbook keeps doubles with noise in the last digits; fifteen are shown.
  const text = String(Number(value.toPrecision(15)));
  return typeof look === 'object' && /^\d+$/.test(text) ? text.padStart(look.digits, '0') : text;
}

const lastDay = 2_958_465;
const day = 86_400_000;

/** `2026-11-22`, with a time of day `2026-11-22T09:30:00`, a time alone `09:30:00`. Days count from 30 December 1899. */
function momentText(serial: number): string | null {
  if (serial < 0 || serial >= lastDay + 1) return null;
  // There was no 29 February 1900, which day 60 stands for.
  const days = serial < 60 && serial >= 1 ? serial + 1 : serial;
  const moment = new Date(Math.round((days * day) / 1000) * 1000 + Date.UTC(1899, 11, 30)).toISOString();
  if (serial < 1) return moment.slice(11, 19);
  return moment.endsWith('T00:00:00.000Z') ? moment.slice(0, 10) : moment.slice(0, 19);
}

/** Characters that XML cannot hold are written `_x000B_` (ECMA-376 part 1, 22.9.2.19). */
export function withoutEscapes(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
}

export function withEscapes(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );
}
