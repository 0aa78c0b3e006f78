import { View } from '@tarojs/components';
import type { IconName } from '@minsheng/design';
import type { ChipTone } from '../reports/timeline.js';
import { classNames } from './class-names.js';
import { Icon } from './icon.js';

const icons: Readonly<Record<ChipTone, IconName>> = {
  received: 'receipt-text',
  dispatch: 'send',
  handling: 'construction',
  overdue: 'timer',
  resolved: 'circle-check',
  verified: 'badge-check',
  reopened: 'rotate-ccw',
  paused: 'pause',
};

/** A workflow state: drawing, word and colour. What the unit says (`resolved`) is hollow, what was checked is solid. */
export function StateChip({ tone, children }: { tone: ChipTone; children: string }) {
  return (
    <View className={classNames('state-chip', `state-chip--${tone}`)}>
      <Icon name={icons[tone]} size={13} strokeWidth={2} />
      {children}
    </View>
  );
}
