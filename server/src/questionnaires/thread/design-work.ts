import type {
  ImportedDesign,
  LocalisedText,
  QuestionnaireDesign,
  QuestionnaireFile,
  QuestionnaireProof,
  QuestionnaireScenario,
  ScenarioReplay,
} from '@minsheng/contracts';
import { type CompiledQuestionnaire, minutesForAll } from '@minsheng/questionnaire';
import {
  type Compilation,
  compileDesign,
  coverQuestionnaire,
  designFromSheets,
  exportDdi,
  exportXForm,
  hashOf,
  replayScenario,
  sheetsOf,
  WorkbookRefusal,
  type XFormExport,
} from '@minsheng/questionnaire/compile';
import { createHash } from 'node:crypto';
import type { DesignSummary } from '../questionnaire.entity.js';

export interface CompiledDesign extends Compilation {
  /** SHA-256 (hex) of the design's canonical JSON. */
  hash: string;
  summary: DesignSummary;
}

/** What a file is made from. */
export interface FileSource {
  file: QuestionnaireFile;
  design: QuestionnaireDesign;
  /** Of a published version; null: a draft. */
  hash: string | null;
  /** Published, or of a draft last changed. */
  madeAt: Date;
  /** The same as a day in Shanghai, `YYYY-MM-DD`. */
  madeOn: string;
  isDemonstration: boolean;
}

/** What a questionnaire costs a processor more than a moment for: seconds, when hundreds of conditions hang together. */
export interface DesignTasks {
  /** @param today `YYYY-MM-DD` by the business clock */
  compile(design: QuestionnaireDesign, today: string): CompiledDesign;
  replay(form: CompiledQuestionnaire, scenarios: readonly QuestionnaireScenario[]): ScenarioReplay[];
  /** @param now UTC, ISO 8601 */
  cover(form: CompiledQuestionnaire, now: string): NonNullable<QuestionnaireProof['coverage']>;
  file(source: FileSource): Promise<Uint8Array>;
  /** An XLSForm workbook. */
  workbook(bytes: Uint8Array): Promise<ReadWorkbook>;
}

export type ReadWorkbook =
  | Pick<ImportedDesign, 'design' | 'warnings'>
  | { refusal: { reason: string; sentences: LocalisedText; sheet: string | null; cell: string | null } };

export const designTasks: DesignTasks = {
  compile(design, today) {
    const compilation = compileDesign(design, { today, sha256 });
    return { ...compilation, hash: hashOf(design, sha256), summary: summaryOf(design, compilation.compiled) };
  },
  replay: (form, scenarios) => scenarios.map((scenario) => replayScenario(form, scenario)),
  cover: coverageOf,
  file: async (source) => Buffer.from(await fileMakers[source.file](source)),
  workbook: readSheets,
};

function summaryOf(design: QuestionnaireDesign, form: CompiledQuestionnaire | null): DesignSummary {
  return {
    title: design.title,
    questions: shownQuestions(design.entries),
    minutes: form ? minutesForAll(form) : 0,
    validUntil: design.marks.validUntil,
  };
}

function shownQuestions(entries: QuestionnaireDesign['entries']): number {
  return entries.reduce((sum, entry) => {
    switch (entry.type) {
      case 'group':
        return sum + shownQuestions(entry.entries);
      case 'grid':
        return sum + entry.rows.length;
      case 'region':
        return sum + entry.levels.length;
      case 'calculated':
      case 'hidden':
      case 'note':
        return sum;
      default:
        return sum + 1;
    }
  }, 0);
}

/** Random paths go on for so long in all: a questionnaire twice as long gets half as many. */
const questionsWalked = 4000;
const mostPaths = 200;
const fewestPaths = 10;
/** The same paths every time, so that two proofs of one draft say the same. */
const seed = 20_261_122;

/** As an interviewer, who is asked everything. */
function coverageOf(form: CompiledQuestionnaire, now: string): NonNullable<QuestionnaireProof['coverage']> {
  const paths = Math.max(fewestPaths, Math.min(mostPaths, Math.floor(questionsWalked / form.questions.length)));
  const found = coverQuestionnaire(form, { paths, seed, now, asInterviewer: true });
  const { completed, screenedOut, questionsUnreached, optionsUnreached, stuckAt, medianSeconds } = found;
  return { paths, completed, screenedOut, questionsUnreached, optionsUnreached, stuckAt, medianSeconds };
}

// Readers and writers of files are loaded with the first file: no start of the server waits for fonts.
const fileMakers: Record<QuestionnaireFile, (source: FileSource) => string | Promise<string | Buffer>> = {
  'design.json': ({ design }) => `${JSON.stringify(design, null, 2)}\n`,
  'form.xlsx': async ({ design }) => (await import('../workbook/index.js')).writeWorkbook(sheetsOf(design)),
  'form.xml': ({ design }) => withLosses(exportXForm(design)),
  'ddi.xml': ({ design, hash, madeOn, isDemonstration }) =>
    exportDdi(design, { agency: design.marks.maker, date: madeOn, hash, isDemonstration }),
  'paper.pdf': async ({ design, hash, madeAt, isDemonstration }) =>
    (await import('../paper/paper-form.js')).paperForm(design, { hash, madeAt, isDemonstration }),
};

/** A refusal is an answer: errors lose their kind on the way out of a thread. */
async function readSheets(bytes: Uint8Array): Promise<ReadWorkbook> {
  const { readWorkbook } = await import('../workbook/index.js');
  try {
    return designFromSheets(readWorkbook(Buffer.from(bytes)));
  } catch (error) {
    if (!(error instanceof WorkbookRefusal)) throw error;
    const { sentences, sheet, cell } = error;
    return { refusal: { reason: error.code, sentences, sheet, cell } };
  }
}

/** What the form cannot say stands at its top, for whoever opens it: forms of machines have no other place for words. */
function withLosses({ xml, losses }: XFormExport): string {
  if (losses.length === 0) return xml;
  const lines = losses.map(({ item, sentences }) =>
    `${item}: ${sentences.zh} / ${sentences.en}`.replace(/-(?=-)/g, '- '),
  );
  const [declaration = ''] = /^<\?xml[^>]*\?>\n?/.exec(xml) ?? [];
  return `${declaration.trimEnd()}\n<!--\n${lines.join('\n')}\n-->\n${xml.slice(declaration.length)}`.trimStart();
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
