// The doors that `ingest` can knock at: what is sent there, and where it is stored.
import { randomBytes } from 'node:crypto';

/** Stands for a fresh id in a body; the client puts one in its place. */
export const placeOfId = '@'.repeat(26);

async function json(port, address) {
  const response = await fetch(`http://127.0.0.1:${port}${address}`);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.json();
}

const oneOf = (list) => list[Math.floor(Math.random() * list.length)];

/** Answers a citizen could give: every item that is asked, open texts left out. */
function answersTo({ items, levels }) {
  const answers = {};
  for (const item of items) {
    if (item.askIf && !item.askIf.isOneOf.includes(answers[item.askIf.item])) continue;
    if (item.type === 'single') answers[item.code] = oneOf(item.options.filter((option) => !option.screensOut)).code;
    // One in ten does not know.
    if (item.type === 'satisfaction')
      answers[item.code] = Math.random() < 0.1 && item.offers.length > 0 ? oneOf(item.offers) : oneOf(levels).code;
    if (item.type === 'text' && item.isRequired) answers[item.code] = '很好';
  }
  return answers;
}

/** A citizen's answers to the open poll: schema, interpreter, compact record and folded sums. */
async function responses(port) {
  const { openPoll } = await json(port, '/api/city');
  if (!openPoll) throw new Error('the demonstration has no open poll');
  const { questionnaire } = await json(port, openPoll.planAddress);
  const body = () => ({
    id: placeOfId,
    replaces: null,
    seconds: 60 + Math.floor(Math.random() * 300),
    answers: answersTo(questionnaire),
  });
  return {
    name: 'response',
    route: `/api/polls/${openPoll.id}/responses`,
    // Enough different ones that the sums of many cells are touched, as they are when a city answers.
    bodies: Array.from({ length: 512 }, () => JSON.stringify(body())),
    questions: questionnaire.items.length,
    isOneEach: true,
    table: 'response',
    /** A row of the same size, without its sums, as `batch` and `position` place it. */
    raw: {
      columns: ['id', 'poll', 'origin', 'record'],
      values: () => [randomBytes(11), 1_000_000, randomBytes(8), Buffer.alloc(8 + questionnaire.items.length, 1)],
    },
  };
}

/** An upload receipt: six photos announced, about 700 bytes. */
async function receipts() {
  const files = () =>
    Array.from({ length: 6 }, () => ({ kind: 'photo', sizeBytes: 612_345, sha256: randomBytes(32).toString('hex') }));
  return {
    name: 'receipt',
    route: '/api/intake/receipts',
    bodies: Array.from({ length: 64 }, () => JSON.stringify({ id: placeOfId, files: files() })),
    isOneEach: false,
    table: 'intake_receipt',
    raw: {
      columns: ['id', 'person', 'received_at', 'payload'],
      values: () => [randomBytes(16), '01JDW0PERSON0000000000000A', '2026-11-22T01:00:00.000Z', Buffer.alloc(223, 1)],
    },
  };
}

export const doors = { responses, receipts };
