import { type LocalisedText, type UnitImportFault, type UnitKind, unitKinds } from '@minsheng/contracts';
import type { TableRow } from './read-table.js';

/** A row that is right in itself; what it refers to is checked against the file and the city afterwards. */
export interface UnitRowDraft {
  line: number;
  code: string;
  nameZh: string;
  nameEn: string;
  kind: UnitKind;
  levelRank: number;
  parentCode: string | null;
  territorialParentCode: string | null;
  superiorCode: string | null;
  docCode: string | null;
  validFrom: Date | null;
  officer: string | null;
}

/** What already stands in the city, by code. */
export type KnownUnits = ReadonlyMap<string, { levelRank: number; isStanding: boolean }>;

const columns = {
  code: ['code', '编码'],
  nameZh: ['name_zh', '名称'],
  nameEn: ['name_en', '英文名称'],
  kind: ['kind', '性质'],
  levelRank: ['level', '层级'],
  parentCode: ['parent_code', '上级编码'],
  territorialParentCode: ['territorial_parent_code', '属地编码'],
  superiorCode: ['superior_code', '主管编码'],
  docCode: ['doc_code', '发文代字'],
  validFrom: ['valid_from', '成立日期'],
  officer: ['officer', '经办人'],
} as const;
type ColumnKey = keyof typeof columns;
const required: readonly ColumnKey[] = ['code', 'nameZh', 'kind', 'levelRank'];
const lengths: Partial<Record<ColumnKey, number>> = { code: 64, nameZh: 120, nameEn: 240, docCode: 32, officer: 64 };

const sentences = {
  'missing-column': (name: string) => ({ zh: `缺少“${name}”列`, en: `the column "${name}" is missing` }),
  'unknown-column': (name: string) => ({ zh: `不认识“${name}”列`, en: `the column "${name}" is not known` }),
  'repeated-column': (name: string) => ({ zh: `“${name}”列出现了两次`, en: `the column "${name}" appears twice` }),
  'cell-without-title': () => ({
    zh: '这一行有内容不在任何一列下面',
    en: 'this row holds a text below no column title',
  }),
  'no-rows': () => ({ zh: '表头下面没有内容', en: 'there are no rows below the header' }),
  required: () => ({ zh: '必须填写', en: 'is required' }),
  'too-long': (limit: number) => ({ zh: `太长，最多 ${limit} 个字`, en: `is too long, at most ${limit} characters` }),
  'looks-like-formula': () => ({ zh: '以 = + - @ 开头，像公式', en: 'begins with = + - @, like a formula' }),
  'control-character': () => ({ zh: '有看不见的控制字符', en: 'holds an invisible control character' }),
  'unknown-kind': () => ({ zh: '不是规定的单位性质', en: 'is not one of the kinds of unit' }),
  'not-a-level': () => ({ zh: '层级应为 1 以上的整数', en: 'the level must be a whole number from 1' }),
  'no-such-level': () => ({ zh: '方案里没有这一级', en: 'the scheme has no such level' }),
  'not-a-date': () => ({ zh: '日期应写成 2026-01-31', en: 'the date must be written 2026-01-31' }),
  'code-repeated': (line: number) => ({ zh: `编码和第 ${line} 行重复`, en: `the code repeats that of line ${line}` }),
  'code-taken': () => ({ zh: '这个编码已经有单位在用', en: 'another unit already has this code' }),
  'unknown-unit': () => ({ zh: '文件和系统里都没有这个编码', en: 'neither the file nor the city has this code' }),
  'refers-to-itself': () => ({ zh: '不能填自己的编码', en: 'cannot be the unit’s own code' }),
  'unit-ended': () => ({ zh: '这个单位已经合并或撤销', en: 'this unit has been merged or closed' }),
  'level-not-below-parent': () => ({ zh: '层级必须低于上级单位', en: 'the level must be lower than the parent’s' }),
  'resident-incomplete': () => ({
    zh: '驻地单位必须填写属地编码和主管编码',
    en: 'a resident unit needs a territorial unit and a superior',
  }),
};
type FaultCode = keyof typeof sentences;

/** Collects faults; `nameOf` is how the file itself calls the column. */
class Faults {
  readonly list: UnitImportFault[] = [];

  add<Code extends FaultCode>(
    line: number,
    column: string | null,
    code: Code,
    ...particulars: Parameters<(typeof sentences)[Code]>
  ): void {
    const say = sentences[code] as (...given: unknown[]) => LocalisedText;
    this.list.push({ line, column, code, sentences: say(...particulars) });
  }
}

/** Header and cells → drafts, each fault with its line and column. Nothing is guessed and nothing is mended. */
export function readUnitRows(table: readonly TableRow[]): { drafts: UnitRowDraft[]; faults: UnitImportFault[] } {
  const faults = new Faults();
  const header = table[0];
  const places = new Map<ColumnKey, { index: number; title: string }>();
  header?.cells.forEach((title, index) => {
    if (title === '') return;
    const key = columnNamed(title);
    if (!key) faults.add(header.line, title, 'unknown-column', title);
    else if (places.has(key)) faults.add(header.line, title, 'repeated-column', title);
    else places.set(key, { index, title });
  });
  for (const key of required)
    if (!places.has(key)) faults.add(header?.line ?? 1, columns[key][1], 'missing-column', columns[key][1]);
  if (faults.list.length > 0) return { drafts: [], faults: faults.list };
  if (table.length < 2) faults.add(2, null, 'no-rows');

  const drafts: UnitRowDraft[] = [];
  for (const row of table.slice(1)) {
    const draft = readRow(row, places, faults);
    if (draft) drafts.push(draft);
  }
  return { drafts, faults: faults.list };
}

function columnNamed(title: string): ColumnKey | undefined {
  const wanted = title.toLowerCase();
  return (Object.keys(columns) as ColumnKey[]).find((key) => (columns[key] as readonly string[]).includes(wanted));
}

function readRow(
  row: TableRow,
  places: ReadonlyMap<ColumnKey, { index: number; title: string }>,
  faults: Faults,
): UnitRowDraft | null {
  const before = faults.list.length;
  const { line } = row;
  const known = new Set([...places.values()].map(({ index }) => index));
  if (row.cells.some((text, index) => text !== '' && !known.has(index))) faults.add(line, null, 'cell-without-title');
  const title = (key: ColumnKey) => places.get(key)?.title ?? columns[key][1];
  const cell = (key: ColumnKey): string => {
    const text = row.cells[places.get(key)?.index ?? -1] ?? '';
    const limit = lengths[key] ?? 64;
    if (text === '' && required.includes(key)) faults.add(line, title(key), 'required');
    else if ([...text].length > limit) faults.add(line, title(key), 'too-long', limit);
    else if (/^[=+\-@＝＋－＠]/.test(text)) faults.add(line, title(key), 'looks-like-formula');
    else if (/\p{Cc}/u.test(text)) faults.add(line, title(key), 'control-character');
    else return text;
    return '';
  };
  const optional = (key: ColumnKey) => cell(key) || null;
  const kindText = cell('kind');
  const kind = kindNamed(kindText);
  if (kindText !== '' && !kind) faults.add(line, title('kind'), 'unknown-kind');
  const levelText = cell('levelRank');
  if (levelText !== '' && !/^[1-9]\d?$/.test(levelText)) faults.add(line, title('levelRank'), 'not-a-level');
  const dateText = cell('validFrom');
  const validFrom = dateText === '' ? null : dayInShanghai(dateText);
  if (dateText !== '' && !validFrom) faults.add(line, title('validFrom'), 'not-a-date');
  const nameZh = cell('nameZh');
  const draft = {
    line,
    code: cell('code'),
    nameZh,
    nameEn: cell('nameEn') || nameZh,
    levelRank: Number(levelText),
    parentCode: optional('parentCode'),
    territorialParentCode: optional('territorialParentCode'),
    superiorCode: optional('superiorCode'),
    docCode: optional('docCode'),
    validFrom,
    officer: optional('officer'),
  };
  if (kind === 'RESIDENT' && !(draft.territorialParentCode && draft.superiorCode))
    faults.add(line, title('kind'), 'resident-incomplete');
  return faults.list.length === before && kind ? { ...draft, kind } : null;
}

function kindNamed(text: string): UnitKind | undefined {
  return (Object.keys(unitKinds) as UnitKind[]).find(
    (kind) => kind === text.toUpperCase() || unitKinds[kind].zh === text,
  );
}

/** The first instant of a day in the city's time, or null when there is no such day. */
function dayInShanghai(text: string): Date | null {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const utc = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || utc.getUTCMonth() !== month - 1 || utc.getUTCDate() !== day) return null;
  return new Date(utc.getTime() - 8 * 3_600_000);
}

/** Every code that rows speak of, for one look into the city. */
export function codesIn(drafts: readonly UnitRowDraft[]): string[] {
  return [
    ...new Set(
      drafts
        .flatMap((draft) => [draft.code, draft.parentCode, draft.territorialParentCode, draft.superiorCode])
        .filter((code) => code !== null),
    ),
  ];
}

/**
 * Checks rows against each other and against the city. Since a parent always stands on a higher level, right rows cannot
 * form a ring, and ordering them by level puts parents first.
 */
export function judgeUnitRows(
  drafts: readonly UnitRowDraft[],
  known: KnownUnits,
  levelCount: number,
): { accepted: UnitRowDraft[]; faults: UnitImportFault[] } {
  const faults = new Faults();
  const byCode = new Map<string, UnitRowDraft>();
  const accepted: UnitRowDraft[] = [];
  for (const draft of drafts) if (!byCode.has(draft.code)) byCode.set(draft.code, draft);
  for (const draft of drafts) {
    const before = faults.list.length;
    const { line } = draft;
    const first = byCode.get(draft.code)!;
    if (first !== draft) faults.add(line, columns.code[1], 'code-repeated', first.line);
    if (known.has(draft.code)) faults.add(line, columns.code[1], 'code-taken');
    if (draft.levelRank > levelCount) faults.add(line, columns.levelRank[1], 'no-such-level');
    for (const key of ['parentCode', 'territorialParentCode', 'superiorCode'] as const) {
      const code = draft[key];
      if (code === null) continue;
      const other = byCode.get(code) ?? known.get(code);
      if (code === draft.code) faults.add(line, columns[key][1], 'refers-to-itself');
      else if (!other) faults.add(line, columns[key][1], 'unknown-unit');
      else if ('isStanding' in other && !other.isStanding) faults.add(line, columns[key][1], 'unit-ended');
      else if (key === 'parentCode' && draft.levelRank <= other.levelRank)
        faults.add(line, columns.levelRank[1], 'level-not-below-parent');
    }
    if (faults.list.length === before) accepted.push(draft);
  }
  return { accepted: accepted.sort((a, b) => a.levelRank - b.levelRank), faults: faults.list };
}
