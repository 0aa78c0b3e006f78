import { View } from '@tarojs/components';
import { usePreferences } from '../preferences/preferences-context.js';

/** Says that the figures are simulated: wherever they appear. */
export function DemoTag() {
  return <View className="demo-tag">{usePreferences().messages.demo}</View>;
}
