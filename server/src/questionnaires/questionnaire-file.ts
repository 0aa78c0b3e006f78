import { type QuestionnaireDesign, type QuestionnaireFile, questionnaireFiles } from '@minsheng/contracts';
import { civilDateAt } from '../deadlines/index.js';
import { codeVersion, type Work } from '../platform/index.js';
import { compiled } from './compilation.js';
import { questionnaireProblems } from './questionnaires.problems.js';
import { requireDraft, requireVersion } from './questionnaires.queries.js';
import { refuseErrors } from './refusals.js';
import { designThread } from './thread/design-thread.js';
import type { FileSource } from './thread/design-work.js';

const types: Record<QuestionnaireFile, string> = {
  'design.json': 'application/json; charset=utf-8',
  'form.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'form.xml': 'application/xml; charset=utf-8',
  'ddi.xml': 'application/xml; charset=utf-8',
  'paper.pdf': 'application/pdf',
};

/** A printed form and a codebook write the options of every question out, also those that questions share. */
const writesOptionsOut: readonly QuestionnaireFile[] = ['ddi.xml', 'paper.pdf'];
const mostOptionsWritten = 10_000;

/** A file that was asked for, on a day. */
export interface WantedFile {
  source: FileSource;
  /** `YYYY-MM-DD` by the business clock. */
  today: string;
}

/** With the tag that a copy is known by: another version of the program may write another file. */
export async function versionFile(
  work: Work,
  id: string,
  version: number,
  name: string,
  isDemonstration: boolean,
): Promise<WantedFile & { etag: string }> {
  const file = requireFile(name);
  const { design, hash, publishedAt } = await requireVersion(work, id, version);
  return {
    source: { file, design, hash, madeAt: publishedAt, madeOn: civilDateAt(publishedAt), isDemonstration },
    today: civilDateAt(work.now),
    etag: `"${hash}-${file}-${codeVersion}"`,
  };
}

export async function draftFile(work: Work, id: string, name: string, isDemonstration: boolean): Promise<WantedFile> {
  const file = requireFile(name);
  const { design, changedAt } = await requireDraft(work, id);
  return {
    source: { file, design, hash: null, madeAt: changedAt, madeOn: civilDateAt(changedAt), isDemonstration },
    today: civilDateAt(work.now),
  };
}

function requireFile(name: string): QuestionnaireFile {
  const known = questionnaireFiles.find((file) => file === name);
  if (!known) throw questionnaireProblems['not-found']();
  return known;
}

/**
 * Takes time in a thread of its own: never inside a piece of work.
 *
 * @throws Problem questionnaires.has-errors for the XForm of a faulty draft: a machine could not ask it; .too-many-options
 */
export async function makeFile({ source, today }: WantedFile): Promise<{ type: string; bytes: Buffer }> {
  if (writesOptionsOut.includes(source.file)) {
    const options = optionsWritten(source.design);
    if (options > mostOptionsWritten)
      throw questionnaireProblems['too-many-options']({ options, most: mostOptionsWritten });
  }
  if (source.file === 'form.xml' && source.hash === null) {
    const { diagnostics } = await compiled(source.design, today);
    // One that has only expired says all the same what it asks.
    refuseErrors(diagnostics.filter(({ code }) => code !== 'expired'));
  }
  return { type: types[source.file], bytes: Buffer.from(await designThread.run('file', source)) };
}

/** `attachment` with a name that every browser reads, and the Chinese title for those that can (RFC 6266, RFC 8187). */
export function dispositionOf({ source: { file, design, hash } }: WantedFile): string {
  const [stem, ending] = file.split('.') as [string, string];
  const kind = stem === 'form' || stem === 'paper' ? '' : `-${stem}`;
  const name = (before: string, draft: string): string =>
    `${before}-${hash === null ? draft : `v${design.version}`}${kind}.${ending}`;
  const title = design.title.zh.replace(/[\p{Surrogate}\p{Cc}\\/:*?"<>|]/gu, ' ').trim() || design.code;
  const encoded = encodeURIComponent(name(title, '草稿')).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${name(design.code, 'draft')}"; filename*=UTF-8''${encoded}`;
}

function optionsWritten({ entries, lists, scales }: QuestionnaireDesign): number {
  const sizes = new Map([
    ...lists.map(({ code, choices }): [string, number] => [code, choices.length]),
    ...scales.map(({ code, levels }): [string, number] => [code, levels.length]),
  ]);
  const sizeOf = (code: string): number => sizes.get(code) ?? 0;
  const inside = (all: QuestionnaireDesign['entries']): number =>
    all.reduce((sum, entry) => {
      switch (entry.type) {
        case 'group':
          return sum + inside(entry.entries);
        case 'grid':
          return sum + entry.rows.length * sizeOf(entry.scale);
        case 'region':
          return sum + entry.levels.reduce((levels, { list }) => levels + sizeOf(list), 0);
        default:
          return sum + ('list' in entry ? sizeOf(entry.list) : 0);
      }
    }, 0);
  return inside(entries);
}
