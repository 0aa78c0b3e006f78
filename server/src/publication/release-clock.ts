import {
  type Clock,
  type PreparedBytes,
  type Work,
  type Works,
  ledgerHead,
  realNow,
  systemCaller,
} from '../platform/index.js';
import { viewCalendar } from './calendar.view.js';
import { listPublicPlans } from './public-plans.js';
import { findDueDrafts, nextScheduledInstant, releasedEditions } from './publication.queries.js';
import { releaseDue } from './release-due.js';
import { type PublicSettings, draftSurfaces, inTurn, publishSurfaces } from './surfaces.js';

export interface ReleaseClock {
  stop(): Promise<void>;
}

export interface ReleaseClockSettings extends PublicSettings {
  /** After other public bytes were put in place. */
  onSwitch?: () => void;
}

const tickMs = 200;
/** How often, in real time, somebody looks for what other processes and other rooms have made public. */
const lookMs = 1000;
/** The next set of public bytes is made ready this long before its instant. */
const aheadMs = 5 * 60_000;

const caller = systemCaller('release-clock');

/**
 * Lets releases out at their instant (到点发布): every fifth of a second it asks the business clock whether the next instant
 * has come; the bytes of all public surfaces are made ready before and change places in one step. It also brings what was
 * made public elsewhere (a published plan, another process) within a second.
 */
export function startReleaseClock(
  works: Works,
  clock: Clock,
  prepared: PreparedBytes,
  settings: ReleaseClockSettings,
  log: (what: string, error: unknown) => void,
): ReleaseClock {
  const ticker = new Ticker(works, clock, prepared, settings);
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= ticker
      .tick()
      .catch((error: unknown) => log('release clock', error))
      .finally(() => {
        running = null;
      });
  }, tickMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** What the surfaces must show now: for whoever has just moved the business clock and answers when it is done. */
export async function catchUp(works: Works, prepared: PreparedBytes, settings: PublicSettings): Promise<void> {
  const due = await works.read(caller, findDueDrafts);
  await publishSurfaces(works, prepared, settings);
  if (due.length > 0) await works.write(caller, releaseDue);
}

/** What is public as of `work.now`, in short: two equal ones need no other bytes. */
interface Sight {
  what: string;
  isDue: boolean;
  /** When this changes by the clock alone; null: not within sight. */
  nextAt: Date | null;
}

class Ticker {
  #nextAt: Date | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #head: number | null = null;
  #shown: string | null = null;
  #ahead: { at: number; what: string; draft: PreparedBytes } | null = null;

  constructor(
    private readonly works: Works,
    private readonly clock: Clock,
    private readonly prepared: PreparedBytes,
    private readonly settings: ReleaseClockSettings,
  ) {}

  async tick(): Promise<void> {
    const hasCome = this.#nextAt !== null && this.clock.now() >= this.#nextAt;
    if (!hasCome && realNow().getTime() - this.#lookedAt < lookMs) return;
    this.#lookedAt = realNow().getTime();
    const { head, sight } = await this.works.read(caller, async (work) => {
      const head = await ledgerHead(work);
      // Whatever makes something public stands in the ledger: as long as nothing was added, there is nothing to look at.
      return { head, sight: hasCome || head !== this.#head ? await look(work, this.settings.scheme) : null };
    });
    if (sight === null) return;
    this.#head = head;
    this.#nextAt = sight.nextAt;
    if (sight.what !== this.#shown) await this.#show(sight.what);
    // Readers have it; now it is written, with the poll's stage.
    if (sight.isDue) await this.works.write(caller, releaseDue);
    await this.#prepare(sight);
  }

  async #show(what: string): Promise<void> {
    const ahead = this.#ahead;
    this.#ahead = null;
    // What was made ready is used only if nothing was recalled, scheduled or published since.
    const isDifferent =
      ahead?.what === what
        ? await inTurn(this.prepared, async () => this.prepared.adopt(ahead.draft))
        : await publishSurfaces(this.works, this.prepared, this.settings);
    this.#shown = what;
    if (isDifferent) this.settings.onSwitch?.();
  }

  async #prepare({ nextAt }: Sight): Promise<void> {
    if (nextAt === null || nextAt.getTime() - this.clock.now().getTime() > aheadMs) return;
    const { what, draft } = await this.works.read(caller, async (work) => {
      const then: Work = { ...work, now: nextAt };
      const { what } = await look(then, this.settings.scheme);
      if (this.#ahead?.at === nextAt.getTime() && this.#ahead.what === what) return { what, draft: null };
      return { what, draft: await draftSurfaces(then, this.prepared, this.settings) };
    });
    if (draft !== null) this.#ahead = { at: nextAt.getTime(), what, draft };
  }
}

async function look(work: Work, scheme: string): Promise<Sight> {
  const released = await releasedEditions(work);
  const plans = await listPublicPlans(work);
  const { releases, fieldwork } = await viewCalendar(work, scheme, null);
  const scheduled = await nextScheduledInstant(work);
  const instants = [
    ...[...releases.map(({ at }) => at), ...fieldwork.flatMap(({ from, to }) => [from, to])].map((at) => new Date(at)),
    ...(scheduled === null ? [] : [scheduled]),
  ].filter((at) => at > work.now);
  const what = JSON.stringify([
    released.map(({ id, edition }) => `${id}.${edition}`).sort(),
    plans.map(({ pollId, stage, newest }) => `${pollId}.${newest.version}.${stage === 'CANCELLED'}`).sort(),
    releases,
    fieldwork,
    // When one begins, the city's page says so.
    fieldwork.filter(({ from }) => new Date(from) <= work.now).length,
  ]);
  return {
    what,
    isDue: (await findDueDrafts(work)).length > 0,
    nextAt: instants.length > 0 ? new Date(Math.min(...instants.map((at) => at.getTime()))) : null,
  };
}
