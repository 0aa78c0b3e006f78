import { useState } from 'react';
import { View } from '@tarojs/components';
import { copyText } from '../device/clipboard.js';
import { usePreferences } from '../preferences/preferences-context.js';
import { Icon } from './icon.js';
import { Tappable } from './tappable.js';

/** First and last four characters: enough to compare by eye, the whole is copied. */
export function shortened(hash: string): string {
  return `${hash.slice(0, 4)} … ${hash.slice(-4)}`;
}

/** A name, a hash or code in mono, and a button that copies it whole. */
export function HashLine({ name, value, shown = shortened(value) }: { name: string; value: string; shown?: string }) {
  const { messages } = usePreferences();
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    setSaid((await copyText(value)) ? messages.actions.copied : messages.actions.notCopied);
  };
  return (
    <View className="hash-line">
      <View className="hash-line__name">{name}</View>
      <View className="hash-line__value">{shown}</View>
      <Tappable className="hash-line__copy" label={`${messages.actions.copy} ${name}`} onTap={() => void copy()}>
        <Icon name="copy" size={15} />
        {said || messages.actions.copy}
      </Tappable>
    </View>
  );
}
