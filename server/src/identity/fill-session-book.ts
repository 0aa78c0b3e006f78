import { type Works, realNow, systemCaller } from '../platform/index.js';
import { endedSessionsSince, olderCitizenSessions } from './identity.queries.js';
import { heldUntil } from './open-session.js';
import { sessionBookOf } from './session-book.js';

/** Few rows at a time: what a page leaves behind for the collector would else outweigh the book. */
const pageSize = 250;
/** Seconds between two looks at what other servers ended, and how long a look is good for. */
const lookEvery = 5;
const goodFor = 30;
/** A transaction that began long before it was committed: its ends are looked for again. */
const overlap = 60_000;

/**
 * Fills the book with the newest sessions, a page at a time between requests. On SQLite this process alone ends sessions and
 * the book is believed for good; on PostgreSQL others do too, and it is believed while this one keeps looking.
 */
export function startSessionBook(
  works: Works,
  onTrouble: (what: string, error: unknown) => void,
): { stop: () => Promise<void> } {
  const book = sessionBookOf(works);
  const caller = systemCaller('identity');
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  const fill = async (): Promise<void> => {
    let before: string | null = null;
    for (let filled = 0; filled < book.capacity * 0.75 && !isStopping; filled += pageSize) {
      const { changes } = book;
      const found = await works.read(caller, (work) => olderCitizenSessions(work, before, pageSize));
      for (const { tokenHash, citizenId, ...session } of found) {
        book.put(tokenHash, citizenId, heldUntil({ kind: 'CITIZEN', ...session }), changes);
      }
      before = found.at(-1)?.id ?? null;
      if (found.length < pageSize) return;
    }
  };
  const look = async (): Promise<void> => {
    const at = realNow().getTime();
    const ended = await works.read(caller, (work) => endedSessionsSince(work, new Date(at - goodFor * 1000 - overlap)));
    if (ended.length > 0) book.forget(ended);
    book.believeUntil(at + goodFor * 1000);
  };
  const lookAgain = async (): Promise<void> => {
    await look().catch((error: unknown) => onTrouble('sessions that ended elsewhere', error));
    if (!isStopping) timer = setTimeout(() => (underway = lookAgain()), lookEvery * 1000);
  };
  let underway: Promise<void> = Promise.resolve();
  if (works.dialect === 'sqlite') book.believeUntil(Infinity);
  else underway = lookAgain();
  const filling = fill().catch((error: unknown) => onTrouble('the book of sessions', error));
  return {
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await Promise.all([filling, underway]);
    },
  };
}
