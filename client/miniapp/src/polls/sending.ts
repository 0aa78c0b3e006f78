import type { FieldFault, LocalisedText, ProblemBody, ResponseReceipt } from '@minsheng/contracts';
import type { Answer } from '../api/http.js';

/** Why a sheet is still on the phone. */
export type QueueTrouble =
  /** Tried again by itself: no network, the server busy, the poll paused or not open yet, the session over. */
  | { kind: 'waiting'; because: 'offline' | 'busy' | 'paused' | 'not-open-yet' | 'signed-out' }
  /** The server has an answer sheet of this person already: they decide which one stands. */
  | { kind: 'conflict'; sentences: LocalisedText }
  /** Cannot be sent any more. */
  | { kind: 'refused'; sentences: LocalisedText };

/** What came of sending a sheet. */
export type Sent =
  | { kind: 'received'; receipt: ResponseReceipt }
  /** The server found a fault in the answers: back to the question. */
  | { kind: 'sent-back'; item: string | null; sentences: LocalisedText }
  | QueueTrouble;

/** Answers that say nothing against the sheet itself: it is kept and sent again. */
const later: Readonly<Record<string, 'paused' | 'not-open-yet'>> = {
  'polls.paused': 'paused',
  'polls.not-open-yet': 'not-open-yet',
};
const conflicts = new Set(['polls.already-answered', 'polls.edited-elsewhere']);
const faults = new Set(['polls.answers-refused', 'platform.invalid-body']);

/** Reads the server's answer to a sheet. Nothing is given up but on a refusal that no waiting can change. */
export function sentAs(answer: Answer<ResponseReceipt>): Sent {
  if (answer.kind === 'answered') return { kind: 'received', receipt: answer.body };
  if (answer.kind === 'unreachable') return { kind: 'waiting', because: 'busy' };
  const { problem } = answer;
  const { code, status, sentences } = problem;
  const because = later[code];
  if (because) return { kind: 'waiting', because };
  if (status === 401) return { kind: 'waiting', because: 'signed-out' };
  if (status === 429 || status >= 500) return { kind: 'waiting', because: 'busy' };
  if (conflicts.has(code)) return { kind: 'conflict', sentences };
  if (faults.has(code)) {
    const [first] = fieldsOf(problem);
    return { kind: 'sent-back', item: first?.field ?? null, sentences: first?.sentences ?? sentences };
  }
  return { kind: 'refused', sentences };
}

/** Whether the sheet is sent again without being asked. */
export function isSentAgain(trouble: QueueTrouble | null): boolean {
  return trouble === null || trouble.kind === 'waiting';
}

/** The refused fields, named by question: a server may say `answers.streets` or `streets`; a question's code may have dots. */
function fieldsOf({ details }: ProblemBody): FieldFault[] {
  const fields = details?.fields;
  if (!Array.isArray(fields)) return [];
  return (fields as Partial<FieldFault>[]).flatMap(({ field, sentences }) =>
    typeof field === 'string' && sentences ? [{ field: field.replace(/^\/?answers[./]/, ''), sentences }] : [],
  );
}
