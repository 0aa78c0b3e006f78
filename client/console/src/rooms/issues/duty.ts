import type { IssueRow, IssueTab, UnitDuty } from '@minsheng/contracts';

/** The lists of a unit's account: what is open comes with today's duty, the rest is asked for. */
export const dutyLists = ['open', 'to-sign', 'due-today', 'overdue', 'to-verify', 'closed'] as const;
export type DutyList = (typeof dutyLists)[number];

/** The list of issues that a list of the account asks for; null: it is part of today's duty. */
export function issueTabOf(list: DutyList): IssueTab | null {
  return list === 'to-verify' || list === 'closed' ? list : null;
}

type Duty = Pick<UnitDuty, 'toSign' | 'dueToday' | 'overdue' | 'handling'>;

/** Everything open, once each: late first, then by the time it is due. */
export function openDuty({ toSign, dueToday, overdue, handling }: Duty): IssueRow[] {
  const rows = new Map([...overdue, ...toSign, ...dueToday, ...handling].map((row) => [row.id, row]));
  const due = ({ dueAt }: IssueRow) => (dueAt === null ? Infinity : Date.parse(dueAt));
  return [...rows.values()].sort((a, b) => due(a) - due(b) || (a.number < b.number ? -1 : 1));
}

export function rowsOf(duty: Duty, list: DutyList): IssueRow[] {
  switch (list) {
    case 'open':
      return openDuty(duty);
    case 'to-sign':
      return duty.toSign;
    case 'due-today':
      return duty.dueToday;
    case 'overdue':
      return duty.overdue;
    case 'to-verify':
    case 'closed':
      return [];
  }
}

/** What a row says beside its clock. */
export type Remark = { kind: 'recurs' } | { kind: 'reports' | 'returns'; count: number } | { kind: 'reopened' };

export function remarksOf({ recurrenceOf, reports, returns, isReopened }: IssueRow): Remark[] {
  return [
    ...(isReopened ? [{ kind: 'reopened' } as const] : []),
    ...(recurrenceOf !== null ? [{ kind: 'recurs' } as const] : []),
    ...(returns > 0 ? [{ kind: 'returns', count: returns } as const] : []),
    ...(reports > 1 ? [{ kind: 'reports', count: reports } as const] : []),
  ];
}
