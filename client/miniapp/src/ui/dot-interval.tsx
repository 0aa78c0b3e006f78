import { View } from '@tarojs/components';
import type { Axis } from '../ranking/axis.js';

interface DotIntervalProps {
  /** Per cent of the axis. */
  at: { dot: number; from: number; to: number };
  ticks: Axis['ticks'];
  /** Where the online answers alone stand, per cent of the axis. */
  online?: number;
}

/** A score as a dot on its interval. Hidden from readers: the row around it says the figures. */
export function DotInterval({ at, ticks, online }: DotIntervalProps) {
  return (
    <View className="dot-interval" aria-hidden="true">
      {ticks.map((tick) => (
        <View key={tick.value} className="dot-interval__tick" style={{ left: `${tick.at}%` }} />
      ))}
      <View
        className="dot-interval__line"
        style={{ left: `${at.from}%`, right: `${Math.round((100 - at.to) * 100) / 100}%` }}
      />
      {online === undefined ? null : <View className="dot-interval__online" style={{ left: `${online}%` }} />}
      <View className="dot-interval__dot" style={{ left: `${at.dot}%` }} />
    </View>
  );
}
