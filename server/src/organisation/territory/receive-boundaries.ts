import type { Datum } from '@minsheng/contracts';
import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { platformProblems } from '../../platform/index.js';
import { requireDatum } from './point.js';
import { boundaryLimits } from './read-boundaries.js';
import { territoryProblems } from './territory.problems.js';

export interface ReceivedBoundaries {
  datum: Datum;
  source: string;
  bytes: Buffer;
}

/**
 * The parts `datum`, `source` and then `file`, once they are all here; nothing is written before.
 * @throws Problem territory.missing-datum: a boundary is worth nothing without it
 */
export async function receiveBoundaries(request: FastifyRequest): Promise<ReceivedBoundaries> {
  if (!request.isMultipart()) throw platformProblems['unsupported-media-type']();
  const limits = { fileSize: boundaryLimits.bytes, files: 1, fields: 4, fieldSize: 1000 };
  const given: Record<string, unknown> = {};
  let bytes: Buffer | null = null;
  for await (const part of request.parts({ limits }) as AsyncIterableIterator<Multipart>) {
    if (part.type === 'field') {
      given[part.fieldname] = part.value;
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) chunks.push(chunk as Buffer);
    if (part.file.truncated) throw territoryProblems['file-too-large']({ megabytes: boundaryLimits.bytes / 1_000_000 });
    bytes = Buffer.concat(chunks);
  }
  const datum = requireDatum(given.datum);
  const source = typeof given.source === 'string' ? given.source.trim().slice(0, 200) : '';
  if (source === '') throw territoryProblems['missing-source']();
  if (!bytes || bytes.length === 0) throw territoryProblems['no-file']();
  return { datum, source, bytes };
}
