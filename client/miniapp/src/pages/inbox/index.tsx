import { useState } from 'react';
import { View } from '@tarojs/components';
import { textIn, type InboxMessage } from '@minsheng/contracts';
import { markRead } from '../../api/reports.js';
import { openPage } from '../../device/navigation.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { useInbox } from '../../reports/use-reports.js';
import { useSession } from '../../session/session-context.js';
import { momentText } from '../../time/shanghai.js';
import { useNow } from '../../time/use-now.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { classNames } from '../../ui/class-names.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Tappable } from '../../ui/tappable.js';
import { StaleLine, TroubleState } from '../../ui/trouble-line.js';
import './index.scss';

/** 消息: number, state and time, and the way to the report; never what it says. */
export default function InboxPage() {
  const { messages } = usePreferences();
  const { session } = useSession();
  const [face, askAgain] = useInbox();
  const now = useNow();
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const words = messages.inbox;
  const open = (message: InboxMessage): void => {
    if (session && message.readAt === null) {
      setRead(new Set([...read, message.id]));
      // Not told, it stays unread until the next tap.
      void markRead(message.id, session.token).then(askAgain);
    }
    const [kind, id] = message.subject.split(':');
    if (kind === 'report' && id) openPage('report', id);
  };
  return (
    <Page className="inbox" header={words.title}>
      {face === null ? (
        <EmptyState icon="bell" title={words.signedOut}>
          <Button tone="primary" onTap={() => openPage('sign-in')}>
            {messages.snap.signIn}
          </Button>
        </EmptyState>
      ) : null}
      {face?.kind === 'loading' ? (
        <Card>
          <Skeleton lines={8} lineHeight={40} />
        </Card>
      ) : null}
      {face?.kind === 'failed' ? (
        <Card>
          <TroubleState trouble={face.trouble} onRetry={askAgain} />
        </Card>
      ) : null}
      {face?.kind === 'ready' && face.trouble ? (
        <StaleLine trouble={face.trouble} readAt={face.readAt} onRetry={askAgain} />
      ) : null}
      {face?.kind === 'ready' && face.value.messages.length === 0 ? (
        <EmptyState icon="bell" title={words.none} hint={words.noneHint} />
      ) : null}
      {face?.kind === 'ready' && face.value.messages.length > 0 ? (
        <Card>
          {face.value.messages.map((message) => (
            <Row
              key={message.id}
              message={message}
              isUnread={message.readAt === null && !read.has(message.id)}
              now={now}
              onTap={() => open(message)}
            />
          ))}
        </Card>
      ) : null}
    </Page>
  );
}

interface RowProps {
  message: InboxMessage;
  isUnread: boolean;
  now: string;
  onTap(): void;
}

function Row({ message, isUnread, now, onTap }: RowProps) {
  const { language, messages } = usePreferences();
  return (
    <Tappable className={classNames('message', isUnread && 'is-unread')} role="link" onTap={onTap}>
      <View className="grow">
        <View className="message__head">
          <View className="message__title">{textIn(message.title, language)}</View>
          {isUnread ? <View className="message__mark">{messages.inbox.isUnread}</View> : null}
        </View>
        <View className="message__body">{textIn(message.body, language)}</View>
        <View className="message__at">{momentText(message.at, language, now)}</View>
      </View>
      <Icon name="chevron-right" size={18} className="message__go" />
    </Tappable>
  );
}
