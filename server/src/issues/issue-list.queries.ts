import type { DueState, IssueState, IssueTab } from '@minsheng/contracts';
import { In } from 'typeorm';
import { boundingBox, type Box, metresBetween } from '../organisation/index.js';
import { rows, type UnitReach, type Work } from '../platform/index.js';
import { dueState } from './issue-clock.js';
import { IssueParty } from './issue-party.entity.js';
import { Issue, type IssueId } from './issue.entity.js';
import { withinReach } from './issues.queries.js';

export interface IssueFilter {
  category: string | null;
  area: string | null;
  unit: string | null;
  q: string | null;
  near: { lng: number; lat: number; metres: number } | null;
}

const waiting: readonly IssueState[] = ['NEW', 'TRIAGED'];
/** The unit's clock runs. */
export const running: readonly IssueState[] = [
  'ASSIGNED',
  'TRANSFER_ASKED',
  'SIGNED',
  'IN_PROGRESS',
  'EXTENSION_ASKED',
];
const dayMs = 86_400_000;
export const pageSize = 50;
/** As many points as a map shows, and as many rows as are measured from a point. */
export const mostPoints = 2000;

const states = (listed: readonly IssueState[]): string => `i.state IN (${listed.map((one) => `'${one}'`).join(', ')})`;

/** Conditions on `issue i` with their parameters, numbered in order of writing. */
class Where {
  readonly conditions: string[] = [];
  readonly parameters: unknown[] = [];

  add(condition: (next: (value: unknown) => string) => string): this {
    this.conditions.push(
      condition((value) => {
        this.parameters.push(value);
        return `$${this.parameters.length}`;
      }),
    );
    return this;
  }

  get sql(): string {
    return this.conditions.length === 0 ? '' : `WHERE ${this.conditions.map((one) => `(${one})`).join(' AND ')}`;
  }
}

/** What somebody with this reach sees of the filtered issues. No reach: nothing. */
function visible(reach: UnitReach | null, filter: IssueFilter): Where {
  const where = new Where();
  if (!reach) return where.add(() => '1 = 0');
  if (!reach.everything) {
    const { clause, parameters } = withinReach(reach, where.parameters.length + 1);
    where.parameters.push(...parameters);
    where.conditions.push(
      `i.id IN (SELECT p.issue_id FROM issue_party p JOIN unit u ON u.id = p.unit_id WHERE ${clause})`,
    );
  }
  const { category, area, unit, q, near } = filter;
  if (category !== null) where.add((next) => `i.category = ${next(category)}`);
  if (area !== null) where.add((next) => `i.area_code = ${next(area)}`);
  if (unit !== null)
    where.add((next) => `i.id IN (SELECT q.issue_id FROM issue_party q WHERE q.unit_id = ${next(unit)})`);
  if (q !== null) {
    const text = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    where.add(
      (next) =>
        `i.number LIKE ${next(text)} ESCAPE '\\' OR i.place_text LIKE ${next(text)} ESCAPE '\\' OR i.text LIKE ${next(text)} ESCAPE '\\'`,
    );
  }
  if (near !== null) inBox(where, boundingBox(near, near.metres));
  return where;
}

function inBox(where: Where, { west, south, east, north }: Box): void {
  where.add((next) => `i.lat BETWEEN ${next(south)} AND ${next(north)}`);
  where.add((next) => `i.lng BETWEEN ${next(west)} AND ${next(east)}`);
}

function inTab(where: Where, tab: IssueTab, now: Date): void {
  const soon = new Date(now.getTime() + dayMs).toISOString();
  switch (tab) {
    case 'to-dispatch':
      return void where.add(() => states(waiting));
    case 'due-soon':
      where.add(() => states(running));
      where.add((next) => `i.due_at >= ${next(now.toISOString())}`);
      return void where.add((next) => `i.due_at <= ${next(soon)}`);
    case 'overdue':
      where.add(() => states(running));
      return void where.add((next) => `i.due_at < ${next(now.toISOString())}`);
    case 'to-verify':
      return void where.add(() => states(['SUBMITTED']));
    case 'transfers':
      return void where.add(() => states(['TRANSFER_ASKED']));
    case 'handling':
      return void where.add(() => states(running));
    case 'closed':
      return void where.add(() => states(['CLOSED']));
    case 'all':
      return;
  }
}

export interface IssuePage {
  found: { issue: Issue; metres?: number }[];
  cursor: string | null;
}

/** Open ones by due date, the rest newest first; around a point by distance. */
export async function findIssuePage(
  work: Work,
  reach: UnitReach | null,
  tab: IssueTab,
  filter: IssueFilter,
  cursor: string | null,
): Promise<IssuePage> {
  const where = visible(reach, filter);
  inTab(where, tab, work.now);
  if (filter.near !== null) return nearest(work, where, filter.near, cursor);
  const isByDue = tab !== 'all' && tab !== 'closed';
  const key = isByDue ? 'i.due_at' : 'i.raised_at';
  const after = readCursor(cursor);
  if (after) {
    const sign = isByDue ? '>' : '<';
    where.add(
      (next) => `${key} ${sign} ${next(after.key)} OR (${key} = ${next(after.key)} AND i.id ${sign} ${next(after.id)})`,
    );
  }
  const found = await rows<{ id: IssueId; key: string }>(
    work,
    `SELECT i.id AS id, ${key} AS key FROM issue i ${where.sql}
     ORDER BY ${key} ${isByDue ? 'ASC' : 'DESC'}, i.id ${isByDue ? 'ASC' : 'DESC'} LIMIT ${pageSize + 1}`,
    where.parameters,
  );
  const page = found.slice(0, pageSize);
  const last = page.at(-1);
  return {
    found: (
      await loadIssues(
        work,
        page.map(({ id }) => id),
      )
    ).map((issue) => ({ issue })),
    cursor: found.length > pageSize && last ? `${last.key}~${last.id}` : null,
  };
}

async function nearest(
  work: Work,
  where: Where,
  near: { lng: number; lat: number; metres: number },
  cursor: string | null,
): Promise<IssuePage> {
  const found = await rows<{ id: IssueId; lng: number; lat: number }>(
    work,
    `SELECT i.id AS id, i.lng AS lng, i.lat AS lat FROM issue i ${where.sql} LIMIT ${mostPoints}`,
    where.parameters,
  );
  const measured = found
    .map(({ id, lng, lat }) => ({
      id,
      metres: Math.round(metresBetween(near, { lng: Number(lng), lat: Number(lat) })),
    }))
    .filter(({ metres }) => metres <= near.metres)
    .sort((a, b) => a.metres - b.metres || (a.id < b.id ? -1 : 1));
  const from = cursor !== null && /^[0-9]{1,4}$/.test(cursor) ? Number(cursor) : 0;
  const page = measured.slice(from, from + pageSize);
  const issues = await loadIssues(
    work,
    page.map(({ id }) => id),
  );
  return {
    found: issues.map((issue, index) => ({ issue, metres: page[index]!.metres })),
    cursor: measured.length > from + pageSize ? String(from + pageSize) : null,
  };
}

function readCursor(cursor: string | null): { key: string; id: string } | null {
  const [, key, id] = /^([0-9TZ:.-]{24})~([0-9A-Z]{26})$/.exec(cursor ?? '') ?? [];
  return key !== undefined && id !== undefined ? { key, id } : null;
}

async function loadIssues(work: Work, ids: readonly IssueId[]): Promise<Issue[]> {
  if (ids.length === 0) return [];
  const byId = new Map((await work.tx.find(Issue, { where: { id: In([...ids]) } })).map((issue) => [issue.id, issue]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** How many stand under each tab, with the same filter. */
export async function countIssues(
  work: Work,
  reach: UnitReach | null,
  filter: IssueFilter,
): Promise<Record<IssueTab, number>> {
  const now = work.now.toISOString();
  const soon = new Date(work.now.getTime() + dayMs).toISOString();
  const where = visible(reach, filter);
  // Instants stand in the text: they are ours, and the parameters before them are numbered.
  const found = await rows<{ state: IssueState; count: number; overdue: number; soon: number }>(
    work,
    `SELECT i.state AS state, COUNT(*) AS count, SUM(CASE WHEN i.due_at < '${now}' THEN 1 ELSE 0 END) AS overdue,
       SUM(CASE WHEN i.due_at >= '${now}' AND i.due_at <= '${soon}' THEN 1 ELSE 0 END) AS soon
     FROM issue i ${where.sql} GROUP BY i.state`,
    where.parameters,
  );
  const sum = (of: 'count' | 'overdue' | 'soon', listed: readonly IssueState[] | null): number =>
    found
      .filter(({ state }) => listed === null || listed.includes(state))
      .reduce((total, row) => total + Number(row[of]), 0);
  return {
    'to-dispatch': sum('count', waiting),
    'due-soon': sum('soon', running),
    overdue: sum('overdue', running),
    'to-verify': sum('count', ['SUBMITTED']),
    transfers: sum('count', ['TRANSFER_ASKED']),
    handling: sum('count', running),
    closed: sum('count', ['CLOSED']),
    all: sum('count', null),
  };
}

export interface FoundPoint {
  id: string;
  state: IssueState;
  due: DueState;
  isReopened: boolean;
  at: { lng: number; lat: number };
}

export async function findPoints(
  work: Work,
  reach: UnitReach | null,
  tab: IssueTab,
  filter: IssueFilter,
  box: Box,
): Promise<FoundPoint[]> {
  const where = visible(reach, filter);
  inTab(where, tab, work.now);
  inBox(where, box);
  const found = await rows<{
    id: string;
    state: IssueState;
    due_at: string;
    rectified_at: string | null;
    reopenings: number;
    lng: number;
    lat: number;
  }>(
    work,
    `SELECT i.id, i.state, i.due_at, i.rectified_at, i.reopenings, i.lng, i.lat FROM issue i ${where.sql}
     ORDER BY i.raised_at DESC, i.id DESC LIMIT ${mostPoints}`,
    where.parameters,
  );
  return found.map(({ id, state, due_at: due, rectified_at: rectified, reopenings, lng, lat }) => ({
    id,
    state,
    due: dueState(
      { state, dueAt: new Date(due), rectifiedAt: rectified === null ? null : new Date(rectified) },
      work.now,
    ),
    isReopened: Number(reopenings) > 0,
    at: { lng: Number(lng), lat: Number(lat) },
  }));
}

/** Open issues that units within the reach lead, handle for another or are asked to take over, the most urgent first. */
export async function findDuties(work: Work, reach: UnitReach | null): Promise<Issue[]> {
  if (!reach) return [];
  const where = new Where().add(() => states(running));
  if (!reach.everything) {
    const { clause, parameters } = withinReach(reach, 1);
    where.parameters.push(...parameters);
    where.conditions.push(
      `i.id IN (SELECT p.issue_id FROM issue_party p JOIN unit u ON u.id = p.unit_id
        WHERE p.role IN ('LEAD', 'DELEGATE', 'SUCCESSOR') AND (${clause}))`,
    );
  }
  const found = await rows<{ id: IssueId }>(
    work,
    `SELECT i.id AS id FROM issue i ${where.sql} ORDER BY i.due_at, i.id LIMIT 200`,
    where.parameters,
  );
  return loadIssues(
    work,
    found.map(({ id }) => id),
  );
}

/** Of the issues that fell due since an instant and are led within the reach: how many there are, and closed in time. */
export async function onTimeSince(
  work: Work,
  reach: UnitReach | null,
  since: Date,
): Promise<{ closedInTime: number; due: number }> {
  if (!reach) return { closedInTime: 0, due: 0 };
  const where = new Where()
    .add((next) => `i.due_at >= ${next(since.toISOString())}`)
    .add((next) => `i.due_at <= ${next(work.now.toISOString())}`)
    .add(() => 'i.lead_unit_id IS NOT NULL');
  if (!reach.everything) {
    const { clause, parameters } = withinReach(reach, where.parameters.length + 1);
    where.parameters.push(...parameters);
    where.conditions.push(`i.lead_unit_id IN (SELECT u.id FROM unit u WHERE ${clause})`);
  }
  const [found] = await rows<{ due: number; kept: number | null }>(
    work,
    `SELECT COUNT(*) AS due, SUM(CASE WHEN i.state = 'CLOSED' AND i.rectified_at <= i.due_at THEN 1 ELSE 0 END) AS kept
     FROM issue i ${where.sql}`,
    where.parameters,
  );
  return { closedInTime: Number(found?.kept ?? 0), due: Number(found?.due ?? 0) };
}

/** The units that have to do with each of these issues. */
export function partiesOfAll(work: Work, ids: readonly IssueId[]): Promise<IssueParty[]> {
  return ids.length === 0 ? Promise.resolve([]) : work.tx.find(IssueParty, { where: { issueId: In([...ids]) } });
}
