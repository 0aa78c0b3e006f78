import type { Reactions } from './platform/jobs/reaction-worker.js';
import { reopenForCorrection } from './polls/index.js';

/**
 * When this is written in the ledger, these functions run: all messages that come down from a higher floor, on one page.
 * Each runs after the commit, at least once, and does no harm when run again.
 */
export const reactions: Reactions = {
  'publication.correction-granted': { 'reopen-poll': reopenForCorrection },
};
