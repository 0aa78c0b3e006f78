import { type BinaryLike, createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type PhotoSize = 'large' | 'small';
export const photoSizes = ['large', 'small'] as const satisfies readonly PhotoSize[];

/** Begins a sealed file: its format, one. */
const sealMark = Buffer.from('MSP1');
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = sealMark.length + saltBytes + nonceBytes;
const nameShape = /^[0-9a-f]{32}$/;

/** The three temporary files of a picture that is being looked at. */
export interface Draft {
  original: string;
  large: string;
  small: string;
}

/**
 * Where pictures lie in the data folder: `photos/incoming` while they arrive, `photos/sealed` the originals (AES-256-GCM, a
 * key of its own for each file), `photos/shown` what was made from them. Names are random and tell nothing.
 */
export class PhotoFolder {
  readonly #root: string;
  readonly #key: Buffer;

  /** @param key 32 bytes, from the data folder's keys */
  constructor(dataFolder: string, key: Buffer) {
    this.#root = join(dataFolder, 'photos');
    this.#key = key;
  }

  static newName(): string {
    return randomBytes(16).toString('hex');
  }

  async draft(name: string): Promise<Draft> {
    const folder = join(this.#root, 'incoming');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const [original, large, small] = ['original', 'large', 'small'].map((part) => join(folder, `${name}.${part}`));
    return { original, large, small } as Draft;
  }

  async dropDraft(draft: Draft): Promise<void> {
    await Promise.all(Object.values(draft).map((file: string) => rm(file, { force: true })));
  }

  /** Seals the original, puts all three in their places and makes that durable. Nothing is left behind when it fails. */
  async place(name: string, draft: Draft): Promise<void> {
    try {
      const sealed = this.#sealed(name);
      await mkdir(dirname(sealed), { recursive: true, mode: 0o700 });
      await this.#seal(draft.original, sealed, name);
      for (const size of photoSizes) {
        const shown = this.#shown(name, size);
        await mkdir(dirname(shown), { recursive: true, mode: 0o700 });
        await rename(draft[size], shown);
      }
      for (const file of [sealed, this.#shown(name, 'large')]) await syncFolder(dirname(file));
    } catch (error) {
      await this.remove(name);
      throw error;
    } finally {
      await this.dropDraft(draft);
    }
  }

  /** Bytes of a shown picture and how many; null when it is not there. */
  async open(name: string, size: PhotoSize): Promise<{ bytes: Readable; length: number } | null> {
    const file = this.#shown(name, size);
    try {
      const handle = await open(file, 'r');
      const { size: length } = await handle.stat();
      return { bytes: handle.createReadStream(), length };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** The bytes as they were sent. @throws Error when the seal is broken, or the key is another */
  async openOriginal(name: string): Promise<Buffer> {
    const sealed = await readFile(this.#sealed(name));
    if (!sealed.subarray(0, sealMark.length).equals(sealMark)) throw new Error(`photo ${name} is not sealed`);
    const salt = sealed.subarray(sealMark.length, sealMark.length + saltBytes);
    const nonce = sealed.subarray(sealMark.length + saltBytes, headBytes);
    const cipher = createDecipheriv('aes-256-gcm', this.#keyOf(salt), nonce);
    cipher.setAAD(Buffer.from(name));
    cipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    return Buffer.concat([cipher.update(sealed.subarray(headBytes, sealed.length - tagBytes)), cipher.final()]);
  }

  async removeOriginal(name: string): Promise<void> {
    await rm(this.#sealed(name), { force: true });
  }

  async remove(name: string): Promise<void> {
    await this.removeOriginal(name);
    for (const size of photoSizes) await rm(this.#shown(name, size), { force: true });
  }

  /** Removes what an upload or a stop of the server left half-way, untouched since `before` (real time). */
  async removeDraftsBefore(before: Date): Promise<void> {
    const folder = join(this.#root, 'incoming');
    for (const entry of await listed(folder)) {
      const file = join(folder, entry);
      if (await isOlder(file, before)) await rm(file, { force: true });
    }
  }

  /** Names of pictures in place, untouched since `before` (real time), by the hundred. */
  async *namesBefore(before: Date): AsyncGenerator<string[]> {
    const names = new Set<string>();
    for (const part of ['sealed', 'shown']) {
      for (const shard of await listed(join(this.#root, part))) {
        for (const entry of await listed(join(this.#root, part, shard))) {
          const name = entry.split('.')[0] ?? '';
          if (nameShape.test(name) && (await isOlder(join(this.#root, part, shard, entry), before))) names.add(name);
        }
        if (names.size >= 100) {
          yield [...names];
          names.clear();
        }
      }
    }
    if (names.size > 0) yield [...names];
  }

  async #seal(from: string, to: string, name: string): Promise<void> {
    const salt = randomBytes(saltBytes);
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#keyOf(salt), nonce);
    cipher.setAAD(Buffer.from(name));
    await pipeline(
      createReadStream(from),
      async function* (plain: AsyncIterable<Buffer>) {
        yield Buffer.concat([sealMark, salt, nonce]);
        for await (const chunk of plain) yield cipher.update(chunk);
        yield cipher.final();
        yield cipher.getAuthTag();
      },
      createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }),
    );
  }

  #keyOf(salt: BinaryLike): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#key, salt, 'minsheng photo original', 32));
  }

  #sealed(name: string): string {
    return join(this.#root, 'sealed', shardOf(name), `${name}.sealed`);
  }

  #shown(name: string, size: PhotoSize): string {
    return join(this.#root, 'shown', shardOf(name), `${name}.${size}.jpg`);
  }
}

/** A folder of a million entries is slow on every file system. */
function shardOf(name: string): string {
  if (!nameShape.test(name)) throw new Error('a photo has a name of 32 hex digits');
  return name.slice(0, 2);
}

async function listed(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function isOlder(file: string, before: Date): Promise<boolean> {
  try {
    return (await stat(file)).mtime < before;
  } catch {
    return false;
  }
}

/** A rename is durable once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
