import type { PollStage } from '@minsheng/contracts';
import { type Work, type Works, systemCaller } from '../../platform/index.js';
import { findUnitsByCode } from '../../organisation/index.js';
import { findPublishedPlan } from '../plan/plan.queries.js';
import { stageAt } from '../poll.lifecycle.js';
import { findSalt, listPollsInField } from './fieldwork.queries.js';
import { type FieldBook, fieldBookOf } from './field-book.js';
import { type SaltBlocks, saltBlocks } from './slot.js';

/** A poll that takes answers, or soon will, or just did. */
export interface OpenPollEntry {
  id: string;
  number: number;
  stage: PollStage;
  fieldworkFrom: Date;
  fieldworkTo: Date;
  graceUntil: Date;
  planHash: string;
  salt: SaltBlocks;
  book: FieldBook;
  /** Materialised path of the territorial unit of each area, by area code. */
  pathOfArea: ReadonlyMap<string, string>;
}

/**
 * The polls in the field, held ready so that an answer is checked without asking the database. Whoever moves a poll calls
 * `refresh`; other processes see it within seconds by a timer. The window itself is judged by the clock at every answer.
 */
export class OpenPolls {
  #entries = new Map<string, OpenPollEntry>();
  #refreshing: Promise<void> = Promise.resolve();

  constructor(private readonly works: Works) {}

  find(id: string): OpenPollEntry | null {
    return this.#entries.get(id) ?? null;
  }

  all(): OpenPollEntry[] {
    return [...this.#entries.values()];
  }

  stageOf(entry: OpenPollEntry, now: Date): PollStage {
    return stageAt(entry, now);
  }

  /** One after the other: an older view that comes back late must not take the place of a newer one. */
  refresh(): Promise<void> {
    const next = async (): Promise<void> => {
      this.#entries = await this.works.read(systemCaller('open-polls'), (work) => this.#load(work));
    };
    this.#refreshing = this.#refreshing.then(next, next);
    return this.#refreshing;
  }

  async #load(work: Work): Promise<Map<string, OpenPollEntry>> {
    const entries = new Map<string, OpenPollEntry>();
    for (const poll of await listPollsInField(work)) {
      const { id, number, stage, fieldworkFrom, fieldworkTo, graceUntil } = poll;
      if (!fieldworkFrom || !fieldworkTo || !graceUntil) continue;
      const known = this.#entries.get(id);
      // A published plan changes only before fieldwork, and then by another hash.
      const published = await findPublishedPlan(work, id);
      const salt = await findSalt(work, id);
      if (!published || !salt) continue;
      const same = known?.planHash === published.hash ? known : null;
      entries.set(id, {
        ...{ id, number, stage, fieldworkFrom, fieldworkTo, graceUntil },
        salt: saltBlocks(salt),
        planHash: published.hash,
        book: same ? same.book : fieldBookOf(published.document),
        pathOfArea: same ? same.pathOfArea : await pathsOfAreas(work, published.document.areas),
      });
    }
    return entries;
  }
}

async function pathsOfAreas(
  work: Work,
  areas: readonly { code: string; unit: string }[],
): Promise<Map<string, string>> {
  const units = await findUnitsByCode(
    work,
    areas.map(({ unit }) => unit),
  );
  return new Map(
    areas.flatMap(({ code, unit }) => {
      const path = [...units.values()].find((known) => known.code === unit)?.path;
      return path === undefined ? [] : [[code, path] as const];
    }),
  );
}

const held = new WeakMap<Works, OpenPolls>();

/** One for each database. */
export function openPollsOf(works: Works): OpenPolls {
  const open = held.get(works) ?? new OpenPolls(works);
  held.set(works, open);
  return open;
}
