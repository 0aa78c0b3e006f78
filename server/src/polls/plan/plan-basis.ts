import type { IndicatorView, PollPlan } from '@minsheng/contracts';
import { indicatorsForPlan } from '../../indicators/index.js';
import type { Work } from '../../platform/index.js';
import { calendarInForce, currentScheme, type SchemeInForce } from '../../scheme/index.js';
import { type AdhocWindow, adhocTimes, periodOf, type PlanTimes, regularTimes, windowOf } from './plan-calendar.js';
import { planProblems } from './plan.problems.js';

/** What a poll is for: the scheme that governs its period, and its times as the calendar has them now. */
export interface PollTimes extends PlanTimes {
  inForce: SchemeInForce;
}

/** A period is governed by the scheme that was in force at its start. */
export async function timesOfPeriod(work: Work, periodKey: string): Promise<PollTimes> {
  const period = periodOf((await currentScheme(work)).config, periodKey, work.now);
  const inForce = await enabledScheme(work, period.start);
  return { inForce, ...regularTimes(await calendarInForce(work, inForce), period) };
}

export async function timesOfWindow(work: Work, window: AdhocWindow): Promise<PollTimes> {
  const first = adhocTimes((await currentScheme(work)).config, window);
  const inForce = await enabledScheme(work, first.period.start);
  return { inForce, ...adhocTimes(inForce.config, window) };
}

/** The times of a plan as the calendar has them now; a later override shows as a difference. */
export function timesOfPlan(work: Work, plan: PollPlan): Promise<PollTimes> {
  return plan.kind === 'REGULAR' ? timesOfPeriod(work, plan.periodKey) : timesOfWindow(work, windowOf(plan));
}

/**
 * Every long-term indicator is in every regular poll; ad-hoc ones are chosen (null: all that stand). An ad-hoc poll asks
 * ad-hoc indicators only (BR-07).
 */
export async function askedIndicators(
  work: Work,
  kind: 'REGULAR' | 'ADHOC',
  chosen: readonly string[] | null,
): Promise<IndicatorView[]> {
  const standing = await indicatorsForPlan(work);
  for (const code of chosen ?? []) {
    if (!standing.some((indicator) => indicator.code === code && indicator.term === 'ADHOC'))
      throw planProblems['unknown-indicator']({ indicator: code });
  }
  return standing.filter(
    ({ code, term }) =>
      (term === 'LONG' && kind === 'REGULAR') || (term === 'ADHOC' && (chosen?.includes(code) ?? true)),
  );
}

async function enabledScheme(work: Work, at: Date): Promise<SchemeInForce> {
  const inForce = await currentScheme(work, at);
  if (!inForce.config.poll.enabled) throw planProblems['not-enabled']();
  return inForce;
}
