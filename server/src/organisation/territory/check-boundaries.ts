import type { BoundaryFault } from '@minsheng/contracts';
import Flatbush from 'flatbush';
import { difference, intersection, union } from 'polyclip-ts';
import type { BoundaryDraft } from './read-boundaries.js';
import { type Polygon, type Polygons, boxOf, somewhereIn, squareMetres } from './shapes.js';

/** Smaller pieces are the rounding of whoever drew the borders. */
const sliver = 1;

/**
 * How the features of a file lie to each other: areas that overlap or leave gaps, responsibility areas outside their area
 * or beside each other. In the file's own datum, since a straight border is no longer straight in another one.
 * `at` of a fault is in that datum too.
 */
export function checkBoundaries(drafts: readonly BoundaryDraft[]): BoundaryFault[] {
  const areas = drafts.filter(({ kind }) => kind === 'area');
  const responsibility = drafts.filter(({ kind }) => kind === 'responsibility');
  return [
    ...drafts.flatMap(overlapsItself),
    ...overlapsAmong(areas).map((found) => overlap(found, 'error')),
    ...gapsBetween(
      areas,
      drafts.filter(({ kind }) => kind === 'outline'),
    ),
    ...responsibility.flatMap((one) => outsideParent(one, areas)),
    // A road inside a grid is answered for twice, by design; two grids are not.
    ...overlapsAmong(responsibility)
      .filter(({ one, other }) => one.chiefType === other.chiefType)
      .map((found) => overlap(found, 'warning')),
    ...areas.flatMap((area) =>
      notCovered(
        area,
        responsibility.filter(({ parent }) => parent === area.code),
      ),
    ),
  ];
}

interface Overlap {
  one: BoundaryDraft;
  other: BoundaryDraft;
  piece: Piece;
}

interface Piece {
  squareMetres: number;
  at: { lng: number; lat: number };
}

/** The pieces worth naming, together, and where the largest is. */
function pieceOf(polygons: Polygons): Piece | null {
  const large = polygons
    .map((polygon: Polygon) => ({ polygon, size: squareMetres([polygon]) }))
    .filter(({ size }) => size >= sliver)
    .sort((a, b) => b.size - a.size);
  const [largest] = large;
  if (!largest) return null;
  const [lng, lat] = somewhereIn(largest.polygon);
  return { squareMetres: Math.round(large.reduce((sum, { size }) => sum + size, 0)), at: { lng, lat } };
}

function overlapsItself(draft: BoundaryDraft): BoundaryFault[] {
  const parts = draft.polygons.map((polygon) => ({ ...draft, polygons: [polygon] }));
  const [found] = overlapsAmong(parts);
  if (!found) return [];
  return [
    {
      ...faultAbout('overlap', 'error', [draft], found.piece),
      sentences: {
        zh: `${draft.code} 的几个面互相重叠 ${found.piece.squareMetres} 平方米。`,
        en: `the polygons of ${draft.code} overlap by ${found.piece.squareMetres} m².`,
      },
    },
  ];
}

function overlapsAmong(drafts: readonly BoundaryDraft[]): Overlap[] {
  if (drafts.length < 2) return [];
  const tree = new Flatbush(drafts.length);
  const boxes = drafts.map(({ polygons }) => boxOf(polygons));
  for (const { west, south, east, north } of boxes) tree.add(west, south, east, north);
  tree.finish();
  return drafts.flatMap((one, place) => {
    const { west, south, east, north } = boxes[place]!;
    return tree
      .search(west, south, east, north, (index) => index > place)
      .sort((a, b) => a - b)
      .flatMap((index) => {
        const other = drafts[index] as BoundaryDraft;
        const piece = pieceOf(intersection(one.polygons, other.polygons) as Polygons);
        return piece ? [{ one, other, piece }] : [];
      });
  });
}

function overlap({ one, other, piece }: Overlap, severity: BoundaryFault['severity']): BoundaryFault {
  return {
    ...faultAbout('overlap', severity, [one, other], piece),
    sentences: {
      zh: `${one.code} 和 ${other.code} 重叠 ${piece.squareMetres} 平方米。`,
      en: `${one.code} and ${other.code} overlap by ${piece.squareMetres} m².`,
    },
  };
}

/** Against the city's outline where the file has one, else holes that no area fills: those may be another city's. */
function gapsBetween(areas: readonly BoundaryDraft[], outlines: readonly BoundaryDraft[]): BoundaryFault[] {
  const [first, ...more] = areas.map(({ polygons }) => polygons);
  if (!first) return [];
  const all = union(first, ...more) as Polygons;
  if (outlines.length === 0) {
    return all
      .flatMap(([, ...holes]) => holes)
      .flatMap((hole) => pieceOf([[hole]]) ?? [])
      .map((piece) => ({
        ...faultAbout('gap', 'warning', [], piece),
        sentences: {
          zh: `有一块 ${piece.squareMetres} 平方米的地方不属于任何属地。`,
          en: `${piece.squareMetres} m² belong to no area.`,
        },
      }));
  }
  return outlines.flatMap((outline) => {
    const gaps = (difference(outline.polygons, all) as Polygons).flatMap((polygon) => pieceOf([polygon]) ?? []);
    const beyond = pieceOf(difference(all, outline.polygons) as Polygons);
    return [
      ...gaps.map((piece) => ({
        ...faultAbout('gap', 'error', [outline], piece),
        sentences: {
          zh: `全市范围内有一块 ${piece.squareMetres} 平方米的地方不属于任何属地。`,
          en: `${piece.squareMetres} m² within the city belong to no area.`,
        },
      })),
      ...(beyond
        ? [
            {
              ...faultAbout('outside-parent', 'error', [outline], beyond),
              sentences: {
                zh: `属地超出全市范围 ${beyond.squareMetres} 平方米。`,
                en: `areas lie outside the city by ${beyond.squareMetres} m².`,
              },
            },
          ]
        : []),
    ];
  });
}

function outsideParent(one: BoundaryDraft, areas: readonly BoundaryDraft[]): BoundaryFault[] {
  const parent = areas.find(({ code }) => code === one.parent);
  if (!parent) {
    return [
      {
        severity: 'error',
        code: 'unknown-parent',
        feature: one.feature,
        codes: [one.code],
        sentences: {
          zh: `${one.code} 所在的属地 ${one.parent} 不在文件里。`,
          en: `the area ${one.parent} of ${one.code} is not in the file.`,
        },
      },
    ];
  }
  const piece = pieceOf(difference(one.polygons, parent.polygons) as Polygons);
  if (!piece) return [];
  return [
    {
      ...faultAbout('outside-parent', 'error', [one, parent], piece),
      sentences: {
        zh: `责任区 ${one.code} 有 ${piece.squareMetres} 平方米在属地 ${parent.code} 之外。`,
        en: `${piece.squareMetres} m² of ${one.code} lie outside its area ${parent.code}.`,
      },
    },
  ];
}

function notCovered(area: BoundaryDraft, responsibility: readonly BoundaryDraft[]): BoundaryFault[] {
  const piece = pieceOf(
    responsibility.length === 0
      ? area.polygons
      : (difference(area.polygons, ...responsibility.map(({ polygons }) => polygons)) as Polygons),
  );
  if (!piece) return [];
  return [
    {
      ...faultAbout('not-covered', 'warning', [area], piece),
      sentences: {
        zh: `属地 ${area.code} 有 ${piece.squareMetres} 平方米没有划入任何责任区。`,
        en: `${piece.squareMetres} m² of ${area.code} lie in no responsibility area.`,
      },
    },
  ];
}

function faultAbout(
  code: BoundaryFault['code'],
  severity: BoundaryFault['severity'],
  drafts: readonly BoundaryDraft[],
  piece: Piece,
): Omit<BoundaryFault, 'sentences'> {
  return { severity, code, feature: drafts[0]?.feature ?? null, codes: drafts.map((draft) => draft.code), ...piece };
}
