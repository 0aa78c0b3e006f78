import { createContext, use, type ReactNode } from 'react';

import { inboxPath, readInbox, type InboxPart } from '../../api/inbox.js';
import { useRefresh } from '../../api/use-refresh.js';
import { useResource, type Asked } from '../../api/use-resource.js';
import { useSession } from '../identity/use-session.js';

const InboxContext = createContext<Asked<InboxPart> | null>(null);

/** The first page of the reader's messages: asked once for the frame of all pages, and again every minute. */
export function InboxProvider({ children }: { children: ReactNode }) {
  const { session } = useSession();
  const inbox = useResource(session.state === 'signed-in' ? inboxPath : null, (signal) => readInbox(inboxPath, signal));
  useRefresh(inbox, session.state === 'signed-in' ? 60 : null);
  return <InboxContext value={inbox}>{children}</InboxContext>;
}

export function useInbox(): Asked<InboxPart> {
  const inbox = use(InboxContext);
  if (inbox === null) throw new Error('useInbox stands outside its InboxProvider');
  return inbox;
}
