import type { Caller, LedgerLink, Reaction, Works } from '../platform/index.js';
import { messageOf } from './messages.js';
import { insertMessage, setSent, takeConsent } from './notifications.queries.js';
import { subscribeMessages } from './subscribe-messages.js';

/** Puts what happened into the inbox of whoever has to hear of it. */
export const tellInbox: Reaction = async (works: Works, entry: LedgerLink, caller: Caller) => {
  const message = messageOf(entry);
  if (message) await works.write(caller, (work) => insertMessage(work, message, entry));
};

/**
 * Sends a citizen the one message that they allowed. The consent is taken first and marked after, with the sending between
 * two pieces of work: a failure is tried again by the worker with the same consent, and never takes a second one.
 */
export const sendMessage: Reaction = async (works: Works, entry: LedgerLink, caller: Caller) => {
  const message = messageOf(entry);
  if (!message || message.outside === null || !subscribeMessages().isConnected) return;
  const citizenId = message.recipient.slice('citizen:'.length);
  const matter = { citizenId, template: 'REPORT_RESULT', subject: message.subject, sequence: entry.sequence } as const;
  const left = message.outside === 'result' ? 0 : 1;
  const consent = await works.write(caller, (work) => takeConsent(work, matter, left));
  if (consent === null) return;
  await subscribeMessages().send({
    citizenId,
    template: matter.template,
    number: String(entry.payload.number),
    state: message.title,
    at: entry.at,
    subject: message.subject,
  });
  await works.write(caller, (work) => setSent(work, consent));
};
