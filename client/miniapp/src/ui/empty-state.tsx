import type { ReactNode } from 'react';
import { View } from '@tarojs/components';
import type { IconName } from '@minsheng/design';
import { Icon } from './icon.js';

interface EmptyStateProps {
  icon: IconName;
  title: string;
  hint?: string;
  children?: ReactNode;
}

/** What would be here, and when or how it comes. */
export function EmptyState({ icon, title, hint, children }: EmptyStateProps) {
  return (
    <View className="empty-state">
      <View className="empty-state__icon">
        <Icon name={icon} size={26} strokeWidth={1.6} />
      </View>
      <View className="empty-state__title">{title}</View>
      {hint ? <View className="empty-state__hint">{hint}</View> : null}
      {children ? <View className="empty-state__action">{children}</View> : null}
    </View>
  );
}
