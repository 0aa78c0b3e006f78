import type { PaperBlock, PaperBody, PaperContent, PaperLanguage, PaperQuestion } from './paper-content.js';
import { contentWidth, page, type Block, type Sheet, type Strip, type Style } from './sheet.js';

const question: Style = { weight: 'medium', size: 10.5, colour: 'ink' };
const plain: Style = { weight: 'regular', size: 10.5, colour: 'ink' };
const strong: Style = { weight: 'bold', size: 10.5, colour: 'ink' };
const small: Style = { weight: 'regular', size: 9, colour: 'ink2' };
const faint: Style = { weight: 'regular', size: 9, colour: 'ink3' };
const when: Style = { weight: 'medium', size: 9, colour: 'dai' };
const heading: Style = { weight: 'bold', size: 12.5, colour: 'ink' };

const leading = 17;
const smallLeading = 14.5;
/** From the margin to the words of a question: its number stands before them. */
const indent = 26;
const left = page.left + indent;
const width = contentWidth - indent;
const tick = 10;
/** From a box to its words. */
const tickGap = 6;
const square = { width: tick, height: tick };
const whole = { left, width };
const rowLeading = 19;
/** Options stand in columns of one raster, so that they are under each other from question to question. */
const rasters = [5, 4, 3, 2, 1];

/** A block of the content, ready to be placed. */
export function drawBlock(sheet: Sheet, block: PaperBlock, language: PaperLanguage): Block {
  switch (block.is) {
    case 'heading':
      return {
        gapAbove: 20,
        keepsNext: true,
        strips: [
          ...sheet.strips(
            { runs: [{ text: block.text, style: heading }], width: contentWidth, leading: 20 },
            page.left,
          ),
          ...conditionOf(sheet, block.condition, page.left, contentWidth),
          {
            height: 5,
            draw: (top) => sheet.rule(page.left, top + 4, contentWidth, { colour: 'ink', thick: 0.8 }),
          },
        ],
      };
    case 'note':
      return {
        gapAbove: 13,
        strips: [
          ...conditionOf(sheet, block.condition, page.left, contentWidth),
          ...sheet.strips({ runs: [{ text: block.text, style: plain }], width: contentWidth, leading }, page.left),
        ],
      };
    case 'question':
      return {
        gapAbove: 13,
        strips: questionOf(sheet, block, language),
        ...(block.body.is === 'grid' ? { again: gridParts(sheet, block.body).head } : {}),
      };
  }
}

function questionOf(sheet: Sheet, asked: PaperQuestion, language: PaperLanguage): Strip[] {
  const bracketed = (text: string): string => (language === 'zh' ? `（${text}）` : ` (${text})`);
  const interviewer = language === 'zh' ? '访员填写' : 'interviewer';
  const forInterviewer = language === 'zh' ? '访员：' : 'Interviewer: ';
  const runs = [
    ...withSubject(asked),
    ...(asked.isInterviewerOnly
      ? [{ text: language === 'zh' ? `【${interviewer}】` : ` [${interviewer}]`, style: small }]
      : []),
    ...(asked.manner === '' ? [] : [{ text: bracketed(asked.manner), style: faint }]),
  ];
  const numbered = (top: number, line: number): void => {
    if (line > 0) return;
    sheet.words({ runs: [{ text: `${asked.number}.`, style: strong }], width: indent, leading }, page.left, top);
  };
  const smaller = (words: { text: string; style: Style }[]): Strip[] =>
    sheet.strips({ runs: words, width, leading: smallLeading }, left);
  return [
    ...conditionOf(sheet, asked.condition, left, width),
    ...sheet.strips({ runs, width, leading }, left, numbered),
    ...asked.hints.flatMap((text) => smaller([{ text, style: small }])),
    ...(asked.guidance === null
      ? []
      : smaller([
          { text: forInterviewer, style: { ...small, weight: 'medium' } },
          { text: asked.guidance, style: small },
        ])),
    { height: 3, draw: () => undefined },
    ...bodyOf(sheet, asked.body, language),
  ];
}

function withSubject({ text, subject }: PaperQuestion): { text: string; style: Style }[] {
  const at = subject ? text.indexOf(subject) : -1;
  if (!subject || at < 0) return [{ text, style: question }];
  return [
    { text: text.slice(0, at), style: question },
    { text: subject, style: strong },
    { text: text.slice(at + subject.length), style: question },
  ].filter((run) => run.text !== '');
}

function conditionOf(sheet: Sheet, condition: string | null, from: number, across: number): Strip[] {
  if (condition === null) return [];
  const words = { runs: [{ text: condition, style: when }], width: across - 8, leading: smallLeading };
  const last = sheet.linesOf(words).length - 1;
  return [
    ...sheet.strips(words, from + 8, (top, line) => {
      const above = line === 0 ? 2.5 : 0;
      sheet.upright(from + 1, top + above, smallLeading - above - (line === last ? 2.5 : 0), {
        colour: 'dai',
        thick: 2,
      });
    }),
    { height: 2, draw: () => undefined },
  ];
}

function bodyOf(sheet: Sheet, body: PaperBody, language: PaperLanguage): Strip[] {
  switch (body.is) {
    case 'choices':
      return choicesOf(sheet, body);
    case 'numbers':
      return [
        blanksOf(
          sheet,
          Array.from({ length: body.count }, (_none, at) => ({
            before: at === 0 ? body.before : '',
            after: '',
            width: 44,
          })),
        ),
        ...choicesOf(sheet, { is: 'choices', how: 'tick', choices: [], missing: body.missing }),
      ];
    case 'grid':
      return gridOf(sheet, body);
    case 'region':
      return regionOf(sheet, body);
    case 'lines':
      return Array.from({ length: body.lines }, () => ({
        height: 24,
        draw: (top: number) =>
          sheet.rule(left, top + 21, body.lines === 1 ? Math.min(width, body.characters * 18) : width),
      }));
    case 'date':
      return [
        blanksOf(
          sheet,
          language === 'zh'
            ? [
                { before: '', after: '年', width: 56 },
                { before: '', after: '月', width: 36 },
                { before: '', after: '日', width: 36 },
              ]
            : [
                { before: 'Year', after: '', width: 56 },
                { before: 'month', after: '', width: 36 },
                { before: 'day', after: '', width: 36 },
              ],
        ),
      ];
    case 'blanks':
      return [
        blanksOf(
          sheet,
          body.blanks.map((blank) => ({ ...blank, width: 110 })),
        ),
      ];
  }
}

function blanksOf(sheet: Sheet, blanks: readonly { before: string; after: string; width: number }[]): Strip {
  return {
    height: 24,
    draw: (top) => {
      let x = left;
      const say = (text: string): void => {
        if (text === '') return;
        sheet.words({ runs: [{ text, style: plain }], width, leading: 22 }, x, top);
        x += sheet.widthOf(text, plain) + 5;
      };
      for (const blank of blanks) {
        say(blank.before);
        sheet.rule(x, top + 19, blank.width);
        x += blank.width + 5;
        say(blank.after);
        x += 8;
      }
    },
  };
}

/** Options with their numbers, after all questions. */
export function drawAppendix(sheet: Sheet, { text, choices }: PaperContent['appendices'][number]): Block {
  const title = { runs: [{ text, style: heading }], width: contentWidth, leading: 24 };
  return { gapAbove: 24, strips: [...sheet.strips(title, page.left), ...listOf(sheet, choices)] };
}

function listOf(sheet: Sheet, names: readonly string[]): Strip[] {
  const numberWidth = 8 + 6 * String(names.length).length;
  const widest = Math.max(...names.map((name) => sheet.widthOf(name, small)));
  const columns = rasters.find((each) => contentWidth / each >= widest + numberWidth + 10) ?? 1;
  const across = contentWidth / columns;
  const rows = Math.ceil(names.length / columns);
  return Array.from({ length: rows }, (_none, row) => {
    const cells = names.slice(row * columns, (row + 1) * columns).map((text) => ({
      runs: [{ text, style: small }],
      width: across - numberWidth - 8,
      leading: smallLeading,
    }));
    const numbered = (at: number): string => String(row * columns + at + 1);
    return {
      height: Math.max(...cells.map((cell) => sheet.linesOf(cell).length)) * smallLeading,
      draw: (top: number) =>
        cells.forEach((cell, at) => {
          const x = page.left + at * across;
          const said = { runs: [{ text: numbered(at), style: faint }], width: numberWidth, leading: smallLeading };
          sheet.words(said, x, top);
          sheet.words(cell, x + numberWidth, top);
        }),
    };
  });
}

interface Option {
  text: string;
  remark: string | null;
  /** Before the words; missing answers have none. */
  numeral: string;
  isMissing: boolean;
}

function choicesOf(sheet: Sheet, { how, choices, missing }: Extract<PaperBody, { is: 'choices' }>): Strip[] {
  const options: Option[] = choices.map(({ text, remark }, at) => ({
    text,
    remark,
    numeral: how === 'rank' || choices.length === 1 ? '' : String(at + 1),
    isMissing: false,
  }));
  const apart: Option[] = missing.map((text) => ({ text, remark: null, numeral: '', isMissing: true }));
  const box = how === 'rank' ? { width: 24, height: 14 } : square;
  const numeralWidth = how === 'rank' || options.length === 1 ? 0 : 4 + 6 * String(options.length).length;
  const columns = Math.min(
    rasterFor(sheet, options, width, box.width + numeralWidth),
    apart.length > 0 ? rasterFor(sheet, apart, width, box.width) : rasters[0]!,
  );
  return [
    ...rowsOf(sheet, options, { ...whole, columns, box, numeralWidth }),
    ...rowsOf(sheet, apart, { ...whole, columns, box, numeralWidth: 0 }),
  ];
}

function optionRuns({ text, remark, isMissing }: Option): { text: string; style: Style }[] {
  const style: Style = isMissing ? { ...plain, colour: 'ink2' } : plain;
  return [{ text, style }, ...(remark === null ? [] : [{ text: `（${remark}）`, style: faint }])];
}

/** How many columns the options stand in: as many as the widest allows. */
function rasterFor(sheet: Sheet, options: readonly Option[], across: number, before: number): number {
  const widest = Math.max(
    0,
    ...options.map((option) => optionRuns(option).reduce((sum, run) => sum + sheet.widthOf(run.text, run.style), 0)),
  );
  const needed = widest + before + tickGap + 10;
  return rasters.find((columns) => across / columns >= needed) ?? 1;
}

interface Raster {
  left: number;
  width: number;
  columns: number;
  box: { width: number; height: number };
  numeralWidth: number;
}

/** Options row by row; `beside` is drawn to the left of the first row. */
function rowsOf(
  sheet: Sheet,
  options: readonly Option[],
  raster: Raster,
  beside: (top: number) => void = () => undefined,
): Strip[] {
  const { columns, box, numeralWidth } = raster;
  const across = raster.width / columns;
  const from = box.width + tickGap + numeralWidth;
  const strips: Strip[] = [];
  for (let first = 0; first < options.length; first += columns) {
    const row = options.slice(first, first + columns).map((option) => ({
      option,
      words: { runs: optionRuns(option), width: across - from - (columns > 1 ? 8 : 0), leading: smallLeading + 1 },
    }));
    const lines = Math.max(...row.map(({ words }) => sheet.linesOf(words).length));
    const height = Math.max(rowLeading, lines * (smallLeading + 1) + 3.5);
    strips.push({
      height,
      draw: (top) => {
        if (first === 0) beside(top);
        row.forEach(({ option, words }, at) => {
          const x = raster.left + at * across;
          const middle = top + rowLeading / 2;
          sheet.box(x, middle - box.height / 2, box.width, box.height, { isDashed: option.isMissing });
          if (option.numeral !== '') {
            sheet.words(
              { runs: [{ text: option.numeral, style: faint }], width: numeralWidth, leading: rowLeading },
              x + box.width + tickGap,
              top,
            );
          }
          sheet.words(words, x + from, top + (rowLeading - words.leading) / 2);
        });
      },
    });
  }
  return strips;
}

const header: Style = { weight: 'medium', size: 8.5, colour: 'ink2' };

function gridOf(sheet: Sheet, grid: Extract<PaperBody, { is: 'grid' }>): Strip[] {
  const { head, heads, cell, textWidth } = gridParts(sheet, grid);
  return [head, ...grid.rows.map(rowOf)];

  function rowOf({ number, text }: { number: string; text: string }, at: number): Strip {
    const numberWidth = sheet.widthOf(number, plain) + 3;
    const words = { runs: [{ text, style: plain }], width: textWidth - numberWidth - 8, leading: smallLeading };
    const wordsHeight = sheet.linesOf(words).length * smallLeading;
    const height = Math.max(22, wordsHeight + 8);
    const isLast = at === grid.rows.length - 1;
    return {
      height,
      draw: (top) => {
        const above = top + (height - wordsHeight) / 2;
        sheet.words(
          { runs: [{ text: number, style: plain }], width: numberWidth + 4, leading: smallLeading },
          left,
          above,
        );
        sheet.words(words, left + numberWidth, above);
        heads.forEach(({ isMissing }, column) => {
          const x = left + textWidth + column * cell + (cell - tick) / 2;
          sheet.box(x, top + (height - tick) / 2, tick, tick, { isDashed: isMissing });
        });
        sheet.rule(left, top + height, width, isLast ? { colour: 'ink2' } : { colour: 'line' });
      },
    };
  }
}

/** The columns of a grid and the strip that names them. */
function gridParts(sheet: Sheet, { columns, missing }: Extract<PaperBody, { is: 'grid' }>) {
  const heads = [
    ...columns.map((text) => ({ text, isMissing: false })),
    ...missing.map((text) => ({ text, isMissing: true })),
  ];
  // Words of a head are not cut while a smaller letter avoids it.
  const most = (width * 0.76) / Math.max(1, heads.length);
  const wordWidth = (style: Style): number =>
    Math.max(0, ...heads.flatMap(({ text }) => text.split(' ')).map((word) => sheet.widthOf(word, style) + 4));
  const style = [header, { ...header, size: 7.5 }].find((each) => wordWidth(each) <= most) ?? header;
  const widest = Math.max(30, ...heads.map(({ text }) => sheet.widthOf(text, style) + 6));
  const cell = Math.min(Math.max(Math.min(widest, 62, most * 0.87), wordWidth(style)), most);
  const textWidth = width - cell * heads.length;
  const named = heads.map(({ text }) =>
    sheet.balanced({ runs: [{ text, style }], width: cell - 2, leading: 12, align: 'centre' }),
  );
  const height = Math.max(1, ...named.map((words) => sheet.linesOf(words).length)) * 12 + 8;
  const head: Strip = {
    height,
    draw: (top) => {
      sheet.area(left, top, width, height);
      sheet.rule(left, top, width, { colour: 'ink2' });
      named.forEach((words, at) => {
        const above = (height - sheet.linesOf(words).length * 12) / 2;
        sheet.words(words, left + textWidth + at * cell + (cell - words.width) / 2, top + above);
      });
    },
  };
  return { head, heads, cell, textWidth };
}

function regionOf(sheet: Sheet, { levels }: Extract<PaperBody, { is: 'region' }>): Strip[] {
  const isWritten = levels.every(({ branches }) => branches === null);
  if (isWritten) {
    return [
      blanksOf(
        sheet,
        levels.map(({ text }) => ({ before: text, after: '', width: Math.max(70, 330 / levels.length - 40) })),
      ),
    ];
  }
  const named: Style = { ...small, weight: 'medium' };
  const names = levels.flatMap(({ text, branches }) =>
    branches?.[0]?.above === null ? [text] : (branches ?? []).map(({ above }) => above ?? ''),
  );
  // A column for the names of what the options lie in.
  const nameWidth = Math.min(120, Math.max(0, ...names.map((name) => sheet.widthOf(name, named))) + 14);
  return levels.flatMap(({ text, branches }): Strip[] => {
    const title = (): Strip[] => sheet.strips({ runs: [{ text, style: named }], width, leading: rowLeading }, left);
    if (branches === null) return [...title(), blanksOf(sheet, [{ before: '', after: '', width: 200 }])];
    return [
      ...(branches[0]?.above === null ? [] : title()),
      ...branches.flatMap(({ above, choices }): Strip[] => {
        const options = choices.map((choice) => ({ text: choice, remark: null, numeral: '', isMissing: false }));
        const area = { left: left + nameWidth, width: width - nameWidth };
        const columns = rasterFor(sheet, options, area.width, tick);
        const style = above === null ? named : small;
        const beside = { runs: [{ text: above ?? text, style }], width: nameWidth - 6, leading: rowLeading };
        return rowsOf(sheet, options, { ...area, columns, box: square, numeralWidth: 0 }, (top) =>
          sheet.words(beside, left, top),
        );
      }),
    ];
  });
}
