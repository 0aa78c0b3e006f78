import type { ReportState } from '@minsheng/contracts';

export type ReportMove =
  | 'pass'
  | 'hold'
  | 'release'
  | 'accept'
  | 'merge'
  | 'reject'
  | 'ask'
  | 'recategorise'
  | 'give-info'
  | 'lapse'
  | 'appeal'
  | 'withdraw'
  | 'resolve'
  | 'dismiss'
  | 'reopen'
  | 'rate'
  | 'not-fixed';

interface Line {
  from: readonly ReportState[];
  to: ReportState;
  /** Who may: the citizen who reported, the desk, the machine, or an issue's entry in the ledger. */
  by: 'citizen' | 'reports.desk' | 'system' | `issues.${string}`;
  /** What has to be true besides; checked by the verb. */
  needs: string;
  /** Null where the issue's own entry says it already. */
  writes: `reports.${string}` | null;
}

/** SM-7. A report begins in SUBMITTED, with its number. WITHDRAWN and LAPSED lead nowhere; nothing is deleted. */
export const reportLifecycle: Readonly<Record<ReportMove, Line>> = {
  pass: { from: ['SUBMITTED'], to: 'PENDING', by: 'system', needs: 'the check says PASS', writes: 'reports.passed' },
  hold: {
    from: ['SUBMITTED'],
    to: 'HELD',
    by: 'system',
    needs: 'the check says REVIEW or BLOCK, or nothing for ten minutes',
    writes: 'reports.held',
  },
  release: {
    from: ['HELD'],
    to: 'PENDING',
    by: 'reports.desk',
    needs: 'a person has looked',
    writes: 'reports.passed',
  },
  accept: {
    from: ['PENDING'],
    to: 'ACCEPTED',
    by: 'reports.desk',
    needs: 'inside the city; after an appeal another clerk; an issue is raised in the same work',
    writes: 'reports.accepted',
  },
  merge: {
    from: ['PENDING'],
    to: 'MERGED',
    by: 'reports.desk',
    needs: 'an open issue of the same category; after an appeal another clerk',
    writes: 'reports.merged',
  },
  reject: {
    from: ['PENDING', 'HELD'],
    to: 'REJECTED',
    by: 'reports.desk',
    needs: 'a reason of the list and a note; after an appeal another clerk',
    writes: 'reports.rejected',
  },
  ask: { from: ['PENDING'], to: 'NEED_INFO', by: 'reports.desk', needs: 'a question', writes: 'reports.info-asked' },
  recategorise: {
    from: ['PENDING'],
    to: 'PENDING',
    by: 'reports.desk',
    needs: 'another category of the scheme',
    writes: 'reports.recategorised',
  },
  'give-info': {
    from: ['NEED_INFO'],
    to: 'PENDING',
    by: 'citizen',
    needs: 'words or a picture, within 72 hours',
    writes: 'reports.info-given',
  },
  lapse: { from: ['NEED_INFO'], to: 'LAPSED', by: 'system', needs: '72 hours have passed', writes: 'reports.lapsed' },
  appeal: {
    from: ['REJECTED'],
    to: 'PENDING',
    by: 'citizen',
    needs: 'once, within 7 days, a reason',
    writes: 'reports.appealed',
  },
  withdraw: {
    from: ['SUBMITTED', 'HELD', 'PENDING', 'NEED_INFO'],
    to: 'WITHDRAWN',
    by: 'citizen',
    needs: '—',
    writes: 'reports.withdrawn',
  },
  resolve: {
    from: ['ACCEPTED', 'MERGED'],
    to: 'RESOLVED',
    by: 'issues.closed',
    needs: 'somebody else than the unit has checked',
    writes: 'reports.resolved',
  },
  dismiss: {
    from: ['ACCEPTED', 'MERGED'],
    to: 'REJECTED',
    by: 'issues.dismissed',
    needs: 'the reason of the dismissal',
    writes: 'reports.rejected',
  },
  reopen: {
    from: ['RESOLVED', 'RATED'],
    to: 'ACCEPTED',
    by: 'issues.reopened',
    needs: 'somebody found it again',
    writes: null,
  },
  rate: {
    from: ['RESOLVED'],
    to: 'RATED',
    by: 'citizen',
    needs: 'once for each closing, within 7 days',
    writes: 'reports.rated',
  },
  'not-fixed': {
    from: ['RESOLVED', 'RATED'],
    to: 'ACCEPTED',
    by: 'citizen',
    needs: 'once, within 7 days, a picture; the issue is reopened in the same work',
    writes: 'reports.not-fixed',
  },
};

export function mayMove(state: ReportState, move: ReportMove): boolean {
  return reportLifecycle[move].from.includes(state);
}

const hour = 3_600_000;

/** Limits that SM-7 states itself; those of a city stand in its scheme. Hours. */
export const reportLimits = {
  answerToQuestion: 72,
  appeal: 7 * 24,
  /** A report whose check has said nothing for so long waits for a person. */
  check: 1 / 6,
  /** So long before the question's end the citizen is reminded. */
  reminder: 24,
} as const;

export function hoursAfter(instant: Date, hours: number): Date {
  return new Date(instant.getTime() + hours * hour);
}

/** An appeal may still be lodged: rejected, not appealed before, within seven days. */
export function appealUntil(report: {
  state: ReportState;
  rejectedAt: Date | null;
  appealedAt: Date | null;
}): Date | null {
  if (report.state !== 'REJECTED' || report.rejectedAt === null || report.appealedAt !== null) return null;
  return hoursAfter(report.rejectedAt, reportLimits.appeal);
}

/** Until when a closing may be rated or called not fixed; null when it is not closed. */
export function answerUntil(
  report: { state: ReportState; resolvedAt: Date | null },
  satisfactionDays: number,
): Date | null {
  if ((report.state !== 'RESOLVED' && report.state !== 'RATED') || report.resolvedAt === null) return null;
  return hoursAfter(report.resolvedAt, satisfactionDays * 24);
}
