import type { ReactNode } from 'react';
import { ScrollView, View } from '@tarojs/components';
import { usePreferences } from '../preferences/preferences-context.js';
import { Icon } from './icon.js';
import { forReader } from './reader.js';
import { Tappable } from './tappable.js';

interface SheetProps {
  title: string;
  onClose(): void;
  children: ReactNode;
}

/** Rises from the lower edge over the page; closed by its button or by a tap outside. */
export function Sheet({ title, onClose, children }: SheetProps) {
  const { messages } = usePreferences();
  return (
    <View className="sheet" catchMove {...forReader({ role: 'dialog', label: title, isModal: true })}>
      <View className="sheet__scrim" onClick={onClose} aria-hidden="true" />
      <View className="sheet__panel">
        <View className="sheet__head">
          <View className="sheet__title">{title}</View>
          <Tappable className="sheet__close" label={messages.actions.close} onTap={onClose}>
            <Icon name="x" size={22} />
          </Tappable>
        </View>
        <ScrollView className="sheet__body" scrollY>
          {children}
        </ScrollView>
      </View>
    </View>
  );
}
