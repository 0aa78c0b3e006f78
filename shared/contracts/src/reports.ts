import type { PhotoView } from './files.js';
import type { GivenPoint, LocationFlag, ShownPoint } from './territory.js';
import type { LocalisedText } from './text.js';

/** States of a citizen's report (SM-7). */
export const reportStates = {
  SUBMITTED: { zh: '已提交', en: 'Submitted' },
  HELD: { zh: '待人工检查', en: 'Held for a check' },
  PENDING: { zh: '待受理', en: 'Waiting for acceptance' },
  NEED_INFO: { zh: '待补充', en: 'More is asked for' },
  ACCEPTED: { zh: '已受理', en: 'Accepted' },
  MERGED: { zh: '已并案', en: 'Followed together' },
  REJECTED: { zh: '不予受理', en: 'Not accepted' },
  WITHDRAWN: { zh: '已撤回', en: 'Withdrawn' },
  LAPSED: { zh: '逾期未补充', en: 'Lapsed' },
  RESOLVED: { zh: '已核查解决', en: 'Fixed and checked' },
  RATED: { zh: '已评价', en: 'Rated' },
} as const satisfies Record<string, LocalisedText>;
export type ReportState = keyof typeof reportStates;

/** Why a report is not accepted (不予受理的原因), each with where to go instead. */
export const rejectionReasons = {
  NOT_IN_AREA: { zh: '不在本市范围', en: 'outside the city' },
  NOT_IN_SCOPE: { zh: '不属于受理范围', en: 'not within our scope' },
  ILLEGIBLE: { zh: '看不清', en: 'not legible' },
  PRIVATE_DISPUTE: { zh: '私人纠纷', en: 'a private dispute' },
  POLICE_MATTER: { zh: '属于警情', en: 'a matter for the police' },
  DUPLICATE_BY_SAME_PERSON: { zh: '本人重复上报', en: 'reported twice by the same person' },
  ABUSE: { zh: '恶意上报', en: 'abuse' },
} as const satisfies Record<string, LocalisedText>;
export type RejectionReason = keyof typeof rejectionReasons;

/** By which way a report came (来源渠道). */
export const reportChannels = {
  MINI: { zh: '小程序', en: 'Mini-program' },
  PHONE: { zh: '电话', en: 'Phone' },
  MAILBOX: { zh: '信箱', en: 'Mailbox' },
  WEIBO: { zh: '微博', en: 'Weibo' },
  FORUM: { zh: '论坛', en: 'Forum' },
  SUPERVISOR: { zh: '监督员', en: 'Supervisor' },
  VOLUNTEER: { zh: '志愿者', en: 'Volunteer' },
  COMMUNITY_TEAM: { zh: '社区队伍', en: 'Community team' },
  IMPORT: { zh: '历史导入', en: 'History' },
} as const satisfies Record<string, LocalisedText>;
export type ReportChannel = keyof typeof reportChannels;

export interface ReportCategory {
  code: string;
  name: LocalisedText;
  /** The number to call (110, 119, 120): no picture is taken and nothing is reported. */
  police: string | null;
}

/** `GET /api/report-form?lng=&lat=&datum=&accuracy=` (citizen; the position may be missing). */
export interface ReportForm {
  title: LocalisedText;
  categories: ReportCategory[];
  /** Codes of up to three: the person's last, the most frequent here, the most frequent in the city. */
  likely: string[];
  photos: { minimum: number; maximum: number };
  /** False: outside the city; null: no position given. */
  isInside: boolean | null;
  /** The given position as it is shown on the map. */
  at?: ShownPoint | null;
  area: LocalisedText | null;
  /** Open matters nearby, nearest first, at most three: the person may follow one instead. */
  nearby: {
    /** The report to follow. */
    reportId: string;
    category: string;
    metres: number;
    reportedAt: string;
    reporters: number;
    thumbnail: string | null;
  }[];
  /** When the person may report again (BR-22); null: now. */
  waitUntil: string | null;
  acceptWorkingDays: number;
}

/** `POST /api/reports` (citizen). The same `clientId` of the same person is answered with the first receipt. */
export interface NewReport {
  /** ULID made with the draft. */
  clientId: string;
  photos: string[];
  category: string;
  point: GivenPoint | null;
  /** Needed without a point, or when it is rougher than 100 m. */
  placeText: string | null;
  text: string | null;
  /** Towards the office; units never see who reported. */
  isAnonymous: boolean;
  /** Shown so that photo and report can be told apart, ISO 8601. */
  takenAt: string;
  /** The report of `nearby` that this one joins. */
  joins: string | null;
}

/** What the citizen keeps. */
export interface ReportReceipt {
  id: string;
  /** `SP-20260412-00031`. */
  number: string;
  state: ReportState;
  submittedAt: string;
  /** Acceptance is decided until then. */
  acceptBy: string;
}

/** A line of the citizen's timeline; who handled it personally is never said (BR-19). */
export interface ReportEvent {
  at: string;
  kind:
    | 'submitted'
    | 'held'
    | 'accepted'
    | 'merged'
    | 'rejected'
    | 'appealed'
    | 'info-asked'
    | 'info-given'
    | 'withdrawn'
    | 'lapsed'
    | 'assigned'
    | 'signed'
    | 'transferred'
    | 'extended'
    | 'overdue'
    | 'rectified'
    | 'returned'
    | 'closed'
    | 'reopened'
    | 'carried-over'
    | 'rated'
    | 'not-fixed';
  /** The unit that has it, where one does. */
  unit: LocalisedText | null;
  /** Reason, measure or rating, in the words of whoever gave them. */
  note: LocalisedText | null;
}

/** `GET /api/reports/{id}` (the citizen who made it). */
export interface ReportView extends ReportReceipt {
  category: ReportCategory;
  area: LocalisedText | null;
  point: ShownPoint | null;
  placeText: string | null;
  text: string | null;
  isAnonymous: boolean;
  flags: LocationFlag[];
  before: PhotoView[];
  /** From the unit and from the verifier; there once somebody else has checked. */
  after: PhotoView[];
  timeline: ReportEvent[];
  /** From the report to the check, never stopped; ends when closed. */
  citizenClock: { startedAt: string; endedAt: string | null };
  /** The unit's limit in working days and what it used; null before assignment. */
  unitClock: { startedAt: string; dueAt: string; endedAt: string | null; isOverdue: boolean } | null;
  rejection: { reason: RejectionReason; note: string; whereInstead: LocalisedText; appealUntil: string | null } | null;
  asked: { question: string; until: string } | null;
  rating: { effect: number; service: number | null } | null;
  /** What the person may do now. */
  may: ('withdraw' | 'appeal' | 'give-info' | 'rate' | 'not-fixed')[];
  /** Rating and "not fixed" end then. */
  answerUntil: string | null;
}

/** `GET /api/reports` (the citizen's own), newest first. */
export interface ReportListItem extends ReportReceipt {
  category: ReportCategory;
  placeText: string | null;
  area: LocalisedText | null;
  thumbnail: string | null;
  lastEvent: ReportEvent;
  awaitsMe: boolean;
}

/**
 * What a citizen says of a report later. The same `clientId` of the same report is done once, and answered alike however
 * often it is sent.
 */
export interface FollowUp {
  /** ULID made with the draft. */
  clientId: string;
}

/** `POST /api/reports/{id}/appeal`. */
export interface ReportAppeal extends FollowUp {
  reason: string;
}

/** `POST /api/reports/{id}/rate`: 1 (very satisfied, 非常满意) to 5 (very dissatisfied). */
export interface ReportRating extends FollowUp {
  effect: number;
  service: number | null;
  text: string | null;
}

/** `POST /api/reports/{id}/not-fixed` (once, within seven days, with a picture) and `/give-info`. */
export interface FurtherEvidence extends FollowUp {
  photos: string[];
  text: string | null;
}

/** `GET /api/desk/reports?tab=&category=&area=&q=&near=lng,lat,metres&cursor=` (office and area officers). */
export interface DeskReport {
  id: string;
  number: string;
  state: ReportState;
  channel: ReportChannel;
  category: ReportCategory;
  area: LocalisedText | null;
  point: ShownPoint | null;
  placeText: string | null;
  submittedAt: string;
  acceptBy: string | null;
  flags: LocationFlag[];
  photos: number;
  thumbnail: string | null;
  issueId: string | null;
  metres?: number;
}

export type DeskReportTab = 'waiting' | 'held' | 'need-info' | 'appealed' | 'decided' | 'all';

export interface Page<Row> {
  rows: Row[];
  /** Ask again with this; null: that was all. */
  cursor: string | null;
}

export interface DeskReports extends Page<DeskReport> {
  counts: Record<DeskReportTab, number>;
}

/** `GET /api/desk/reports/{id}`. Who reported is not in it: that is a separate, logged act. */
export interface DeskReportView extends DeskReport {
  text: string | null;
  isAnonymous: boolean;
  takenAt: string;
  before: PhotoView[];
  safety: 'PASS' | 'REVIEW' | 'BLOCK' | null;
  rejection: { reason: RejectionReason; note: string; decidedAt: string } | null;
  appeal: { reason: string; at: string } | null;
  asked: { question: string; until: string } | null;
  given: { text: string | null; at: string; photos: PhotoView[] }[];
  /** Open issues of the same category within the merge radius, nearest first (BR-23). */
  mergeable: { issueId: string; number: string; metres: number; reporters: number; thumbnail: string | null }[];
  /** The issue that the reporter asked to follow instead; the desk decides. */
  asksToFollow: { issueId: string; number: string } | null;
  /** Rule that would dispatch it: who leads and who supports (territory × category). */
  proposal: DispatchProposal;
  /** The same category here in the last 30 days; found again within 7 days after closing. */
  nearbyHistory: { sameCategory: number; recurred: number };
}

/** `POST /api/desk/reports`: a call, or what came by another channel, written down by a clerk. */
export interface TakenDownReport {
  /** ULID made with the draft. */
  clientId: string;
  channel: Exclude<ReportChannel, 'MINI' | 'IMPORT'>;
  photos: string[];
  category: string;
  point: GivenPoint | null;
  placeText: string | null;
  text: string | null;
  isAnonymous: boolean;
  /** Kept sealed, and only when it is not anonymous. */
  caller: { name: string | null; phone: string | null } | null;
}

/** `POST /api/desk/reports/{id}/reporter` with a reason: an act of its own, written into the ledger. */
export interface ReportReporterView {
  /** `138****0000`, of a citizen who signed in by phone. */
  maskedPhone: string | null;
  /** What a caller left. */
  name: string | null;
  phone: string | null;
}

/** `POST /api/desk/reports/{id}/decide-held`: what a person decides of a report that the check held. */
export interface HeldDecision {
  decision: 'PASS' | 'REJECT';
  /** Needed with REJECT. */
  reason: RejectionReason | null;
  note: string | null;
}

/** Whom territory × category names. */
export interface DispatchProposal {
  lead: { unitId: string; name: LocalisedText } | null;
  supports: { unitId: string; name: LocalisedText }[];
  /** 属地 × 类别, in words. */
  rule: LocalisedText;
}

/** `POST /api/desk/reports/{id}/reject`. */
export interface Rejection {
  reason: RejectionReason;
  note: string;
}
