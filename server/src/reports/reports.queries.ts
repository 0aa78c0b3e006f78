import { createHash } from 'node:crypto';
import { In } from 'typeorm';
import { boundingBox, findUnits, metresBetween } from '../organisation/index.js';
import { isId, newId, platformProblems, reachOf, reaches, rows, type Work } from '../platform/index.js';
import { Report, ReportImport, ReportReporter, type ReportId } from './report.entity.js';
import { type LetterMove, ReportEvent, ReportEvidence, ReportRating } from './report-story.entity.js';
import { mayMove, type ReportMove } from './report.lifecycle.js';
import { reportNumber } from './report-rules.js';
import { reportProblems } from './reports.problems.js';

/** One person's sendings take turns: limits and resends look before they write. SQLite's writes are serial anyway. */
export async function takeSender(work: Work, senderId: string): Promise<void> {
  if (work.dialect !== 'postgres') return;
  const key = createHash('sha256').update(senderId).digest().readInt32BE(0);
  await rows(work, 'SELECT pg_advisory_xact_lock(7267013, $1)', [key]);
}

/** The next number of a Shanghai day; a transaction that fails gives it back. */
export async function takeNumber(work: Work, day: string): Promise<string> {
  return reportNumber(day, await takeNumbers(work, day, 1));
}

/** Takes `count` numbers of a day at once. Returns the first. */
export async function takeNumbers(work: Work, day: string, count: number): Promise<number> {
  const [row] = await rows<{ last_number: number }>(
    work,
    `INSERT INTO report_day (day, last_number) VALUES ($1, $2)
     ON CONFLICT (day) DO UPDATE SET last_number = report_day.last_number + excluded.last_number RETURNING last_number`,
    [day, count],
  );
  return Number(row?.last_number) - count + 1;
}

export async function insertReport(
  work: Work,
  report: Report,
  reporter: Omit<ReportReporter, 'reportId'>,
): Promise<void> {
  await work.tx.insert(Report, report);
  await work.tx.insert(ReportReporter, { ...reporter, reportId: report.id });
}

/** What this sender made of this draft before; null at the first time. */
export async function findSent(work: Work, senderId: string, clientId: string): Promise<Report | null> {
  const found = await work.tx.findOneBy(ReportReporter, { senderId, clientId });
  return found ? work.tx.findOneBy(Report, { id: found.reportId }) : null;
}

/** When this citizen sent reports, from an instant on. */
export async function sentTimes(work: Work, citizenId: string, from: Date): Promise<Date[]> {
  const found = await rows<{ sent_at: string }>(
    work,
    'SELECT sent_at FROM report_reporter WHERE citizen_id = $1 AND sent_at >= $2',
    [citizenId, from.toISOString()],
  );
  return found.map(({ sent_at }) => new Date(sent_at));
}

export async function findReport(work: Work, id: string): Promise<Report | null> {
  return isId(id) ? work.tx.findOneBy(Report, { id: id as ReportId }) : null;
}

export function findReporter(work: Work, reportId: ReportId): Promise<ReportReporter | null> {
  return work.tx.findOneBy(ReportReporter, { reportId });
}

/** The one thing of the reporter that the desk sees without asking for it. */
export async function findAnonymity(work: Work, reportId: ReportId): Promise<boolean> {
  const [found] = await rows<{ is_anonymous: boolean | number }>(
    work,
    'SELECT is_anonymous FROM report_reporter WHERE report_id = $1',
    [reportId],
  );
  return found === undefined || Boolean(found.is_anonymous);
}

/** Those of the desk's verbs that decide: after an appeal they are another person's. */
const decisions: readonly ReportMove[] = ['accept', 'merge', 'reject', 'ask'];

/**
 * A report that the caller may look after, in a state that allows the move. One that is unknown, withdrawn, not yet checked
 * or another area's is answered alike.
 */
export async function requireReport(work: Work, id: string, move?: ReportMove): Promise<Report> {
  const report = await findReport(work, id);
  const permission = move ? 'reports.desk' : 'reports.read';
  if (!report || !(await isWithinReach(work, report, permission))) throw platformProblems['not-found']();
  if (move) {
    if (!mayMove(report.state, move)) throw notInState(report);
    if (report.appealedAt !== null && report.rejectedBy === work.caller.id && decisions.includes(move))
      throw reportProblems['another-clerk']();
  }
  return report;
}

/** The citizen's own report, in a state that allows the move. */
export async function requireOwnReport(work: Work, id: string, move?: ReportMove): Promise<Report> {
  const report = await findReport(work, id);
  const reporter = report ? await findReporter(work, report.id) : null;
  if (!report || reporter === null || reporter.citizenId === null || reporter.citizenId !== work.caller.id)
    throw platformProblems['not-found']();
  if (move && !mayMove(report.state, move)) throw notInState(report);
  return report;
}

async function isWithinReach(work: Work, report: Report, permission: string): Promise<boolean> {
  if (report.state === 'WITHDRAWN' || report.state === 'SUBMITTED') return false;
  const reach = reachOf(work.caller, permission);
  if (!reach || reach.everything) return reach !== null;
  if (report.areaUnitId === null) return false;
  const unit = (await findUnits(work, [report.areaUnitId])).get(report.areaUnitId);
  return unit !== undefined && reaches(reach, unit.path);
}

/** Changes the row only if it is still in the state it was read in; the Problem of a wrong state when somebody was faster. */
export async function changeReport(work: Work, report: Report, change: Partial<Report>): Promise<void> {
  const changed = await work.tx.update(Report, { id: report.id, state: report.state }, change);
  if (changed.affected !== 1) throw notInState(report);
  Object.assign(report, change);
}

function notInState({ number, state }: Report) {
  return reportProblems['not-in-state']({ number, state });
}

export interface EventDraft {
  kind: ReportEvent['kind'];
  at?: Date;
  unitId?: string | null;
  note?: { zh: string; en: string } | null;
  photos?: readonly string[];
  entrySequence?: number | null;
}

/** Adds a line to the citizen's timeline. False when it stands there already: the same ledger entry told again. */
export async function addEvent(work: Work, reportId: ReportId, draft: EventDraft): Promise<boolean> {
  const added = await rows(
    work,
    `INSERT INTO report_event (id, report_id, at, kind, unit_id, note_zh, note_en, photos, entry_sequence)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (report_id, entry_sequence) DO NOTHING RETURNING id`,
    [
      newId(),
      reportId,
      (draft.at ?? work.now).toISOString(),
      draft.kind,
      draft.unitId ?? null,
      draft.note?.zh.slice(0, 500) ?? null,
      draft.note?.en.slice(0, 500) ?? null,
      JSON.stringify(draft.photos ?? []),
      draft.entrySequence ?? null,
    ],
  );
  return added.length > 0;
}

/** False when this letter was kept before; one that comes at the same time waits for the first. */
export async function keepLetter(work: Work, reportId: ReportId, move: LetterMove, clientId: string): Promise<boolean> {
  const kept = await rows(
    work,
    `INSERT INTO report_letter (report_id, move, client_id, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (report_id, move, client_id) DO NOTHING RETURNING client_id`,
    [reportId, move, clientId, work.now.toISOString()],
  );
  return kept.length > 0;
}

/** The timeline of each report, the oldest line first. */
export async function eventsOf(work: Work, ids: readonly ReportId[]): Promise<Map<ReportId, ReportEvent[]>> {
  const found =
    ids.length === 0
      ? []
      : await work.tx.find(ReportEvent, { where: { reportId: In([...ids]) }, order: { at: 'ASC', id: 'ASC' } });
  const byReport = new Map<ReportId, ReportEvent[]>(ids.map((id) => [id, []]));
  for (const event of found) byReport.get(event.reportId)?.push(event);
  return byReport;
}

export function listEvidence(work: Work, reportId: ReportId, kind: ReportEvidence['kind']): Promise<ReportEvidence[]> {
  return work.tx.find(ReportEvidence, { where: { reportId, kind }, order: { at: 'ASC', id: 'ASC' } });
}

/** The rating of the newest closing that was rated. */
export function findRating(work: Work, reportId: ReportId): Promise<ReportRating | null> {
  return work.tx.findOne(ReportRating, { where: { reportId }, order: { closing: 'DESC' } });
}

/** A citizen's reports, newest first. */
export async function listOwnReports(work: Work, citizenId: string, limit: number): Promise<Report[]> {
  const found = await rows<{ report_id: ReportId }>(
    work,
    'SELECT report_id FROM report_reporter WHERE citizen_id = $1 ORDER BY sent_at DESC, report_id DESC LIMIT $2',
    [citizenId, limit],
  );
  return inOrder(
    work,
    found.map(({ report_id }) => report_id),
  );
}

/** The rows of these ids, in their order. */
export async function inOrder(work: Work, ids: readonly ReportId[]): Promise<Report[]> {
  const found = ids.length === 0 ? [] : await work.tx.find(Report, { where: { id: In([...ids]) } });
  const byId = new Map(found.map((report) => [report.id, report]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Every report of an issue, the oldest first; withdrawn ones have none. */
export function listReportsOfIssue(work: Work, issueId: string): Promise<Report[]> {
  return work.tx.find(Report, { where: { issueId }, order: { submittedAt: 'ASC', id: 'ASC' } });
}

export interface NearReport {
  id: ReportId;
  metres: number;
  state: Report['state'];
  category: string;
  issueId: string | null;
  issueNumber: string | null;
  submittedAt: Date;
  resolvedAt: Date | null;
  firstPhoto: string | null;
}

/**
 * Reports within so many metres of a point (GCJ-02), nearest first. The box is cut out by the index on latitude and
 * longitude, the circle out of the box.
 */
export async function nearReports(
  work: Work,
  point: { lng: number; lat: number },
  metres: number,
  { states, since, category }: { states: readonly Report['state'][]; since?: Date; category?: string },
): Promise<NearReport[]> {
  const { west, south, east, north } = boundingBox(point, metres);
  const found = await rows<{
    id: ReportId;
    lng: number;
    lat: number;
    state: Report['state'];
    category: string;
    issue_id: string | null;
    issue_number: string | null;
    submitted_at: string;
    resolved_at: string | null;
    photos: string;
  }>(
    work,
    `SELECT id, lng, lat, state, category, issue_id, issue_number, submitted_at, resolved_at, photos FROM report
     WHERE lat BETWEEN $1 AND $2 AND lng BETWEEN $3 AND $4 AND state IN (${states.map((state) => `'${state}'`).join(', ')})
       ${category === undefined ? '' : 'AND category = $5'}`,
    [south, north, west, east, ...(category === undefined ? [] : [category])],
  );
  return found
    .filter(({ submitted_at }) => since === undefined || submitted_at >= since.toISOString())
    .map((row) => ({
      id: row.id,
      metres: metresBetween(point, { lng: Number(row.lng), lat: Number(row.lat) }),
      state: row.state,
      category: row.category,
      issueId: row.issue_id,
      issueNumber: row.issue_number,
      submittedAt: new Date(row.submitted_at),
      resolvedAt: row.resolved_at === null ? null : new Date(row.resolved_at),
      firstPhoto: (JSON.parse(row.photos) as string[])[0] ?? null,
    }))
    .filter((row) => row.metres <= metres)
    .sort((a, b) => a.metres - b.metres || (a.id < b.id ? -1 : 1));
}

/** How many reports each issue has. */
export async function countReporters(work: Work, issueIds: readonly string[]): Promise<Map<string, number>> {
  if (issueIds.length === 0) return new Map();
  const found = await rows<{ issue_id: string; reports: number | string }>(
    work,
    `SELECT issue_id, COUNT(*) AS reports FROM report
     WHERE issue_id IN (${issueIds.map((_, at) => `$${at + 1}`).join(', ')}) GROUP BY issue_id`,
    [...issueIds],
  );
  return new Map(found.map((row) => [row.issue_id, Number(row.reports)]));
}

/** Rows by the hundred, in plain SQL: the entity manager takes several times as long over them. */
export async function insertMany<Row extends object>(
  work: Work,
  table: new () => Row,
  records: readonly Row[],
): Promise<void> {
  const { connection } = work.tx;
  const metadata = connection.getMetadata(table);
  const width = metadata.columns.length;
  // A statement takes some 32,000 parameters.
  const length = Math.floor(30_000 / width);
  for (let from = 0; from < records.length; from += length) {
    const some = records.slice(from, from + length);
    const places = some.map((_, row) => `(${metadata.columns.map((_c, at) => `$${row * width + at + 1}`).join(', ')})`);
    const values = some.flatMap((record) =>
      metadata.columns.map(
        (column) =>
          connection.driver.preparePersistentValue(
            (record as Record<string, unknown>)[column.propertyName],
            column,
          ) as unknown,
      ),
    );
    const names = metadata.columns.map(({ databaseName }) => databaseName).join(', ');
    await rows(work, `INSERT INTO ${metadata.tableName} (${names}) VALUES ${places.join(', ')}`, values);
  }
}

/** Of these rows of a register, those that were brought in before: key → report. */
export async function findImported(work: Work, source: string, keys: readonly string[]): Promise<Map<string, string>> {
  const found = await work.tx.find(ReportImport, { where: { source, sourceKey: In([...keys]) } });
  return new Map(found.map((row) => [row.sourceKey, row.reportId]));
}
