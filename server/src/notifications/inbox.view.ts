import type { Inbox } from '@minsheng/contracts';
import type { Work } from '../platform/index.js';
import { countUnread, findInboxPage, inboxesOf } from './notifications.queries.js';

/** The caller's inbox, newest first. */
export async function viewInbox(work: Work, cursor: string | null): Promise<Inbox> {
  const inboxes = await inboxesOf(work);
  const page = await findInboxPage(work, inboxes, cursor);
  return {
    unread: await countUnread(work, inboxes),
    messages: page.messages.map(({ id, at, kind, titleZh, titleEn, bodyZh, bodyEn, subject, readAt }) => ({
      id,
      at: at.toISOString(),
      kind,
      title: { zh: titleZh, en: titleEn },
      body: { zh: bodyZh, en: bodyEn },
      subject,
      readAt: readAt?.toISOString() ?? null,
    })),
    cursor: page.cursor,
  };
}

/** Unread messages of the caller: a badge elsewhere. */
export async function unreadOf(work: Work): Promise<number> {
  return countUnread(work, await inboxesOf(work));
}
