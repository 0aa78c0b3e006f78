import type { FieldFault, InterviewSubmission, ResponseReceipt, ResponseSubmission } from '@minsheng/contracts';
import { readAnswers } from '@minsheng/questionnaire';
import {
  type Caller,
  type HotWriter,
  type Works,
  idBytes,
  invalidBody,
  reachOf,
  reaches,
} from '../../platform/index.js';
import { pollProblems } from '../polls.problems.js';
import { stagesThatTakeInterviews } from '../poll.lifecycle.js';
import { type Asked, clockTolerance, readDesigned, sentPart } from './designed-answers.js';
import type { CompactReading, FieldBook } from './field-book.js';
import { type StoredAnswer, findAnswerAt, findNewestAnswer } from './fieldwork.queries.js';
import type { OpenPollEntry, OpenPolls } from './open-polls.js';
import { type AnswerRecord, answersPart, decodeRecord, encodeRecord } from './record.js';
import { type ResponseItem, responses } from './responses.js';
import { interviewSlot, mostRevisions, originOf, keyWith, receiptOf, revisionOf, slotOf } from './slot.js';

export interface FieldParts {
  works: Works;
  writer: HotWriter;
  openPolls: OpenPolls;
}

export interface Taken {
  isRepeat: boolean;
  receipt: ResponseReceipt;
}

/**
 * Takes a citizen's answer (SM-4): the window is the server's clock, one answer a person, a resend brings the first result,
 * an edit takes the place of the newest answer. Resolves after the commit.
 */
export async function takeAnswer(
  parts: FieldParts,
  caller: Caller,
  entry: OpenPollEntry,
  body: unknown,
  now: Date,
): Promise<Taken> {
  const { book } = entry;
  if (!book.checkSubmission(body)) throw invalidBody(book.checkSubmission.errors ?? []);
  const submission = body as ResponseSubmission;
  const { reading, texts } = read(book, submission, { now, otherwise: now, asInterviewer: false });
  const record: AnswerRecord = {
    mode: 'WECHAT',
    psu: Math.max(book.dayOf(now), 0),
    seconds: submission.seconds,
    minute: book.minuteOf(now),
    singles: reading.singles,
    codes: reading.codes,
  };
  const bytes = encodeRecord(record);
  const origin =
    book.form.kind === 'plain'
      ? originOf(submission.id, answersPart(bytes), texts)
      : originOf(submission.id, sentPart(submission), null);
  const key = keyWith(entry.salt, caller.id);
  const stage = parts.openPolls.stageOf(entry, now);
  if (stage !== 'FIELDWORK' || !book.plan.modes.includes('WECHAT')) {
    const first = await resentOf(parts.works, caller, key, origin);
    if (first) return repeatOf(book, first);
    throw refusalAt(stage);
  }
  const folded = book.fold(record);
  const item = (slot: Buffer, replaced: ResponseItem['replaced']): ResponseItem => {
    return { poll: entry.number, slot, origin, record, bytes, texts, folded, replaced };
  };
  if (submission.replaces === null) {
    const slot = slotOf(key, 0);
    const outcome = await parts.writer.submit(responses, item(slot, null));
    if (outcome === 'written') return { isRepeat: false, receipt: receiptFor(book, slot, origin, record) };
    if (outcome === 'taken') throw pollProblems['already-answered']();
    return repeatOf(book, await storedAt(parts.works, caller, slot));
  }
  const newest = await parts.works.read(caller, (work) => findNewestAnswer(work, key));
  if (newest?.origin.equals(origin)) return repeatOf(book, newest);
  if (!newest || receiptOf(newest.origin) !== submission.replaces) throw pollProblems['edited-elsewhere']();
  const revision = revisionOf(newest.id) + 1;
  if (revision > mostRevisions) throw pollProblems['too-many-edits']({ most: mostRevisions });
  const old = decodeRecord(newest.record);
  const slot = slotOf(key, revision);
  const replaced = { record: old, folded: book.fold(old) };
  const outcome = await parts.writer.submit(responses, item(slot, replaced));
  if (outcome === 'written') return { isRepeat: false, receipt: receiptFor(book, slot, origin, record) };
  if (outcome === 'taken') throw pollProblems['edited-elsewhere']();
  return repeatOf(book, await storedAt(parts.works, caller, slot));
}

/** What became of one interview of a batch. */
export interface InterviewOutcome {
  id: string;
  outcome: 'received' | 'repeated' | 'refused';
  /** Why it was refused. */
  because: 'id-taken' | 'outside-the-window' | 'not-your-area' | 'answers-refused' | null;
  /** Of `answers-refused`: which answers, and why. */
  fields?: FieldFault[];
}

/**
 * Takes interviews from an interviewer's device: those answered in the window, until the time of grace ends (M-13). Each one
 * is judged alone; sending again does no harm.
 */
export async function takeInterviews(
  parts: FieldParts,
  caller: Caller,
  entry: OpenPollEntry,
  body: unknown,
  now: Date,
): Promise<InterviewOutcome[]> {
  const { book } = entry;
  if (!book.checkInterviews(body)) throw invalidBody(book.checkInterviews.errors ?? []);
  const { interviews } = body as { interviews: InterviewSubmission[] };
  const stage = parts.openPolls.stageOf(entry, now);
  const takes = stagesThatTakeInterviews.includes(stage) || stage === 'PAUSED';
  if (!takes || !book.plan.modes.includes('INTERVIEW')) throw refusalAt(stage);
  const reach = reachOf(caller, 'polls.interview');
  return Promise.all(
    interviews.map(async (interview): Promise<InterviewOutcome> => {
      const refused = (because: InterviewOutcome['because']): InterviewOutcome => ({
        id: interview.id,
        outcome: 'refused',
        because,
      });
      const answeredAt = new Date(interview.answeredAt);
      const isInWindow = answeredAt >= book.from && answeredAt < book.to;
      if (!isInWindow || answeredAt.getTime() > now.getTime() + clockTolerance) return refused('outside-the-window');
      const psu = book.siteIndex.get(interview.site) as number;
      const area = book.plan.sites[psu]?.area ?? '';
      if (!reaches(reach, entry.pathOfArea.get(area) ?? '')) return refused('not-your-area');
      const found = readSheet(book, interview, { now, otherwise: answeredAt, asInterviewer: true });
      if ('fields' in found) return { ...refused('answers-refused'), fields: found.fields };
      const { reading, texts } = found;
      const record: AnswerRecord = {
        mode: 'INTERVIEW',
        psu,
        seconds: interview.seconds,
        minute: book.minuteOf(answeredAt),
        singles: reading.singles,
        codes: reading.codes,
      };
      const outcome = await parts.writer.submit(responses, {
        poll: entry.number,
        slot: interviewSlot(interview.id),
        origin: caller.kind === 'staff' ? idBytes(caller.id).subarray(8) : Buffer.alloc(8),
        record,
        bytes: encodeRecord(record),
        texts,
        folded: book.fold(record),
        replaced: null,
      });
      if (outcome === 'taken') return refused('id-taken');
      return { id: interview.id, outcome: outcome === 'written' ? 'received' : 'repeated', because: null };
    }),
  );
}

type Sheet = Pick<ResponseSubmission, 'answers' | 'circumstances'>;
type SheetRead = { reading: CompactReading; texts: string | null };

function read(book: FieldBook, sheet: Sheet, asked: Asked): SheetRead {
  const found = readSheet(book, sheet, asked);
  if (!('fields' in found)) return found;
  const { fields } = found;
  throw pollProblems['answers-refused']({ first: fields[0]?.sentences.zh ?? '', fields });
}

function readSheet(book: FieldBook, sheet: Sheet, asked: Asked): SheetRead | { fields: FieldFault[] } {
  const { form } = book;
  if (form.kind === 'designed') {
    const found = readDesigned(book, form, sheet, asked);
    return found.outcome === 'read' ? found : { fields: found.fields };
  }
  const reading = form.reader.read(sheet.answers);
  if (reading && book.marginsOf(reading.singles)) return { reading, texts: textsOf(book, reading) };
  const slow = readAnswers(book.plan.questionnaire, sheet.answers);
  const faults = slow.outcome === 'refused' ? slow.faults : [];
  return { fields: faults.map(({ item, sentences }) => ({ field: `answers.${item ?? ''}`, sentences })) };
}

function textsOf(book: FieldBook, { texts }: CompactReading): string | null {
  const given: Record<string, string> = {};
  const items = book.plan.questionnaire.items.filter(({ type }) => type === 'text');
  texts.forEach((text, index) => {
    const item = items[index];
    if (text !== null && item) given[item.code] = text;
  });
  return Object.keys(given).length > 0 ? JSON.stringify(given) : null;
}

function refusalAt(stage: string): Error {
  if (stage === 'PAUSED') return pollProblems.paused();
  return stage === 'PLAN_PUBLIC' ? pollProblems['not-open-yet']() : pollProblems['window-closed']();
}

/** What was acknowledged and got lost on the way back is acknowledged again, also after the window. */
function resentOf(works: Works, caller: Caller, key: Buffer, origin: Buffer): Promise<StoredAnswer | null> {
  return works.read(caller, async (work) => {
    const newest = await findNewestAnswer(work, key);
    return newest?.origin.equals(origin) ? newest : null;
  });
}

async function storedAt(works: Works, caller: Caller, slot: Buffer): Promise<StoredAnswer> {
  const stored = await works.read(caller, (work) => findAnswerAt(work, slot));
  if (!stored) throw new Error('an answer that was there is gone');
  return stored;
}

function repeatOf(book: FieldBook, stored: StoredAnswer): Taken {
  return { isRepeat: true, receipt: receiptFor(book, stored.id, stored.origin, decodeRecord(stored.record)) };
}

/** The time of submission to the minute, as it is kept: a resend reads the same. */
export function receiptFor(
  book: FieldBook,
  slot: Uint8Array,
  origin: Uint8Array,
  { minute }: Pick<AnswerRecord, 'minute'>,
): ResponseReceipt {
  return {
    receipt: receiptOf(origin),
    revision: revisionOf(slot),
    submittedAt: new Date(book.from.getTime() + minute * 60_000).toISOString(),
  };
}
