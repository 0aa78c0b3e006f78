import { View } from '@tarojs/components';
import { toneOf } from '../polls/question-view.js';

/** Height of a bar, px of 18: the ends stand tallest, so that the place on the scale is seen without its colour. */
function heightOf(number: number, of: number): number {
  const middle = (of + 1) / 2;
  return 10 + Math.round((8 * Math.abs(number - middle)) / Math.max(middle - 1, 1));
}

/** Where a level stands on its scale: one bar filled of as many as there are. The label says it to readers. */
export function LevelGlyph({ number, of }: { number: number; of: number }) {
  return (
    <View className="level-glyph" aria-hidden="true">
      {Array.from({ length: of }, (_, index) => (
        <View
          key={index}
          className={`level-glyph__bar ${index + 1 === number ? `level-glyph__bar--${toneOf(number, of)}` : ''}`}
          style={{ height: `${heightOf(index + 1, of)}px` }}
        />
      ))}
    </View>
  );
}
