import type { Caller, TimetableLine, Work, Works } from '../platform/index.js';
import { currentScheme } from '../scheme/index.js';
import { type AlarmKind, rung } from './issue-clock.js';
import type { Issue } from './issue.entity.js';
import { changeIssue, findAlarmed } from './issues.queries.js';
import { alarmOf, tell } from './take-issue.js';

const perTurn = 100;

/**
 * Reminders at half of the time, a day before and at due, and the mark of what is overdue (超期): each is told once, since the
 * row keeps which one is next.
 */
export async function runIssueClock(works: Works, caller: Caller): Promise<void> {
  while ((await works.write(caller, ringDue)) === perTurn);
}

/** For `timetable.ts`. */
export const issueClockLine: TimetableLine = {
  name: 'issue-clock',
  everySeconds: 60,
  run: (works, caller) => runIssueClock(works, caller),
};

async function ringDue(work: Work): Promise<number> {
  const alarmed = await findAlarmed(work, perTurn);
  if (alarmed.length === 0) return 0;
  const { config: parameters } = await currentScheme(work);
  for (const issue of alarmed) {
    const kinds = rung(clockOf(issue), issue.nextAlarmAt as Date, work.now);
    const { assignedAt, dueAt, signBy } = { ...clockOf(issue), assignedAt: issue.assignedAt as Date };
    await changeIssue(work, issue, {
      ...(kinds.includes('OVERDUE') ? { overdueAt: work.now } : {}),
      ...alarmOf(work, { assignedAt, dueAt, signBy }),
    });
    for (const kind of kinds)
      tell(work, issue, parameters, kind === 'OVERDUE' ? 'issues.overdue' : 'issues.reminded', {
        by: null,
        more: { kind: kind satisfies AlarmKind },
      });
  }
  return alarmed.length;
}

function clockOf({ state, assignedAt, dueAt, stepDueAt, number }: Issue) {
  if (assignedAt === null) throw new Error(`issue ${number} rings before it was assigned`);
  return { startedAt: assignedAt, dueAt, signBy: state === 'ASSIGNED' ? stepDueAt : null };
}
