import { View } from '@tarojs/components';
import { classNames } from './class-names.js';
import { forReader } from './reader.js';
import { Tappable } from './tappable.js';

export interface Segment<Value extends string> {
  value: Value;
  label: string;
  /** A figure after the label, such as the number of units. */
  count?: number;
}

interface SegmentedProps<Value extends string> {
  /** Said to a reader before the choices. */
  label: string;
  segments: readonly Segment<Value>[];
  chosen: Value;
  onChoose(value: Value): void;
}

/** One of a few. */
export function Segmented<Value extends string>({ label, segments, chosen, onChoose }: SegmentedProps<Value>) {
  return (
    <View className="segmented" {...forReader({ role: 'radiogroup', label })}>
      {segments.map(({ value, label: name, count }) => (
        <Tappable
          key={value}
          className={classNames('segmented__choice', value === chosen && 'is-chosen')}
          role="radio"
          isChecked={value === chosen}
          onTap={() => onChoose(value)}
        >
          {name}
          {count === undefined ? null : <View className="segmented__count">{count}</View>}
        </Tappable>
      ))}
    </View>
  );
}
