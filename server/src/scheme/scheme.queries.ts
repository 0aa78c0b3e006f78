import { platformProblems, rows, type Work } from '../platform/index.js';
import { CalendarOverrideRow, type CalendarOverrideId } from './calendar-override.entity.js';
import { SchemeVersion, type SchemeVersionId } from './scheme-version.entity.js';
import { Scheme, type SchemeId } from './scheme.entity.js';

export async function findScheme(work: Work): Promise<Scheme | null> {
  return (await work.tx.find(Scheme, { order: { createdAt: 'ASC' }, take: 1 }))[0] ?? null;
}

/** Takes the scheme for a stage that decides on what it reads and then writes: others wait here until this work has ended. */
export async function takeScheme(work: Work): Promise<void> {
  await rows(work, 'UPDATE scheme SET code = code');
}

export function insertScheme(work: Work, scheme: Scheme): Promise<unknown> {
  return work.tx.insert(Scheme, scheme);
}

/** Takes the next number inside the statement; the constraint catches what two writers take at once. */
export async function insertVersion(work: Work, version: Omit<SchemeVersion, 'no'>): Promise<void> {
  await rows(
    work,
    `INSERT INTO scheme_version (id, scheme_id, no, state, config, config_hash, provenance, changes, based_on_id, effective_from,
       reason, proposed_by, proposed_at, submitted_at, decided_by, decided_at, return_reason, activated_at)
     SELECT $1, $2, COALESCE(MAX(no), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
     FROM scheme_version WHERE scheme_id = $18`,
    [
      version.id,
      version.schemeId,
      version.state,
      JSON.stringify(version.config),
      version.configHash,
      JSON.stringify(version.provenance),
      JSON.stringify(version.changes),
      version.basedOnId,
      version.effectiveFrom.toISOString(),
      version.reason,
      version.proposedBy,
      version.proposedAt.toISOString(),
      version.submittedAt?.toISOString() ?? null,
      version.decidedBy,
      version.decidedAt?.toISOString() ?? null,
      version.returnReason,
      version.activatedAt?.toISOString() ?? null,
      // Once more: PostgreSQL takes the selected and the compared one for different types.
      version.schemeId,
    ],
  );
}

export function findVersion(work: Work, id: SchemeVersionId): Promise<SchemeVersion | null> {
  return work.tx.findOne(SchemeVersion, { where: { id } });
}

export async function requireVersion(work: Work, id: string): Promise<SchemeVersion> {
  const version = await findVersion(work, id as SchemeVersionId);
  if (!version) throw platformProblems['not-found']();
  return version;
}

export function listVersions(work: Work, schemeId: SchemeId): Promise<SchemeVersion[]> {
  return work.tx.find(SchemeVersion, { where: { schemeId }, order: { no: 'DESC' } });
}

/** The version approved last: what a new one is merged over. */
export async function latestApprovedVersion(work: Work, schemeId: SchemeId): Promise<SchemeVersion | null> {
  return versionWhere(work, `scheme_id = $1 AND state IN ('PUBLISHED', 'ACTIVE') ORDER BY effective_from DESC`, [
    schemeId,
  ]);
}

/** The version that governs an instant, whether or not the clock has flipped its state yet; before the first, the first. */
export async function versionInForce(work: Work, schemeId: SchemeId, at: Date): Promise<SchemeVersion | null> {
  const approved = `scheme_id = $1 AND state IN ('PUBLISHED', 'ACTIVE', 'SUPERSEDED')`;
  return (
    (await versionWhere(work, `${approved} AND effective_from <= $2 ORDER BY effective_from DESC`, [
      schemeId,
      at.toISOString(),
    ])) ?? (await versionWhere(work, `${approved} ORDER BY effective_from`, [schemeId]))
  );
}

/** Versions whose day of effect has come, the earliest first. */
export async function findDueVersions(work: Work, at: Date): Promise<SchemeVersion[]> {
  const due = await rows<{ id: SchemeVersionId }>(
    work,
    `SELECT id FROM scheme_version WHERE state = 'PUBLISHED' AND effective_from <= $1 ORDER BY effective_from`,
    [at.toISOString()],
  );
  return Promise.all(due.map(({ id }) => requireVersion(work, id)));
}

/** Changes the version only if it is still in the state it was read in. False when somebody was faster. */
export async function updateVersion(
  work: Work,
  version: SchemeVersion,
  change: Partial<SchemeVersion>,
): Promise<boolean> {
  const result = await work.tx.update(SchemeVersion, { id: version.id, state: version.state }, change as object);
  return result.affected === 1;
}

export async function supersedeActiveVersion(work: Work, schemeId: SchemeId): Promise<void> {
  await rows(work, `UPDATE scheme_version SET state = 'SUPERSEDED' WHERE scheme_id = $1 AND state = 'ACTIVE'`, [
    schemeId,
  ]);
}

export function insertOverride(work: Work, override: CalendarOverrideRow): Promise<unknown> {
  return work.tx.insert(CalendarOverrideRow, override as object);
}

export async function requireOverride(work: Work, id: string): Promise<CalendarOverrideRow> {
  const override = await work.tx.findOne(CalendarOverrideRow, { where: { id: id as CalendarOverrideId } });
  if (!override) throw platformProblems['not-found']();
  return override;
}

export function listOverrides(work: Work, schemeId: SchemeId): Promise<CalendarOverrideRow[]> {
  return work.tx.find(CalendarOverrideRow, { where: { schemeId }, order: { proposedAt: 'DESC', id: 'DESC' } });
}

export function findPublishedOverrides(work: Work, schemeId: SchemeId): Promise<CalendarOverrideRow[]> {
  return work.tx.find(CalendarOverrideRow, { where: { schemeId, state: 'PUBLISHED' } });
}

/** Decides a waiting override. False when it was decided already. */
export async function decideOverride(
  work: Work,
  id: CalendarOverrideId,
  state: 'PUBLISHED' | 'REFUSED',
): Promise<boolean> {
  const decided = await rows(
    work,
    `UPDATE calendar_override SET state = $1, decided_by = $2, decided_at = $3 WHERE id = $4 AND state = 'PROPOSED' RETURNING id`,
    [state, work.caller.id, work.now.toISOString(), id],
  );
  return decided.length === 1;
}

export async function replacePublishedOverride(work: Work, override: CalendarOverrideRow): Promise<void> {
  await rows(
    work,
    `UPDATE calendar_override SET state = 'REPLACED' WHERE scheme_id = $1 AND rule_code = $2 AND period_key = $3 AND state = 'PUBLISHED'`,
    [override.schemeId, override.ruleCode, override.periodKey],
  );
}

async function versionWhere(work: Work, condition: string, parameters: unknown[]): Promise<SchemeVersion | null> {
  const [found] = await rows<{ id: SchemeVersionId }>(
    work,
    `SELECT id FROM scheme_version WHERE ${condition} LIMIT 1`,
    parameters,
  );
  return found ? findVersion(work, found.id) : null;
}
