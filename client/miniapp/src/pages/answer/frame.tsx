import { View } from '@tarojs/components';
import { textIn, type StatutoryMarks } from '@minsheng/contracts';
import type { PollInView } from '../../polls/use-poll.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { dateText } from '../../time/shanghai.js';
import { Button } from '../../ui/button.js';
import { classNames } from '../../ui/class-names.js';
import { DemoTag } from '../../ui/demo-tag.js';
import { Icon } from '../../ui/icon.js';
import { forReader } from '../../ui/reader.js';

export function Heading({ isDemonstration }: { isDemonstration: boolean }) {
  const { messages } = usePreferences();
  return (
    <View className="heading-row" {...forReader({ role: 'heading' })}>
      {messages.polls.title}
      {isDemonstration ? <DemoTag /> : null}
    </View>
  );
}

/** More segments than this would be slivers. */
const mostSegments = 24;

export function Steps({ number, of }: { number: number; of: number }) {
  return (
    <View className="steps" aria-hidden="true">
      {of > mostSegments ? (
        <View className="steps__whole">
          <View className="steps__done" style={{ width: `${Math.round((number / of) * 100)}%` }} />
        </View>
      ) : (
        Array.from({ length: of }, (_, index) => (
          <View key={index} className={classNames('steps__step', index < number && 'steps__step--done')} />
        ))
      )}
    </View>
  );
}

export function Alert({ text }: { text: string }) {
  return (
    <View className="answer__alert" {...forReader({ role: 'alert' })}>
      {text}
    </View>
  );
}

export function PreviousButton({ isDisabled = false, onTap }: { isDisabled?: boolean; onTap(): void }) {
  const { messages } = usePreferences();
  return (
    <Button tone="text" className="answer__previous" isDisabled={isDisabled} onTap={onTap}>
      <Icon name="chevron-left" size={18} strokeWidth={2} />
      {messages.answer.previous}
    </Button>
  );
}

/** The statutory lines at the foot: form number and maker, then validity, whose date would break on one line with them. */
export function Marks({ view, marks }: { view: PollInView; marks: StatutoryMarks }) {
  const { language, messages } = usePreferences();
  const words = messages.answer;
  return (
    <View className="answer__marks">
      {marks.formNumber}
      <View className="dot-between" />
      {words.mark(textIn(marks.maker, language))}
      <View>{words.validUntil(dateText(marks.validUntil, language, view.now))}</View>
    </View>
  );
}
