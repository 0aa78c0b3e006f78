import type { DeskReportTab, ReportState } from '@minsheng/contracts';
import { boundingBox, listUnits, metresBetween } from '../organisation/index.js';
import { isId, reachOf, rows, type Work } from '../platform/index.js';
import type { Report, ReportId } from './report.entity.js';
import { reportProblems } from './reports.problems.js';
import { inOrder } from './reports.queries.js';

export interface Near {
  lng: number;
  lat: number;
  metres: number;
}

export interface DeskFilter {
  tab: DeskReportTab;
  category: string | null;
  area: string | null;
  q: string | null;
  near: Near | null;
}

export interface DeskPage {
  reports: { report: Report; metres: number | null }[];
  cursor: string | null;
}

export const deskPageLength = 50;

const decided: readonly ReportState[] = ['ACCEPTED', 'MERGED', 'REJECTED', 'LAPSED', 'RESOLVED', 'RATED'];
const undecided: readonly ReportState[] = ['HELD', 'PENDING', 'NEED_INFO'];
const hidden: readonly ReportState[] = ['SUBMITTED', 'WITHDRAWN'];
const listed = (states: readonly ReportState[]): string => states.map((state) => `'${state}'`).join(', ');

/** By tab: which rows, and whether the oldest come first, as where somebody waits. */
const tabs: Readonly<Record<DeskReportTab, { where: string; oldestFirst: boolean }>> = {
  waiting: { where: `state = 'PENDING' AND appealed_at IS NULL`, oldestFirst: true },
  held: { where: `state = 'HELD'`, oldestFirst: true },
  'need-info': { where: `state = 'NEED_INFO'`, oldestFirst: true },
  appealed: { where: `state = 'PENDING' AND appealed_at IS NOT NULL`, oldestFirst: true },
  decided: { where: `state IN (${listed(decided)})`, oldestFirst: false },
  all: { where: `state NOT IN (${listed(hidden)})`, oldestFirst: false },
};

/** A statement under construction: conditions with their parameters, numbered as they come. */
class Conditions {
  readonly #texts: string[] = [];
  readonly parameters: unknown[] = [];

  add(text: string, ...values: unknown[]): void {
    let at = 0;
    this.#texts.push(text.replace(/\?/g, () => `$${this.parameters.push(values[at++])}`));
  }

  toString(): string {
    return this.#texts.map((text) => `(${text})`).join(' AND ');
  }
}

/** A page of what the caller may see of a tab. A cursor stands for the place of the last row. */
export async function listForDesk(work: Work, filter: DeskFilter, cursor: string | null): Promise<DeskPage> {
  const conditions = await conditionsOf(work, filter);
  if (conditions === null) return { reports: [], cursor: null };
  return filter.near === null
    ? byTime(work, filter, conditions, cursor)
    : byDistance(work, filter.near, conditions, cursor);
}

async function byTime(
  work: Work,
  { tab }: DeskFilter,
  conditions: Conditions,
  cursor: string | null,
): Promise<DeskPage> {
  const { oldestFirst } = tabs[tab];
  if (cursor !== null) {
    const [at, id] = readCursor(cursor);
    if (Number.isNaN(Date.parse(at))) throw reportProblems['bad-cursor']();
    conditions.add(`(submitted_at, id) ${oldestFirst ? '>' : '<'} (?, ?)`, at, id);
  }
  const direction = oldestFirst ? 'ASC' : 'DESC';
  const found = await rows<{ id: ReportId; submitted_at: string }>(
    work,
    `SELECT id, submitted_at FROM report WHERE ${conditions.toString()}
     ORDER BY submitted_at ${direction}, id ${direction} LIMIT ${deskPageLength + 1}`,
    conditions.parameters,
  );
  const page = found.slice(0, deskPageLength);
  const last = page.at(-1);
  const reports = await inOrder(
    work,
    page.map(({ id }) => id),
  );
  return {
    reports: reports.map((report) => ({ report, metres: null })),
    cursor: found.length > deskPageLength && last ? writeCursor(last.submitted_at, last.id) : null,
  };
}

/** The box is cut out by the index on latitude and longitude, the circle out of the box; nearest first. */
async function byDistance(work: Work, near: Near, conditions: Conditions, cursor: string | null): Promise<DeskPage> {
  const { west, south, east, north } = boundingBox(near, near.metres);
  conditions.add('lat BETWEEN ? AND ?', south, north);
  conditions.add('lng BETWEEN ? AND ?', west, east);
  const found = await rows<{ id: ReportId; lng: number; lat: number }>(
    work,
    `SELECT id, lng, lat FROM report WHERE ${conditions.toString()}`,
    conditions.parameters,
  );
  const [after, afterId] = cursor === null ? [-1, ''] : nearCursor(cursor);
  const within = found
    .map(({ id, lng, lat }) => ({ id, metres: metresBetween(near, { lng: Number(lng), lat: Number(lat) }) }))
    .filter(({ metres }) => metres <= near.metres)
    .sort((a, b) => a.metres - b.metres || (a.id < b.id ? -1 : 1))
    .filter(({ id, metres }) => metres > after || (metres === after && id > afterId));
  const page = within.slice(0, deskPageLength);
  const away = new Map(page.map(({ id, metres }) => [id, metres]));
  const last = page.at(-1);
  const reports = await inOrder(
    work,
    page.map(({ id }) => id),
  );
  return {
    reports: reports.map((report) => ({ report, metres: away.get(report.id) ?? null })),
    cursor: within.length > deskPageLength && last ? writeCursor(String(last.metres), last.id) : null,
  };
}

/**
 * Rows of each tab that the caller may see, whatever the filters. Nearly all reports are decided and none is ever deleted, so
 * the few that are not are counted, and decided are the rest.
 */
export async function countTabs(work: Work): Promise<Record<DeskReportTab, number>> {
  const conditions = await reachConditions(work);
  if (conditions === null) return { waiting: 0, held: 0, 'need-info': 0, appealed: 0, decided: 0, all: 0 };
  const where = conditions.toString();
  const within = where && `AND ${where}`;
  const byState = await rows<{ state: ReportState; reports: number | string }>(
    work,
    `SELECT state, COUNT(*) AS reports FROM report WHERE state IN (${listed([...undecided, ...hidden])}) ${within} GROUP BY state`,
    conditions.parameters,
  );
  const [appealed] = await rows<{ reports: number | string }>(
    work,
    `SELECT COUNT(*) AS reports FROM report WHERE ${tabs.appealed.where} ${within}`,
    conditions.parameters,
  );
  // The numbers of each day have no gap: their sum is how many reports there are.
  const [total] = await rows<{ reports: number | string | null }>(
    work,
    where === ''
      ? 'SELECT SUM(last_number) AS reports FROM report_day'
      : `SELECT COUNT(*) AS reports FROM report WHERE ${where}`,
    conditions.parameters,
  );
  const of = (...states: readonly ReportState[]): number =>
    byState.reduce((sum, { state, reports }) => sum + (states.includes(state) ? Number(reports) : 0), 0);
  const all = Number(total?.reports ?? 0) - of(...hidden);
  const appeals = Number(appealed?.reports ?? 0);
  return {
    waiting: of('PENDING') - appeals,
    held: of('HELD'),
    'need-info': of('NEED_INFO'),
    appealed: appeals,
    decided: all - of(...undecided),
    all,
  };
}

async function conditionsOf(work: Work, { tab, category, area, q }: DeskFilter): Promise<Conditions | null> {
  // SQLite would sort a whole area to find its newest fifty; the plus keeps it on the index by time.
  const conditions = await reachConditions(work, work.dialect === 'sqlite' ? '+area_unit_id' : 'area_unit_id');
  if (conditions === null) return null;
  conditions.add(tabs[tab].where);
  if (category !== null) conditions.add('category = ?', category);
  if (area !== null) conditions.add('area_code = ?', area);
  const words = q?.trim() ?? '';
  if (/^SP-\d{8}/i.test(words)) {
    // A number, or its beginning: a stretch of the index on numbers.
    const number = words.toUpperCase();
    conditions.add('number >= ? AND number < ?', number, `${number}~`);
  } else if (words !== '') {
    const pattern = `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    // Whether Latin letters are large or small makes no difference on either database.
    const like = work.dialect === 'postgres' ? 'ILIKE' : 'LIKE';
    const [number, place, text] = ['number', 'place_text', 'text'].map((column) => `${column} ${like} ? ESCAPE '\\'`);
    conditions.add(`${number} OR ${place} OR ${text}`, pattern, pattern, pattern);
  }
  return conditions;
}

/** Null: the caller sees no rows at all. */
async function reachConditions(work: Work, unitColumn = 'area_unit_id'): Promise<Conditions | null> {
  const reach = reachOf(work.caller, 'reports.read');
  if (!reach) return null;
  const conditions = new Conditions();
  if (reach.everything) return conditions;
  const units = await listUnits(work, reach);
  if (units.length === 0) return null;
  conditions.add(`${unitColumn} IN (${units.map(() => '?').join(', ')})`, ...units.map(({ id }) => id));
  return conditions;
}

function writeCursor(place: string, id: string): string {
  return Buffer.from(`${place}|${id}`).toString('base64url');
}

function readCursor(cursor: string): [string, string] {
  const [place, id, ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  if (place === undefined || id === undefined || rest.length > 0 || !isId(id)) throw reportProblems['bad-cursor']();
  return [place, id];
}

function nearCursor(cursor: string): [number, string] {
  const [metres, id] = readCursor(cursor);
  if (!Number.isFinite(Number(metres))) throw reportProblems['bad-cursor']();
  return [Number(metres), id];
}

/** `118.1,24.5,300`. @throws Problem when it is not so */
export function readNear(text: string): Near {
  const [lng, lat, metres, ...rest] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const isGood =
    lng !== undefined &&
    lat !== undefined &&
    metres !== undefined &&
    rest.length === 0 &&
    Math.abs(lng) <= 180 &&
    Math.abs(lat) <= 90 &&
    metres >= 1 &&
    metres <= 5000;
  if (!isGood) throw reportProblems['bad-near']();
  return { lng, lat, metres };
}
