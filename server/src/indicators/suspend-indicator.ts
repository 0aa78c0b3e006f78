import { record, type Work } from '../platform/index.js';
import { indicatorLifecycle } from './indicator.lifecycle.js';
import { indicatorProblems } from './indicators.problems.js';
import { changeIndicator, hasUse, requireIndicator } from './indicators.queries.js';

/** Not in the next plan; a poll that runs on it goes on. */
export function suspendIndicator(work: Work, id: string, reason: string): Promise<void> {
  return move(work, id, 'suspend', reason);
}

export function resumeIndicator(work: Work, id: string): Promise<void> {
  return move(work, id, 'resume', null);
}

/**
 * For good; results stay readable. An ad-hoc indicator retires when its task is closed, and the reviewer says so in the
 * reason. While a poll runs on it, it stays until that poll is sealed.
 */
export async function retireIndicator(work: Work, id: string, reason: string): Promise<void> {
  const { indicator } = await requireIndicator(work, id, 'retire');
  if (await hasUse(work, indicator.id)) throw indicatorProblems['in-a-running-poll']();
  await move(work, id, 'retire', reason);
}

async function move(work: Work, id: string, name: 'suspend' | 'resume' | 'retire', reason: string | null) {
  const { indicator } = await requireIndicator(work, id, name);
  const { to, writes } = indicatorLifecycle[name];
  await changeIndicator(work, indicator, { state: to });
  record(work, {
    subject: `indicator:${id}`,
    action: writes,
    payload: { code: indicator.code, before: indicator.state, ...(reason === null ? {} : { reason }) },
  });
}
