import type { ReactNode } from 'react';
import { Tappable } from './tappable.js';

interface SealButtonProps {
  isDisabled?: boolean;
  onTap(): void;
  children: ReactNode;
}

/** 朱砂 is for what cannot be taken back: 随手拍 and 提交. Nothing else on the screen uses it. */
export function SealButton(props: SealButtonProps) {
  return <Tappable className="seal-button" {...props} />;
}
