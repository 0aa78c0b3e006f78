import { record, type Work } from '../platform/index.js';
import { indicatorLifecycle } from './indicator.lifecycle.js';
import { draftOf } from './indicator.view.js';
import { indicatorProblems } from './indicators.problems.js';
import { changeIndicator, requireIndicator } from './indicators.queries.js';
import { judgeIndicator } from './judge-indicator.js';
import { shareHolders } from './share-holders.js';

/**
 * To review, whole. Whether a text names a natural person no machine can tell: whoever submits declares that it does not, and
 * the ledger keeps the declaration (BR-40).
 */
export async function submitIndicator(work: Work, id: string): Promise<void> {
  const found = await requireIndicator(work, id, 'submit');
  const { indicator, shares } = found;
  if (indicator.proposedBy !== work.caller.id) throw indicatorProblems['not-the-proposer']();
  judgeIndicator(draftOf(found), await shareHolders(work, shares));
  const { to, writes } = indicatorLifecycle.submit;
  await changeIndicator(work, indicator, { state: to });
  record(work, {
    subject: `indicator:${id}`,
    action: writes,
    payload: { code: indicator.code, version: indicator.version, declares: 'names no natural person' },
  });
}
