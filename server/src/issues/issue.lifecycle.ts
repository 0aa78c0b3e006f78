import type { IssueMove, IssueState } from '@minsheng/contracts';
import { type UnitReach, reaches } from '../platform/index.js';

/** Whose move it is, besides the permission. */
type Mover =
  | 'the office'
  /** The unit that answers for it. */
  | 'the lead'
  /** The lead, or whom it handed it on to. */
  | 'a handler'
  /** The lead while it is only assigned, then whom it named. */
  | 'whoever is asked'
  /** The unit that was named as successor. */
  | 'the successor'
  /** Nobody of the lead, of its delegates or of anything below them (BR-17). */
  | 'another unit';

interface Line {
  from: readonly IssueState[];
  /** Several: the verb decides which. */
  to: readonly IssueState[];
  by: `issues.${string}`;
  who: Mover;
  /** What has to be true besides; checked below or by the verb. */
  needs: string;
  writes: `issues.${string}`;
}

/**
 * SM-8. NEW and TRIAGED belong to the office; CLOSED is left by a reopening only, DISMISSED never. Escalating hands the issue
 * back to the office one tier up, for new fixes; a citizen's "not fixed" reopens without a line here, by the report's right.
 */
export const issueLifecycle: Readonly<Record<IssueMove, Line>> = {
  triage: {
    from: ['NEW', 'TRIAGED'],
    to: ['TRIAGED'],
    by: 'issues.dispatch',
    who: 'the office',
    needs: 'category, provisional grade; class where it comes from a poll',
    writes: 'issues.triaged',
  },
  assign: {
    from: ['TRIAGED'],
    to: ['ASSIGNED'],
    by: 'issues.dispatch',
    who: 'the office',
    needs: 'the five fixes, none empty; a standing unit that is not the office',
    writes: 'issues.assigned',
  },
  dismiss: {
    from: ['NEW', 'TRIAGED'],
    to: ['DISMISSED'],
    by: 'issues.dispatch',
    who: 'the office',
    needs: 'a reason',
    writes: 'issues.dismissed',
  },
  sign: {
    from: ['ASSIGNED'],
    to: ['SIGNED'],
    by: 'issues.handle',
    who: 'the lead',
    needs: 'one working day; later it is a reminder to the unit, and still signed for',
    writes: 'issues.signed',
  },
  refuse: {
    from: ['ASSIGNED', 'TRANSFER_ASKED'],
    to: ['TRANSFER_ASKED'],
    by: 'issues.handle',
    who: 'whoever is asked',
    needs: 'a successor and a reason; fewer refusals than the office lets pass',
    writes: 'issues.transfer-asked',
  },
  'accept-transfer': {
    from: ['TRANSFER_ASKED'],
    to: ['ASSIGNED'],
    by: 'issues.handle',
    who: 'the successor',
    needs: 'responsibility passes with it; after the last refusal the office decides',
    writes: 'issues.transfer-decided',
  },
  'decide-transfer': {
    from: ['TRANSFER_ASKED'],
    to: ['ASSIGNED'],
    by: 'issues.dispatch',
    who: 'the office',
    needs: 'a unit and a reason; binding after the last refusal',
    writes: 'issues.transfer-decided',
  },
  start: {
    from: ['SIGNED'],
    to: ['IN_PROGRESS'],
    by: 'issues.handle',
    who: 'a handler',
    needs: 'the measure',
    writes: 'issues.started',
  },
  delegate: {
    from: ['SIGNED', 'IN_PROGRESS'],
    to: ['SIGNED', 'IN_PROGRESS'],
    by: 'issues.handle',
    who: 'the lead',
    needs: 'a unit one level below, due not after the issue; the state stays',
    writes: 'issues.delegated',
  },
  escalate: {
    from: ['IN_PROGRESS'],
    to: ['TRIAGED'],
    by: 'issues.handle',
    who: 'the lead',
    needs: 'the next tier, none skipped; a reason',
    writes: 'issues.escalated',
  },
  'ask-extension': {
    from: ['IN_PROGRESS'],
    to: ['EXTENSION_ASKED'],
    by: 'issues.handle',
    who: 'the lead',
    needs: 'before it is due; at most as often and as long as the parameters say; a plan',
    writes: 'issues.extension-asked',
  },
  'decide-extension': {
    from: ['EXTENSION_ASKED'],
    to: ['IN_PROGRESS'],
    by: 'issues.decide',
    who: 'the office',
    needs: 'another person than who asked; a reason',
    writes: 'issues.extension-decided',
  },
  rectify: {
    from: ['SIGNED', 'IN_PROGRESS'],
    to: ['SUBMITTED'],
    by: 'issues.handle',
    who: 'a handler',
    needs:
      'for a place an after-photo within 100 m, taken since the assignment; in SIGNED the reply is the measure too',
    writes: 'issues.rectified',
  },
  verify: {
    from: ['SUBMITTED'],
    to: ['CLOSED', 'IN_PROGRESS'],
    by: 'issues.verify',
    who: 'another unit',
    needs: 'on site where the grade or a reopening asks for it; a reason where it fails',
    writes: 'issues.closed',
  },
  'carry-over': {
    from: ['IN_PROGRESS'],
    to: ['IN_PROGRESS'],
    by: 'issues.decide',
    who: 'the office',
    needs: 'a grade that may go over the year; a later date, a reason, a text for the public',
    writes: 'issues.carried-over',
  },
  reopen: {
    from: ['CLOSED'],
    to: ['ASSIGNED'],
    by: 'issues.verify',
    who: 'another unit',
    needs: 'a picture, within the days for it; the number stays',
    writes: 'issues.reopened',
  },
};

export const issueMoves = Object.keys(issueLifecycle) as readonly IssueMove[];

/** What of an issue decides which moves there are. Units by their paths. */
export interface IssueStanding {
  state: IssueState;
  tier: number;
  dueAt: Date;
  closedAt: Date | null;
  refusals: number;
  isBinding: boolean;
  extensions: number;
  mayCarryOver: boolean;
  lead: string | null;
  successor: string | null;
  delegates: readonly string[];
  /** Every unit that has to do with it. */
  parties: readonly string[];
}

/** Who wants to move it. */
export interface IssueMover {
  reach(permission: string): UnitReach | null;
  /** Paths of the units in which the person holds a role; none for the machine. */
  units: readonly string[];
}

/** The parameters that decide. */
export interface MoveRules {
  tiers: number;
  refusalsBeforeDecision: number;
  extensionsAtMost: number;
  reopenDays: number;
}

export type MoveFault =
  | 'not-in-state'
  | 'not-permitted'
  | 'not-yours'
  | 'own-work'
  | 'decision-is-binding'
  | 'office-decides'
  | 'no-extension-left'
  | 'past-due'
  | 'no-higher-tier'
  | 'no-carry-over'
  | 'too-late-to-reopen';

const dayMs = 86_400_000;

/** Why somebody may not make a move now; null: they may. What the move brings with it is checked by its verb. */
export function moveFault(
  move: IssueMove,
  issue: IssueStanding,
  mover: IssueMover,
  rules: MoveRules,
  now: Date,
): MoveFault | null {
  const line = issueLifecycle[move];
  const reach = mover.reach(line.by);
  if (!reach) return 'not-permitted';
  const whose = moverFault(line.who, issue, reach, mover.units);
  if (whose) return whose;
  if (!line.from.includes(issue.state)) return 'not-in-state';
  switch (move) {
    case 'refuse':
      if (issue.isBinding) return 'decision-is-binding';
      return issue.refusals >= rules.refusalsBeforeDecision ? 'office-decides' : null;
    case 'accept-transfer':
      return issue.refusals >= rules.refusalsBeforeDecision ? 'office-decides' : null;
    case 'escalate':
      return issue.tier >= rules.tiers ? 'no-higher-tier' : null;
    case 'ask-extension':
      if (now > issue.dueAt) return 'past-due';
      return issue.extensions >= rules.extensionsAtMost ? 'no-extension-left' : null;
    case 'carry-over':
      return issue.mayCarryOver ? null : 'no-carry-over';
    case 'reopen':
      return reopenFault(issue, rules, now);
    default:
      return null;
  }
}

/** For the re-visit and for the citizen alike. */
export function reopenFault({ closedAt }: IssueStanding, { reopenDays }: MoveRules, now: Date): MoveFault | null {
  if (closedAt === null) return 'not-in-state';
  return now.getTime() > closedAt.getTime() + reopenDays * dayMs ? 'too-late-to-reopen' : null;
}

/** All moves that somebody may make now, in the order of the table. */
export function movesOf(issue: IssueStanding, mover: IssueMover, rules: MoveRules, now: Date): IssueMove[] {
  return issueMoves.filter((move) => moveFault(move, issue, mover, rules, now) === null);
}

function moverFault(
  who: Mover,
  issue: IssueStanding,
  reach: UnitReach,
  units: readonly string[],
): 'not-yours' | 'own-work' | null {
  const isMine = (path: string | null): boolean => path !== null && reaches(reach, path);
  switch (who) {
    case 'the office':
      return reach.everything ? null : 'not-yours';
    case 'the lead':
      return isMine(issue.lead) ? null : 'not-yours';
    case 'a handler':
      return [issue.lead, ...issue.delegates].some(isMine) ? null : 'not-yours';
    case 'the successor':
      return isMine(issue.successor) ? null : 'not-yours';
    case 'whoever is asked':
      return isMine(issue.state === 'TRANSFER_ASKED' ? issue.successor : issue.lead) ? null : 'not-yours';
    case 'another unit': {
      const handlers = [issue.lead, ...issue.delegates].filter((path) => path !== null);
      if (units.some((unit) => handlers.some((handler) => unit.startsWith(handler)))) return 'own-work';
      return issue.parties.some(isMine) ? null : 'not-yours';
    }
  }
}
