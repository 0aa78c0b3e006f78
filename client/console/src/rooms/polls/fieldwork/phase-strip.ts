import type { FieldworkView } from '@minsheng/contracts';

import { wallClock } from '../../../ui/format.js';
import { dayNumberAt, dayOf, type Day, type DayNumber } from '../../scheme/calendar-grid.js';

export interface PhaseInput {
  calendar: FieldworkView['calendar'];
  /** When the plan was made public; null: not yet. */
  planPublishedAt: string | null;
  now: string;
}

export interface Phase {
  code: 'design' | 'fieldwork' | 'grace' | 'scoring' | 'signing';
  x: number;
  width: number;
  /** px of the phase that lie behind the business clock. */
  passed: number;
}

export interface Seal {
  code: 'plan' | 'release';
  x: number;
  width: number;
  isSet: boolean;
}

export interface PhaseStrip {
  days: (Day & { x: number; isToday: boolean })[];
  dayWidth: number;
  phases: Phase[];
  seals: Seal[];
  /** null: the clock stands outside the days drawn. */
  nowX: number | null;
  /** Which day of fieldwork it is, of how many; null outside the window. */
  fieldworkDay: { number: number; of: number } | null;
}

const daysBefore = 3;
const weekBefore = 7;
const daysAfter = 4;
const longest = 45;
/** Days that a seal covers: its two words need them. */
const sealDays = 2;

/**
 * The month of a poll from edge to edge of `width` px: the calendar month of its fieldwork where everything fits in it,
 * else the days from the plan's publication to the release, never more than 45.
 */
export function phaseStrip({ calendar, planPublishedAt, now }: PhaseInput, width: number): PhaseStrip {
  const { fieldworkFrom, fieldworkTo, graceUntil, sealBy, releaseAt } = calendar;
  const [first, last] = daysDrawn(calendar, planPublishedAt);
  const count = last - first + 1;
  const dayWidth = width / count;
  const from = first * millisecondsPerDay - shanghaiOffset;
  const x = (instant: string) => ((Date.parse(instant) - from) / millisecondsPerDay) * dayWidth;
  const clipped = (instant: string) => Math.min(width, Math.max(0, x(instant)));
  const nowAt = x(now);

  /** Without a public plan nobody is asked, whatever the clock says. */
  const isPublic = planPublishedAt !== null;
  const phase = (code: Phase['code'], start: number, end: number): Phase[] => {
    const passed = isPublic || code === 'design' ? Math.min(end - start, Math.max(0, nowAt - start)) : 0;
    return end - start < 1 ? [] : [{ code, x: start, width: end - start, passed }];
  };
  const planX = planPublishedAt === null ? clipped(fieldworkFrom) - sealDays * dayWidth : dayX(planPublishedAt);
  const releaseX = clipped(releaseAt);

  function dayX(instant: string): number {
    return (dayNumberAt(instant) - first) * dayWidth;
  }

  const today = dayNumberAt(now);
  const firstDay = dayNumberAt(fieldworkFrom);
  const isInField =
    isPublic && Date.parse(now) >= Date.parse(fieldworkFrom) && Date.parse(now) < Date.parse(fieldworkTo);
  return {
    days: Array.from({ length: count }, (_, index) => ({
      ...dayOf(first + index),
      x: index * dayWidth,
      isToday: first + index === today,
    })),
    dayWidth,
    phases: [
      ...phase('design', 0, planX),
      ...phase('fieldwork', clipped(fieldworkFrom), clipped(fieldworkTo)),
      ...phase('grace', clipped(fieldworkTo), clipped(graceUntil)),
      ...phase('scoring', clipped(graceUntil), clipped(sealBy)),
      ...phase('signing', clipped(sealBy), releaseX),
    ],
    seals: [
      ...(planX >= 0
        ? [{ code: 'plan' as const, x: planX, width: sealDays * dayWidth, isSet: planPublishedAt !== null }]
        : []),
      {
        code: 'release',
        x: releaseX,
        width: sealDays * dayWidth,
        isSet: Date.parse(now) >= Date.parse(releaseAt),
      },
    ],
    nowX: nowAt >= 0 && nowAt <= width ? nowAt : null,
    fieldworkDay: isInField
      ? { number: today - firstDay + 1, of: dayNumberAt(Date.parse(fieldworkTo) - 1) - firstDay + 1 }
      : null,
  };
}

const millisecondsPerDay = 86_400_000;
/** China keeps no summer time. */
const shanghaiOffset = 8 * 3_600_000;

function daysDrawn(calendar: PhaseInput['calendar'], planPublishedAt: string | null): [DayNumber, DayNumber] {
  const fieldwork = dayNumberAt(calendar.fieldworkFrom);
  const start = Math.min(fieldwork - daysBefore, planPublishedAt === null ? fieldwork : dayNumberAt(planPublishedAt));
  const end = dayNumberAt(calendar.releaseAt) + sealDays - 1;
  const { year, month } = wallClock(calendar.fieldworkFrom);
  const monthStart = Date.UTC(year, month - 1, 1) / millisecondsPerDay;
  const monthEnd = Date.UTC(year, month, 1) / millisecondsPerDay - 1;
  if (start >= monthStart && end <= monthEnd) return [monthStart, monthEnd];
  // A plan that was public long before is named beside the strip: what is near is drawn larger for it.
  const earliest = end + daysAfter - longest + 1;
  const isPlanNear = planPublishedAt !== null && dayNumberAt(planPublishedAt) >= earliest;
  const first = isPlanNear ? Math.max(start - daysBefore, earliest) : Math.max(fieldwork - weekBefore, earliest);
  return [Math.min(first, fieldwork), Math.max(end + daysAfter, first + 30)];
}
