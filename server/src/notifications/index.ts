/** Notifications (通知): beside the stairs. It reads the ledger, knows floors 0 to 2, and nobody below the roof calls it. */
export { InboxMessageRow, type InboxMessageId } from './inbox-message.entity.js';
export { unreadOf } from './inbox.view.js';
export { MessageConsent, type MessageConsentId } from './message-consent.entity.js';
export { sendMessage, tellInbox } from './notifications.reactions.js';
export { NotificationsModule } from './notifications.module.js';
export {
  connectSubscribeMessages,
  type FakeSubscribeMessages,
  fakeSubscribeMessages,
  inboxOnly,
  type SubscribeMessage,
  type SubscribeMessages,
} from './subscribe-messages.js';
