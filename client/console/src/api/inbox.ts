import type { Inbox, InboxMessage, Page } from '@minsheng/contracts';

import { read, send } from './request.js';

export const inboxPath = '/api/inbox';

/** Messages as pages of rows, as every other list is asked for. */
export interface InboxPart extends Page<InboxMessage> {
  unread: number;
}

export async function readInbox(path: string, signal?: AbortSignal): Promise<InboxPart> {
  const { messages, cursor, unread } = await read<Inbox>(path, signal);
  return { rows: messages, cursor, unread };
}

export function markRead(id: string): Promise<void> {
  return send('POST', `${inboxPath}/${encodeURIComponent(id)}/read`, {});
}

export function markAllRead(): Promise<void> {
  return send('POST', `${inboxPath}/read`, {});
}
