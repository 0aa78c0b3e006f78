import { photoFacts } from '../files/index.js';
import { type LedgerLink, type Reaction, type Work, type Works, type Caller, rows } from '../platform/index.js';
import { hoursAfter, mayMove, reportLimits } from './report.lifecycle.js';
import type { Report, ReportId } from './report.entity.js';
import { findReport, inOrder } from './reports.queries.js';
import { safetyCheck, type SafetyMatter } from './safety.js';
import { settle } from './settle-report.js';

/**
 * To a report that was submitted: text and pictures are looked at, and it waits for acceptance, or for a person. The check
 * is asked between two pieces of work, since it may be slow.
 */
export const checkSafety: Reaction = async (works: Works, entry: LedgerLink, caller: Caller) => {
  const id = String(entry.payload.reportId);
  const matter = await works.read(caller, (work) => matterOf(work, id));
  if (matter === null) return;
  const safety = await safetyCheck().check(matter);
  await works.write(caller, async (work) => {
    const report = await findReport(work, id);
    if (!report || !mayMove(report.state, 'pass')) return;
    if (safety === 'PASS') await settle(work, report, 'pass', { change: { safety } });
    else await hold(work, report, safety);
  });
};

/** Null when it has been checked, or taken back. */
async function matterOf(work: Work, id: string): Promise<SafetyMatter | null> {
  const report = await findReport(work, id);
  if (!report || !mayMove(report.state, 'pass')) return null;
  const photos = await photoFacts(work, report.photos);
  return {
    text: [report.text, report.placeText].filter((text) => text !== null).join('\n'),
    photos: photos.map((photo) => ({ id: photo.id, sha256: photo.sha256 })),
  };
}

function hold(work: Work, report: Report, safety: Report['safety']): Promise<void> {
  return settle(work, report, 'hold', { change: { safety }, event: { kind: 'held' }, payload: { safety } });
}

/** Reports on which the check has said nothing for ten minutes wait for a person. */
export async function holdUnchecked(work: Work): Promise<void> {
  const found = await rows<{ id: ReportId }>(
    work,
    `SELECT id FROM report WHERE state = 'SUBMITTED' AND submitted_at <= $1 ORDER BY submitted_at LIMIT 500`,
    [hoursAfter(work.now, -reportLimits.check).toISOString()],
  );
  for (const report of await inOrder(
    work,
    found.map(({ id }) => id),
  ))
    await hold(work, report, null);
}
