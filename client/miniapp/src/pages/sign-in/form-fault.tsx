import { View } from '@tarojs/components';
import { forReader } from '../../ui/reader.js';

/** What went wrong, read out as it appears; nothing when all is well. */
export function FormFault({ text }: { text: string }) {
  return text ? (
    <View className="sign-in__fault" {...forReader({ role: 'alert' })}>
      {text}
    </View>
  ) : null;
}
