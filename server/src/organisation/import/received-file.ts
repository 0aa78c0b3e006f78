import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { platformProblems } from '../../platform/index.js';
import { organisationProblems } from '../organisation.problems.js';

/**
 * The bytes of the upload's one file, once they are all here: in memory, so that an upload broken off leaves nothing.
 * The limit of 5 MB is the server's own (413).
 */
export async function receivedFile(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) throw platformProblems['unsupported-media-type']();
  const part: MultipartFile | undefined = await request.file();
  if (!part) throw organisationProblems['no-file']();
  return part.toBuffer();
}
