import { splitPowers } from '@minsheng/charts';

/** Text that is already HTML. Everything else set into a template is escaped. */
export class Html {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

export type Content = Html | string | number | null | false | readonly Content[];

export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

function written(content: Content): string {
  if (content === null || content === false) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  return content.map(written).join('');
}

/** Line breaks of the source are layout of the source: one space, which HTML reads the same. */
const oneLine = (part: string): string => part.replace(/\s*\n\s*/g, ' ');

/** A template of HTML: whatever is set in, as text or as an attribute's value in double quotes, is escaped. */
export function html(strings: TemplateStringsArray, ...values: Content[]): Html {
  return new Html(strings.map((part, index) => oneLine(part) + written(values[index] ?? null)).join(''));
}

/** Markup made elsewhere in our own code (a chart, an icon), taken as it is. */
export const trusted = (markup: string): Html => new Html(markup);

/** A text with its powers of ten as superscripts. */
export const raised = (text: string): Html =>
  html`${splitPowers(text).map(
    (piece) => html`${piece.text}${piece.power !== null && html`<sup>${piece.power}</sup>`}`,
  )}`;

/** A heading that breaks after a mark rather than inside a name, where the line allows it. */
export function inPieces(text: string): Html {
  const pieces = text.split(/(?<=[，、：；])/);
  return pieces.length > 1 ? html`${pieces.map((piece) => html`<span class="piece">${piece}</span>`)}` : html`${text}`;
}
