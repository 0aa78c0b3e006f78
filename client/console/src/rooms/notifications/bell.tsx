import { Bell as BellIcon } from 'lucide-react';

import { useMessages } from '../../messages/use-messages.js';
import { countText } from '../../ui/format.js';
import { Link } from '../../ui/router.js';
import { useInbox } from './inbox.js';

/** In the frame of every page: where the messages are, and how many are unread. */
export function Bell() {
  const { say } = useMessages();
  const unread = useInbox().value?.unread ?? 0;
  return (
    <Link
      to="/notices"
      className="bell"
      aria-label={unread === 0 ? say('inbox.title') : say('inbox.unread', { count: countText(unread) })}
    >
      <BellIcon size={16} aria-hidden />
      {unread > 0 && <em aria-hidden>{unread > 99 ? '99+' : unread}</em>}
    </Link>
  );
}
