import { record, type Work } from '../platform/index.js';
import { indicatorLifecycle } from './indicator.lifecycle.js';
import { draftOf } from './indicator.view.js';
import { indicatorProblems } from './indicators.problems.js';
import { changeIndicator, requireIndicator, type IndicatorWithShares } from './indicators.queries.js';
import { judgeIndicator } from './judge-indicator.js';
import { shareHolders } from './share-holders.js';

/** Another person takes responsibility; a department may have been merged since the submission, so all is judged anew. */
export async function approveIndicator(work: Work, id: string): Promise<void> {
  const found = await requireOthers(work, id, 'approve');
  const { indicator, shares } = found;
  judgeIndicator(draftOf(found), await shareHolders(work, shares));
  const { to, writes } = indicatorLifecycle.approve;
  await changeIndicator(work, indicator, { state: to, approvedBy: work.caller.id, approvedAt: work.now });
  record(work, {
    subject: `indicator:${id}`,
    action: writes,
    payload: { code: indicator.code, version: indicator.version },
  });
}

/** Back to the proposer, with a reason. */
export async function returnIndicator(work: Work, id: string, reason: string): Promise<void> {
  const { indicator } = await requireOthers(work, id, 'return');
  const { to, writes } = indicatorLifecycle.return;
  await changeIndicator(work, indicator, { state: to });
  record(work, { subject: `indicator:${id}`, action: writes, payload: { code: indicator.code, reason } });
}

async function requireOthers(work: Work, id: string, move: 'approve' | 'return'): Promise<IndicatorWithShares> {
  const found = await requireIndicator(work, id, move);
  if (found.indicator.proposedBy === work.caller.id) throw indicatorProblems['own-proposal']();
  return found;
}
