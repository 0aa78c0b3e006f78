import type { ReactNode } from 'react';
import { Tappable } from './tappable.js';
import { classNames } from './class-names.js';

interface ButtonProps {
  /** One primary button a screen; `quiet` for the rest. */
  tone?: 'primary' | 'quiet' | 'text';
  isBlock?: boolean;
  isDisabled?: boolean;
  className?: string;
  onTap(): void;
  children: ReactNode;
}

export function Button({ tone = 'quiet', isBlock = false, className, ...rest }: ButtonProps) {
  return (
    <Tappable className={classNames('button', `button--${tone}`, isBlock && 'button--block', className)} {...rest} />
  );
}
