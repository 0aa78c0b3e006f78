import type { Datum, GivenPoint, LocalisedText } from '@minsheng/contracts';
import { type CanonicalPoint, metresBetween, requirePoint } from '../../organisation/index.js';
import { Problem } from '../../platform/index.js';
import type { ImportMapping } from './import-columns.js';
import { readLocalTime, type Zone } from './zoned-time.js';

/** A row as it may be brought in. */
export interface ImportDraft {
  key: string;
  createdAt: Date;
  /** Null: still open. */
  closedAt: Date | null;
  category: string;
  text: string | null;
  placeText: string | null;
  position: { given: GivenPoint; canonical: CanonicalPoint } | null;
  /** What a reader of the list should know of it. */
  notes: LocalisedText[];
}

/** Why a row is not brought in. */
export interface RowFault {
  column: string;
  sentences: LocalisedText;
}

export type Judgement = { draft: ImportDraft } | { fault: RowFault };

/** What the file as a whole says. */
export interface FileFacts {
  /** Of its positions; whoever imports it says which. */
  datum: Datum;
  /** Where most of its positions are; null without any. */
  middle: { lng: number; lat: number } | null;
  /** From now on nothing can have happened yet. */
  now: Date;
}

/** Further from the middle than this a position is not of this city. Metres. */
const farAway = 500_000;

/** Days before 1992 are not counted in Shanghai's time. */
const oldest = new Date('1992-01-02T00:00:00Z');

/** Reads one row: every cell that is wrong is named, the first of them is the reason. */
export function judgeRow(
  cell: (column: string) => string,
  { columns, categories, closedWords }: ImportMapping,
  zone: Zone,
  facts: FileFacts,
): Judgement {
  const notes: LocalisedText[] = [];
  try {
    const key = required(cell, columns.key);
    if (key.length > 64) throw new Refused(columns.key, '编号超过 64 个字符', 'the key is longer than 64 characters');
    const category = required(cell, columns.category);
    if (category.length > 64)
      throw new Refused(columns.category, '类别超过 64 个字符', 'the category is longer than 64 characters');
    const [createdAt] = instants(required(cell, columns.created), columns.created, zone, notes);
    if (createdAt < oldest) throw new Refused(columns.created, '早于 1992 年', 'it is older than 1992');
    if (createdAt > facts.now) throw new Refused(columns.created, '创建时间在将来', 'it was created in the future');
    const closedAt = closedOf(cell, columns, zone, createdAt, notes);
    if (closedAt === null && columns.status !== null && closedWords.includes(cell(columns.status)))
      throw new Refused(columns.status, '写着已办结，却没有办结时间', 'it is said to be closed, but not when');
    if (closedAt !== null && closedAt > facts.now)
      throw new Refused(columns.closed ?? '', '办结时间在将来', 'it was closed in the future');
    const position = positionOf(cell, columns, facts);
    if (position === null)
      notes.push({ zh: '没有位置，按文字地点导入', en: 'without a position: brought in with its place in words' });
    const words = (names: readonly string[], between: string, most: number): string | null =>
      names
        .map(cell)
        .filter((text) => text !== '')
        .join(between)
        .slice(0, most) || null;
    return {
      draft: {
        key,
        createdAt,
        closedAt,
        category: categories[category] ?? category,
        text: words(columns.text, ' · ', 2000),
        placeText: words(columns.place, ', ', 300),
        position,
        notes,
      },
    };
  } catch (error) {
    if (error instanceof Refused) return { fault: { column: error.column, sentences: error.sentences } };
    throw error;
  }
}

class Refused extends Error {
  readonly sentences: LocalisedText;

  constructor(
    readonly column: string,
    zh: string,
    en: string,
  ) {
    super(en);
    this.sentences = { zh, en };
  }
}

function required(cell: (column: string) => string, column: string): string {
  const value = cell(column);
  if (value === '') throw new Refused(column, '是空的', 'is empty');
  return value;
}

/** The instants that a text may mean, the earlier first, at least one. */
function instants(text: string, column: string, zone: Zone, notes: LocalisedText[]): [Date, ...Date[]] {
  const local = readLocalTime(text);
  if (!local) throw new Refused(column, `读不懂的时间“${text}”`, `no time that can be read: "${text}"`);
  const [first, ...more] = zone.instantsOf(local);
  if (first === undefined)
    throw new Refused(
      column,
      `${zone.name} 没有“${text}”这个时间，那时钟表拨快了`,
      `${zone.name} has no "${text}": the clocks were put forward`,
    );
  if (more.length > 0)
    notes.push({
      zh: `${column}“${text}”在 ${zone.name} 出现两次，取较早而不矛盾的一次`,
      en: `${column} "${text}" came twice in ${zone.name}: the earlier that fits is taken`,
    });
  return [first, ...more];
}

function closedOf(
  cell: (column: string) => string,
  { closed }: ImportMapping['columns'],
  zone: Zone,
  createdAt: Date,
  notes: LocalisedText[],
): Date | null {
  if (closed === null || cell(closed) === '') return null;
  const closedAt = instants(cell(closed), closed, zone, notes).find((instant) => instant >= createdAt);
  if (closedAt === undefined) throw new Refused(closed, '办结早于创建', 'it was closed before it was created');
  return closedAt;
}

function positionOf(
  cell: (column: string) => string,
  { latitude, longitude }: ImportMapping['columns'],
  { middle, datum }: FileFacts,
): ImportDraft['position'] {
  if (latitude === null || longitude === null) return null;
  const texts = [cell(longitude), cell(latitude)];
  if (texts.every((text) => text === '')) return null;
  const [lng = Number.NaN, lat = Number.NaN] = texts.map((text) =>
    /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN,
  );
  if (!(Math.abs(lng) <= 180)) throw new Refused(longitude, `经度不对“${texts[0]}”`, `no longitude: "${texts[0]}"`);
  if (!(Math.abs(lat) <= 180)) throw new Refused(latitude, `纬度不对“${texts[1]}”`, `no latitude: "${texts[1]}"`);
  const isFar = (point: { lng: number; lat: number }): boolean =>
    Math.abs(point.lat) > 90 || (middle !== null && metresBetween(middle, point) > farAway);
  if (isFar({ lng, lat })) {
    if (!isFar({ lng: lat, lat: lng }))
      throw new Refused(latitude, '经度和纬度写反了', 'longitude and latitude have changed places');
    throw new Refused(
      latitude,
      '位置离其余各行超过 500 公里',
      'the position lies more than 500 km from those of the other rows',
    );
  }
  const given: GivenPoint = { lng, lat, datum, accuracyMetres: null, source: 'IMPORT' };
  try {
    return { given, canonical: requirePoint(given) };
  } catch (error) {
    if (error instanceof Problem) throw new Refused(latitude, error.sentences.zh, error.sentences.en);
    throw error;
  }
}

/** The middle value of each coordinate: a few wrong rows do not move it. */
export function middleOf(positions: readonly { lng: number; lat: number }[]): FileFacts['middle'] {
  if (positions.length === 0) return null;
  const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
  return { lng: median(positions.map(({ lng }) => lng)), lat: median(positions.map(({ lat }) => lat)) };
}
