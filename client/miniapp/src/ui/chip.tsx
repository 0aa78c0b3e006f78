import type { ReactNode } from 'react';
import { View } from '@tarojs/components';

export function Chip({ children }: { children: ReactNode }) {
  return <View className="chip">{children}</View>;
}
