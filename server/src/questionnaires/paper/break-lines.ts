/** A stretch of text in one style. */
export interface Run<Style> {
  text: string;
  style: Style;
}

export interface Line<Style> {
  pieces: (Run<Style> & { x: number })[];
  width: number;
}

/** May not begin a line, may not end one (避头尾). */
const noStart = /^[，。、；：？！）》〉」』】〕｝”’…—～·％℃°,.;:?!)\]}%]$/;
const noEnd = /^[（《〈「『【〔｛“‘([{]$/;
/** Letters and figures that stay together as a word. */
const inWord = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}'’_&@#$+./\\%-]$/u;

/**
 * Breaks text into lines as Chinese is set: between any two characters, but not before a closing sign, not after an opening one, and
 * not inside a word or number. A line feed ends a line; a word wider than the line is cut.
 */
export function breakLines<Style>(
  runs: readonly Run<Style>[],
  width: number,
  widthOf: (character: string, style: Style) => number,
): Line<Style>[] {
  const characters = runs.flatMap(({ text, style }) =>
    Array.from(text.replace(/\r\n?/g, '\n').replace(/\t/g, ' '), (character) => ({
      character,
      style,
      width: character === '\n' ? 0 : widthOf(character, style),
    })),
  );
  const lines: Line<Style>[] = [];
  let start = 0;
  while (start < characters.length) {
    let used = 0;
    let end = start;
    /** After which character the line may end; −1: nowhere so far. */
    let lastBreak = -1;
    while (end < characters.length && characters[end]!.character !== '\n') {
      const { character, width: own } = characters[end]!;
      // A space that does not fit hangs over the edge.
      if (used + own > width + 0.01 && character !== ' ' && end > start) break;
      used += own;
      const next = characters[end + 1]?.character;
      if (next !== undefined && mayBreak(character, next)) lastBreak = end + 1;
      end += 1;
    }
    const isWhole = end === characters.length || characters[end]!.character === '\n';
    if (!isWhole && lastBreak > start) end = lastBreak;
    lines.push(lineOf(characters.slice(start, end)));
    start = end;
    if (characters[start]?.character === '\n') {
      start += 1;
      if (start === characters.length) lines.push(lineOf([]));
    } else {
      while (characters[start]?.character === ' ') start += 1;
    }
  }
  return lines.length === 0 ? [lineOf([])] : lines;
}

function mayBreak(before: string, after: string): boolean {
  if (after === ' ' || noStart.test(after)) return false;
  if (before === ' ') return true;
  return !noEnd.test(before) && !(inWord.test(before) && inWord.test(after));
}

function lineOf<Style>(characters: readonly { character: string; style: Style; width: number }[]): Line<Style> {
  const kept = [...characters];
  while (kept.at(-1)?.character === ' ') kept.pop();
  const pieces: Line<Style>['pieces'] = [];
  let x = 0;
  for (const { character, style, width } of kept) {
    const last = pieces.at(-1);
    if (last?.style === style) last.text += character;
    else pieces.push({ text: character, style, x });
    x += width;
  }
  return { pieces, width: x };
}
