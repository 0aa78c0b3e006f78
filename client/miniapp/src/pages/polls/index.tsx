import { View } from '@tarojs/components';
import { readCity } from '../../api/city.js';
import { openTab } from '../../device/navigation.js';
import { faceOf } from '../../loading/content.js';
import { useContent } from '../../loading/use-content.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { momentText } from '../../time/shanghai.js';
import { timeLeft } from '../../time/time-left.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { StaleLine, TroubleState } from '../../ui/trouble-line.js';
import './index.scss';

export default function PollsPage() {
  const { language, messages } = usePreferences();
  const [city, askAgain] = useContent('city', readCity);
  const face = faceOf(city);
  return (
    <Page className="polls" tab="polls" header={messages.polls.title}>
      {face.kind === 'ready' && face.trouble ? (
        <StaleLine trouble={face.trouble} readAt={face.readAt} onRetry={askAgain} />
      ) : null}
      <Card>
        {face.kind === 'loading' ? <Skeleton lines={5} lineHeight={32} /> : null}
        {face.kind === 'failed' ? <TroubleState trouble={face.trouble} onRetry={askAgain} /> : null}
        {face.kind === 'ready' ? (
          <EmptyState icon="clipboard-list" title={messages.polls.none} hint={messages.polls.noneHint}>
            {face.value.nextReleaseAt === null ? null : (
              <View className="polls__next">
                <Icon name="clock" size={15} strokeWidth={2} />
                {messages.polls.nextRelease(momentText(face.value.nextReleaseAt, language, face.value.now))}
                <View className="polls__left">{timeLeft(face.value.now, face.value.nextReleaseAt, language)}</View>
              </View>
            )}
            {face.value.latestRelease ? (
              <Button onTap={() => openTab('ranking')}>{messages.polls.seeLast}</Button>
            ) : null}
          </EmptyState>
        ) : null}
      </Card>
    </Page>
  );
}
