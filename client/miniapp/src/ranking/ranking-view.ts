import {
  textIn,
  withheldReasons,
  type Language,
  type RankedUnit,
  type RankingGroup,
  type UnrankedUnit,
} from '@minsheng/contracts';
import { axisOver, placeOn, type Axis } from './axis.js';
import { halfUp } from './decimal.js';

/** One group as the list draws it: bands of rows on one axis, and the units that are not ranked. */
export interface GroupView {
  code: string;
  name: string;
  units: number;
  bandCount: number;
  /** Null when no unit of the group may be ranked. */
  axis: Axis | null;
  bands: BandView[];
  byName: RowView[];
  /** Whether any row has an online score of its own. */
  hasOnline: boolean;
  /** Below the publication rule. */
  unranked: UnrankedRowView[];
  /** Without interviews: listed apart, compared with nobody. */
  onlineOnly: UnrankedRowView[];
}

export interface BandView {
  number: number;
  rows: RowView[];
}

export interface FiguresView {
  /** One decimal: the phone's precision. */
  score: string;
  halfWidth: string;
  interval: [string, string];
}

export interface RowView extends FiguresView {
  unitId: string;
  name: string;
  rankSet: [number, number];
  band: number;
  /** Units in the same band, this one included. */
  bandSize: number;
  change: ChangeView | null;
  /** The online answers alone, beside the blended score; null with one mode. */
  online: { score: string; at: number } | null;
  /** Per cent of the axis. */
  at: { dot: number; from: number; to: number };
}

/** A change is a direction and a size only when it is significant, else `level` (持平). */
export type ChangeView = { kind: 'level' } | { kind: 'up' | 'down'; by: string };

export interface UnrankedRowView {
  unitId: string;
  name: string;
  /** Null when nothing could be computed. */
  figures: FiguresView | null;
  because: string[];
}

export function groupView(group: RankingGroup, language: Language): GroupView {
  const axis = group.rows.length > 0 ? axisOver(group.rows.flatMap(drawnOf)) : null;
  const sizes = new Map(group.bands.map((band) => [band.number, band.unitIds.length]));
  const rows = axis ? group.rows.map((unit) => rowView(unit, axis, sizes.get(unit.band) ?? 1, language)) : [];
  const isOnlineOnly = ({ because }: UnrankedUnit): boolean => because.includes('online-only');
  return {
    code: group.code,
    name: textIn(group.name, language),
    units: group.rows.length,
    bandCount: group.bands.length,
    axis,
    bands: group.bands.map(({ number }) => ({ number, rows: rows.filter((row) => row.band === number) })),
    byName: [...rows].sort((one, other) => one.name.localeCompare(other.name, language)),
    hasOnline: rows.some(({ online }) => online !== null),
    unranked: group.unranked.filter((unit) => !isOnlineOnly(unit)).map((unit) => unrankedView(unit, language)),
    onlineOnly: group.unranked.filter(isOnlineOnly).map((unit) => unrankedView(unit, language)),
  };
}

/** What a row draws on the axis: its interval, and its online score, which may lie outside. */
function drawnOf(unit: RankedUnit): [number, number][] {
  const online = onlineOf(unit);
  const drawn: [number, number][] = [[Number(unit.interval[0]), Number(unit.interval[1])]];
  return online === null ? drawn : [...drawn, [Number(online), Number(online)]];
}

/** Releases made before there were two modes lack the field. */
function onlineOf({ modes }: Partial<Pick<RankedUnit, 'modes'>>): string | null {
  return modes?.online?.score ?? null;
}

function rowView(unit: RankedUnit, axis: Axis, bandSize: number, language: Language): RowView {
  const [low, high] = unit.interval;
  const online = onlineOf(unit);
  return {
    unitId: unit.unitId,
    name: textIn(unit.name, language),
    ...figuresOf(unit.score, unit.halfWidth, unit.interval),
    rankSet: unit.rankSet,
    band: unit.band,
    bandSize,
    change: changeView(unit.change),
    online: online === null ? null : { score: halfUp(online, 1), at: placeOn(axis, Number(online)) },
    at: { dot: placeOn(axis, Number(unit.score)), from: placeOn(axis, Number(low)), to: placeOn(axis, Number(high)) },
  };
}

function unrankedView(unit: UnrankedUnit, language: Language): UnrankedRowView {
  return {
    unitId: unit.unitId,
    name: textIn(unit.name, language),
    figures: figuresView(unit),
    because: unit.because.map((reason) => textIn(withheldReasons[reason], language)),
  };
}

/** The figures of a unit, ranked or not; null when there are none. */
export function figuresView({ score, halfWidth, interval }: RankedUnit | UnrankedUnit): FiguresView | null {
  return score === null || halfWidth === null || interval === null ? null : figuresOf(score, halfWidth, interval);
}

function figuresOf(score: string, halfWidth: string, [low, high]: [string, string]): FiguresView {
  return { score: halfUp(score, 1), halfWidth: halfUp(halfWidth, 1), interval: [halfUp(low, 1), halfUp(high, 1)] };
}

export function changeView(change: RankedUnit['change']): ChangeView | null {
  if (!change) return null;
  if (!change.isSignificant) return { kind: 'level' };
  const isDown = change.difference.startsWith('-');
  return { kind: isDown ? 'down' : 'up', by: halfUp(change.difference.replace(/^[+-]/, ''), 1) };
}
