import type { LocalisedText } from '@minsheng/contracts';
import type { Caller, LedgerLink, Reaction, Work, Works } from '../platform/index.js';
import { mayMove } from './report.lifecycle.js';
import type { Report } from './report.entity.js';
import { addEvent, type EventDraft, changeReport, listReportsOfIssue } from './reports.queries.js';
import { settle } from './settle-report.js';

/** What an issue's entry in the ledger says of it: official words, nothing personal. */
interface IssueEntry {
  issueId: string;
  unitId: string | null;
  note: LocalisedText | null;
  dueAt: Date | null;
  photos: string[];
}

interface Following {
  /** The line in the citizen's timeline. */
  kind: EventDraft['kind'];
  /** False where the entry changes nothing for the citizen. */
  counts?: (entry: IssueEntry, report: Report) => boolean;
  /** What the report keeps of it, for the citizen's two clocks. */
  keep?: (entry: IssueEntry, at: Date, report: Report) => Partial<Report>;
  move?: 'resolve' | 'dismiss' | 'reopen';
}

/** By the action of the ledger entry; `reactions.ts` lists the same. */
const followings: Readonly<Record<string, Following>> = {
  'issues.assigned': {
    kind: 'assigned',
    keep: ({ unitId, dueAt }, at, report) => ({
      unitId,
      unitDueAt: dueAt ?? report.unitDueAt,
      unitStartedAt: report.unitStartedAt ?? at,
      unitEndedAt: null,
    }),
  },
  'issues.signed': { kind: 'signed', keep: ({ unitId }) => (unitId === null ? {} : { unitId }) },
  'issues.transfer-decided': {
    kind: 'transferred',
    keep: ({ unitId, dueAt }, _at, report) => ({
      unitId: unitId ?? report.unitId,
      unitDueAt: dueAt ?? report.unitDueAt,
    }),
  },
  'issues.escalated': {
    kind: 'transferred',
    keep: ({ unitId, dueAt }, _at, report) => ({
      unitId: unitId ?? report.unitId,
      unitDueAt: dueAt ?? report.unitDueAt,
    }),
  },
  'issues.extension-decided': {
    kind: 'extended',
    // One that was refused stays between unit and office.
    counts: ({ dueAt }, { unitDueAt }) => dueAt !== null && dueAt.getTime() !== unitDueAt?.getTime(),
    keep: ({ dueAt }) => ({ unitDueAt: dueAt }),
  },
  'issues.overdue': { kind: 'overdue' },
  'issues.rectified': { kind: 'rectified', keep: (_entry, at) => ({ unitEndedAt: at }) },
  // The unit is given back the days that the check took.
  'issues.returned': {
    kind: 'returned',
    keep: ({ dueAt }, _at, report) => ({ unitEndedAt: null, unitDueAt: dueAt ?? report.unitDueAt }),
  },
  'issues.carried-over': {
    kind: 'carried-over',
    keep: ({ dueAt }) => (dueAt === null ? {} : { unitDueAt: dueAt }),
  },
  'issues.closed': { kind: 'closed', move: 'resolve' },
  'issues.dismissed': { kind: 'rejected', move: 'dismiss' },
  'issues.reopened': {
    kind: 'reopened',
    keep: ({ dueAt }, _at, report) => ({ unitEndedAt: null, unitDueAt: dueAt ?? report.unitDueAt }),
    move: 'reopen',
  },
};

/** To everything that happens to an issue: each of its reports tells its own citizen. Safe to run again. */
export const followIssue: Reaction = async (works: Works, entry: LedgerLink, caller: Caller) => {
  const following = followings[entry.action];
  if (!following) throw new Error(`nothing follows from ${entry.action}`);
  await works.write(caller, async (work) => {
    const said = entryOf(entry);
    for (const report of await listReportsOfIssue(work, said.issueId))
      await follow(work, report, following, entry, said);
  });
};

async function follow(
  work: Work,
  report: Report,
  { kind, counts, keep, move }: Following,
  entry: LedgerLink,
  said: IssueEntry,
): Promise<void> {
  const at = new Date(entry.at);
  if (counts?.(said, report) === false) return;
  const { unitId, note, photos } = said;
  const isNew = await addEvent(work, report.id, { kind, at, unitId, note, photos, entrySequence: entry.sequence });
  if (!isNew) return;
  const change = keep?.(said, at, report) ?? {};
  if (move === undefined || !mayMove(report.state, move)) {
    if (Object.keys(change).length > 0) await changeReport(work, report, change);
    return;
  }
  if (move === 'resolve') {
    const closing = { resolvedAt: at, closings: report.closings + 1, unitEndedAt: report.unitEndedAt ?? at };
    await settle(work, report, 'resolve', { change: closing, tellsCitizen: true });
  } else if (move === 'dismiss') {
    const note = said.note?.zh.slice(0, 500) ?? '';
    await settle(work, report, 'dismiss', {
      change: { rejectionReason: 'NOT_IN_SCOPE', rejectionNote: note, rejectedBy: entry.actor, rejectedAt: at },
      payload: { reason: 'NOT_IN_SCOPE' },
      tellsCitizen: true,
    });
  } else await settle(work, report, 'reopen', { change });
}

function entryOf({ payload }: LedgerLink): IssueEntry {
  const { issueId, unitId, note, dueAt, photos } = payload;
  if (typeof issueId !== 'string') throw new Error('an issue’s entry names its issue');
  return {
    issueId,
    unitId: typeof unitId === 'string' ? unitId : null,
    note: typeof note === 'string' && note !== '' ? { zh: note, en: note } : null,
    dueAt: typeof dueAt === 'string' ? new Date(dueAt) : null,
    photos: Array.isArray(photos) ? photos.map(String) : [],
  };
}
