import { In, IsNull } from 'typeorm';
import { civilDateAt } from '../deadlines/index.js';
import { boundingBox, metresBetween } from '../organisation/index.js';
import { isId, rows, type UnitReach, type Work } from '../platform/index.js';
import { IssueRectification, IssueVerification } from './issue-check.entity.js';
import { IssueDelegation, IssueExtension, IssueParty, IssueTransfer, type PartyRole } from './issue-party.entity.js';
import { Issue, type IssueId } from './issue.entity.js';
import { issueProblems } from './issues.problems.js';

/** The next number of the business day, taken inside the statement; never given out twice. */
export async function nextIssueNumber(work: Work): Promise<string> {
  const day = civilDateAt(work.now).replaceAll('-', '');
  const [taken] = await rows<{ last: number }>(
    work,
    `INSERT INTO issue_serial (day, last) VALUES ($1, 1)
     ON CONFLICT (day) DO UPDATE SET last = issue_serial.last + 1 RETURNING last`,
    [day],
  );
  return `WT-${day}-${String(taken?.last).padStart(5, '0')}`;
}

export async function insertIssue(work: Work, issue: Issue): Promise<void> {
  await work.tx.insert(Issue, issue);
}

/** The issue when `reach` covers one of its units; null for a foreign one as for one that does not exist. */
export async function findIssueWithin(work: Work, reach: UnitReach | null, id: string): Promise<Issue | null> {
  if (!isId(id) || !reach) return null;
  const issue = await work.tx.findOneBy(Issue, { id: id as IssueId });
  if (!issue || reach.everything) return issue;
  const { clause, parameters } = withinReach(reach, 2);
  const seen = await rows(
    work,
    `SELECT 1 AS seen FROM issue_party p JOIN unit u ON u.id = p.unit_id WHERE p.issue_id = $1 AND (${clause}) LIMIT 1`,
    [issue.id, ...parameters],
  );
  return seen.length > 0 ? issue : null;
}

export async function findIssue(work: Work, id: string): Promise<Issue | null> {
  return isId(id) ? work.tx.findOneBy(Issue, { id: id as IssueId }) : null;
}

/** Units `u` whose path lies within the reach, as SQL; parameters from `$first` on. */
export function withinReach(
  reach: Extract<UnitReach, { everything: false }>,
  first: number,
): { clause: string; parameters: string[] } {
  if (reach.paths.length === 0) return { clause: '1 = 0', parameters: [] };
  return {
    clause: reach.paths.map((_path, index) => `u.path LIKE $${first + index}`).join(' OR '),
    parameters: reach.paths.map((path) => `${path}%`),
  };
}

/** Changes the row if nobody was faster; the row in hand then has the change, too. */
export async function changeIssue(work: Work, issue: Issue, change: Partial<Issue>): Promise<void> {
  const next = { ...change, version: issue.version + 1 };
  const changed = await work.tx.update(Issue, { id: issue.id, version: issue.version }, next);
  if (changed.affected !== 1) throw issueProblems.moved();
  Object.assign(issue, next);
}

export function partiesOf(work: Work, issueId: IssueId): Promise<IssueParty[]> {
  return work.tx.find(IssueParty, { where: { issueId }, order: { role: 'ASC', unitId: 'ASC' } });
}

export async function addParty(work: Work, issueId: IssueId, unitId: string, role: PartyRole): Promise<void> {
  await rows(
    work,
    `INSERT INTO issue_party (issue_id, unit_id, role) VALUES ($1, $2, $3) ON CONFLICT (issue_id, unit_id, role) DO NOTHING`,
    [issueId, unitId, role],
  );
}

export async function removeParties(work: Work, issueId: IssueId, roles: readonly PartyRole[]): Promise<void> {
  await work.tx.delete(IssueParty, { issueId, role: In([...roles]) });
}

export async function insertTransfer(work: Work, transfer: IssueTransfer): Promise<void> {
  await work.tx.insert(IssueTransfer, transfer);
}

export function findOpenTransfer(work: Work, issueId: IssueId): Promise<IssueTransfer | null> {
  return work.tx.findOneBy(IssueTransfer, { issueId, decision: IsNull() });
}

export async function settleTransfer(
  work: Work,
  { id }: IssueTransfer,
  decision: 'ACCEPTED' | 'REFUSED' | 'DECIDED',
  unitId: string | null,
): Promise<void> {
  const change = { decision, decidedUnitId: unitId, decidedBy: work.caller.id.slice(0, 26), decidedAt: work.now };
  await work.tx.update(IssueTransfer, { id, decision: IsNull() }, change);
}

export async function insertExtension(work: Work, extension: IssueExtension): Promise<void> {
  await work.tx.insert(IssueExtension, extension);
}

export function findOpenExtension(work: Work, issueId: IssueId): Promise<IssueExtension | null> {
  return work.tx.findOneBy(IssueExtension, { issueId, decision: IsNull() });
}

export async function settleExtension(
  work: Work,
  { id }: IssueExtension,
  decision: 'GRANTED' | 'REFUSED',
): Promise<void> {
  const change = { decision, decidedBy: work.caller.id.slice(0, 26), decidedAt: work.now };
  await work.tx.update(IssueExtension, { id, decision: IsNull() }, change);
}

export async function insertDelegation(work: Work, delegation: IssueDelegation): Promise<void> {
  await work.tx.insert(IssueDelegation, delegation);
}

export function delegationsOf(work: Work, issueId: IssueId): Promise<IssueDelegation[]> {
  return work.tx.find(IssueDelegation, { where: { issueId }, order: { delegatedAt: 'ASC', id: 'ASC' } });
}

export async function insertRectification(work: Work, rectification: IssueRectification): Promise<void> {
  await work.tx.insert(IssueRectification, rectification);
}

/** The oldest first. */
export function rectificationsOf(work: Work, issueId: IssueId): Promise<IssueRectification[]> {
  return work.tx.find(IssueRectification, { where: { issueId }, order: { submittedAt: 'ASC', id: 'ASC' } });
}

export async function insertVerification(work: Work, verification: IssueVerification): Promise<void> {
  await work.tx.insert(IssueVerification, verification);
}

/** The oldest first. */
export function verificationsOf(work: Work, issueId: IssueId): Promise<IssueVerification[]> {
  return work.tx.find(IssueVerification, { where: { issueId }, order: { verifiedAt: 'ASC', id: 'ASC' } });
}

/** Issues of a category around a point, nearest first, each with its metres. */
export async function issuesAround(
  work: Work,
  point: { lng: number; lat: number },
  metres: number,
  where: { category: string; closedSince: Date },
): Promise<{ issue: Issue; metres: number }[]> {
  const box = boundingBox(point, metres);
  const found = await work.tx
    .createQueryBuilder(Issue, 'issue')
    .where('issue.lat BETWEEN :south AND :north AND issue.lng BETWEEN :west AND :east', { ...box })
    .andWhere('issue.category = :category', { category: where.category })
    .andWhere('(issue.closedAt IS NULL OR issue.closedAt >= :since)', { since: where.closedSince.toISOString() })
    .getMany();
  return found
    .map((issue) => ({ issue, metres: metresBetween(point, { lng: issue.lng!, lat: issue.lat! }) }))
    .filter((one) => one.metres <= metres)
    .sort((a, b) => a.metres - b.metres || (a.issue.id < b.issue.id ? -1 : 1));
}

/** Issues whose clock has something to say, the most urgent first. */
export function findAlarmed(work: Work, limit: number): Promise<Issue[]> {
  return work.tx
    .createQueryBuilder(Issue, 'issue')
    .where('issue.nextAlarmAt <= :now', { now: work.now.toISOString() })
    .orderBy('issue.nextAlarmAt')
    .addOrderBy('issue.id')
    .limit(limit)
    .getMany();
}

export interface StoryLine {
  at: string;
  action: string;
  payload: Record<string, unknown>;
}

/** What the ledger says of an issue, in order: its timeline. */
export async function storyOf(work: Work, issueId: IssueId): Promise<StoryLine[]> {
  const found = await rows<{ at: string; action: string; payload: string }>(
    work,
    'SELECT at, action, payload FROM ledger_entry WHERE subject = $1 ORDER BY sequence',
    [`issue:${issueId}`],
  );
  return found.map(({ at, action, payload }) => ({ at, action, payload: JSON.parse(payload) as StoryLine['payload'] }));
}
