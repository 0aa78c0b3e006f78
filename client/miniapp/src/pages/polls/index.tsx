import { View } from '@tarojs/components';
import type { CityView } from '@minsheng/contracts';
import { readCity } from '../../api/city.js';
import { openTab } from '../../device/navigation.js';
import { faceOf } from '../../loading/content.js';
import { useContent } from '../../loading/use-content.js';
import { pollInView } from '../../polls/use-poll.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { momentText } from '../../time/shanghai.js';
import { timeLeft } from '../../time/time-left.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { PollCard } from '../../ui/poll-card.js';
import { Skeleton } from '../../ui/skeleton.js';
import { StaleLine, TroubleState } from '../../ui/trouble-line.js';
import './index.scss';

export default function PollsPage() {
  const { messages } = usePreferences();
  const [city, askAgain] = useContent('city', readCity);
  const face = faceOf(city);
  const inView = face.kind === 'ready' ? pollInView(face.value, face.readAt) : null;
  return (
    <Page className="polls" tab="polls" header={messages.polls.title}>
      {face.kind === 'ready' && face.trouble ? (
        <StaleLine trouble={face.trouble} readAt={face.readAt} onRetry={askAgain} />
      ) : null}
      {inView ? (
        <PollCard view={inView} />
      ) : (
        <Card>
          {face.kind === 'loading' ? <Skeleton lines={5} lineHeight={32} /> : null}
          {face.kind === 'failed' ? <TroubleState trouble={face.trouble} onRetry={askAgain} /> : null}
          {face.kind === 'ready' ? <NoPoll city={face.value} /> : null}
        </Card>
      )}
    </Page>
  );
}

function NoPoll({ city: { now, nextReleaseAt, latestRelease } }: { city: CityView }) {
  const { language, messages } = usePreferences();
  return (
    <EmptyState icon="clipboard-list" title={messages.polls.none} hint={messages.polls.noneHint}>
      {nextReleaseAt === null ? null : (
        <View className="polls__next">
          <Icon name="clock" size={15} strokeWidth={2} />
          {messages.polls.nextRelease(momentText(nextReleaseAt, language, now))}
          <View className="polls__left">{timeLeft(now, nextReleaseAt, language)}</View>
        </View>
      )}
      {latestRelease ? <Button onTap={() => openTab('ranking')}>{messages.polls.seeLast}</Button> : null}
    </EmptyState>
  );
}
