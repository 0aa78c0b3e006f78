import type { ImportedDesign } from '@minsheng/contracts';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { civilDateAt } from '../deadlines/index.js';
import { type Caller, platformProblems, type Problem, type Works } from '../platform/index.js';
import { compiled } from './compilation.js';
import { readDesign } from './design-body.js';
import { questionnaireProblems } from './questionnaires.problems.js';
import { designThread } from './thread/design-thread.js';
import type { ReadWorkbook } from './thread/design-work.js';

const mostBytes = 2_000_000;

/**
 * Reads the design in a file: nothing is kept, the designer makes a draft of it.
 *
 * @throws Problem questionnaires.no-file, .file-too-large, .file-unreadable, .workbook-refused or .design-refused
 */
export async function importDesign(works: Works, caller: Caller, request: FastifyRequest): Promise<ImportedDesign> {
  const bytes = await receivedFile(request);
  const { design, warnings } = await readFile(bytes);
  const today = await works.read(caller, async (work) => civilDateAt(work.now));
  return { design, warnings, diagnostics: (await compiled(design, today)).diagnostics };
}

/** In memory and whole before anything is read: an upload broken off leaves nothing. */
async function receivedFile(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) throw platformProblems['unsupported-media-type']();
  const part: MultipartFile | undefined = await request.file({ limits: { fileSize: mostBytes, files: 1, fields: 4 } });
  if (!part) throw questionnaireProblems['no-file']();
  const chunks: Buffer[] = [];
  for await (const chunk of part.file) chunks.push(chunk as Buffer);
  if (part.file.truncated) throw questionnaireProblems['file-too-large']({ megabytes: mostBytes / 1_000_000 });
  const bytes = Buffer.concat(chunks);
  if (bytes.length === 0) throw questionnaireProblems['no-file']();
  return bytes;
}

async function readFile(bytes: Buffer): Promise<Pick<ImportedDesign, 'design' | 'warnings'>> {
  if (!isArchive(bytes)) return { design: readDesign(parseDesign(bytes)), warnings: [] };
  const read = await designThread.run('workbook', bytes);
  if ('refusal' in read) throw refusalOf(read.refusal);
  return { design: readDesign(read.design), warnings: read.warnings };
}

/** A workbook is a ZIP archive, or, when it is old or has a password, a compound file. */
function isArchive(bytes: Buffer): boolean {
  const begins = bytes.subarray(0, 4).toString('hex');
  return begins.startsWith('504b') || begins === 'd0cf11e0';
}

function refusalOf({ reason, sentences, sheet, cell }: Refusal): Problem {
  const place = [sheet, cell].filter((part) => part !== null);
  const named = place.length > 0 ? place.join('!') : null;
  return questionnaireProblems['workbook-refused']({
    placeZh: named ? `${named}：` : '',
    placeEn: named ? `${named}: ` : '',
    reasonZh: sentences.zh,
    reasonEn: sentences.en,
    reason,
    sheet,
    cell,
  });
}

type Refusal = Extract<ReadWorkbook, { refusal: unknown }>['refusal'];

function parseDesign(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw questionnaireProblems['file-unreadable']();
  }
}
