import type { PlanCheck, PollPlan } from '@minsheng/contracts';
import { civilDateAt } from '../../deadlines/index.js';
import { indicatorsForPlan } from '../../indicators/index.js';
import type { Work } from '../../platform/index.js';
import { calendarInForce } from '../../scheme/index.js';
import { checkPlan, type PlanDemands } from './check-plan.js';
import { type PollTimes, timesOfPlan } from './plan-basis.js';
import { planProblems } from './plan.problems.js';
import { otherWindows } from './plan.queries.js';

/** The checks of a plan against what stands now. */
export async function checksOf(work: Work, plan: PollPlan): Promise<PlanCheck[]> {
  return checkPlan(plan, await demandsOn(work, plan, await timesOfPlan(work, plan)));
}

/** Refuses a plan that is not in order, with all that is missing; answers its times as the calendar has them now. */
export async function requirePlanInOrder(work: Work, plan: PollPlan): Promise<PollTimes> {
  const times = await timesOfPlan(work, plan);
  const missing = checkPlan(plan, await demandsOn(work, plan, times)).filter(({ isMet }) => !isMet);
  const [first] = missing;
  if (first)
    throw planProblems['plan-incomplete']({
      count: missing.length,
      first: first.sentences.zh,
      firstEn: first.sentences.en,
      checks: missing,
    });
  return times;
}

async function demandsOn(work: Work, plan: PollPlan, { inForce, calendar }: PollTimes): Promise<PlanDemands> {
  const { config } = inForce;
  const standing = await indicatorsForPlan(work);
  return {
    now: work.now,
    siteKinds: config.poll.sites.kinds,
    minimumSitesPerArea: config.poll.sites.minimumPerArea,
    calendar,
    longTerm: standing.filter(({ term }) => term === 'LONG'),
    adhoc: standing.filter(({ term }) => term === 'ADHOC'),
    occupied: plan.kind === 'ADHOC' ? await occupiedWindows(work, plan, inForce) : [],
  };
}

/** Of other polls, and of the calendar: a regular poll's window is taken before anybody has drawn up its plan. */
async function occupiedWindows(
  work: Work,
  plan: PollPlan,
  inForce: PollTimes['inForce'],
): Promise<PlanDemands['occupied']> {
  const calendar = await calendarInForce(work, inForce);
  const [first, last] = [plan.calendar.fieldworkFrom, plan.calendar.fieldworkTo].map((at) => civilDateAt(new Date(at)));
  const regular = first && last ? calendar.occurrences('poll.fieldwork', first, last) : [];
  return [
    ...(await otherWindows(work, plan.pollId)),
    ...regular.map(({ key, start, end }) => ({ title: key, from: start, to: end })),
  ];
}
