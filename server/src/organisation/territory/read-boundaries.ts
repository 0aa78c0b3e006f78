import type { BoundaryFault, ChiefType, TerritoryKind } from '@minsheng/contracts';
import type { Position } from './datum.js';
import { isSwapped } from './earth.js';
import { type Polygon, type Polygons, type Ring, selfCrossing } from './shapes.js';

/** A feature of the file, in the file's datum. `outline`: the whole city, against which gaps are found. */
export interface BoundaryDraft {
  feature: number;
  code: string;
  kind: TerritoryKind | 'outline';
  name: { zh: string; en: string };
  /** Code of the unit that governs or answers for it. */
  unit: string | null;
  parent: string | null;
  chiefType: ChiefType;
  /** Name of the person who answers for it. */
  person: string | null;
  polygons: Polygons;
}

export interface ReadBoundaries {
  drafts: BoundaryDraft[];
  /** What makes the file useless as it is. */
  faults: BoundaryFault[];
}

export const boundaryLimits = { bytes: 20_000_000, features: 20_000, positions: 500_000 } as const;

const kinds: readonly string[] = ['area', 'responsibility', 'outline'] satisfies BoundaryDraft['kind'][];
const chiefTypes: readonly string[] = ['NONE', 'GRID', 'FIELD', 'ROAD', 'RIVER'] satisfies ChiefType[];

type Json = Record<string, unknown>;

/** The features of a GeoJSON text, each judged by itself; null: it is no FeatureCollection, or beyond the limits. */
export function readBoundaries(text: string): ReadBoundaries | null {
  const file = parsed(text);
  if (!isObject(file) || file.type !== 'FeatureCollection' || !Array.isArray(file.features)) return null;
  const features = file.features as unknown[];
  if (features.length === 0 || features.length > boundaryLimits.features) return null;
  const faults: BoundaryFault[] = [];
  const drafts: BoundaryDraft[] = [];
  const codes = new Map<string, number>();
  let positions = 0;
  for (const [number, feature] of features.entries()) {
    const draft = draftOf(feature, number, faults);
    if (!draft) continue;
    positions += draft.polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
    if (positions > boundaryLimits.positions) return null;
    const earlier = codes.get(draft.code);
    if (earlier !== undefined) {
      faults.push(
        fault(
          draft,
          'duplicate-code',
          `编码 ${draft.code} 在第 ${earlier + 1} 个要素里已经用过。`,
          `code ${draft.code} is used by feature ${earlier + 1} already.`,
        ),
      );
      continue;
    }
    codes.set(draft.code, number);
    drafts.push(draft);
  }
  if (drafts.length > 0 && !drafts.some(({ kind }) => kind === 'area')) {
    faults.push({
      severity: 'error',
      code: 'bad-property',
      feature: null,
      codes: [],
      sentences: {
        zh: '文件里没有属地（kind 为 area 的要素）。',
        en: 'the file has no area (a feature of kind area).',
      },
    });
  }
  return { drafts, faults };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fault(
  { feature, code }: { feature: number; code: string },
  kind: BoundaryFault['code'],
  zh: string,
  en: string,
): BoundaryFault {
  return { severity: 'error', code: kind, feature, codes: code === '' ? [] : [code], sentences: { zh, en } };
}

function draftOf(feature: unknown, number: number, faults: BoundaryFault[]): BoundaryDraft | null {
  const properties = isObject(feature) && isObject(feature.properties) ? feature.properties : {};
  const code = textOf(properties.code, 64) ?? '';
  const place = { feature: number, code };
  const said = `第 ${number + 1} 个要素${code === '' ? '' : `（${code}）`}`;
  const before = faults.length;
  const bad = (name: string, zh: string, en: string): void =>
    void faults.push(fault(place, 'bad-property', `${said}的 ${name} ${zh}`, `feature ${number + 1}: ${name} ${en}`));
  const kind = textOf(properties.kind, 14);
  const name = nameOf(properties);
  const chiefType = properties.chiefType === undefined ? 'NONE' : textOf(properties.chiefType, 5);
  const parent = textOf(properties.parent, 64);
  if (code === '') bad('code', '没有填写。', 'is missing.');
  if (kind === null || !kinds.includes(kind))
    bad('kind', '应为 area、responsibility 或 outline。', 'must be area, responsibility or outline.');
  if (!name) bad('name', '没有填写。', 'is missing.');
  if (chiefType === null || !chiefTypes.includes(chiefType))
    bad('chiefType', `应为 ${chiefTypes.join('、')} 之一。`, `must be one of ${chiefTypes.join(', ')}.`);
  if (kind === 'responsibility' && parent === null)
    bad('parent', '没有填写它所在的属地编码。', 'must name the code of its area.');
  const polygons = polygonsOf(feature, place, said, faults);
  if (faults.length > before || !polygons || !name) return null;
  return {
    ...place,
    kind: kind as BoundaryDraft['kind'],
    name,
    unit: textOf(properties.unit, 64),
    parent: kind === 'responsibility' ? parent : null,
    chiefType: chiefType as ChiefType,
    person: textOf(properties.person, 64),
    polygons,
  };
}

function textOf(value: unknown, length: number): string | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  return text === '' || text.length > length ? null : text;
}

function nameOf({ name, nameEn }: Json): { zh: string; en: string } | null {
  const zh = textOf(isObject(name) ? name.zh : name, 120);
  return zh === null ? null : { zh, en: textOf(isObject(name) ? name.en : nameEn, 240) ?? zh };
}

function polygonsOf(
  feature: unknown,
  place: { feature: number; code: string },
  said: string,
  faults: BoundaryFault[],
): Polygons | null {
  const geometry = isObject(feature) && isObject(feature.geometry) ? feature.geometry : {};
  const given: unknown =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : null;
  const refuse = (kind: BoundaryFault['code'], zh: string, en: string): null => {
    faults.push(fault(place, kind, `${said}${zh}`, `feature ${place.feature + 1}: ${en}`));
    return null;
  };
  if (!Array.isArray(given) || given.length === 0)
    return refuse('bad-geometry', '不是面（Polygon 或 MultiPolygon）。', 'is no Polygon or MultiPolygon.');
  const polygons: Polygons = [];
  for (const rings of given as unknown[]) {
    if (!Array.isArray(rings) || rings.length === 0)
      return refuse('bad-geometry', '的面没有环。', 'a polygon has no ring.');
    const polygon: Polygon = [];
    for (const ring of rings as unknown[]) {
      const positions = Array.isArray(ring) ? (ring as unknown[]).map(positionOf) : [null];
      if (positions.some((position) => position === null))
        return refuse('bad-geometry', '的坐标不是数字，或超出范围。', 'has a position that is none.');
      const closed = positions as Ring;
      const [first, last] = [closed[0], closed[closed.length - 1]];
      if (closed.some(([lng, lat]) => isSwapped(lng, lat)))
        return refuse('swapped-coordinates', '的经度和纬度写反了。', 'longitude and latitude have changed places.');
      if (!first || !last || first[0] !== last[0] || first[1] !== last[1])
        return refuse(
          'unclosed-ring',
          '的环没有闭合：首尾两点不同。',
          'a ring is not closed: its first and last positions differ.',
        );
      const simple = closed.filter((at, index) => {
        const before = closed[index - 1];
        return !before || before[0] !== at[0] || before[1] !== at[1];
      });
      if (simple.length < 4) return refuse('bad-geometry', '的环少于三个角。', 'a ring has fewer than three corners.');
      polygon.push(simple);
    }
    const crossing = selfCrossing(polygon);
    if (crossing) {
      refuse(
        'self-crossing',
        `的边界自己相交，在 ${crossing.join(', ')} 附近。`,
        `its border crosses itself near ${crossing.join(', ')}.`,
      );
      return null;
    }
    polygons.push(polygon);
  }
  return polygons;
}

function positionOf(value: unknown): Position | null {
  if (!Array.isArray(value)) return null;
  const [lng, lat] = value as unknown[];
  if (typeof lng !== 'number' || typeof lat !== 'number') return null;
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 180 ? [lng, lat] : null;
}
