import type { PhotoFields, PhotoSource } from '@minsheng/contracts';
import { type Multipart, type MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { isId, platformProblems } from '../platform/index.js';
import { fileProblems } from './files.problems.js';
import { kindBytes, pictureKind } from './picture-kind.js';

const megabytes = 10;
const mostBytes = megabytes * 1_000_000;
const roomForFields = 10_000;
const sources: readonly string[] = ['CAMERA', 'ALBUM'] satisfies PhotoSource[];

export interface SentPhoto {
  clientId: string;
  /** Of the bytes, as it was said and found. */
  sha256: string;
  source: PhotoSource;
  takenAt: Date;
}

/**
 * Reads the fields, then streams the picture into `file` and makes it durable. The file is the caller's to remove when this
 * throws, also when the client goes away half-way.
 * @param isWanted asked once the fields are there; false: the bytes are read and dropped
 */
export async function receivePhoto(
  request: FastifyRequest,
  file: string,
  isWanted: (sent: SentPhoto) => Promise<boolean>,
): Promise<{ sent: SentPhoto; isKept: boolean }> {
  if (!request.isMultipart()) throw platformProblems['unsupported-media-type']();
  if (Number(request.headers['content-length']) > mostBytes + roomForFields)
    throw fileProblems['too-large']({ megabytes });
  try {
    return await read(request, file, isWanted);
  } catch (error) {
    // What is still on its way is dropped: the answer reaches whoever is sending, and the connection can be used again.
    request.raw.unpipe();
    request.raw.resume();
    throw error;
  }
}

async function read(
  request: FastifyRequest,
  file: string,
  isWanted: (sent: SentPhoto) => Promise<boolean>,
): Promise<{ sent: SentPhoto; isKept: boolean }> {
  const limits = { fileSize: mostBytes, files: 1, fields: 8, fieldSize: 200 };
  const given: Record<string, unknown> = {};
  for await (const part of request.parts({ limits }) as AsyncIterableIterator<Multipart>) {
    if (part.type === 'field') {
      given[part.fieldname] = part.value;
      continue;
    }
    const sent = fieldsOf(given);
    if (part.fieldname !== 'photo') throw fileProblems['no-photo']();
    const isKept = await isWanted(sent);
    if (isKept) await keep(part, file, sent.sha256);
    else for await (const _chunk of part.file);
    return { sent, isKept };
  }
  throw fileProblems['no-photo']();
}

/** @throws Problem files.invalid-fields that names each */
function fieldsOf(given: Record<string, unknown>): SentPhoto {
  const { clientId, sha256, source, takenAt } = given as Partial<Record<keyof PhotoFields, unknown>>;
  const at = typeof takenAt === 'string' && /^\d{4}-\d\d-\d\dT/.test(takenAt) ? new Date(takenAt) : null;
  const faults = [
    typeof clientId === 'string' && isId(clientId) ? null : 'clientId',
    typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) ? null : 'sha256',
    typeof source === 'string' && sources.includes(source) ? null : 'source',
    at && !Number.isNaN(at.getTime()) ? null : 'takenAt',
  ].filter((fault) => fault !== null);
  if (faults.length > 0) throw fileProblems['invalid-fields']({ fields: faults.join('、') });
  return {
    clientId: clientId as string,
    sha256: sha256 as string,
    source: source as PhotoSource,
    takenAt: at as Date,
  };
}

async function keep({ file }: MultipartFile, to: string, expected: string): Promise<void> {
  const hash = createHash('sha256');
  let first = Buffer.alloc(0);
  await pipeline(
    file,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        if (first.length < kindBytes) first = Buffer.concat([first, chunk.subarray(0, kindBytes)]);
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }),
  );
  if (file.truncated) throw fileProblems['too-large']({ megabytes });
  if (hash.digest('hex') !== expected) throw fileProblems['broken-upload']();
  const kind = pictureKind(first);
  if (kind === 'heic') throw fileProblems.heic();
  if (kind === 'other') throw fileProblems['not-a-picture']();
}
