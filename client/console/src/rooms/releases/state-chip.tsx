import type { ReleaseState } from '@minsheng/contracts';
import { Archive, BadgeCheck, CalendarClock, PenLine, Timer, type LucideIcon } from 'lucide-react';

import { useMessages } from '../../messages/use-messages.js';
import { Chip, type Tone } from '../../ui/parts.js';

const looks: Readonly<Record<ReleaseState, { tone: Tone; Icon: LucideIcon }>> = {
  ASSEMBLED: { tone: 'dispatch', Icon: PenLine },
  SIGNED: { tone: 'handling', Icon: CalendarClock },
  EMBARGOED: { tone: 'seal', Icon: Timer },
  RELEASED: { tone: 'verified', Icon: BadgeCheck },
  ARCHIVED: { tone: 'plain', Icon: Archive },
};

export function ReleaseStateChip({ state }: { state: ReleaseState }) {
  const { say } = useMessages();
  const { tone, Icon } = looks[state];
  return (
    <Chip tone={tone} icon={<Icon size={13} aria-hidden />}>
      {say(`release.${state}`)}
    </Chip>
  );
}
