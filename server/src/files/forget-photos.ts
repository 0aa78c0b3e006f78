import { type Caller, type TimetableLine, type Works, realNow, systemCaller } from '../platform/index.js';
import { deleteUnattachedBefore, findOriginalsBefore, knownNames, markOriginalsRemoved } from './files.queries.js';
import type { PhotoFolder } from './photo-folder.js';

const day = 86_400_000;

/** Pictures that nobody attached within a day go; so do files that no row knows, and what was left half-way. */
export function forgetOrphansLine(folder: PhotoFolder): TimetableLine {
  return {
    name: 'files-forget-orphans',
    everySeconds: 3600,
    run: async (works, caller, now) => {
      const gone = await works.write(caller, (work) => deleteUnattachedBefore(work, new Date(now.getTime() - day)));
      for (const name of gone) await folder.remove(name);
      await sweepFolder(works, folder, new Date(realNow().getTime() - day));
    },
  };
}

/** Files older than `before` (real time, as the disk has it) that belong to nothing. */
export async function sweepFolder(works: Works, folder: PhotoFolder, before: Date): Promise<void> {
  await folder.removeDraftsBefore(before);
  for await (const names of folder.namesBefore(before)) {
    const known = await works.read(systemCaller('files'), (work) => knownNames(work, names));
    for (const name of names) if (!known.has(name)) await folder.remove(name);
  }
}

/**
 * Originals are removed once their time is over; the pictures that were made from them stay.
 * @param monthsOf months for which the scheme in force keeps originals (`retention.mediaMonths`)
 */
export function forgetOriginalsLine(folder: PhotoFolder, monthsOf: (caller: Caller) => Promise<number>): TimetableLine {
  return {
    name: 'files-forget-originals',
    everySeconds: 86_400,
    run: async (works, caller, now) => {
      const before = new Date(now);
      before.setUTCMonth(before.getUTCMonth() - (await monthsOf(caller)));
      for (;;) {
        const due = await works.read(caller, (work) => findOriginalsBefore(work, before));
        if (due.length === 0) return;
        for (const { fileName } of due) await folder.removeOriginal(fileName);
        await works.write(caller, (work) => markOriginalsRemoved(work, due));
      }
    },
  };
}
