import type { PollStage } from '@minsheng/contracts';
import {
  Archive,
  BadgeCheck,
  Ban,
  CirclePause,
  FilePenLine,
  FileSearch,
  ListChecks,
  Radio,
  Scale,
  Stamp,
  UploadCloud,
  type LucideIcon,
} from 'lucide-react';

import { useMessages } from '../../messages/use-messages.js';
import { Chip, type Tone } from '../../ui/parts.js';

const looks: Readonly<Record<PollStage, { tone: Tone; Icon: LucideIcon }>> = {
  DRAFT: { tone: 'line', Icon: FilePenLine },
  PLAN_REVIEW: { tone: 'dispatch', Icon: FileSearch },
  PLAN_APPROVED: { tone: 'dispatch', Icon: BadgeCheck },
  PLAN_PUBLIC: { tone: 'seal', Icon: Stamp },
  FIELDWORK: { tone: 'handling', Icon: Radio },
  PAUSED: { tone: 'overdue', Icon: CirclePause },
  SYNC_GRACE: { tone: 'handling', Icon: UploadCloud },
  CLEANING: { tone: 'handling', Icon: ListChecks },
  WEIGHTING: { tone: 'handling', Icon: Scale },
  SCORED: { tone: 'dispatch', Icon: FileSearch },
  SEALED: { tone: 'seal', Icon: Stamp },
  RELEASED: { tone: 'verified', Icon: BadgeCheck },
  ARCHIVED: { tone: 'plain', Icon: Archive },
  CANCELLED: { tone: 'plain', Icon: Ban },
  IMPORTED: { tone: 'line', Icon: UploadCloud },
  WEIGHTED: { tone: 'handling', Icon: Scale },
  RANKED: { tone: 'dispatch', Icon: FileSearch },
};

export function StageChip({ stage }: { stage: PollStage }) {
  const { say } = useMessages();
  const { tone, Icon } = looks[stage];
  return (
    <Chip tone={tone} icon={<Icon size={13} aria-hidden />}>
      {say(`stage.${stage}`)}
    </Chip>
  );
}
