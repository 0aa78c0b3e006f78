// Draws the invented boundaries of the demonstration city: `node server/demo/make-boundaries.mjs`. Deterministic: the same file
// every time. No such city, district or grid exists; the degrees are GCJ-02 and lie in China so that maps have streets.
import { intersection } from 'polyclip-ts';
import { writeFileSync } from 'node:fs';

const random = mulberry32(20261101);
function mulberry32(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Corners where borders meet. */
const corners = {
  nw: [113.825, 34.098],
  n: [113.905, 34.103],
  ne: [113.978, 34.094],
  e1: [113.982, 34.066],
  e2: [113.981, 34.022],
  se: [113.974, 33.985],
  s: [113.898, 33.979],
  sw: [113.822, 33.988],
  w2: [113.82, 34.018],
  w1: [113.819, 34.07],
  p: [113.896, 34.068],
  q: [113.902, 34.02],
  m1: [113.926, 34.067],
  m2: [113.929, 34.021],
  m3: [113.858, 34.069],
  m4: [113.861, 34.019],
};

const round = (value) => Math.round(value * 1e6) / 1e6;
const drawn = new Map();

/** A border between two corners, drawn once: whoever lies on the other side has the same positions. */
function border(from, to) {
  const back = drawn.get(`${to} ${from}`);
  if (back) return [...back].reverse();
  const known = drawn.get(`${from} ${to}`);
  if (known) return known;
  const [[ax, ay], [bx, by]] = [corners[from], corners[to]];
  const steps = Math.max(4, Math.round(Math.hypot(bx - ax, by - ay) / 0.006));
  const line = Array.from({ length: steps + 1 }, (_, step) => {
    const along = step / steps;
    const aside = step === 0 || step === steps ? 0 : (random() - 0.5) * 0.025;
    return [round(ax + (bx - ax) * along - (by - ay) * aside), round(ay + (by - ay) * along + (bx - ax) * aside)];
  });
  drawn.set(`${from} ${to}`, line);
  return line;
}

const ring = (...path) => {
  const line = path.flatMap((corner, index) => border(corner, path[(index + 1) % path.length]).slice(0, -1));
  return [...line, line[0]];
};
const around = ([lng, lat], radius, count) => {
  const line = Array.from({ length: count }, (_, index) => {
    const [turn, reach] = [(2 * Math.PI * index) / count, radius * (0.85 + 0.3 * random())];
    return [round(lng + reach * 1.2 * Math.cos(turn)), round(lat + reach * Math.sin(turn))];
  });
  return [...line, line[0]];
};

/** 飞地: a piece of the northern district that lies inside the eastern one. */
const enclave = around([113.955, 34.046], 0.006, 14);
const east = [ring('p', 'm1', 'e1', 'e2', 'm2', 'q'), enclave];
const west = [ring('w1', 'm3', 'p', 'q', 'm4', 'w2')];
const south = [ring('w2', 'm4', 'q', 'm2', 'e2', 'se', 's', 'sw')];
const north = [ring('nw', 'n', 'ne', 'e1', 'm1', 'p', 'm3', 'w1')];
const outline = [ring('nw', 'n', 'ne', 'e1', 'e2', 'se', 's', 'sw', 'w2', 'w1')];

/** What of a strip lies inside an area. */
const within = (strip, area) => {
  const [piece] = intersection([strip], area);
  return [piece[0].map(([lng, lat]) => [round(lng), round(lat)])];
};
const river = border('p', 'q');
const bank = [...river].reverse().map(([lng, lat]) => [round(lng - 0.0016), lat]);

const polygon = (coordinates) => ({ type: 'Polygon', coordinates });
const feature = (properties, geometry) => ({ type: 'Feature', properties, geometry });
const area = (code, zh, en, geometry) => feature({ code, kind: 'area', name: { zh, en }, unit: code }, geometry);
const duty = (code, parent, chiefType, zh, en, coordinates) =>
  feature({ code, kind: 'responsibility', parent, chiefType, name: { zh, en }, unit: parent }, polygon(coordinates));

const features = [
  feature({ code: 'QL', kind: 'outline', name: { zh: '青岚市', en: 'Qinglan City' } }, polygon(outline)),
  area('A1', '澜东区', 'Landong District', polygon(east)),
  area('A2', '澜西区', 'Lanxi District', polygon(west)),
  area('A3', '青石区', 'Qingshi District', polygon(south)),
  area('A4', '北塘区', 'Beitang District', { type: 'MultiPolygon', coordinates: [north, [enclave]] }),
  duty('A1-G1', 'A1', 'GRID', '河滨网格', 'Riverside grid', [ring('p', 'm1', 'm2', 'q')]),
  duty('A1-G2', 'A1', 'GRID', '东港网格', 'East Port grid', [ring('m1', 'e1', 'e2', 'm2'), enclave]),
  duty('A2-G1', 'A2', 'GRID', '西关网格', 'West Gate grid', [ring('w1', 'm3', 'm4', 'w2')]),
  duty('A2-G2', 'A2', 'GRID', '钟楼网格', 'Bell Tower grid', [ring('m3', 'p', 'q', 'm4')]),
  duty('A2-H1', 'A2', 'RIVER', '澜河西岸', 'West bank of the Lan', within([...river, ...bank, river[0]], west)),
  duty('A3-G1', 'A3', 'GRID', '石桥网格', 'Stone Bridge grid', [ring('w2', 'm4', 'q', 'm2', 's', 'sw')]),
  duty('A3-G2', 'A3', 'GRID', '南苑网格', 'South Garden grid', [ring('m2', 'e2', 'se', 's')]),
  duty('A4-G1', 'A4', 'GRID', '塘西网格', 'West Pond grid', [ring('nw', 'n', 'p', 'm3', 'w1')]),
  duty('A4-G2', 'A4', 'GRID', '塘东网格', 'East Pond grid', [ring('n', 'ne', 'e1', 'm1', 'p')]),
  duty('A4-G3', 'A4', 'GRID', '北塘飞地网格', 'Enclave grid', [enclave]),
];

const text = features.map((one) => `  ${JSON.stringify(one)}`).join(',\n');
writeFileSync(
  new URL('boundaries.geojson', import.meta.url),
  `{ "type": "FeatureCollection", "features": [\n${text}\n] }\n`,
);
