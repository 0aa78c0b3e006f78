import { palettes } from '@minsheng/design';
import { createRequire } from 'node:module';
import path from 'node:path';
import { breakLines, type Line, type Run } from './break-lines.js';

export type Weight = 'regular' | 'medium' | 'bold';

export interface Style {
  weight: Weight;
  /** Points. */
  size: number;
  colour: keyof typeof inks;
}

const { light } = palettes;
/** Paper is white and printers are often black: ink for words, one accent for conditions. */
const inks = {
  ink: light.ink,
  ink2: light['ink-2'],
  ink3: light['ink-3'],
  line: light.line,
  line2: light['line-2'],
  sunken: light.sunken,
  dai: light.dai,
};

const files: Record<Weight, string> = {
  regular: '400Regular/NotoSansSC_400Regular.ttf',
  medium: '500Medium/NotoSansSC_500Medium.ttf',
  bold: '700Bold/NotoSansSC_700Bold.ttf',
};

const straight: Partial<Record<string, string>> = { '“': '"', '”': '"', '‘': "'", '’': "'", '…': '...' };

/** A4 in points, and the edges that office printers leave. */
export const page = { width: 595.28, height: 841.89, left: 54, right: 54, top: 52, bottom: 62 };
export const contentWidth = page.width - page.left - page.right;
const contentBottom = page.height - page.bottom;

/** Stands for a character that the font does not have (缺字). */
const unknownCharacter = '〓';

/** A part of a block that is never parted by the end of a page. */
export interface Strip {
  height: number;
  draw(top: number): void;
}

/** Strips that belong together, one below the other: parted only when they are about half a page or more. */
export interface Block {
  strips: Strip[];
  /** Left out at the top of a page. */
  gapAbove: number;
  /** A heading never stands alone at the foot of a page. */
  keepsNext?: boolean;
  /** Drawn again where the block goes on on another page: the head of a table. */
  again?: Strip;
}

export interface Words {
  runs: Run<Style>[];
  width: number;
  /** Of a line, in points. */
  leading: number;
  align?: 'left' | 'centre' | 'right';
}

/** A block of no more than this goes to the next page rather than be parted. */
const keptWhole = (contentBottom - page.top) * 0.45;
/** Strips of a long block that at least stay together: its words and the first answers. */
const leastTogether = 3;

/**
 * An A4 document under the hand: measures and draws words, lines and boxes, and puts blocks on pages.
 * Fonts are read from the package when a sheet is opened; only the glyphs that are used go into the file.
 */
export class Sheet {
  private readonly glyphs = new Map<string, { shown: string; width: number }>();
  private readonly broken = new WeakMap<Words, Line<Style>[]>();
  private y = page.top;

  private constructor(
    private readonly document: PDFKit.PDFDocument,
    /** Quotation marks of the font are as wide as a Chinese character: English words take the straight ones. */
    private readonly isLatin: boolean,
  ) {}

  static async open(about: { title: string; author: string; language: string; madeAt: Date }): Promise<Sheet> {
    const { default: PDFDocument } = await import('pdfkit');
    const folder = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
    const document = new PDFDocument({
      size: [page.width, page.height],
      margin: 0,
      // None yet: a font that is opened by its path and then by its name would be read again at every change of style.
      font: '',
      bufferPages: true,
      lang: about.language,
      displayTitle: true,
      pdfVersion: '1.7',
      info: { Title: about.title, Author: about.author, CreationDate: about.madeAt, ModDate: about.madeAt },
    });
    for (const [weight, file] of Object.entries(files)) document.registerFont(weight, path.join(folder, file));
    return new Sheet(document, about.language === 'en');
  }

  /** Puts a block below what is there, on a new page when it does not fit whole; what comes after goes below it. */
  place({ strips, gapAbove, again }: Block, next?: Block): void {
    const height = heightOf(strips);
    const room = contentBottom - this.y - (this.y > page.top ? gapAbove : 0);
    const mayPart = height > keptWhole;
    const least = mayPart ? heightOfFirst(strips) : height;
    const wanted = next ? least + next.gapAbove + Math.min(heightOf(next.strips), heightOfFirst(next.strips)) : least;
    if (wanted > room && this.y > page.top) this.turn();
    else if (this.y > page.top) this.y += gapAbove;
    strips.forEach((strip, at) => {
      // The last two go over together: a line alone at the head of a page looks lost.
      const following = mayPart && at === strips.length - 2 ? strips[at + 1]!.height : 0;
      if (this.y + strip.height + following > contentBottom + 0.01 && this.y > page.top) {
        this.turn();
        if (again) this.put(again);
      }
      this.put(strip);
    });
  }

  /** Goes back to each page, with its number from 1. */
  onEveryPage(draw: (number: number, count: number) => void): void {
    const { start, count } = this.document.bufferedPageRange();
    for (let at = 0; at < count; at += 1) {
      this.document.switchToPage(start + at);
      draw(at + 1, count);
    }
  }

  async bytes(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    this.document.on('data', (chunk: Buffer) => chunks.push(chunk));
    const ended = new Promise<void>((resolve, reject) => {
      this.document.on('end', resolve);
      this.document.on('error', reject);
    });
    this.document.end();
    await ended;
    return Buffer.concat(chunks);
  }

  /** The lines that words take; broken once for measuring and drawing. */
  linesOf(words: Words): Line<Style>[] {
    let lines = this.broken.get(words);
    if (lines === undefined) {
      lines = breakLines(
        words.runs,
        words.width,
        (character, style) => this.glyphOf(character, style.weight).width * style.size,
      );
      this.broken.set(words, lines);
    }
    return lines;
  }

  /** The same words in as many lines, but narrower: 非常 / 不满意, not 非常不满 / 意. */
  balanced(words: Words): Words {
    const lines = this.linesOf(words).length;
    let narrow = words;
    for (let width = words.width - 2; lines > 1 && width > 0; width -= 2) {
      const next = { ...words, width };
      if (this.linesOf(next).length > lines) break;
      narrow = next;
    }
    return narrow;
  }

  widthOf(text: string, { weight, size }: Style): number {
    return Array.from(text).reduce((sum, character) => sum + this.glyphOf(character, weight).width * size, 0);
  }

  /** Draws words from `left`, `top` on; returns their height. */
  words(words: Words, left: number, top: number): number {
    const lines = this.linesOf(words);
    lines.forEach((line, at) => this.line(line, words, left, top + at * words.leading));
    return lines.length * words.leading;
  }

  /** Words as strips, a line each, so that the longest text can go over a page; `more` is drawn beside each line. */
  strips(words: Words, left: number, more: (top: number, line: number) => void = () => undefined): Strip[] {
    return this.linesOf(words).map((line, at) => ({
      height: words.leading,
      draw: (top) => {
        more(top, at);
        this.line(line, words, left, top);
      },
    }));
  }

  private line(line: Line<Style>, { width, leading, align = 'left' }: Words, left: number, top: number): void {
    const shift = align === 'left' ? 0 : align === 'right' ? width - line.width : (width - line.width) / 2;
    for (const { text, style, x } of line.pieces) {
      // Chinese glyphs stand from 0.12 em below the base line to 0.88 em above it.
      const base = top + (leading - style.size) / 2 + 0.88 * style.size;
      const shown = Array.from(text, (character) => this.glyphOf(character, style.weight).shown).join('');
      this.document
        .font(style.weight)
        .fontSize(style.size)
        .fillColor(inks[style.colour])
        .text(shown, left + shift + x, base, { lineBreak: false, baseline: 'alphabetic' });
    }
  }

  /** A box to tick, `size` wide; of an answer without a score it is dashed. */
  box(
    left: number,
    top: number,
    width: number,
    height: number,
    { isDashed = false, colour = 'ink2' as Style['colour'] } = {},
  ): void {
    const { document } = this;
    document.lineWidth(0.8).strokeColor(inks[colour]);
    if (isDashed) document.dash(2, { space: 1.4 });
    document.roundedRect(left, top, width, height, 1.2).stroke();
    if (isDashed) document.undash();
  }

  rule(left: number, y: number, width: number, { colour = 'line2' as Style['colour'], thick = 0.6 } = {}): void {
    this.document
      .lineWidth(thick)
      .strokeColor(inks[colour])
      .moveTo(left, y)
      .lineTo(left + width, y)
      .stroke();
  }

  upright(x: number, top: number, height: number, { colour = 'line2' as Style['colour'], thick = 0.6 } = {}): void {
    this.document
      .lineWidth(thick)
      .strokeColor(inks[colour])
      .moveTo(x, top)
      .lineTo(x, top + height)
      .stroke();
  }

  area(left: number, top: number, width: number, height: number, radius = 0): void {
    this.document.roundedRect(left, top, width, height, radius).fill(inks.sunken);
  }

  private put(strip: Strip): void {
    strip.draw(this.y);
    this.y += strip.height;
  }

  private turn(): void {
    this.document.addPage();
    this.y = page.top;
  }

  /** A character as it is drawn: what the font lacks is shown as lacking, not left out. */
  private glyphOf(written: string, weight: Weight): { shown: string; width: number } {
    const character = (this.isLatin && straight[written]) || written;
    const key = weight + character;
    let glyph = this.glyphs.get(key);
    if (glyph === undefined) {
      this.document.font(weight).fontSize(1000);
      // The library keeps the font to itself; nothing else tells whether a glyph is there.
      const { font } = (
        this.document as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } }
      )._font;
      const shown = font.hasGlyphForCodePoint(character.codePointAt(0)!) ? character : unknownCharacter;
      glyph = { shown, width: this.document.widthOfString(shown) / 1000 };
      this.glyphs.set(key, glyph);
    }
    return glyph;
  }
}

const heightOf = (strips: readonly Strip[]): number => strips.reduce((sum, { height }) => sum + height, 0);
const heightOfFirst = (strips: readonly Strip[]): number => heightOf(strips.slice(0, leastTogether));
