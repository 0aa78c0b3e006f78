import type { PollQuestionnaire } from '@minsheng/contracts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Caller, isId, PreparedBytes, type Works } from '../../platform/index.js';
import { compiledQuestionnaireOf } from './compiled-questionnaire.js';
import { findPublishedHash, findPublishedPlan } from './plan.queries.js';

/** What phones of the polls now in the field ask for; older ones are prepared again when somebody asks. */
const most = 50;

/** The questionnaires of public plans as bytes, prepared once for each plan: nothing is compiled or written out twice. */
export class PollQuestionnaires {
  #held = new PreparedBytes();
  /** Hash of the plan whose questionnaire is held, by poll; the one prepared last at the end. */
  #hashes = new Map<string, string>();

  /** False when the poll has no public plan: an unpublished poll and an unknown one are one. */
  async answer(
    works: Works,
    caller: Caller,
    pollId: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    const hash = isId(pollId) ? await works.read(caller, (work) => findPublishedHash(work, pollId)) : null;
    if (hash === null) return false;
    if (this.#hashes.get(pollId) !== hash) await this.#prepare(works, caller, pollId);
    return this.#held.serve(request, response);
  }

  async #prepare(works: Works, caller: Caller, pollId: string): Promise<void> {
    const row = await works.read(caller, (work) => findPublishedPlan(work, pollId));
    if (!row) return;
    const body: PollQuestionnaire = { planHash: row.hash, compiled: compiledQuestionnaireOf(row.document) };
    this.#held.put(addressOf(pollId), JSON.stringify(body), {
      contentType: 'application/json; charset=utf-8',
      // An erratum may take its place until fieldwork begins.
      cache: 'replaceable',
      etag: row.hash,
    });
    this.#hashes.delete(pollId);
    this.#hashes.set(pollId, row.hash);
    const [oldest] = this.#hashes.keys();
    if (this.#hashes.size <= most || oldest === undefined) return;
    this.#hashes.delete(oldest);
    this.#held.delete(addressOf(oldest));
  }
}

function addressOf(pollId: string): string {
  return `/api/polls/${pollId}/questionnaire`;
}
