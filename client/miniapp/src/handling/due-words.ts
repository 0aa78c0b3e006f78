import type { DueState } from '@minsheng/contracts';
import type { Messages } from '../messages/index.js';
import { faceOfClock, standingAt } from '../reports/clocks.js';
import { shortMoment } from '../time/shanghai.js';

/** 限 12-18 18:00 · 剩 3 时 28 分: the deadline and what is left of it, always both. */
export function dueWords(
  { due, dueAt }: { due: DueState; dueAt: string | null },
  now: string,
  { handling, report }: Messages,
): string {
  if (dueAt === null || due === 'none') return handling.noDue;
  if (due === 'stopped') return handling.stopped;
  const { kind, by } = standingAt(dueAt, null, now);
  const length = faceOfClock(by)
    .map(({ figure, unit }) => `${figure} ${report.units[unit]}`)
    .join(' ');
  return `${handling.due(shortMoment(dueAt))} · ${kind === 'over' ? handling.over(length) : handling.left(length)}`;
}
