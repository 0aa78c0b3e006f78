import { addDays, civilDateAt, instantOf } from '../deadlines/index.js';

export interface PersonLimits {
  /** Reports in one Shanghai day. */
  perDay: number;
  perTenMinutes: number;
}

const tenMinutes = 600_000;

/**
 * When a person who sent reports at these instants may send the next (BR-22); null: now. A withdrawn report counts too, or
 * the limit would be none.
 */
export function waitUntil(sentAt: readonly Date[], now: Date, { perDay, perTenMinutes }: PersonLimits): Date | null {
  const today = civilDateAt(now);
  const times = sentAt.map((at) => at.getTime()).sort((a, b) => b - a);
  const ofToday = times.filter((time) => time >= instantOf(today).getTime());
  if (ofToday.length >= perDay) return instantOf(addDays(today, 1));
  const ofLast = times.filter((time) => time > now.getTime() - tenMinutes);
  // The place that comes free first is that of the oldest among the newest `perTenMinutes`.
  const oldest = ofLast[perTenMinutes - 1];
  return oldest === undefined ? null : new Date(oldest + tenMinutes);
}

/** From when on a person's reports count for the limits. */
export function countedFrom(now: Date): Date {
  return new Date(Math.min(instantOf(civilDateAt(now)).getTime(), now.getTime() - tenMinutes));
}
