/**
 * The mark: 民声 as a cut-out seal (白文印), 28 by 48, the lower left corner chipped. At least 20 px high, with clear
 * space of half its width around it; vermilion on light and on dark. The square form is for app slots only.
 */

const minsheng = {
  min: 'M4.2 3.4H19.8V9.8H4.2M4.2 3.4V21.2L10.6 18.4M4.2 14.9H21.4M12 9.8V14.2C12 18.2 15 20.6 20.6 21.4V17.8',
  sheng: 'M2.4 4.6H21.6M12 1.2V9M5.4 9H18.6M5 12.9H19.8V17.9H5M12.4 12.9V17.9M5 12.9V17C5 19.8 4 21.6 2.2 23',
} as const;

const sealOutline = 'M1.6 .3 13 0 26.6.4 27.9 1.7 27.7 24 28 46.2 26.4 47.8 14 47.6 4.6 48 .2 44.2.4 24 0 1.9Z';
const sealFrame = 'M3.1 2.9H25V45.1H6.2L2.9 42.2Z';
const appFrame = 'M8 5.6H56A2.4 2.4 0 0 1 58.4 8V56A2.4 2.4 0 0 1 56 58.4H12.5L5.6 52.5V8A2.4 2.4 0 0 1 8 5.6Z';

export interface MarkColours {
  /** Ground: the seal colour. */
  seal: string;
  /** Strokes of the characters. */
  onSeal: string;
}

const vermilion: MarkColours = { seal: '#BF311A', onSeal: '#FFFFFF' };

/** The seal's drawing on its 28 by 48 field, without the `<svg>` around it: to be set into a larger drawing. */
export function markShape({ seal, onSeal }: MarkColours = vermilion): string {
  return (
    `<path d="${sealOutline}" fill="${seal}"/>` +
    `<path d="${sealFrame}" fill="none" stroke="${onSeal}" stroke-width=".9" opacity=".9"/>` +
    `<g fill="none" stroke="${onSeal}" stroke-width="2.9" stroke-linecap="butt" stroke-linejoin="miter">` +
    `<g transform="translate(5.6 5.6) scale(.7)"><path d="${minsheng.min}"/></g>` +
    `<g transform="translate(5.6 25.2) scale(.7)"><path d="${minsheng.sheng}"/></g></g>`
  );
}

/**
 * The seal as an SVG document of a height in px.
 *
 * @param height 20 or more: below that the strokes close up.
 * @throws RangeError when the height is under 20.
 */
export function markSvg(height = 48, colours: MarkColours = vermilion): string {
  if (!(height >= 20)) throw new RangeError('the mark is at least 20 px high');
  const width = Math.round(((height * 28) / 48) * 10) / 10;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 28 48" ` +
    `role="img" aria-label="民声">${markShape(colours)}</svg>`
  );
}

/** The seal, 28 by 48, in the light theme's vermilion. */
export const mark = markSvg();

/** The square form, 64 by 64, for app slots and browser tabs. */
export const appIcon =
  `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64" role="img" aria-label="民声">` +
  `<rect width="64" height="64" rx="14" fill="${vermilion.seal}"/>` +
  `<path d="${appFrame}" fill="none" stroke="${vermilion.onSeal}" stroke-width="1.6" opacity=".9"/>` +
  `<g fill="none" stroke="${vermilion.onSeal}" stroke-linejoin="miter" stroke-width="2.9">` +
  `<g transform="translate(17.6 10.8) scale(1.2 .86)"><path d="${minsheng.min}"/></g>` +
  `<g transform="translate(17.6 32.6) scale(1.2 .86)"><path d="${minsheng.sheng}"/></g></g></svg>`;
