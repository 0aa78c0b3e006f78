import type { FieldworkView } from '@minsheng/contracts';

import { dayNumberAt, dayOf } from '../../scheme/calendar-grid.js';
import { roundStep } from '../round-step.js';

export interface ProgressChart {
  height: number;
  /** Edges of the plot, px. */
  left: number;
  right: number;
  top: number;
  bottom: number;
  ticks: { value: number; y: number }[];
  /** One column a day of fieldwork; what came in on it, null after today. */
  days: { day: number; x: number; interviews: number | null; online: number | null }[];
  /** Interviews in all by the end of each day so far (today's: by now), from the start of the window. */
  points: { x: number; y: number; total: number }[];
  /** The declared pace, from nothing to the target. */
  plan: { x: number; y: number }[];
  /** Interviews more (+) or fewer (−) than the plan asks for by now. */
  ahead: number;
}

const place = { left: 40, rightRoom: 16, top: 14, bottomRoom: 54 };

/** Interviews so far against the plan's pace in a box of `width` × `height` px. */
export function progressChart(
  view: Pick<FieldworkView, 'calendar' | 'now' | 'days' | 'interviews'>,
  width: number,
  height: number,
): ProgressChart {
  const { calendar, now, days, interviews } = view;
  const left = place.left;
  const right = width - place.rightRoom;
  const top = place.top;
  const bottom = height - place.bottomRoom;
  const start = Date.parse(calendar.fieldworkFrom);
  const end = Date.parse(calendar.fieldworkTo);
  const step = roundStep(Math.max(interviews.target, interviews.received), 4);
  const highest = Math.ceil(Math.max(interviews.target, interviews.received, 1) / step) * step;
  const x = (at: number) => left + ((right - left) * (Math.min(end, Math.max(start, at)) - start)) / (end - start);
  const y = (value: number) => bottom - ((bottom - top) * value) / highest;

  const firstDay = dayNumberAt(start);
  const count = dayNumberAt(end - 1) - firstDay + 1;
  const endOfDay = (index: number) => Math.min(end, start + (index + 1) * 86_400_000);
  const clock = Math.min(end, Date.parse(now));

  let total = 0;
  const points = [{ x: x(start), y: y(0), total: 0 }];
  const plan = [{ x: x(start), y: y(0) }];
  for (const [index, day] of days.entries()) {
    // The days are counted a little less often than the whole: the line ends at what has been received.
    total = index === days.length - 1 ? interviews.received : total + day.interviews;
    points.push({ x: x(Math.min(endOfDay(index), clock)), y: y(total), total });
    plan.push({ x: x(endOfDay(index)), y: y(day.planned) });
  }
  if (days.length < count) plan.push({ x: x(end), y: y(interviews.target) });

  return {
    height,
    left,
    right,
    top,
    bottom,
    ticks: Array.from({ length: highest / step + 1 }, (_, index) => ({ value: index * step, y: y(index * step) })),
    days: Array.from({ length: count }, (_, index) => ({
      day: dayOf(firstDay + index).day,
      x: x(start + (index + 0.5) * 86_400_000),
      interviews: days[index]?.interviews ?? null,
      online: days[index]?.online ?? null,
    })),
    points,
    plan,
    ahead: interviews.received - interviews.due,
  };
}
