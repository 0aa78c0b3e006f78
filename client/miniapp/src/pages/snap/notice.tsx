import { View } from '@tarojs/components';
import { goBack } from '../../device/navigation.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';

/** Before the first picture: what is taken, what for, and for how long. Said once; a changed text is said again. */
export function Notice({ onAgree }: { onAgree(): void }) {
  const { messages } = usePreferences();
  const words = messages.snap;
  const { notice } = words;
  return (
    <Page
      className="snap"
      header={words.title}
      footer={
        <View className="snap__bar">
          <Button tone="primary" isBlock onTap={onAgree}>
            {words.agree}
          </Button>
          <Button tone="text" isBlock onTap={() => goBack('home')}>
            {words.later}
          </Button>
        </View>
      }
    >
      <View className="snap__notice-title" {...forReader({ role: 'heading' })}>
        {words.noticeTitle}
      </View>
      <Card>
        <Line name={notice.what} text={notice.whatText} />
        <Line name={notice.why} text={notice.whyText} />
        <Line name={notice.keep} text={notice.keepText} />
      </Card>
    </Page>
  );
}

function Line({ name, text }: { name: string; text: string }) {
  return (
    <View className="snap__notice-line">
      <View className="snap__notice-name">{name}</View>
      <View>{text}</View>
    </View>
  );
}
