// Draws the invented pictures of the demonstration: `node server/demo/make-photos.mjs` (a font with Chinese glyphs must be
// installed). No place in them exists and nobody is in them; each says 演示数据 in the picture itself.
import { mkdirSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';

const wide = 1200;
const high = 900;
const box = (x, y, w, h, fill, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
const disc = (x, y, rx, ry, fill, more = '') =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
const shape = (points, fill, more = '') => `<polygon points="${points}" fill="${fill}" ${more}/>`;

const block = (x, w, top, wall, pane) => {
  const panes = [];
  for (let y = top + 34; y < 420; y += 74)
    for (let at = x + 26; at < x + w - 50; at += 78)
      panes.push(box(at, y, 44, 46, pane, 'rx="2"'), box(at, y + 46, 44, 5, '#00000022'));
  return box(x, top, w, 480 - top, wall) + box(x, top, w, 12, '#00000018') + panes.join('');
};
const shop = (x, w, sign, door) =>
  box(x, 420, w, 130, door) +
  box(x, 404, w, 34, sign) +
  box(x + 14, 452, w * 0.42, 98, '#c9dbe2') +
  box(x + w * 0.56, 452, w * 0.36, 98, '#9fb4bd');
const tree = (x, size) =>
  box(x - 9, 556 - size * 0.5, 18, size * 0.5 + 12, '#6b5540') +
  disc(x, 556 - size * 0.86, size * 0.44, size * 0.4, '#4f7d55') +
  disc(x - size * 0.2, 556 - size * 0.7, size * 0.3, size * 0.26, '#5d8c60') +
  disc(x + size * 0.2, 556 - size * 0.98, size * 0.26, size * 0.24, '#6a9a68');
const paving = (() => {
  const lines = [];
  for (let y = 560; y < 720; y += 32) lines.push(box(0, y, wide, 2, '#00000016'));
  for (let x = -200; x < wide + 200; x += 70)
    lines.push(`<path d="M${x} 552 L${x + (x - 600) * 0.22} 724" stroke="#00000014" stroke-width="2"/>`);
  return lines.join('');
})();
/** 盲道. */
const tactile = (() => {
  const bumps = [];
  for (let x = 8; x < wide; x += 34)
    bumps.push(box(x, 636, 24, 4, '#b88d1c'), box(x, 648, 24, 4, '#b88d1c'), box(x, 660, 24, 4, '#b88d1c'));
  return box(0, 630, wide, 40, '#dcb13a') + bumps.join('');
})();
const street = ({ sky = ['#bcd3e2', '#e9eff0'], road = '#5d6268' } = {}) =>
  `<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient></defs>` +
  box(0, 0, wide, 560, 'url(#sky)') +
  block(-20, 330, 120, '#c7b7a3', '#8fa5b3') +
  block(330, 300, 60, '#b4bcc1', '#7f97a8') +
  block(650, 270, 160, '#cdb9a8', '#8fa5b3') +
  block(940, 300, 90, '#bcb2a6', '#859bab') +
  shop(0, 290, '#8c3b34', '#ddd4c8') +
  shop(320, 280, '#2f6a7c', '#d6d3cb') +
  shop(640, 270, '#5c7a3e', '#ddd4c8') +
  shop(940, 270, '#8a6a2f', '#d6d3cb') +
  box(0, 550, wide, 174, '#b9b4ab') +
  paving +
  tactile +
  box(0, 722, wide, 16, '#8f8a82') +
  box(0, 738, wide, 162, road) +
  [60, 360, 660, 960].map((x) => box(x, 812, 170, 12, '#d9d8d2')).join('') +
  tree(250, 210) +
  tree(630, 190) +
  tree(1120, 220);

const bag = (x, y, size, fill) =>
  disc(x, y, size, size * 0.78, fill) +
  shape(
    `${x - size * 0.24},${y - size * 0.66} ${x + size * 0.24},${y - size * 0.66} ${x + size * 0.1},${y - size * 1.05} ${x - size * 0.12},${y - size * 1.02}`,
    fill,
  ) +
  disc(x - size * 0.3, y - size * 0.24, size * 0.24, size * 0.14, '#ffffff33');
const bins = (x) =>
  ['#3d7a4a', '#4a6f9c']
    .map(
      (fill, at) =>
        box(x + at * 92, 556, 78, 104, fill, 'rx="8"') +
        box(x + at * 92 - 5, 546, 88, 18, fill, 'rx="8"') +
        disc(x + at * 92 + 14, 662, 10, 10, '#2b2b2b') +
        disc(x + at * 92 + 62, 662, 10, 10, '#2b2b2b'),
    )
    .join('');
const litter =
  bins(420) +
  [
    [390, 690, 44, '#3b3f45'],
    [472, 704, 52, '#494d53'],
    [560, 690, 46, '#7a7468'],
    [640, 708, 40, '#3b3f45'],
    [340, 712, 32, '#8a8374'],
    [516, 652, 34, '#565a60'],
  ]
    .map(([x, y, size, fill]) => bag(x, y, size, fill))
    .join('') +
  [
    [690, 716, '#d8d2c2'],
    [720, 700, '#c46a4a'],
    [300, 720, '#e1dccf'],
    [604, 730, '#7fa0b5'],
    [752, 728, '#d8d2c2'],
  ]
    .map(([x, y, fill]) => box(x, y, 26, 12, fill, `transform="rotate(${(x % 50) - 25} ${x} ${y})"`))
    .join('');

const wheel = (x, y) => disc(x, y, 44, 44, '#24272b') + disc(x, y, 22, 22, '#a5abb0');
const van = (x, y) =>
  disc(x + 250, y + 226, 290, 20, '#00000033') +
  shape(
    `${x},${y + 40} ${x + 20},${y} ${x + 360},${y} ${x + 452},${y + 104} ${x + 506},${y + 122} ${x + 512},${y + 208} ${x},${y + 208}`,
    '#e8e6df',
  ) +
  shape(`${x + 372},${y + 20} ${x + 436},${y + 102} ${x + 346},${y + 102} ${x + 346},${y + 20}`, '#54707f') +
  box(x + 230, y + 22, 96, 80, '#5f7a88') +
  box(x + 40, y + 22, 164, 80, '#d7d4cb') +
  box(x, y + 150, 512, 10, '#b9b5ab') +
  box(x + 492, y + 140, 20, 26, '#e7b64a') +
  box(x, y + 120, 10, 34, '#b3382c') +
  box(x + 430, y + 184, 70, 18, '#2b2f33') +
  wheel(x + 108, y + 206) +
  wheel(x + 410, y + 206);
const cone = (x, y) =>
  shape(`${x - 26},${y} ${x + 26},${y} ${x + 5},${y - 66} ${x - 5},${y - 66}`, '#d8582c') +
  shape(`${x - 15},${y - 26} ${x + 15},${y - 26} ${x + 11},${y - 40} ${x - 11},${y - 40}`, '#f1eee6') +
  box(x - 34, y - 4, 68, 10, '#b9461f');
const bollards = [180, 420, 660, 900]
  .map((x) => box(x, 668, 22, 58, '#3f464c', 'rx="6"') + box(x, 682, 22, 8, '#e6c14b'))
  .join('');

const stall =
  box(330, 508, 460, 14, '#6d5a44') +
  box(344, 520, 14, 186, '#6d5a44') +
  box(764, 520, 14, 186, '#6d5a44') +
  shape('300,508 820,508 776,436 344,436', '#b5473a') +
  [340, 436, 532, 628, 724].map((x) => shape(`${x},508 ${x + 48},508 ${x + 44},436 ${x + 6},436`, '#e8d9c4')).join('') +
  box(356, 604, 408, 100, '#9a7b56') +
  [376, 444, 512, 580, 648, 712]
    .map((x, at) => disc(x + 12, 600, 34, 20, ['#c9772e', '#5d8a3c', '#b03a35'][at % 3]))
    .join('') +
  [
    [860, 664],
    [930, 676],
    [250, 672],
  ]
    .map(
      ([x, y]) =>
        box(x, y, 58, 8, '#4f8ba0') + box(x + 4, y + 8, 6, 42, '#3e4a50') + box(x + 48, y + 8, 6, 42, '#3e4a50'),
    )
    .join('');

const pothole =
  disc(560, 832, 210, 40, '#33373b') +
  disc(566, 838, 176, 28, '#22262a') +
  disc(590, 842, 90, 14, '#5b6f7c') +
  [
    [340, 806],
    [770, 812],
    [420, 874],
    [720, 870],
  ]
    .map(([x, y]) => `<path d="M${x} ${y} l34 10 l18 -8 l30 14" stroke="#2f3337" stroke-width="5" fill="none"/>`)
    .join('');
const patch =
  shape('330,796 800,790 824,872 306,876', '#4a4f55') +
  `<path d="M330 796 L800 790 L824 872 L306 876 Z" fill="none" stroke="#3f4449" stroke-width="4"/>`;

const lamp = (isBroken) =>
  box(880, 250, 20, 460, '#4a5258') +
  box(872, 694, 36, 26, '#3b4247') +
  (isBroken
    ? `<g transform="rotate(38 890 262)">${box(780, 244, 120, 14, '#4a5258')}${shape('760,258 824,258 812,284 772,284', '#3b4247')}</g>`
    : box(770, 244, 130, 14, '#4a5258') + shape('756,258 828,258 814,282 770,282', '#f2e7b8'));
const bench = (isBroken) =>
  (isBroken
    ? `<g transform="rotate(-9 470 640)">${box(330, 622, 280, 14, '#8a6740')}</g>${box(430, 690, 190, 12, '#8a6740', 'transform="rotate(14 430 690)"')}`
    : box(330, 622, 280, 14, '#8a6740') +
      box(330, 644, 280, 14, '#8a6740') +
      box(330, 574, 280, 14, '#8a6740') +
      box(330, 596, 280, 12, '#8a6740')) +
  box(346, 576, 14, 126, '#4a4f54') +
  box(580, 576, 14, 126, '#4a4f54');

const evening = { sky: ['#8fa6bd', '#dcd6c8'], road: '#555a60' };
/** File name: what part of the drawing is seen, the drawing, and what it shows in words. */
const scenes = {
  'litter-before': ['170 330 760 570', street() + litter, '垃圾桶旁堆满垃圾袋'],
  'litter-after': ['170 330 760 570', street() + bins(420), '垃圾已清运'],
  'parking-before': ['200 330 760 570', street() + van(330, 486), '面包车压占盲道'],
  'parking-after': ['200 330 760 570', street() + bollards, '车辆已移走，加装隔离桩'],
  'stalls-before': ['140 300 800 600', street(evening) + stall, '摊位占用人行道'],
  'stalls-after': ['140 300 800 600', street(evening), '人行道已恢复'],
  'roads-before': ['190 420 640 480', street() + pothole + cone(250, 860), '路面坑洼积水'],
  'roads-after': ['190 420 640 480', street() + patch, '路面已修补'],
  'facilities-before': ['236 180 960 720', street(evening) + bench(true) + lamp(true), '座椅断裂，路灯歪斜'],
  'facilities-after': ['236 180 960 720', street(evening) + bench(false) + lamp(false), '座椅和路灯已修复'],
};

const label =
  box(0, 0, 236, 64, '#0d1614cc') +
  `<text x="24" y="44" font-size="34" font-family="Noto Sans CJK SC, Noto Sans SC, sans-serif" fill="#ffffff">演示数据</text>` +
  box(wide - 214, high - 46, 214, 46, '#0d1614aa') +
  `<text x="${wide - 198}" y="${high - 14}" font-size="24" font-family="Noto Sans CJK SC, Noto Sans SC, sans-serif" fill="#ffffff">虚构街景 · 非照片</text>`;

/** As the photo process does it (server/src/files/examine-photo.ts). */
async function differenceHash(jpeg) {
  const grey = await sharp(jpeg).greyscale().resize({ width: 9, height: 8, fit: 'fill' }).raw().toBuffer();
  let hash = 0n;
  for (let row = 0; row < 8; row++)
    for (let column = 0; column < 8; column++)
      hash = (hash << 1n) | (grey[row * 9 + column] > grey[row * 9 + column + 1] ? 1n : 0n);
  return hash.toString(16).padStart(16, '0');
}

const folder = new URL('photos/', import.meta.url);
mkdirSync(folder, { recursive: true });
const list = {};
for (const [name, [seen, drawing, zh]] of Object.entries(scenes)) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}"><svg width="${wide}" height="${high}" viewBox="${seen}">${drawing}</svg>${label}</svg>`;
  const large = await sharp(Buffer.from(svg))
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 62, mozjpeg: true })
    .toBuffer();
  const small = await sharp(large).resize({ width: 320, height: 320, fit: 'inside' }).jpeg({ quality: 72 }).toBuffer();
  writeFileSync(new URL(`${name}.jpg`, folder), large);
  writeFileSync(new URL(`${name}.small.jpg`, folder), small);
  list[name] = { zh, width: wide, height: high, perceptualHash: await differenceHash(small) };
}
writeFileSync(new URL('photos.json', folder), `${JSON.stringify(list, null, 2)}\n`);
