import type { ReactNode } from 'react';
import { View } from '@tarojs/components';
import { classNames } from './class-names.js';

export function Card({ className, children }: { className?: string; children: ReactNode }) {
  return <View className={classNames('card', className)}>{children}</View>;
}
