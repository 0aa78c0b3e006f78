import type {
  AcceptTransfer,
  AskExtension,
  AssignIssue,
  CarryOverIssue,
  DecideExtension,
  DecideTransfer,
  DelegateIssue,
  DeskForm,
  DismissIssue,
  EscalateIssue,
  IssueMapPoint,
  IssueMove,
  Issues,
  IssueView,
  RectifyIssue,
  RefuseIssue,
  ReopenIssue,
  StartIssue,
  TriageIssue,
  UnitDuty,
  VerifyIssue,
} from '@minsheng/contracts';

import { changeAway, read } from './request.js';

export const issuesPath = '/api/issues';

export function readIssues(path: string, signal?: AbortSignal): Promise<Issues> {
  return read<Issues>(path, signal);
}

export const issuePath = (id: string) => `${issuesPath}/${encodeURIComponent(id)}`;

export function readIssue(id: string, signal?: AbortSignal): Promise<IssueView> {
  return read<IssueView>(issuePath(id), signal);
}

export const dutyPath = `${issuesPath}/duty`;

export function readDuty(signal?: AbortSignal): Promise<UnitDuty> {
  return read<UnitDuty>(dutyPath, signal);
}

/** Points of the map within a box (west, south, east, north). */
export const mapPath = (box: readonly number[], tab: string) => `${issuesPath}/map?bbox=${box.join(',')}&tab=${tab}`;

export function readMapPoints(path: string, signal?: AbortSignal): Promise<IssueMapPoint[]> {
  return read<IssueMapPoint[]>(path, signal);
}

export const deskFormPath = '/api/desk/form';

export function readDeskForm(signal?: AbortSignal): Promise<DeskForm> {
  return read<DeskForm>(deskFormPath, signal);
}

/** What each move needs to be told. */
export interface MoveBodies {
  triage: TriageIssue;
  assign: AssignIssue;
  sign: object;
  refuse: RefuseIssue;
  'accept-transfer': AcceptTransfer;
  'decide-transfer': DecideTransfer;
  start: StartIssue;
  delegate: DelegateIssue;
  escalate: EscalateIssue;
  'ask-extension': AskExtension;
  'decide-extension': DecideExtension;
  rectify: RectifyIssue;
  verify: VerifyIssue;
  'carry-over': CarryOverIssue;
  dismiss: DismissIssue;
  reopen: ReopenIssue;
}

/** One move of the issue's life (SM-8): the issue as it is then; null when it is the reader's no longer. */
export function moveIssue<Move extends IssueMove>(
  id: string,
  move: Move,
  body: MoveBodies[Move],
): Promise<IssueView | null> {
  return changeAway<IssueView>('POST', `${issuePath(id)}/${move}`, body);
}
