/** Issues (问题, SM-8): what the city has to cure, with its clock. The front door for higher floors. */
export { Issue, type IssueId, IssueSerial } from './issue.entity.js';
export { IssueDelegation, IssueExtension, IssueParty, IssueTransfer } from './issue-party.entity.js';
export { IssueRectification, IssueVerification } from './issue-check.entity.js';
export { issueLifecycle, issueMoves } from './issue.lifecycle.js';
export { IssuesModule } from './issues.module.js';
export { type IssueDraft, raiseIssue } from './raise-issue.js';
export { mergeIntoIssue, raiseFromReport } from './raise-from-report.js';
export { openIssue } from './open-issue.js';
export { dismissIssue, triageIssue } from './triage-issue.js';
export { assignIssue } from './assign-issue.js';
export { acceptTransfer, decideTransfer, refuseIssue } from './transfer-issue.js';
export { delegateIssue, escalateIssue, signIssue, startIssue } from './handle-issue.js';
export { askExtension, carryOverIssue, decideExtension } from './extend-issue.js';
export { rectifyIssue } from './rectify-issue.js';
export { verifyIssue } from './verify-issue.js';
export { reopenByCitizen, reopenIssue } from './reopen-issue.js';
export { issueClockLine, runIssueClock } from './run-clock.js';
