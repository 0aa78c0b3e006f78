import type { LocalisedText, PlanSite, SiteKind } from '@minsheng/contracts';

/** A line that cannot be read, by its number from 1 and the word that was not understood. */
export interface LineFault {
  line: number;
  code: 'columns' | 'level' | 'twice' | 'share' | 'area' | 'kind' | 'empty';
  word: string;
}

export interface Pasted<Row> {
  rows: Row[];
  faults: LineFault[];
}

export interface Named {
  code: string;
  name: LocalisedText;
}

/** What comes out of a spreadsheet (tabs) or is typed by hand (commas of either width). */
function cellsOf(text: string): { line: number; cells: string[] }[] {
  return text.split(/\r?\n/).flatMap((content, index) => {
    if (content.trim() === '') return [];
    const parts = content.includes('\t') ? content.split('\t') : content.split(/[,，]/);
    return [{ line: index + 1, cells: parts.map((part) => part.trim()) }];
  });
}

/** A row may name a thing by its code or by its name in either language. */
function found<Thing extends Named>(things: readonly Thing[], word: string): Thing | undefined {
  const wanted = word.toLowerCase();
  return things.find(
    ({ code, name }) => code.toLowerCase() === wanted || name.zh === word || name.en.toLowerCase() === wanted,
  );
}

/**
 * Population shares of a margin's levels: `level, per cent` a line. The shares are 0–1 with the twelve digits that a
 * division by a hundred can keep.
 */
export function readShares(text: string, levels: readonly Named[]): Pasted<{ code: string; share: number }> {
  const rows: { code: string; share: number }[] = [];
  const faults: LineFault[] = [];
  for (const { line, cells } of cellsOf(text)) {
    const [word = '', written = ''] = cells;
    const level = found(levels, word);
    const perCent = /^\d+(\.\d+)?\s*[%％]?$/.test(written) ? Number(written.replace(/[\s%％]/g, '')) : Number.NaN;
    if (cells.length !== 2) faults.push({ line, code: 'columns', word: cells.join(' ') });
    else if (level === undefined) faults.push({ line, code: 'level', word });
    else if (rows.some(({ code }) => code === level.code)) faults.push({ line, code: 'twice', word });
    else if (!(perCent >= 0 && perCent <= 100)) faults.push({ line, code: 'share', word: written });
    else rows.push({ code: level.code, share: Number((perCent / 100).toPrecision(12)) });
  }
  return { rows, faults };
}

/** The same lines again, from what is stored. */
export function writeShares(levels: readonly { code: string; share: number }[]): string {
  return levels.map(({ code, share }) => `${code}\t${Number((share * 100).toPrecision(12))}`).join('\n');
}

/** Per cent in all, on the digits as written: 49.8 and 50.2 are 100. */
export function sumOfShares(rows: readonly { share: number }[]): number {
  return Number((rows.reduce((sum, { share }) => sum + share, 0) * 100).toPrecision(10));
}

const kinds: readonly { code: SiteKind; words: readonly string[] }[] = [
  { code: 'STREET', words: ['street', '街头', '街面'] },
  { code: 'PARK', words: ['park', '游园', '公园'] },
  { code: 'COMMUNITY', words: ['community', '社区'] },
];

/** Sites: `code, name, area, kind` a line, and the English name as a fifth column; without it the name stands for both. */
export function readSites(text: string, areas: readonly Named[]): Pasted<PlanSite> {
  const rows: PlanSite[] = [];
  const faults: LineFault[] = [];
  for (const { line, cells } of cellsOf(text)) {
    const [code = '', name = '', areaWord = '', kindWord = '', english = ''] = cells;
    const area = found(areas, areaWord);
    const kind = kinds.find(({ words }) => words.includes(kindWord.toLowerCase()));
    if (cells.length < 4 || cells.length > 5) faults.push({ line, code: 'columns', word: cells.join(' ') });
    else if (code === '' || name === '') faults.push({ line, code: 'empty', word: cells.join(' ') });
    else if (rows.some((row) => row.code === code)) faults.push({ line, code: 'twice', word: code });
    else if (area === undefined) faults.push({ line, code: 'area', word: areaWord });
    else if (kind === undefined) faults.push({ line, code: 'kind', word: kindWord });
    else rows.push({ code, name: { zh: name, en: english || name }, area: area.code, kind: kind.code });
  }
  return { rows, faults };
}

export function writeSites(sites: readonly PlanSite[]): string {
  return sites.map(({ code, name, area, kind }) => [code, name.zh, area, kind, name.en].join('\t')).join('\n');
}
