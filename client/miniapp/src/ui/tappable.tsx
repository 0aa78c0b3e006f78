import type { ReactNode } from 'react';
import { View, type ViewProps } from '@tarojs/components';
import { isWeChat } from '../device/target.js';
import { classNames } from './class-names.js';
import { forReader, type ReaderNotes } from './reader.js';

interface TappableProps extends Pick<ReaderNotes, 'label' | 'isSelected' | 'isChecked'> {
  className?: string;
  role?: ReaderNotes['role'];
  isDisabled?: boolean;
  onTap(): void;
  children: ReactNode;
}

/** Whatever a finger, a keyboard or a screen reader can press; at least as large as the smallest target. */
export function Tappable({
  className,
  role = 'button',
  label,
  isSelected,
  isChecked,
  isDisabled = false,
  onTap,
  children,
}: TappableProps) {
  const press = (): void => {
    if (!isDisabled) onTap();
  };
  const keyboard = isWeChat
    ? {}
    : {
        tabIndex: isDisabled ? -1 : 0,
        'aria-disabled': String(isDisabled),
        onKeyDown: (event: KeyboardEvent) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          press();
        },
      };
  return (
    <View
      className={classNames('tappable', className, isDisabled && 'is-disabled')}
      hoverClass={isDisabled ? 'none' : 'is-pressed'}
      onClick={press}
      {...forReader({ role, label, isSelected, isChecked })}
      {...(keyboard as Partial<ViewProps>)}
    >
      {children}
    </View>
  );
}
