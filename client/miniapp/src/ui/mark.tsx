import { View } from '@tarojs/components';
import { markSvg, svgDataUri } from '@minsheng/design';
import { forReader } from './reader.js';

/** The seal; vermilion in both themes. */
export function Mark({ height, label }: { height: number; label: string }) {
  return (
    <View
      className="mark"
      style={{
        flex: 'none',
        width: `${Math.round((height * 28) / 48)}px`,
        height: `${height}px`,
        backgroundImage: `url("${svgDataUri(markSvg(height))}")`,
        backgroundSize: 'contain',
        backgroundRepeat: 'no-repeat',
      }}
      {...forReader({ role: 'img', label })}
    />
  );
}
