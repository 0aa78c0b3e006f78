import type { MessageTemplate } from '@minsheng/contracts';
import { type CitizenId, grantsInForce, type PersonId } from '../identity/index.js';
import { newId, rows, type Work } from '../platform/index.js';
import { InboxMessageRow, type InboxMessageId } from './inbox-message.entity.js';
import { MessageConsent, type MessageConsentId } from './message-consent.entity.js';
import type { MessageDraft } from './messages.js';

const pageSize = 50;

/** The inboxes that are the caller's: a citizen's own, for staff those of the units in which they hold a role. */
export async function inboxesOf(work: Work): Promise<string[]> {
  const { kind, id } = work.caller;
  if (kind === 'citizen') return [`citizen:${id}`];
  if (kind !== 'staff') return [];
  const grants = await grantsInForce(work, id as PersonId);
  return [...new Set(grants.map(({ unit }) => `unit:${unit.id}`))];
}

/** Once for each entry and recipient, however often it is said. */
export async function insertMessage(
  work: Work,
  draft: MessageDraft,
  entry: { sequence: number; at: string; action: string },
): Promise<void> {
  await rows(
    work,
    `INSERT INTO inbox_message (id, recipient, entry_sequence, at, kind, title_zh, title_en, body_zh, body_en, subject, read_at, read_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, NULL) ON CONFLICT (recipient, entry_sequence) DO NOTHING`,
    [
      newId<InboxMessageId>(),
      draft.recipient,
      entry.sequence,
      entry.at,
      entry.action,
      draft.title.zh,
      draft.title.en,
      draft.body.zh,
      draft.body.en,
      draft.subject,
    ],
  );
}

export interface InboxPage {
  messages: InboxMessageRow[];
  cursor: string | null;
}

/** Newest first, as the ledger has it: several things happen at one instant. */
export async function findInboxPage(work: Work, inboxes: readonly string[], cursor: string | null): Promise<InboxPage> {
  if (inboxes.length === 0) return { messages: [], cursor: null };
  const query = work.tx
    .createQueryBuilder(InboxMessageRow, 'message')
    .where('message.recipient IN (:...inboxes)', { inboxes })
    .orderBy('message.entrySequence', 'DESC')
    .limit(pageSize + 1);
  if (cursor !== null && /^[0-9]{1,9}$/.test(cursor))
    query.andWhere('message.entrySequence < :before', { before: Number(cursor) });
  const found = await query.getMany();
  const messages = found.slice(0, pageSize);
  return { messages, cursor: found.length > pageSize ? String(messages.at(-1)?.entrySequence) : null };
}

export async function countUnread(work: Work, inboxes: readonly string[]): Promise<number> {
  if (inboxes.length === 0) return 0;
  const [found] = await rows<{ unread: number }>(
    work,
    `SELECT COUNT(*) AS unread FROM inbox_message WHERE recipient IN (${placesOf(inboxes, 1)}) AND read_at IS NULL`,
    [...inboxes],
  );
  return Number(found?.unread ?? 0);
}

/** The first look counts; @returns whether the message is in one of these inboxes */
export async function markRead(work: Work, inboxes: readonly string[], id: string): Promise<boolean> {
  if (inboxes.length === 0) return false;
  const found = await rows(
    work,
    `SELECT 1 AS found FROM inbox_message WHERE id = $1 AND recipient IN (${placesOf(inboxes, 2)})`,
    [id, ...inboxes],
  );
  if (found.length === 0) return false;
  await rows(work, `UPDATE inbox_message SET read_at = $1, read_by = $2 WHERE id = $3 AND read_at IS NULL`, [
    work.now.toISOString(),
    work.caller.id,
    id,
  ]);
  return true;
}

export async function markAllRead(work: Work, inboxes: readonly string[]): Promise<void> {
  if (inboxes.length === 0) return;
  await rows(
    work,
    `UPDATE inbox_message SET read_at = $1, read_by = $2 WHERE recipient IN (${placesOf(inboxes, 3)}) AND read_at IS NULL`,
    [work.now.toISOString(), work.caller.id, ...inboxes],
  );
}

export async function insertConsent(
  work: Work,
  consent: { citizenId: CitizenId; template: MessageTemplate; subject: string },
): Promise<void> {
  await work.tx.insert(MessageConsent, {
    id: newId<MessageConsentId>(),
    ...consent,
    givenAt: work.now,
    entrySequence: null,
    sentAt: null,
  });
}

/**
 * The consent that a message may use: the one taken for this entry before, else the oldest unused one, of which `left` must
 * remain. Null: none, or the message has been sent.
 */
export async function takeConsent(
  work: Work,
  {
    citizenId,
    template,
    subject,
    sequence,
  }: { citizenId: string; template: MessageTemplate; subject: string; sequence: number },
  left: number,
): Promise<MessageConsentId | null> {
  const taken = await work.tx.findOneBy(MessageConsent, { citizenId, entrySequence: sequence });
  if (taken) return taken.sentAt === null ? taken.id : null;
  const lock = work.dialect === 'postgres' ? 'FOR UPDATE' : '';
  const unused = await rows<{ id: MessageConsentId }>(
    work,
    `SELECT id FROM message_consent WHERE citizen_id = $1 AND template = $2 AND subject = $3 AND entry_sequence IS NULL
     ORDER BY given_at, id ${lock}`,
    [citizenId, template, subject],
  );
  const [first] = unused;
  if (!first || unused.length <= left) return null;
  await work.tx.update(MessageConsent, { id: first.id }, { entrySequence: sequence });
  return first.id;
}

export async function setSent(work: Work, id: MessageConsentId): Promise<void> {
  await rows(work, 'UPDATE message_consent SET sent_at = $1 WHERE id = $2 AND sent_at IS NULL', [
    work.now.toISOString(),
    id,
  ]);
}

const placesOf = (values: readonly unknown[], first: number): string =>
  values.map((_value, index) => `$${first + index}`).join(', ');
