import type { LocalisedText, LocationFlag } from '@minsheng/contracts';
import Flatbush from 'flatbush';
import type { SeatId } from '../seat.entity.js';
import type { UnitId } from '../unit.entity.js';
import type { Position } from './datum.js';
import { boundingBox } from './earth.js';
import type { CanonicalPoint } from './point.js';
import { boxOf, covers, metresToBorder, squareMetres } from './shapes.js';
import type { TerritoryArea, TerritoryAreaId } from './territory-area.entity.js';
import type { TerritoryVersionId } from './territory-version.entity.js';

/** Where a point lies: all the floors above need to dispatch by territory. */
export interface Location {
  /** True also while no boundaries are in force: then nothing else is known. */
  isInside: boolean;
  versionId: TerritoryVersionId | null;
  areaId: TerritoryAreaId | null;
  areaCode: string | null;
  areaName: LocalisedText | null;
  areaUnitId: UnitId | null;
  responsibilityAreaId: TerritoryAreaId | null;
  responsibilityCode: string | null;
  responsibilityName: LocalisedText | null;
  responsibilityUnitId: UnitId | null;
  personSeatId: SeatId | null;
  flags: LocationFlag[];
}

export const nowhereKnown: Location = {
  isInside: true,
  versionId: null,
  areaId: null,
  areaCode: null,
  areaName: null,
  areaUnitId: null,
  responsibilityAreaId: null,
  responsibilityCode: null,
  responsibilityName: null,
  responsibilityUnitId: null,
  personSeatId: null,
  flags: [],
};

/** A point this near an edge lies on it, in metres: two files never agree on less. */
const onBorder = 0.5;

interface Charted {
  area: TerritoryArea;
  squareMetres: number;
}

interface Near extends Charted {
  isWithin: boolean;
  metresToBorder: number;
}

/** The boundaries of one version, made ready for look-ups: box first, then edges. */
export class Atlas {
  readonly #areas: Chart;
  readonly #responsibility: Chart;

  constructor(
    readonly versionId: TerritoryVersionId,
    areas: readonly TerritoryArea[],
  ) {
    this.#areas = new Chart(areas.filter(({ kind }) => kind === 'area'));
    this.#responsibility = new Chart(areas.filter(({ kind }) => kind === 'responsibility'));
  }

  /**
   * The area that covers a point: on a shared edge the one with the lowest code, flagged. A point outside all of them
   * whose accuracy reaches one is taken to be in the nearest, flagged. Within the area, the smallest responsibility area.
   */
  locate(point: CanonicalPoint): Location {
    const accuracy = point.accuracyMetres ?? 0;
    const near = this.#areas.near(point, Math.max(accuracy, onBorder));
    const covering = near.filter(isCovering);
    const strictly = covering.filter((one) => one.metresToBorder > onBorder);
    const chosen = strictly.sort(bySizeThenCode)[0] ?? covering.sort(byCode)[0] ?? near.sort(byDistance)[0];
    if (!chosen) return { ...nowhereKnown, isInside: false, versionId: this.versionId, flags: ['OUTSIDE'] };
    const flags: LocationFlag[] = [];
    if (covering.length === 0) flags.push('NEAREST');
    if (strictly.length === 0 && covering.length > 1) flags.push('ON_BORDER');
    if (chosen.metresToBorder < accuracy) flags.push('ACCURACY_CROSSES_BORDER');
    const responsibility = this.#responsibilityAt(point, chosen.area.code);
    return {
      isInside: true,
      versionId: this.versionId,
      areaId: chosen.area.id,
      areaCode: chosen.area.code,
      areaName: nameOf(chosen.area),
      areaUnitId: chosen.area.unitId,
      responsibilityAreaId: responsibility?.id ?? null,
      responsibilityCode: responsibility?.code ?? null,
      responsibilityName: responsibility ? nameOf(responsibility) : null,
      responsibilityUnitId: responsibility?.unitId ?? null,
      personSeatId: responsibility?.personSeatId ?? null,
      flags,
    };
  }

  #responsibilityAt(point: CanonicalPoint, areaCode: string): TerritoryArea | null {
    const covering = this.#responsibility
      .near(point, onBorder)
      .filter((one) => isCovering(one) && one.area.parentCode === areaCode);
    const strictly = covering.filter((one) => one.metresToBorder > onBorder);
    return (strictly.sort(bySizeThenCode)[0] ?? covering.sort(byCode)[0])?.area ?? null;
  }
}

const isCovering = ({ isWithin, metresToBorder: metres }: Near): boolean => isWithin || metres <= onBorder;
const byCode = (a: Charted, b: Charted): number => (a.area.code < b.area.code ? -1 : 1);
const bySizeThenCode = (a: Charted, b: Charted): number => a.squareMetres - b.squareMetres || byCode(a, b);
const byDistance = (a: Near, b: Near): number => a.metresToBorder - b.metresToBorder || byCode(a, b);
const nameOf = ({ nameZh: zh, nameEn: en }: TerritoryArea): LocalisedText => ({ zh, en });

class Chart {
  readonly #charted: Charted[];
  readonly #tree: Flatbush | null;

  constructor(areas: readonly TerritoryArea[]) {
    this.#charted = areas.map((area) => ({ area, squareMetres: squareMetres(area.geometry) }));
    this.#tree = areas.length === 0 ? null : new Flatbush(areas.length);
    for (const { geometry } of areas) {
      const { west, south, east, north } = boxOf(geometry);
      this.#tree?.add(west, south, east, north);
    }
    this.#tree?.finish();
  }

  /** Those that cover the point or come within so many metres of it. */
  near(point: CanonicalPoint, metres: number): Near[] {
    const { west, south, east, north } = boundingBox(point, metres);
    const at: Position = [point.lng, point.lat];
    return (this.#tree?.search(west, south, east, north) ?? []).flatMap((index) => {
      const charted = this.#charted[index] as Charted;
      const isWithin = covers(charted.area.geometry, at);
      const toBorder = metresToBorder(charted.area.geometry, at);
      return isWithin || toBorder <= metres ? [{ ...charted, isWithin, metresToBorder: toBorder }] : [];
    });
  }
}
