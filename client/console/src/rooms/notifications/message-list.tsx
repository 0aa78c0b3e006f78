import type { InboxMessage } from '@minsheng/contracts';
import { Mail, MailOpen } from 'lucide-react';

import { markRead } from '../../api/inbox.js';
import { RequestFailed } from '../../api/failure.js';
import { useMessages } from '../../messages/use-messages.js';
import { stampText } from '../../ui/format.js';
import { Link } from '../../ui/router.js';
import { useSession } from '../identity/use-session.js';
import { pageOf } from './subjects.js';

/** Messages, newest first. Opening one marks it read, and that is kept (已读回执). */
export function MessageList({ messages, onRead }: { messages: readonly InboxMessage[]; onRead: () => void }) {
  const { say, text } = useMessages();
  const { may } = useSession();
  const reads = { desk: may('reports.desk') || may('issues.dispatch'), account: may('issues.handle') };
  const open = async (message: InboxMessage) => {
    if (message.readAt !== null) return;
    try {
      await markRead(message.id);
      onRead();
    } catch (error) {
      // It stays unread, and is marked when it is opened again.
      if (!(error instanceof RequestFailed)) throw error;
    }
  };
  return (
    <ul className="messages">
      {messages.map((message) => {
        const to = pageOf(message.subject, reads);
        const content = (
          <>
            {message.readAt === null ? <Mail size={16} aria-hidden /> : <MailOpen size={16} aria-hidden />}
            <span>
              <b>
                {text(message.title)}
                {message.readAt === null && <span className="for-readers">{say('inbox.new')}</span>}
              </b>
              <small>{text(message.body)}</small>
            </span>
            <time dateTime={message.at}>{stampText(message.at).slice(5)}</time>
          </>
        );
        return (
          <li key={message.id} className={message.readAt === null ? 'unread' : ''}>
            {to === null ? (
              <button type="button" onClick={() => void open(message)}>
                {content}
              </button>
            ) : (
              <Link to={to} onClick={() => void open(message)}>
                {content}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
