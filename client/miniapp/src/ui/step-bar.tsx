import { View } from '@tarojs/components';
import { usePreferences } from '../preferences/preferences-context.js';
import { steps } from '../reports/timeline.js';
import { classNames } from './class-names.js';
import { forReader } from './reader.js';

/** The five steps of a report as a bar. */
export function StepBar({ done, now }: { done: number; now: number | null }) {
  const { messages } = usePreferences();
  const words = messages.reports;
  const label = now === null ? (done === steps.length ? words.spokenDone : '') : words.spokenBar(now + 1);
  return (
    <View className="step-bar" {...forReader(label ? { role: 'img', label } : { isHidden: true })}>
      {steps.map((step, index) => (
        <View
          key={step}
          className={classNames(
            'step-bar__step',
            index < done && 'step-bar__step--done',
            index === now && 'step-bar__step--now',
          )}
        />
      ))}
    </View>
  );
}
