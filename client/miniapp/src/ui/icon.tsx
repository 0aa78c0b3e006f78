import { View } from '@tarojs/components';
import { iconSvg, svgDataUri, type IconName } from '@minsheng/design';
import { classNames } from './class-names.js';

const masks = new Map<string, string>();

/** The drawing as a mask: the mini-program has no inline SVG, and a mask takes the colour of the text around it. */
function maskOf(name: IconName, strokeWidth: number): string {
  const key = `${name} ${strokeWidth}`;
  const known = masks.get(key);
  if (known) return known;
  const mask = `url("${svgDataUri(iconSvg(name, { size: 24, strokeWidth, colour: '#000' }))}")`;
  masks.set(key, mask);
  return mask;
}

interface IconProps {
  name: IconName;
  /** px at the standard scale; 关怀版 enlarges it with the text. */
  size?: number;
  strokeWidth?: number;
  className?: string;
}

export function Icon({ name, size = 20, strokeWidth = 1.75, className }: IconProps) {
  const mask = maskOf(name, strokeWidth);
  const length = `calc(${size}px * var(--fs))`;
  return (
    <View
      className={classNames('icon', className)}
      style={{ width: length, height: length, maskImage: mask, WebkitMaskImage: mask } as Record<string, string>}
      aria-hidden="true"
    />
  );
}
