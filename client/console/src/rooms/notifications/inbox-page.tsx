import { Button } from 'antd';
import { MailCheck } from 'lucide-react';

import { inboxPath, markAllRead, readInbox } from '../../api/inbox.js';
import { usePages } from '../../api/use-pages.js';
import { useMessages } from '../../messages/use-messages.js';
import { countText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { ChangeButton } from '../../ui/parts.js';
import { Empty, InlineError, Loaded, RowsSkeleton } from '../../ui/states.js';
import { useAct } from '../../ui/use-act.js';
import { useInbox } from './inbox.js';
import { MessageList } from './message-list.js';

export function InboxPage() {
  const { say } = useMessages();
  const inbox = useInbox();
  const { isActing, attempt } = useAct();
  const list = usePages(inboxPath, (cursor) => `${inboxPath}?cursor=${encodeURIComponent(cursor)}`, readInbox);
  const renew = () => {
    list.renew();
    inbox.askAgain();
  };
  const readAll = () =>
    attempt(async () => {
      await markAllRead();
      renew();
      return say('inbox.all-read');
    });
  return (
    <Page
      trail={[{ label: say('rail.reports') }]}
      title={say('inbox.title')}
      meta={list.asked.value === null ? [] : [say('inbox.unread', { count: countText(list.asked.value.unread) })]}
      actions={
        <ChangeButton
          icon={<MailCheck size={15} />}
          loading={isActing}
          disabled={(list.asked.value?.unread ?? 0) === 0}
          onClick={() => void readAll()}
        >
          {say('inbox.read-all')}
        </ChangeButton>
      }
    >
      <div className="body narrow">
        <section className="panel">
          <Loaded
            asked={list.asked}
            skeleton={<RowsSkeleton rows={10} />}
            isEmpty={({ rows }) => rows.length === 0}
            empty={<Empty hint={say('inbox.none-hint')}>{say('inbox.none')}</Empty>}
          >
            {() => <MessageList messages={list.pages.flatMap(({ rows }) => rows)} onRead={renew} />}
          </Loaded>
          {list.moreFailure !== null && list.more !== null && (
            <InlineError failure={list.moreFailure} onRetry={list.more} />
          )}
          {(list.more !== null || list.isLoadingMore) && list.moreFailure === null && (
            <div className="more-rows">
              <Button block loading={list.isLoadingMore} onClick={() => list.more?.()}>
                {say('desk.more')}
              </Button>
            </div>
          )}
        </section>
      </div>
    </Page>
  );
}
