import type { PhotoView } from './files.js';
import type { DispatchProposal, Page, ReportCategory } from './reports.js';
import type { GivenPoint, ShownPoint } from './territory.js';
import type { LocalisedText } from './text.js';

/** States of an issue (SM-8): what the city has to cure. */
export const issueStates = {
  NEW: { zh: '待分类', en: 'New' },
  TRIAGED: { zh: '待派遣', en: 'To be dispatched' },
  ASSIGNED: { zh: '待签收', en: 'To be signed for' },
  TRANSFER_ASKED: { zh: '转办待定', en: 'Transfer asked' },
  SIGNED: { zh: '已签收', en: 'Signed for' },
  IN_PROGRESS: { zh: '处置中', en: 'In progress' },
  EXTENSION_ASKED: { zh: '延期待批', en: 'Extension asked' },
  SUBMITTED: { zh: '单位称已处置', en: 'Unit says done' },
  CLOSED: { zh: '已核查解决', en: 'Fixed and checked' },
  DISMISSED: { zh: '不立案', en: 'Dismissed' },
} as const satisfies Record<string, LocalisedText>;
export type IssueState = keyof typeof issueStates;

export type IssueOrigin = 'REPORT' | 'VISIT' | 'POLL' | 'OPINION' | 'MEETING' | 'STOCKTAKE';

export interface IssueUnit {
  unitId: string;
  name: LocalisedText;
}

export type DueState = 'none' | 'in-time' | 'due-soon' | 'overdue' | 'stopped' | 'kept' | 'missed';

/** `GET /api/issues?tab=&category=&area=&unit=&q=&near=lng,lat,metres&cursor=`. Units see what they lead or support. */
export interface IssueRow {
  id: string;
  number: string;
  state: IssueState;
  origin: IssueOrigin;
  category: ReportCategory;
  area: LocalisedText | null;
  point: ShownPoint | null;
  placeText: string | null;
  lead: IssueUnit | null;
  /** The reader's unit: it leads, or it supports. */
  role: 'LEAD' | 'SUPPORT' | null;
  grade: string;
  tier: number;
  raisedAt: string;
  dueAt: string | null;
  due: DueState;
  /** Until when the present step is to be done: dispatch, sign, decide, check; null where no step waits. */
  stepDueAt: string | null;
  reports: number;
  returns: number;
  isReopened: boolean;
  recurrenceOf: string | null;
  thumbnail: string | null;
  metres?: number;
}

export type IssueTab =
  | 'to-dispatch'
  | 'due-soon'
  | 'overdue'
  | 'to-verify'
  | 'transfers'
  | 'handling'
  | 'closed'
  | 'all';

export interface Issues extends Page<IssueRow> {
  counts: Record<IssueTab, number>;
}

/** `GET /api/issues/duty` (units): today's list by due time. */
export interface UnitDuty {
  unit: IssueUnit;
  now: string;
  toSign: IssueRow[];
  dueToday: IssueRow[];
  overdue: IssueRow[];
  handling: IssueRow[];
  /** Of those closed in the last 30 days: closed in time, over all that fell due. */
  onTime: { closedInTime: number; due: number };
  returned: number;
  unread: number;
}

/** The five things an assignment fixes (五定): person, task, time, responsibility, reward and penalty. */
export interface FiveFixes {
  person: string;
  task: string;
  /** ISO 8601; null: the grade's limit in working days. */
  dueAt: string | null;
  responsibility: string;
  rewardPenalty: string;
}

export interface IssueEvent {
  at: string;
  action: string;
  /** The unit or office that acted; a citizen's act names nobody. */
  by: LocalisedText | null;
  note: string | null;
  photos: PhotoView[];
}

/** What somebody may do with an issue in its state. */
export type IssueMove =
  | 'triage'
  | 'assign'
  | 'sign'
  | 'refuse'
  | 'accept-transfer'
  | 'decide-transfer'
  | 'start'
  | 'delegate'
  | 'escalate'
  | 'ask-extension'
  | 'decide-extension'
  | 'rectify'
  | 'verify'
  | 'carry-over'
  | 'dismiss'
  | 'reopen';

/** `GET /api/issues/{id}`. Nothing in it comes from a reporter's person; texts are the report's own words. */
export interface IssueView extends IssueRow {
  text: string | null;
  before: PhotoView[];
  after: PhotoView[];
  fixes: FiveFixes | null;
  proposal: DispatchProposal;
  supports: IssueUnit[];
  gradeName: LocalisedText;
  method: LocalisedText;
  limitWorkingDays: number;
  /** The citizen's clock never stops; the unit's stands still while a check is due. */
  citizenClock: { startedAt: string; endedAt: string | null };
  unitClock: { startedAt: string; dueAt: string; stoppedAt: string | null; isOverdue: boolean } | null;
  transfer: { from: IssueUnit; to: IssueUnit; reason: string; askedAt: string; refusals: number } | null;
  extension: { newDue: string; reason: string; plan: string; askedAt: string } | null;
  timeline: IssueEvent[];
  ratings: { effect: number; count: number }[];
  /** To whom the lead has handed it on (交办), the newest last; the lead stays answerable (BR-16). */
  delegations: { to: IssueUnit; task: string; dueAt: string }[];
  /** What the parameters call the tier; null where the city has one tier only. */
  tierName: LocalisedText | null;
  /** A check at the desk is not enough: somebody has to go and look. */
  needsVisit: boolean;
  may: IssueMove[];
}

/**
 * Bodies of `POST /api/issues/{id}/{move}`; `sign` has none. The answer is the issue's view, or 204 where the move took it
 * out of the caller's sight.
 */
export interface TriageIssue {
  category: string;
  grade: string;
  class: string | null;
}
export interface AssignIssue {
  lead: string;
  supports: string[];
  fixes: FiveFixes;
}
export interface RefuseIssue {
  /** Unit id thought right (BR-21). */
  successor: string;
  reason: string;
}
/** `accept-transfer`: the successor takes it over. */
export interface AcceptTransfer {
  /** Who answers for it in the unit; null: its head. */
  person: string | null;
}
export interface DecideTransfer {
  /** Unit id; binding after the second refusal. */
  lead: string;
  reason: string;
}
export interface StartIssue {
  /** What will be done. */
  measure: string | null;
}
export interface DelegateIssue {
  /** Unit id, one level below (BR-16). */
  unit: string;
  task: string;
  /** ISO 8601, not after the issue's own. */
  dueAt: string;
}
export interface EscalateIssue {
  /** The next tier; none is skipped. */
  tier: number;
  reason: string;
}
export interface AskExtension {
  newDue: string;
  reason: string;
  plan: string;
}
export interface DecideExtension {
  granted: boolean;
  reason: string;
}
/** Across the year (挂账): the public is told why and until when. */
export interface CarryOverIssue {
  newDue: string;
  reason: string;
  publicText: string;
}
export interface DismissIssue {
  reason: string;
}
/** A re-visit found it again within the days for it; the number stays. */
export interface ReopenIssue {
  reason: string;
  photos: string[];
}
/** `POST /api/issues`: found by an area officer or the office itself. */
export interface NewIssue {
  category: string;
  grade: string;
  point: GivenPoint | null;
  placeText: string | null;
  text: string;
  photos: string[];
  /** Unit id of a resident unit (驻地单位) of the area; null: territory and category say. */
  unit: string | null;
}
/** `POST /api/desk/reports/{id}/accept`: the report is accepted and its issue raised. */
export interface AcceptReport {
  /** Null: as the citizen said. */
  category: string | null;
  grade: string;
}
/** `POST /api/desk/reports/{id}/merge`. */
export interface MergeReport {
  issueId: string;
}
/** Answer to both. */
export interface RaisedIssue {
  issueId: string;
  number: string;
}
export interface RectifyIssue {
  text: string;
  photos: string[];
  point: {
    lng: number;
    lat: number;
    datum: 'GCJ02' | 'WGS84' | 'CGCS2000' | 'BD09';
    accuracyMetres: number | null;
  } | null;
}
export interface VerifyIssue {
  result: 'PASS' | 'FAIL';
  kind: 'DESK' | 'ONSITE';
  /** Needed with FAIL. */
  reason: string | null;
  photos: string[];
}

/** `GET /api/issues/map?bbox=&tab=`: points of the desk's map, at most 2,000. */
export interface IssueMapPoint {
  id: string;
  state: IssueState;
  due: DueState;
  isReopened: boolean;
  at: ShownPoint;
}

/** `GET /api/desk/form` (whoever reads issues): what the forms of desk and unit offer for choosing. */
export interface DeskForm {
  /** Those that the city takes; matters for the police are not among them. */
  categories: ReportCategory[];
  /** The least grave first. */
  grades: { code: string; name: LocalisedText; method: LocalisedText; limitWorkingDays: number }[];
  /** Units at work that an issue can be given to: as lead, as support, as successor. */
  units: IssueUnit[];
  /** Radius within which the same category is proposed for merging. */
  mergeRadiusMetres: number;
}
