import type { ReportEvent, ReportState, ReportView } from '@minsheng/contracts';

/** The five steps of a report: 受理 → 派遣 → 处置 → 核查 → 回访. */
export const steps = ['accept', 'dispatch', 'handle', 'check', 'ask'] as const;
export type StepName = (typeof steps)[number];

/**
 * How a step looks. `claim` (单位称已处置) is hollow and `done` (已核查) is solid: the unit's word and the verifier's are
 * never drawn alike. `stopped`: the report ends here.
 */
export type StepMark = 'done' | 'claim' | 'back' | 'now' | 'next' | 'stopped';

export interface TimelineNode {
  step: StepName;
  mark: StepMark;
  /** Null for what has yet to come. */
  event: ReportEvent | null;
  /** 签收 under 派遣: who has it has said so. */
  signedAt: string | null;
}

const stepOf: Readonly<Record<ReportEvent['kind'], StepName>> = {
  submitted: 'accept',
  held: 'accept',
  accepted: 'accept',
  merged: 'accept',
  rejected: 'accept',
  appealed: 'accept',
  'info-asked': 'accept',
  'info-given': 'accept',
  withdrawn: 'accept',
  lapsed: 'accept',
  assigned: 'dispatch',
  transferred: 'dispatch',
  signed: 'dispatch',
  extended: 'handle',
  overdue: 'handle',
  'carried-over': 'handle',
  rectified: 'handle',
  returned: 'check',
  closed: 'check',
  'not-fixed': 'ask',
  reopened: 'handle',
  rated: 'ask',
};

const markOf: Readonly<Partial<Record<ReportEvent['kind'], StepMark>>> = {
  rectified: 'claim',
  returned: 'back',
  'not-fixed': 'back',
  reopened: 'back',
  overdue: 'back',
  rejected: 'stopped',
  withdrawn: 'stopped',
  lapsed: 'stopped',
};

const ended: readonly ReportState[] = ['REJECTED', 'WITHDRAWN', 'LAPSED', 'RATED'];

/** The step that is under way: what the last thing that happened leads to; null: the report is over. */
export function stepUnderWay(state: ReportState, last: ReportEvent['kind']): StepName | null {
  if (ended.includes(state)) return null;
  switch (last) {
    case 'accepted':
    case 'merged':
      return 'dispatch';
    case 'assigned':
    case 'transferred':
    case 'signed':
    case 'extended':
    case 'overdue':
    case 'carried-over':
    case 'returned':
    case 'reopened':
    case 'not-fixed':
      return 'handle';
    case 'rectified':
      return 'check';
    case 'closed':
      return 'ask';
    default:
      return 'accept';
  }
}

/** What happened, oldest first, then the step under way and those that follow. */
export function nodesOf({ timeline, state }: Pick<ReportView, 'timeline' | 'state'>): TimelineNode[] {
  const nodes: TimelineNode[] = [];
  for (const event of timeline) {
    // The hand-in is the page's head, and a signature belongs to the dispatch before it.
    if (event.kind === 'submitted') continue;
    const before = nodes[nodes.length - 1];
    if (event.kind === 'signed' && before?.step === 'dispatch') {
      before.signedAt = event.at;
      continue;
    }
    nodes.push({ step: stepOf[event.kind], mark: markOf[event.kind] ?? 'done', event, signedAt: null });
  }
  const last = timeline[timeline.length - 1]?.kind ?? 'submitted';
  const underWay = stepUnderWay(state, last);
  if (underWay === null) return nodes;
  const from = steps.indexOf(underWay);
  return [
    ...nodes,
    ...steps.slice(from).map((step, index): TimelineNode => {
      return { step, mark: index === 0 ? 'now' : 'next', event: null, signedAt: null };
    }),
  ];
}

/** The five-step bar of a list: how many are behind, and which is under way (0–4; null: none). */
export function barOf(state: ReportState, last: ReportEvent['kind']): { done: number; now: number | null } {
  const underWay = stepUnderWay(state, last);
  if (underWay === null) return { done: state === 'RATED' ? steps.length : 0, now: null };
  const at = steps.indexOf(underWay);
  return { done: at, now: at };
}

/** Which of the workflow's colours and words a report carries: by its state, and by what happened last. */
export type ChipTone =
  | 'received'
  | 'dispatch'
  | 'handling'
  | 'overdue'
  | 'resolved'
  | 'verified'
  | 'reopened'
  | 'paused';

export function toneOfReport(state: ReportState, last: ReportEvent['kind']): ChipTone {
  switch (state) {
    case 'SUBMITTED':
    case 'HELD':
    case 'PENDING':
      return 'received';
    case 'NEED_INFO':
      return 'overdue';
    case 'REJECTED':
    case 'WITHDRAWN':
    case 'LAPSED':
      return 'paused';
    case 'RESOLVED':
    case 'RATED':
      return 'verified';
    case 'ACCEPTED':
    case 'MERGED':
      break;
  }
  switch (last) {
    case 'accepted':
    case 'merged':
      return 'received';
    case 'assigned':
    case 'transferred':
      return 'dispatch';
    case 'overdue':
      return 'overdue';
    case 'rectified':
      return 'resolved';
    case 'closed':
      return 'verified';
    case 'reopened':
    case 'not-fixed':
    case 'returned':
      return 'reopened';
    default:
      return 'handling';
  }
}
