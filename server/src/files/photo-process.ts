/**
 * A process of its own for one picture at a time: the bytes come from strangers and the decoder is native code, so it has no
 * keys, no database and no network of ours, and may die.
 */
import { open, readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { type PhotoFacts, type PhotoRefusal, examinePhoto } from './examine-photo.js';
import type { Draft } from './photo-folder.js';

export type ToPhotoProcess = Draft;
export type FromPhotoProcess = PhotoFacts | { refused: PhotoRefusal };

sharp.concurrency(1);
sharp.cache(false);

process.on('disconnect', () => process.exit(0));
process.on('message', (draft: ToPhotoProcess) => {
  void answer(draft).then(
    (answered) => process.send?.(answered),
    () => process.exit(1),
  );
});

async function answer(draft: ToPhotoProcess): Promise<FromPhotoProcess> {
  const examined = await examinePhoto(await readFile(draft.original));
  if ('refused' in examined) return examined;
  const { large, small, ...facts } = examined;
  await writeDurably(draft.large, large);
  await writeDurably(draft.small, small);
  return facts;
}

async function writeDurably(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
