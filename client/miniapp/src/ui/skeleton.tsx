import { View } from '@tarojs/components';
import { usePreferences } from '../preferences/preferences-context.js';
import { forReader } from './reader.js';

/** Grey lines of the height the content will have, so that nothing jumps; said once to a reader. */
export function Skeleton({ lines, lineHeight = 24 }: { lines: number; lineHeight?: number }) {
  const { messages } = usePreferences();
  return (
    <View className="skeleton" {...forReader({ role: 'status', label: messages.trouble.loading })}>
      {Array.from({ length: lines }, (_, index) => (
        <View key={index} className="skeleton__line" style={{ height: `${lineHeight}px` }}>
          <View className="skeleton__bar" style={{ width: `${[92, 64, 78, 50][index % 4]}%` }} />
        </View>
      ))}
    </View>
  );
}
