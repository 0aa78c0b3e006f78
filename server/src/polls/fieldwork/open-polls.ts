import type { PollStage } from '@minsheng/contracts';
import { type Work, type Works, systemCaller } from '../../platform/index.js';
import { findUnitsByCode } from '../../organisation/index.js';
import { planProblems } from '../plan/plan.problems.js';
import { findPublishedHash, findPublishedPlan } from '../plan/plan.queries.js';
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

interface Loaded {
  entries: Map<string, OpenPollEntry>;
  /** Hash of the plan that could not be made ready, by poll. */
  unreadable: Map<string, string>;
}

/**
 * The polls in the field, held ready so that an answer is checked without asking the database. Whoever moves a poll calls
 * `refresh`; other processes see it within seconds by a timer. The window itself is judged by the clock at every answer. A
 * poll that cannot be made ready stands in no other's way.
 */
export class OpenPolls {
  #loaded: Loaded = { entries: new Map(), unreadable: new Map() };
  #refreshing: Promise<void> = Promise.resolve();

  constructor(private readonly works: Works) {}

  /** @throws Problem polls.form-unreadable for one that is open and cannot be made ready */
  find(id: string): OpenPollEntry | null {
    if (this.#loaded.unreadable.has(id)) throw planProblems['form-unreadable']();
    return this.#loaded.entries.get(id) ?? null;
  }

  all(): OpenPollEntry[] {
    return [...this.#loaded.entries.values()];
  }

  stageOf(entry: OpenPollEntry, now: Date): PollStage {
    return stageAt(entry, now);
  }

  /** One after the other: an older view that comes back late must not take the place of a newer one. */
  refresh(): Promise<void> {
    const next = async (): Promise<void> => {
      this.#loaded = await this.works.read(systemCaller('open-polls'), (work) => this.#load(work));
    };
    this.#refreshing = this.#refreshing.then(next, next);
    return this.#refreshing;
  }

  async #load(work: Work): Promise<Loaded> {
    const before = this.#loaded;
    const loaded: Loaded = { entries: new Map(), unreadable: new Map() };
    for (const poll of await listPollsInField(work)) {
      const { id, number, stage, fieldworkFrom, fieldworkTo, graceUntil } = poll;
      if (!fieldworkFrom || !fieldworkTo || !graceUntil) continue;
      const planHash = await findPublishedHash(work, id);
      const salt = await findSalt(work, id);
      if (!planHash || !salt) continue;
      // A published plan changes only before fieldwork, and then by another hash.
      const known = before.entries.get(id);
      const made =
        known?.planHash === planHash
          ? { book: known.book, pathOfArea: known.pathOfArea }
          : before.unreadable.get(id) === planHash
            ? null
            : await madeReady(work, id);
      if (made) {
        const times = { fieldworkFrom, fieldworkTo, graceUntil };
        loaded.entries.set(id, { id, number, stage, ...times, salt: saltBlocks(salt), planHash, ...made });
      } else loaded.unreadable.set(id, planHash);
    }
    return loaded;
  }
}

/** Null when the plan cannot be asked: that is said once in the server's log, and to everybody who comes with an answer. */
async function madeReady(work: Work, id: string): Promise<Pick<OpenPollEntry, 'book' | 'pathOfArea'> | null> {
  const published = await findPublishedPlan(work, id);
  if (!published) throw new Error(`the public plan of poll ${id} is gone`);
  const { document } = published;
  const pathOfArea = await pathsOfAreas(work, document.areas);
  try {
    return { book: fieldBookOf(document), pathOfArea };
  } catch (error) {
    process.stderr.write(`poll ${id} takes no answers, its plan cannot be asked: ${String(error)}\n`);
    return null;
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
