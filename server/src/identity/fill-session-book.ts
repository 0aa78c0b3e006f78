import { type Works, realNow, systemCaller } from '../platform/index.js';
import { type CitizenSessionRow, endedSessionsSince, olderCitizenSessions } from './identity.queries.js';
import { heldUntil } from './open-session.js';
import { sessionBookOf } from './session-book.js';

/** Few rows at a time: what a page leaves behind for the collector would else outweigh the book. */
const pageSize = 250;
/** Seconds between two looks at what other servers ended, and for how long a look is good. */
const lookEvery = 5;
const goodFor = 30;
/** Seconds: a transaction that began long before it was committed is looked for again. */
const overlap = 60;

const caller = systemCaller('identity');

/** Fills the book with the newest sessions, a page at a time between requests; some room is left for new ones. */
export async function fillSessionBook(works: Works, isStopping: () => boolean = () => false): Promise<void> {
  const book = sessionBookOf(works);
  let before: string | null = null;
  for (let filled = 0; filled < book.capacity * 0.75 && !isStopping(); filled += pageSize) {
    const { changes } = book;
    const last: string | null = before;
    const found: CitizenSessionRow[] = await works.read(caller, (work) => olderCitizenSessions(work, last, pageSize));
    for (const { tokenHash, citizenId, ...session } of found) {
      book.put(tokenHash, citizenId, heldUntil({ kind: 'CITIZEN', ...session }), changes);
    }
    before = found.at(-1)?.id ?? null;
    if (found.length < pageSize) return;
  }
}

/** Forgets what other servers ended; the book is believed for the next half minute. `now` is real time. */
export async function lookForEnded(works: Works, now: Date): Promise<void> {
  const book = sessionBookOf(works);
  const from = new Date(now.getTime() - (goodFor + overlap) * 1000);
  book.forget(await works.read(caller, (work) => endedSessionsSince(work, from)));
  book.believeUntil(now.getTime() + goodFor * 1000);
}

/**
 * Keeps the book while the server runs. On SQLite this process alone ends sessions and the book is believed for good; on
 * PostgreSQL others do too, and it is believed only while this one keeps looking.
 */
export function startSessionBook(
  works: Works,
  onTrouble: (what: string, error: unknown) => void,
): { stop: () => Promise<void> } {
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const look = (): void => {
    looking = lookForEnded(works, realNow())
      .catch((error: unknown) => onTrouble('sessions that ended elsewhere', error))
      .then(() => {
        if (!isStopping) timer = setTimeout(look, lookEvery * 1000);
      });
  };
  if (works.dialect === 'sqlite') sessionBookOf(works).believeUntil(Infinity);
  else look();
  const filling = fillSessionBook(works, () => isStopping).catch((error: unknown) =>
    onTrouble('the book of sessions', error),
  );
  return {
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await Promise.all([filling, looking]);
    },
  };
}
