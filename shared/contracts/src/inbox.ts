import type { LocalisedText } from './text.js';

/**
 * `GET /api/inbox?cursor=` (a citizen's, or that of a unit's workspace), newest first. `POST /api/inbox/{id}/read` and
 * `POST /api/inbox/read` (all of them) set the read mark, 204.
 */
export interface Inbox {
  unread: number;
  messages: InboxMessage[];
  cursor: string | null;
}

/** State, number, time and link; never the content of a report. */
export interface InboxMessage {
  id: string;
  at: string;
  kind: string;
  title: LocalisedText;
  body: LocalisedText;
  /** `report:<id>`, `issue:<id>`. */
  subject: string;
  readAt: string | null;
}

/** One-time consents of WeChat's subscribe messages (订阅消息). */
export const messageTemplates = {
  REPORT_RESULT: { zh: '通知我处理结果', en: 'Tell me the result' },
  POLL_RELEASED: { zh: '通知我公布结果', en: 'Tell me when it is released' },
} as const satisfies Record<string, LocalisedText>;
export type MessageTemplate = keyof typeof messageTemplates;

/** `POST /api/subscriptions` (citizen): one accepted consent is one message. */
export interface Subscription {
  template: MessageTemplate;
  subject: string;
}
