import { cellName, type WorkbookSheets } from '@minsheng/questionnaire/compile';
import { withEscapes } from './cell-values.js';
import { packArchive } from './zip.js';

/** Most characters that a cell of Excel holds. */
const longestCell = 32_767;
const narrowest = 10;
const widest = 60;
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Cell styles: texts as they are (so that 0101 stays 0101), the header in bold on grey. */
const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Microsoft YaHei"/></font><font><b/><sz val="11"/><name val="Microsoft YaHei"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7E9ED"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/></cellXfs></styleSheet>`;

/**
 * Sheets of texts as an `.xlsx`: the first row of each is its header, in bold and always in sight. The same sheets give the same
 * bytes.
 * @throws RangeError when a text is longer than a cell can hold
 */
export function writeWorkbook({ sheets }: WorkbookSheets): Buffer {
  const texts = new Map<string, number>();
  let uses = 0;
  const placeOf = (text: string): number => {
    if (text.length > longestCell) throw new RangeError(`a cell holds at most ${longestCell} characters`);
    uses += 1;
    const known = texts.get(text);
    if (known !== undefined) return known;
    texts.set(text, texts.size);
    return texts.size - 1;
  };
  const parts = sheets.map(({ rows }, at) => ({
    name: `xl/worksheets/sheet${at + 1}.xml`,
    content: sheetPart(rows, placeOf, at === 0),
  }));
  const shared = [...texts.keys()].map((text) => `<si><t xml:space="preserve">${escaped(withEscapes(text))}</t></si>`);
  return packArchive([
    { name: '[Content_Types].xml', content: contentTypes(sheets.length) },
    {
      name: '_rels/.rels',
      content: `${declaration}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets
        .map(({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${declaration}<Relationships xmlns="${packageRelations}">${[
        ...sheets.map((_sheet, at) => ({ type: 'worksheet', target: `worksheets/sheet${at + 1}.xml` })),
        { type: 'styles', target: 'styles.xml' },
        { type: 'sharedStrings', target: 'sharedStrings.xml' },
      ]
        .map(
          ({ type, target }, at) => `<Relationship Id="rId${at + 1}" Type="${relations}/${type}" Target="${target}"/>`,
        )
        .join('')}</Relationships>`,
    },
    { name: 'xl/styles.xml', content: styles },
    {
      name: 'xl/sharedStrings.xml',
      content: `${declaration}<sst xmlns="${main}" count="${uses}" uniqueCount="${texts.size}">${shared.join('')}</sst>`,
    },
    ...parts,
  ]);
}

function sheetPart(rows: readonly (readonly string[])[], placeOf: (text: string) => number, isFirst: boolean): string {
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 0);
  const columns = Array.from({ length: width }, (_column, at) => {
    const longest = rows.reduce((most, cells) => Math.max(most, widthOf(cells[at] ?? '')), 0);
    const wide = Math.min(widest, Math.max(narrowest, longest + 2));
    return `<col min="${at + 1}" max="${at + 1}" width="${wide}" style="1" customWidth="1"/>`;
  });
  const body = rows.map((cells, row) => {
    const said = cells.flatMap((text, column) =>
      text === '' ? [] : [`<c r="${cellName(row, column)}" s="${row === 0 ? 2 : 1}" t="s"><v>${placeOf(text)}</v></c>`],
    );
    return said.length === 0 ? '' : `<row r="${row + 1}">${said.join('')}</row>`;
  });
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  return `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${
    columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`
  }<sheetData>${body.join('')}</sheetData></worksheet>`;
}

/** In digits of the font; a Chinese character is as wide as two. */
function widthOf(text: string): number {
  const [line = ''] = text.split('\n');
  return line.length > widest ? widest : line.length + (line.match(/[\u1100-\uffef]/g)?.length ?? 0);
}

function contentTypes(sheets: number): string {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = [
    ['workbook.xml', 'sheet.main'],
    ['styles.xml', 'styles'],
    ['sharedStrings.xml', 'sharedStrings'],
    ...Array.from({ length: sheets }, (_sheet, at) => [`worksheets/sheet${at + 1}.xml`, 'worksheet']),
  ];
  return `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts
    .map(([name, type]) => `<Override PartName="/xl/${name}" ContentType="${kind}.${type}+xml"/>`)
    .join('')}</Types>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
