/** 已收 on a receipt, 已签 on a signature, 已封存 on a sealed plan or release. */
export type StampWord = '已收' | '已签' | '已封存';

export interface StampOptions {
  /** Second line: a date (`2026.10.25`) or the signer's name; at most eight characters stay inside the frame. */
  line: string;
  /** px; 108 when not given. */
  size?: number;
  /** Any CSS colour; the light theme's vermilion when not given. */
  colour?: string;
  /** Names the texture: two stamps on one page need two. */
  id?: string;
  /** False leaves the ink even, for surfaces without SVG filters (the mini-program's image element). */
  isTextured?: boolean;
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/**
 * The stamp as an SVG, turned by −7°. It says that something has taken effect and cannot be taken back: draw it only
 * after the server has confirmed, and never over figures.
 */
export function stampSvg(word: StampWord, options: StampOptions): string {
  const { line, size = 108, colour = '#BF311A', id = 'stamp', isTextured = true } = options;
  const wordSize = word.length > 2 ? 29 : 36;
  const texture =
    `<defs><filter id="${escape(id)}" x="-5%" y="-5%" width="110%" height="110%">` +
    `<feTurbulence type="fractalNoise" baseFrequency=".9" numOctaves="2" seed="4" result="grain"/>` +
    `<feDisplacementMap in="SourceGraphic" in2="grain" scale="1.1" result="rough"/>` +
    `<feTurbulence type="fractalNoise" baseFrequency=".055" numOctaves="3" seed="9" result="patches"/>` +
    `<feColorMatrix in="patches" values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 -4.2 3.55" result="wear"/>` +
    `<feComposite in="rough" in2="wear" operator="in"/></filter></defs>`;
  const serif = 'Songti SC,Noto Serif SC,Noto Serif CJK SC,serif';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="-8 -8 136 136" role="img" ` +
    `aria-label="${escape(`${word} ${line}`)}">${isTextured ? texture : ''}` +
    `<g transform="rotate(-7 60 60)"${isTextured ? ` filter="url(#${escape(id)})"` : ''}>` +
    `<rect x="5" y="5" width="110" height="110" rx="7" fill="none" stroke="${colour}" stroke-width="4.4"/>` +
    `<rect x="12" y="12" width="96" height="96" rx="3" fill="none" stroke="${colour}" stroke-width="1.6"/>` +
    `<text x="61" y="66" text-anchor="middle" font-size="${wordSize}" font-weight="700" letter-spacing="2" ` +
    `font-family="${serif}" fill="${colour}">${word}</text>` +
    `<text x="60.5" y="97" text-anchor="middle" font-size="${line.length > 8 ? 14 : 15}" font-weight="500" ` +
    `letter-spacing="1" fill="${colour}">${escape(line)}</text></g></svg>`
  );
}
