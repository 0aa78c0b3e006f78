import type { LocalisedText, MyResponse, OpenPoll, ResponseReceipt, ResponseSubmission } from '@minsheng/contracts';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';
import { sheetOf } from './asking.js';
import { isCircumstances, type SheetCircumstances } from './circumstances.js';
import type { QueueTrouble, Sent } from './sending.js';

/**
 * What the phone keeps of the answers to the open poll: the draft being written, the sheet on its way to the server, and
 * the server's receipt. One poll at a time; kept after every answer, so that nothing is lost when the app is killed.
 */
export interface Paper {
  draft: Draft | null;
  queued: Queued | null;
  receipt: KeptReceipt | null;
  /** Why a draft is gone, until the person begins again. */
  notice: 'plan-changed' | null;
}

export interface OfPoll {
  pollId: string;
  planHash: string;
  /** Whose it is: a phone can have several owners. */
  citizenId: string;
}

export interface Draft extends OfPoll {
  /** ULID, made with the draft: sent twice, it counts once. */
  id: string;
  /** Receipt of the answer sheet that this one will replace. */
  replaces: string | null;
  /** Seconds spent with the questions on screen. */
  seconds: number;
  /** Code of the question on screen; null: all asked, ready to send. */
  at: string | null;
  /** As given, by question; also what the questionnaire has worked out for good. */
  answers: Record<string, string>;
  circumstances: SheetCircumstances;
  closesAt: string;
  /** Why the server sent it back. */
  refusal: LocalisedText | null;
}

export interface Queued extends OfPoll {
  submission: ResponseSubmission;
  /** Of the draft, also where they were not sent. */
  circumstances: SheetCircumstances;
  closesAt: string;
  /** What came of the last attempt; null: not tried yet. */
  trouble: QueueTrouble | null;
}

export interface KeptReceipt extends OfPoll, ResponseReceipt {
  /** Null when it came from another device. */
  seconds: number | null;
  answers: Record<string, string>;
  /** Absent when it came from another device, or from an app that knew none. */
  circumstances?: SheetCircumstances;
  /** When it came from another device: the seed that it was asked under, null if it told none. */
  seed?: number | null;
}

export type PaperEvent =
  | { kind: 'looked'; poll: Pick<OpenPoll, 'id' | 'planHash'> | null; now: string }
  | { kind: 'began'; draft: Draft }
  | { kind: 'chose'; item: string; answer: string; seconds: number }
  | { kind: 'passed'; item: string; seconds: number }
  /** `worked`: results that the questionnaire keeps from here on. */
  | { kind: 'wentTo'; at: string | null; worked?: Record<string, string> }
  | { kind: 'discarded' }
  | { kind: 'submitted'; questionnaire: CompiledQuestionnaire }
  | { kind: 'sent'; id: string; sent: Sent }
  | { kind: 'replaces'; id: string; receipt: string | null }
  | { kind: 'withdrew' }
  | { kind: 'signedOut' }
  /** `knew`: the receipt that the phone had when it asked, so that a late answer does not undo a newer one. */
  | { kind: 'receiptSeen'; of: OfPoll; knew: string | null; receipt: SeenReceipt | null };

export type SeenReceipt = NonNullable<MyResponse['response']>;

export const emptyPaper: Paper = { draft: null, queued: null, receipt: null, notice: null };

/** Longest a person can take, as the server accepts it. */
const longestSeconds = 86_400;

export function paperAfter(paper: Paper, event: PaperEvent): Paper {
  const { draft, queued } = paper;
  switch (event.kind) {
    case 'looked':
      return paperSeenBy(paper, event.poll, event.now);
    case 'began':
      return { ...paper, draft: event.draft, notice: null };
    case 'discarded':
      return draft || paper.notice ? { ...paper, draft: null, notice: null } : paper;
    case 'chose':
      return draft
        ? withDraft(paper, {
            ...draft,
            answers: { ...draft.answers, [event.item]: event.answer },
            seconds: draft.seconds + event.seconds,
            refusal: null,
          })
        : paper;
    case 'passed': {
      if (!draft) return paper;
      const { [event.item]: _left, ...answers } = draft.answers;
      return withDraft(paper, { ...draft, answers, seconds: draft.seconds + event.seconds, refusal: null });
    }
    case 'wentTo':
      return draft
        ? withDraft(paper, {
            ...draft,
            at: event.at,
            answers: event.worked ? { ...draft.answers, ...event.worked } : draft.answers,
            refusal: null,
          })
        : paper;
    case 'submitted':
      return draft ? { ...paper, draft: null, queued: queuedFrom(draft, event.questionnaire) } : paper;
    case 'sent':
      return queued && queued.submission.id === event.id ? paperAfterSending(paper, queued, event.sent) : paper;
    case 'replaces':
      if (!queued) return paper;
      return {
        ...paper,
        queued: {
          ...queued,
          submission: { ...queued.submission, id: event.id, replaces: event.receipt },
          trouble: null,
        },
      };
    case 'withdrew':
      return queued ? { ...paper, queued: null } : paper;
    case 'signedOut':
      // The next person at a shared phone finds no answers. What is on its way waits for its owner: it must not be lost.
      return draft || paper.receipt ? { ...paper, draft: null, receipt: null } : paper;
    case 'receiptSeen':
      return paperWithReceipt(paper, event);
  }
}

/** A receipt whose answers are taken up again. */
export type Earlier = Pick<KeptReceipt, 'receipt' | 'answers' | 'seconds' | 'circumstances' | 'seed'>;

/**
 * A draft before its first question: blank, or with the answers that it will replace. The time that those took counts on:
 * who mends one answer in seconds has not rushed through the sheet. Its options stand in the order in which they stood.
 */
export function draftFrom(
  of: OfPoll,
  closesAt: string,
  id: string,
  circumstances: SheetCircumstances,
  earlier?: Earlier,
): Draft {
  const seed = earlier?.circumstances?.seed ?? earlier?.seed ?? circumstances.seed;
  return {
    ...of,
    closesAt,
    id,
    replaces: earlier?.receipt ?? null,
    seconds: earlier?.seconds ?? 0,
    at: null,
    answers: earlier?.answers ?? {},
    circumstances: { ...circumstances, seed },
    refusal: null,
  };
}

/** The sheet as it is sent: only answers to questions that were asked, whole seconds. */
function queuedFrom(draft: Draft, questionnaire: CompiledQuestionnaire): Queued {
  const { pollId, planHash, citizenId, closesAt, id, replaces, circumstances } = draft;
  const seconds = Math.min(longestSeconds, Math.round(draft.seconds));
  return {
    pollId,
    planHash,
    citizenId,
    closesAt,
    circumstances,
    submission: { id, replaces, seconds, ...sheetOf(questionnaire, draft) },
    trouble: null,
  };
}

function paperAfterSending(paper: Paper, queued: Queued, sent: Sent): Paper {
  const { pollId, planHash, citizenId, closesAt, submission, circumstances } = queued;
  switch (sent.kind) {
    case 'received':
      return {
        ...paper,
        queued: null,
        receipt: {
          pollId,
          planHash,
          citizenId,
          ...sent.receipt,
          seconds: submission.seconds,
          answers: submission.answers,
          circumstances,
        },
      };
    case 'sent-back':
      return {
        ...paper,
        queued: null,
        draft: {
          pollId,
          planHash,
          citizenId,
          closesAt,
          ...submission,
          circumstances,
          at: sent.item,
          refusal: sent.sentences,
        },
      };
    default:
      return { ...paper, queued: { ...queued, trouble: sent } };
  }
}

/** A draft ends with its window, and with the plan it was written for; a sheet on its way is never touched. */
function paperSeenBy(paper: Paper, poll: Pick<OpenPoll, 'id' | 'planHash'> | null, now: string): Paper {
  const { draft } = paper;
  if (!draft) return paper;
  if (poll?.id === draft.pollId && poll.planHash !== draft.planHash) {
    return { ...paper, draft: null, notice: 'plan-changed' };
  }
  return Date.parse(now) >= Date.parse(draft.closesAt) ? { ...paper, draft: null } : paper;
}

/** What the server knows of this person's answers stands above what the phone remembers. */
function paperWithReceipt(
  paper: Paper,
  { of, knew, receipt: seen }: Extract<PaperEvent, { kind: 'receiptSeen' }>,
): Paper {
  const kept = paper.receipt;
  if ((kept?.receipt ?? null) !== knew || kept?.receipt === seen?.receipt) return paper;
  if (seen) return { ...paper, receipt: { ...of, ...seen, seconds: null } };
  const isSame = kept?.pollId === of.pollId && kept.citizenId === of.citizenId;
  return isSame ? { ...paper, receipt: null } : paper;
}

const withDraft = (paper: Paper, draft: Draft): Paper => ({ ...paper, draft });

/**
 * The paper as kept by an earlier start; what cannot be read is as good as nothing.
 *
 * @param circumstances for what an older app kept without any: it asked nothing that hangs on them
 */
export function paperFrom(kept: unknown, circumstances: SheetCircumstances): Paper {
  const paper = kept as Partial<Paper> | null;
  if (typeof paper !== 'object' || paper === null) return emptyPaper;
  const { draft, queued, receipt } = paper;
  const withCircumstances = <T extends { circumstances: SheetCircumstances }>(part: T): T =>
    isCircumstances(part.circumstances) ? part : { ...part, circumstances };
  return {
    draft: typeof draft?.id === 'string' && typeof draft.answers === 'object' ? withCircumstances(draft) : null,
    queued: typeof queued?.submission?.id === 'string' ? withCircumstances(queued) : null,
    receipt: typeof receipt?.receipt === 'string' ? receipt : null,
    notice: paper.notice ?? null,
  };
}

/** The part of the paper that belongs to a poll and a person. */
export function paperOf(paper: Paper, pollId: string, citizenId: string | null): Paper {
  const mine = <T extends OfPoll>(part: T | null): T | null =>
    part && part.pollId === pollId && part.citizenId === citizenId ? part : null;
  return { ...paper, draft: mine(paper.draft), queued: mine(paper.queued), receipt: mine(paper.receipt) };
}
