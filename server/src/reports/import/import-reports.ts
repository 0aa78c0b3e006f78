import type { Datum, LocalisedText } from '@minsheng/contracts';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { civilDateAt } from '../../deadlines/index.js';
import { locate } from '../../organisation/index.js';
import { type Caller, newId, record, type Work, type Works } from '../../platform/index.js';
import { reportNumber } from '../report-rules.js';
import { Report, ReportImport, type ReportId } from '../report.entity.js';
import { ReportEvent } from '../report-story.entity.js';
import { findImported, insertMany, takeNumbers } from '../reports.queries.js';
import { nothingYet, nowhere, placeColumns } from '../submit-report.js';
import { columnsNeeded, type ImportMapping } from './import-columns.js';
import { type FileFacts, type ImportDraft, judgeRow, middleOf } from './judge-row.js';
import { readCsv, UnreadableCsv } from './read-csv.js';
import { Zone } from './zoned-time.js';

export interface ImportRequest {
  path: string;
  /** Name of a zone of the IANA database: whose clocks the file's times are. */
  zone: string;
  datum: Datum;
  /** Name of the register: a row of it comes in once, whichever file it is in. */
  source: string;
  mapping: ImportMapping;
}

/** What became of one row. */
export interface ImportedRow {
  line: number;
  key: string;
  /** `known`: it was brought in before, by an earlier run. */
  outcome: 'imported' | 'refused' | 'duplicate' | 'known';
  column: string | null;
  number: string | null;
  sentences: LocalisedText[];
}

export type ImportCounts = Record<ImportedRow['outcome'] | 'rows' | 'withoutPosition' | 'open', number>;

/** So many rows are written at once: others have their turn in between. */
const batchLength = 250;

/**
 * Brings in the history of another register, a CSV read as a stream and twice: first what the file as a whole says, then
 * row by row. Rows that are good come in, every other is told with its line; a second run brings nothing in twice.
 * @param tell hears of every row, in the order of the file
 * @throws UnreadableCsv, RangeError for a zone that is none; then nothing has come in
 */
export async function importReports(
  works: Works,
  caller: Caller,
  request: ImportRequest,
  tell: (row: ImportedRow) => void,
): Promise<ImportCounts> {
  const zone = new Zone(request.zone);
  const { mapping } = request;
  const survey = await surveyFile(request);
  const facts: FileFacts = {
    datum: request.datum,
    middle: survey.middle,
    now: await works.read(caller, async (work) => work.now),
  };
  const counts: ImportCounts = {
    rows: 0,
    imported: 0,
    refused: 0,
    duplicate: 0,
    known: 0,
    withoutPosition: 0,
    open: 0,
  };
  const batch: Judged[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const rows = await works.write(caller, (work) => bringIn(work, request, survey.fileHash, batch));
    for (const [at, row] of rows.entries()) {
      const judged = batch[at];
      counts.rows += 1;
      counts[row.outcome] += 1;
      if (row.outcome === 'imported' && judged && 'draft' in judged) {
        if (judged.draft.position === null) counts.withoutPosition += 1;
        if (judged.draft.closedAt === null) counts.open += 1;
      }
      tell(row);
    }
    batch.length = 0;
  };
  let header: string[] | null = null;
  for await (const { line, cells } of readCsv(createReadStream(request.path))) {
    if (header === null) {
      header = cells;
      continue;
    }
    const { columns } = mapping;
    const cell = cellOf(header, cells);
    const key = cell(columns.key);
    const first = survey.lineOfKey.get(key);
    if (cells.length !== header.length) {
      const sentences = {
        zh: `有 ${cells.length} 格，表头有 ${header.length} 格`,
        en: `${cells.length} cells instead of ${header.length}`,
      };
      batch.push({ line, key, fault: { column: null, sentences } });
    } else if (key !== '' && first !== undefined && first !== line) batch.push({ line, key, first });
    else {
      const judgement = judgeRow(cell, mapping, zone, facts);
      batch.push({ line, key, ...judgement });
    }
    if (batch.length === batchLength) await flush();
  }
  await flush();
  return counts;
}

type Judged = { line: number; key: string } & (
  | { draft: ImportDraft }
  | { fault: { column: string | null; sentences: LocalisedText } }
  | { first: number }
);

interface FileSurvey {
  fileHash: string;
  middle: FileFacts['middle'];
  /** The first line of each key. */
  lineOfKey: Map<string, number>;
}

async function surveyFile({ path, mapping }: ImportRequest): Promise<FileSurvey> {
  const { columns } = mapping;
  const bytes = createReadStream(path);
  const hash = createHash('sha256');
  bytes.on('data', (chunk) => hash.update(chunk));
  const positions: { lng: number; lat: number }[] = [];
  const lineOfKey = new Map<string, number>();
  let header: string[] | null = null;
  for await (const { line, cells } of readCsv(bytes)) {
    if (header === null) {
      refuseHeader((header = cells), mapping);
      continue;
    }
    const cell = cellOf(header, cells);
    const key = cell(columns.key);
    if (!lineOfKey.has(key)) lineOfKey.set(key, line);
    const [lng, lat] = [columns.longitude, columns.latitude].map((name) => Number((name && cell(name)) || Number.NaN));
    if (Number.isFinite(lng) && Number.isFinite(lat)) positions.push({ lng: lng as number, lat: lat as number });
  }
  if (header === null) throw new UnreadableCsv('文件是空的。', 'the file is empty.');
  return { fileHash: hash.digest('hex'), middle: middleOf(positions), lineOfKey };
}

function refuseHeader(header: readonly string[], mapping: ImportMapping): void {
  const missing = columnsNeeded(mapping).filter((name) => !header.includes(name));
  if (missing.length > 0)
    throw new UnreadableCsv(
      `第一行缺少这些列：${missing.join('、')}；可用 --mapping 说明列名。`,
      `the first line lacks ${missing.join(', ')}; name the columns with --mapping.`,
    );
}

function cellOf(header: readonly string[], cells: readonly string[]): (column: string) => string {
  return (column) => cells[header.indexOf(column)] ?? '';
}

/** Writes a batch; rows that came in before, by another run at the same time too, are told apart. */
async function bringIn(
  work: Work,
  request: ImportRequest,
  fileHash: string,
  batch: readonly Judged[],
): Promise<ImportedRow[]> {
  const { source } = request;
  const drafts = batch.flatMap((judged) => ('draft' in judged ? judged.draft : []));
  const known = await findImported(
    work,
    source,
    drafts.map(({ key }) => key),
  );
  const fresh = drafts.filter(({ key }) => !known.has(key));
  const numbers = await numbersFor(work, fresh);
  const made: { draft: ImportDraft; report: Report }[] = [];
  for (const draft of fresh) {
    const report = reportOf(draft, await placeOf(work, draft), numbers.get(draft.key) as string);
    made.push({ draft, report });
  }
  if (made.length > 0) {
    await insertMany(
      work,
      Report,
      made.map(({ report }) => report),
    );
    await insertMany(
      work,
      ReportEvent,
      made.flatMap(({ draft, report }) => eventsOf(draft, report)),
    );
    await insertMany(
      work,
      ReportImport,
      made.map(({ draft, report }) => ({ source, sourceKey: draft.key, reportId: report.id })),
    );
    record(work, {
      subject: `import:${source}`,
      action: 'reports.imported',
      payload: {
        source,
        fileHash,
        zone: request.zone,
        datum: request.datum,
        lines: [batch[0]?.line ?? 0, batch.at(-1)?.line ?? 0],
        reports: made.length,
      },
    });
  }
  return batch.map((judged) => rowOf(judged, known, numbers));
}

function rowOf(judged: Judged, known: ReadonlyMap<string, string>, numbers: ReadonlyMap<string, string>): ImportedRow {
  const { line, key } = judged;
  const row = { line, key, column: null, number: null };
  if ('first' in judged) {
    const sentences = [{ zh: `与第 ${judged.first} 行编号相同`, en: `has the key of line ${judged.first}` }];
    return { ...row, outcome: 'duplicate', sentences };
  }
  if ('fault' in judged)
    return { ...row, outcome: 'refused', column: judged.fault.column, sentences: [judged.fault.sentences] };
  if (known.has(key))
    return { ...row, outcome: 'known', sentences: [{ zh: '以前已经导入', en: 'was brought in before' }] };
  return { ...row, outcome: 'imported', number: numbers.get(key) ?? null, sentences: judged.draft.notes };
}

/** Numbers of the Shanghai days on which they were created, without a gap. */
async function numbersFor(work: Work, drafts: readonly ImportDraft[]): Promise<Map<string, string>> {
  const byDay = new Map<string, string[]>();
  for (const { key, createdAt } of drafts) {
    const day = civilDateAt(createdAt);
    byDay.set(day, [...(byDay.get(day) ?? []), key]);
  }
  const numbers = new Map<string, string>();
  for (const [day, keys] of byDay) {
    const first = await takeNumbers(work, day, keys.length);
    keys.forEach((key, at) => numbers.set(key, reportNumber(day, first + at)));
  }
  return numbers;
}

type Place = ReturnType<typeof placeColumns>;

async function placeOf(work: Work, { position }: ImportDraft): Promise<Place> {
  if (position === null) return { ...nowhere, locationFlags: ['LOC_MANUAL'] };
  return placeColumns(position.given, position.canonical, await locate(work, position.canonical));
}

function reportOf(draft: ImportDraft, place: Place, number: string): Report {
  const { createdAt, closedAt, category, text, placeText } = draft;
  return {
    ...nothingYet,
    ...place,
    id: newId<ReportId>(),
    number,
    channel: 'IMPORT',
    state: closedAt === null ? 'PENDING' : 'RESOLVED',
    category,
    text,
    placeText,
    photos: [],
    takenAt: createdAt,
    submittedAt: createdAt,
    acceptBy: null,
    safety: null,
    joinsId: null,
    isRewardEligible: false,
    resolvedAt: closedAt,
    closings: closedAt === null ? 0 : 1,
  };
}

function eventsOf({ createdAt, closedAt }: ImportDraft, { id: reportId }: Report): ReportEvent[] {
  const line = { reportId, unitId: null, noteZh: null, noteEn: null, photos: [], entrySequence: null };
  return [
    { ...line, id: newId(), at: createdAt, kind: 'submitted' },
    ...(closedAt === null ? [] : [{ ...line, id: newId(), at: closedAt, kind: 'closed' as const }]),
  ];
}
