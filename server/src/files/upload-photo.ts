import type { FastifyRequest } from 'fastify';
import { type Caller, type Works } from '../platform/index.js';
import { fileProblems } from './files.problems.js';
import { countWaiting, findUploaded } from './files.queries.js';
import { keepPhoto } from './keep-photo.js';
import type { PhotoExaminer } from './photo-examiner.js';
import { PhotoFolder } from './photo-folder.js';
import type { Photo } from './photo.entity.js';
import { receivePhoto } from './receive-photo.js';

/** Pictures of one person that may wait to be attached: four full reports. */
const waitingLimit = 36;

/** What an upload needs; no transaction is open while it waits for the client, the disk or the photo process. */
export interface PhotoParts {
  works: Works;
  folder: PhotoFolder;
  examiner: PhotoExaminer;
  /** Uploads that are being examined, by person and client id: of ten at once, one is. */
  underway: Map<string, Promise<Photo>>;
}

/**
 * From the first byte to the durable, examined picture. The same client id of the same person gets the first answer, also
 * while that is still being made. Whatever goes wrong, no file and no row is left.
 */
export async function uploadPhoto(parts: PhotoParts, caller: Caller, request: FastifyRequest): Promise<Photo> {
  const { works, folder, examiner, underway } = parts;
  examiner.refuseIfFull();
  const name = PhotoFolder.newName();
  const draft = await folder.draft(name);
  try {
    let known: Photo | null = null;
    const { sent, isKept } = await receivePhoto(request, draft.original, async ({ clientId }) => {
      const { first, waiting } = await works.read(caller, async (work) => ({
        first: await findUploaded(work, caller.id, clientId),
        waiting: await countWaiting(work, caller.id),
      }));
      known = first;
      if (!first && waiting >= waitingLimit) throw fileProblems['too-many-waiting']({ limit: waitingLimit });
      return first === null;
    });
    if (!isKept && known) return known;
    const key = `${caller.id} ${sent.clientId}`;
    const earlier = underway.get(key);
    if (earlier) return await earlier;
    const mine = (async () => {
      const facts = await examiner.examine(draft);
      await folder.place(name, draft);
      return keepPhoto(works, caller, folder, name, sent, facts);
    })();
    underway.set(key, mine);
    try {
      return await mine;
    } finally {
      underway.delete(key);
    }
  } finally {
    await folder.dropDraft(draft);
  }
}
