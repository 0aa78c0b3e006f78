import type { Reactions } from './platform/jobs/reaction-worker.js';
import { sendMessage, tellInbox } from './notifications/index.js';
import { reopenForCorrection } from './polls/index.js';
import { checkSafety, followIssue } from './reports/index.js';

/**
 * When this is written in the ledger, these functions run: all messages that come down from a higher floor, on one page.
 * Each runs after the commit, at least once, and does no harm when run again.
 */
export const reactions: Reactions = {
  'reports.submitted': { 'check-safety': checkSafety },
  'reports.accepted': { 'tell-inbox': tellInbox, 'send-message': sendMessage },
  'reports.merged': { 'tell-inbox': tellInbox, 'send-message': sendMessage },
  'reports.rejected': { 'tell-inbox': tellInbox, 'send-message': sendMessage },
  'reports.info-asked': { 'tell-inbox': tellInbox, 'send-message': sendMessage },
  'reports.resolved': { 'tell-inbox': tellInbox, 'send-message': sendMessage },
  'reports.lapsed': { 'tell-inbox': tellInbox, 'send-message': sendMessage },
  'issues.transfer-asked': { 'tell-inbox': tellInbox },
  'issues.delegated': { 'tell-inbox': tellInbox },
  'issues.reminded': { 'tell-inbox': tellInbox },
  'issues.assigned': { 'follow-issue': followIssue, 'tell-inbox': tellInbox },
  'issues.signed': { 'follow-issue': followIssue },
  'issues.transfer-decided': { 'follow-issue': followIssue, 'tell-inbox': tellInbox },
  'issues.escalated': { 'follow-issue': followIssue },
  'issues.extension-decided': { 'follow-issue': followIssue, 'tell-inbox': tellInbox },
  'issues.overdue': { 'follow-issue': followIssue, 'tell-inbox': tellInbox },
  'issues.rectified': { 'follow-issue': followIssue },
  'issues.returned': { 'follow-issue': followIssue, 'tell-inbox': tellInbox },
  'issues.carried-over': { 'follow-issue': followIssue, 'tell-inbox': tellInbox },
  'issues.closed': { 'follow-issue': followIssue },
  'issues.dismissed': { 'follow-issue': followIssue },
  'issues.reopened': { 'follow-issue': followIssue, 'tell-inbox': tellInbox },
  'publication.correction-granted': { 'reopen-poll': reopenForCorrection },
};
