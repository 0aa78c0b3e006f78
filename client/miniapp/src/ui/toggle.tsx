import type { ReactNode } from 'react';
import { View } from '@tarojs/components';
import { classNames } from './class-names.js';
import { Tappable } from './tappable.js';

interface ToggleProps {
  isOn: boolean;
  label: string;
  className?: string;
  onTurn(isOn: boolean): void;
  /** What stands before the switch. */
  children: ReactNode;
}

/** A row with a switch; the whole row can be pressed. */
export function Toggle({ isOn, label, className, onTurn, children }: ToggleProps) {
  return (
    <Tappable
      className={classNames('toggle', className)}
      role="switch"
      isChecked={isOn}
      label={label}
      onTap={() => onTurn(!isOn)}
    >
      {children}
      <View className={classNames('toggle__switch', isOn && 'is-on')} aria-hidden="true">
        <View className="toggle__knob" />
      </View>
    </Tappable>
  );
}
