import type { QuestionnaireDesign } from '@minsheng/contracts';
import { designFromSheets, sheetsOf, type SheetCells, WorkbookRefusal } from '@minsheng/questionnaire/compile';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readWorkbook, writeWorkbook } from './index.js';

const folder = process.env.MINSHENG_REAL_DATA ? path.join(process.env.MINSHENG_REAL_DATA, 'xlsform') : null;
const isThere = folder !== null && existsSync(folder);
const names = isThere ? readdirSync(folder).filter((name) => name.endsWith('.xlsx')) : ['none'];
const sheetsOfFile = (name: string): SheetCells[] => readWorkbook(readFileSync(path.join(folder!, name))).sheets;

/** Refused rather than guessed at: two columns of one name. */
const refused = { 'bad-duplicate-columns.xlsx': { code: 'column-twice', sheet: 'survey', cell: 'E1' } };

/** What says nothing when it is left out, and is left out. */
const saysNothing = (header: string, text: string): boolean =>
  /^(?:required|read_?only)$/i.test(header) && /^(?:no|0|false)$/i.test(text);
/** Types have several names; what becomes of them is the business of the pure specs. */
const plain = (text: string): string => text.trim().toLowerCase().replace(/[_ ]+/g, ' ');

(isThere ? describe : describe.skip)('twelve workbooks that others made (needs MINSHENG_REAL_DATA)', () => {
  it('are all there', () => {
    expect(names).toHaveLength(12);
  });

  it.each(names)('come in and back out without loss, or are refused by name: %s', (name) => {
    const before = sheetsOfFile(name);
    if (name in refused) {
      expect(refusalOf(before)).toMatchObject(refused[name as keyof typeof refused]);
      return;
    }
    const { design, warnings } = designFromSheets({ sheets: before });
    const after = readWorkbook(writeWorkbook(sheetsOf(design))).sheets;
    expect(designFromSheets({ sheets: after }).design).toEqual(design);

    const named = new Set(warnings.map(({ sheet, cell }) => `${sheet}!${cell}`));
    const lost = before
      .filter((sheet) => !named.has(`${sheet.name}!null`))
      .flatMap((sheet) =>
        cellsLost(
          sheet,
          after.find((each) => plain(each.name) === plain(sheet.name)),
        ),
      )
      .filter((cell) => !named.has(cell));
    expect(lost).toEqual([]);
  });

  it('are read for what they say', () => {
    const design = (name: string): QuestionnaireDesign => designFromSheets({ sheets: sheetsOfFile(name) }).design;
    expect(design('choice_filter_test.xlsx')).toMatchObject({
      code: 'cascading_selects1',
      title: { zh: '', en: 'cascading selects' },
      entries: [
        { code: 'state', type: 'single', list: 'states' },
        // eslint-disable-next-line no-template-curly-in-string
        { code: 'county', type: 'single', list: 'counties', choiceFilter: '${state}=cf' },
        { code: 'city', type: 'single', list: 'cities' },
      ],
    });
    expect(design('group.xlsx').entries).toMatchObject([
      { code: 'family_name', type: 'text' },
      {
        code: 'father',
        type: 'group',
        entries: [
          { code: 'phone_number', type: 'text' },
          { code: 'age', type: 'integer' },
        ],
      },
    ]);
    expect(design('xlsform_spec_test.xlsx').lists[0]).toEqual({
      code: 'yes_no',
      choices: [
        { code: 'yes', text: { zh: '是', en: 'Yes' } },
        { code: 'no', text: { zh: '没有', en: 'No' } },
      ],
    });
  });
});

/** Cells of which the text does not stand in the row of the same name any more, e.g. `survey!C3`. */
function cellsLost(before: SheetCells, after: SheetCells | undefined): string[] {
  const [header = [], ...rows] = before.rows;
  const key = header.findIndex((each) => plain(each) === 'name' || plain(each) === 'value');
  const list = header.findIndex((each) => plain(each) === 'list name');
  const found = after?.rows.slice(1) ?? [];
  return rows.flatMap((cells, row) => {
    const identity = [cells[key], cells[list]].filter((each) => each !== undefined && each !== '');
    const left = found
      .filter((others) => identity.every((each) => others.some((other) => other.trim() === each!.trim())))
      .flat()
      .map(plain);
    // The end of a group has no name of its own to be kept.
    if (/^end[ _]/i.test(cells[0] ?? '')) return [];
    return cells.flatMap((text, column) => {
      if (text.trim() === '' || (header[column] ?? '') === '' || saysNothing(header[column]!, text)) return [];
      const isKept = left.some((each) => each === plain(text) || sameType(each, plain(text)) || sameWord(each, text));
      return isKept ? [] : [`${before.name}!${letter(column)}${row + 2}`];
    });
  });
}

function sameType(one: string, other: string): boolean {
  const list = /^select (?:one|multiple|all that apply from) (\S+)/.exec(other)?.[1];
  return (
    (list !== undefined && one.startsWith('select ') && one.split(' ')[2]!.split('_')[0] === list.split('_')[0]) ||
    (one === 'image' && other === 'photo')
  );
}

function sameWord(one: string, other: string): boolean {
  return (
    (one === 'yes' && /^(?:yes|1|true(?:\(\))?)$/i.test(other)) ||
    (one === 'english (en)' && /^(?:en|english)$/i.test(other))
  );
}

function letter(column: number): string {
  return String.fromCharCode(65 + column);
}

function refusalOf(sheets: SheetCells[]): WorkbookRefusal {
  try {
    designFromSheets({ sheets });
  } catch (error) {
    if (error instanceof WorkbookRefusal) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
