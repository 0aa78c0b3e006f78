/** Text for XML: nothing in it can open a tag, close an attribute or name an entity. Control characters are not XML. */
export function escapeText(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/**
 * A published decimal (`-77.95`) rounded half-up (half away from zero) in decimal, never through a double.
 *
 * @throws RangeError when the text is not a plain decimal.
 */
export function roundDecimal(text: string, places: number): string {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new RangeError(`not a decimal: ${JSON.stringify(text)}`);
  const [, sign = '', whole = '0', fraction = ''] = match;
  const digits = [...(whole + fraction.padEnd(places, '0').slice(0, places))].map(Number);
  if (Number(fraction[places] ?? '0') >= 5) {
    let at = digits.length - 1;
    while (at >= 0 && digits[at] === 9) digits[at--] = 0;
    if (at < 0) digits.unshift(1);
    else digits[at] = (digits[at] ?? 0) + 1;
  }
  const all = digits.join('');
  const head = all.slice(0, all.length - places).replace(/^0+(?=\d)/, '');
  const rounded = places > 0 ? `${head}.${all.slice(all.length - places)}` : head;
  return sign === '-' && /[1-9]/.test(rounded) ? `-${rounded}` : rounded;
}

/** One decimal: what prose, cards and charts show of a published value. */
export const oneDecimal = (text: string): string => roundDecimal(text, 1);

/** A share 0–1 as whole per cent. */
export const percent = (share: number): string => `${Math.round(Number((share * 100).toFixed(6)))}%`;

/** 1742 → `1,742`. */
export const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const numerals = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1–99 in Chinese: 一, 十, 十二, 二十, 二十一. */
export function chineseNumber(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 99) return String(value);
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  return `${tens > 1 ? numerals[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? numerals[ones] : ''}`;
}

const isWide = (character: string): boolean => (character.codePointAt(0) ?? 0) >= 0x2e80;

/** Advance of one character in em, on the wide side: system fonts differ and a name must not run into a figure. */
function advance(character: string): number {
  if (isWide(character)) return 1;
  if (/[A-ZmwMW@%&—…]/.test(character)) return 0.72;
  if (/[ijltfr.,:;'’()\s|!]/.test(character)) return 0.36;
  return 0.58;
}

/** Estimated width in px of a text set in `size` px. */
export function textWidth(text: string, size: number): number {
  let em = 0;
  for (const character of text) em += advance(character);
  return em * size;
}

const powerSigns = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * A text in pieces, each followed by the power of ten raised after it: `8.7 × 10⁻¹³ left` is `8.7 × 10`, `−13` and
 * ` left`. Whoever draws raises the power: Chinese fonts have few of the raised signs, and `⁻` beside `¹³` of another font
 * stands crooked or as an empty box.
 */
export function splitPowers(text: string): { text: string; power: string | null }[] {
  const pieces = text.split(/(?<=10)(⁻?[⁰¹²³⁴-⁹]+)/);
  return pieces.flatMap((piece, index) => {
    if (index % 2 === 1 || (piece === '' && index > 0)) return [];
    const signs = pieces[index + 1];
    const power =
      signs === undefined ? null : [...signs].map((sign) => (sign === '⁻' ? '−' : powerSigns.indexOf(sign)));
    return [{ text: piece, power: power === null ? null : power.join('') }];
  });
}

/** Closing marks never begin a line and opening ones never end it (避头尾). */
const closing = /^[，。、；：？！）》」』”’%.,;:!?)\]]/;
const opening = /[（《「『“‘([]$/;

/**
 * Breaks a text into lines of at most `width` px: between Chinese characters, at spaces, and inside a word only when the
 * word alone is too long. Nothing is cut off.
 */
export function wrapText(text: string, size: number, width: number): string[] {
  const pieces: string[] = [];
  for (const character of text) {
    const last = pieces.at(-1);
    const joins =
      last !== undefined &&
      (closing.test(character) ||
        opening.test(last) ||
        (!isWide(character) && !/[\s-]$/.test(last) && !isWide([...last].at(-1) ?? '')));
    if (joins) pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
  }
  const lines: string[] = [];
  let line = '';
  const push = () => {
    if (line.trim() !== '') lines.push(line.trim());
    line = '';
  };
  for (const piece of pieces) {
    if (line !== '' && textWidth((line + piece).trimEnd(), size) > width) push();
    if (textWidth(piece.trimEnd(), size) <= width) {
      line += piece;
      continue;
    }
    for (const character of piece) {
      if (line !== '' && textWidth(line + character, size) > width) push();
      line += character;
    }
  }
  push();
  return lines.length > 0 ? lines : [''];
}
