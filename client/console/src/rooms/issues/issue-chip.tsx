import { issueStates, reportStates, type IssueRow, type ReportState } from '@minsheng/contracts';
import {
  BadgeCheck,
  Ban,
  CircleDashed,
  ClockAlert,
  Construction,
  GitMerge,
  Inbox,
  MessageCircleQuestionMark,
  Pause,
  RotateCcw,
  Send,
  ShieldAlert,
  Signature,
  Timer,
  Undo2,
  type LucideIcon,
} from 'lucide-react';

import { useMessages } from '../../messages/use-messages.js';
import { Chip, type Tone } from '../../ui/parts.js';
import { markOf, type Mark } from './issue-look.js';

const looks: Readonly<Record<Mark, { tone: Tone; Icon: LucideIcon }>> = {
  NEW: { tone: 'received', Icon: Inbox },
  TRIAGED: { tone: 'received', Icon: Inbox },
  ASSIGNED: { tone: 'dispatch', Icon: Send },
  TRANSFER_ASKED: { tone: 'paused', Icon: Undo2 },
  SIGNED: { tone: 'handling', Icon: Signature },
  IN_PROGRESS: { tone: 'handling', Icon: Construction },
  EXTENSION_ASKED: { tone: 'paused', Icon: Pause },
  SUBMITTED: { tone: 'resolved', Icon: CircleDashed },
  CLOSED: { tone: 'verified', Icon: BadgeCheck },
  DISMISSED: { tone: 'plain', Icon: Ban },
  overdue: { tone: 'overdue', Icon: ClockAlert },
  'due-soon': { tone: 'overdue', Icon: Timer },
  reopened: { tone: 'reopened', Icon: RotateCcw },
};

/** The unit's word (hollow) and the verifier's (solid) never look alike. */
export function IssueChip({ issue }: { issue: Pick<IssueRow, 'state' | 'due' | 'isReopened'> }) {
  const { say, text } = useMessages();
  const mark = markOf(issue);
  const { tone, Icon } = looks[mark];
  return (
    <Chip tone={tone} icon={<Icon size={13} aria-hidden />}>
      {mark === 'overdue' || mark === 'due-soon' || mark === 'reopened'
        ? say(`issue.${mark}`)
        : text(issueStates[mark])}
    </Chip>
  );
}

const reportLooks: Readonly<Record<ReportState, { tone: Tone; Icon: LucideIcon }>> = {
  SUBMITTED: { tone: 'received', Icon: Inbox },
  HELD: { tone: 'overdue', Icon: ShieldAlert },
  PENDING: { tone: 'received', Icon: Inbox },
  NEED_INFO: { tone: 'paused', Icon: MessageCircleQuestionMark },
  ACCEPTED: { tone: 'dispatch', Icon: Send },
  MERGED: { tone: 'plain', Icon: GitMerge },
  REJECTED: { tone: 'plain', Icon: Ban },
  WITHDRAWN: { tone: 'plain', Icon: Undo2 },
  LAPSED: { tone: 'plain', Icon: Pause },
  RESOLVED: { tone: 'verified', Icon: BadgeCheck },
  RATED: { tone: 'verified', Icon: BadgeCheck },
};

export function ReportChip({ state }: { state: ReportState }) {
  const { text } = useMessages();
  const { tone, Icon } = reportLooks[state];
  return (
    <Chip tone={tone} icon={<Icon size={13} aria-hidden />}>
      {text(reportStates[state])}
    </Chip>
  );
}
