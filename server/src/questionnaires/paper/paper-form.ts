import type { LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';
import { drawAppendix, drawBlock } from './draw-question.js';
import { paperContent, type PaperContent, type PaperLanguage } from './paper-content.js';
import { contentWidth, page, Sheet, type Block, type Strip, type Style, type Words } from './sheet.js';

export interface PaperFormOptions {
  /** SHA-256 (hex) of the published version; null: a draft, which says on every page that it is one. */
  hash: string | null;
  /** When the design was published, or of a draft last changed: the same design gives the same bytes. */
  madeAt: Date;
  isDemonstration: boolean;
  /** The period or place that it is printed for, below the title. */
  printedFor?: LocalisedText | null;
  /** Chinese, if nothing is said. */
  language?: PaperLanguage;
}

const title: Style = { weight: 'bold', size: 20, colour: 'ink' };
const label: Style = { weight: 'regular', size: 9, colour: 'ink2' };
const value: Style = { weight: 'medium', size: 9, colour: 'ink' };
const body: Style = { weight: 'regular', size: 9, colour: 'ink2' };
const footer: Style = { weight: 'regular', size: 8, colour: 'ink3' };

const marksWidth = 218;
const line = 14.5;

/**
 * A design as an A4 paper form (PDF) as Chinese statistical forms look: statutory marks at the top right, how to fill it in,
 * numbered questions with boxes, conditions in words. Takes designs with faults too.
 */
export async function paperForm(design: QuestionnaireDesign, options: PaperFormOptions): Promise<Buffer> {
  const language = options.language ?? 'zh';
  const content = paperContent(design, language);
  const sheet = await Sheet.open({
    title: content.title,
    author: design.marks.maker[language],
    language: language === 'zh' ? 'zh-CN' : 'en',
    madeAt: options.madeAt,
  });
  sheet.place(headOf(sheet, content, options, language));
  const blocks = content.blocks.map((block) => () => drawBlock(sheet, block, language));
  let current = blocks[0]?.();
  for (let at = 0; at < blocks.length; at += 1) {
    const next = blocks[at + 1]?.();
    sheet.place(current!, current!.keepsNext ? next : undefined);
    current = next;
  }
  sheet.place(endOf(sheet, language));
  for (const appendix of content.appendices) sheet.place(drawAppendix(sheet, appendix));
  feet(sheet, design, options, language);
  return sheet.bytes();
}

function headOf(sheet: Sheet, content: PaperContent, options: PaperFormOptions, language: PaperLanguage): Block {
  const tags = tagsOf(options, language);
  const labelWidth = Math.max(...content.marks.map((mark) => sheet.widthOf(mark.label, label)));
  const valueWidth = marksWidth - labelWidth - 9;
  const left = page.left + contentWidth - marksWidth;
  const centred = (text: string, style: Style, leading: number): Strip[] =>
    sheet.strips({ runs: [{ text, style }], width: contentWidth, leading, align: 'centre' }, page.left);
  const marks = content.marks.flatMap((mark, at) =>
    sheet.strips(
      { runs: [{ text: mark.value, style: value }], width: valueWidth, leading: line },
      left + labelWidth + 9,
      (top, row) => {
        if (row > 0) return;
        spread(sheet, mark.label, left, top, labelWidth, language);
        if (at === 0) drawTags(sheet, tags, top);
      },
    ),
  );
  return {
    gapAbove: 0,
    // A head that is parted would tear the marks from the title.
    strips: [
      together([
        ...marks,
        gap(14),
        ...centred(content.title, title, 30),
        ...(options.printedFor ? centred(options.printedFor[language], { ...body, size: 10.5 }, 18) : []),
        gap(10),
        instructionsOf(sheet, content.instructions, language),
        gap(6),
      ]),
    ],
  };
}

/** Chinese labels of one column are as wide as the widest (撑满). */
function spread(sheet: Sheet, text: string, left: number, top: number, width: number, language: PaperLanguage): void {
  const put = (said: string, x: number): void =>
    void sheet.words({ runs: [{ text: said, style: label }], width: width + 9, leading: line }, x, top);
  if (language === 'en') return put(`${text}:`, left);
  const characters = Array.from(text);
  const step = (width - sheet.widthOf(text, label)) / Math.max(1, characters.length - 1);
  let x = left;
  for (const character of characters) {
    put(character, x);
    x += sheet.widthOf(character, label) + step;
  }
  put('：', left + width);
}

function tagsOf({ hash, isDemonstration }: PaperFormOptions, language: PaperLanguage): string[] {
  return [
    ...(isDemonstration ? [language === 'zh' ? '演示数据' : 'Demonstration data'] : []),
    ...(hash === null ? [language === 'zh' ? '草稿，不得用于调查' : 'Draft: not to be fielded'] : []),
  ];
}

/** Dashed tags from the left margin on, as on every screen. */
function drawTags(sheet: Sheet, tags: readonly string[], top: number): void {
  let left = page.left;
  for (const tag of tags) {
    const width = sheet.widthOf(tag, footer) + 10;
    sheet.box(left, top, width, 14, { isDashed: true, colour: 'ink3' });
    sheet.words({ runs: [{ text: tag, style: footer }], width, leading: 14, align: 'centre' }, left, top);
    left += width + 6;
  }
}

function instructionsOf(sheet: Sheet, instructions: readonly string[], language: PaperLanguage): Strip {
  const said = (text: string, style: Style, indent: number): Words => ({
    runs: [{ text, style }],
    width: contentWidth - 28 - indent,
    leading: line,
  });
  const heading = said(language === 'zh' ? '填表说明' : 'How to fill in this form', { ...value, size: 9.5 }, 0);
  const inside = together([
    ...sheet.strips(heading, page.left + 14),
    gap(2),
    ...instructions.flatMap((text, at) =>
      sheet.strips(said(text, body, 14), page.left + 28, (top, row) => {
        if (row === 0) sheet.words(said(`${at + 1}.`, body, 0), page.left + 14, top);
      }),
    ),
  ]);
  const height = inside.height + 18;
  return {
    height,
    draw: (top) => {
      sheet.area(page.left, top, contentWidth, height, 6);
      inside.draw(top + 9);
    },
  };
}

/** Who filled it in, checked and entered it. */
function endOf(sheet: Sheet, language: PaperLanguage): Block {
  const places = language === 'zh' ? ['访员', '复核', '录入', '日期'] : ['Interviewer', 'Checked', 'Entered', 'Date'];
  const across = contentWidth / places.length;
  return {
    gapAbove: 26,
    strips: [
      {
        height: 26,
        draw: (top) =>
          places.forEach((place, at) => {
            const x = page.left + at * across;
            const said = sheet.widthOf(place, label) + 6;
            sheet.words({ runs: [{ text: place, style: label }], width: across, leading: 22 }, x, top);
            sheet.rule(x + said, top + 18, across - said - 14);
          }),
      },
    ],
  };
}

function feet(sheet: Sheet, design: QuestionnaireDesign, options: PaperFormOptions, language: PaperLanguage): void {
  const short = options.hash === null ? '' : `·${options.hash.slice(0, 4)}…${options.hash.slice(-4)}`;
  const said = `${design.marks.formNumber}·${design.code} v${design.version}${short}`;
  const tags = tagsOf(options, language);
  const top = page.height - page.bottom + 14;
  sheet.onEveryPage((number, count) => {
    sheet.rule(page.left, top, contentWidth, { colour: 'line' });
    const where = language === 'zh' ? `第 ${number} 页，共 ${count} 页` : `Page ${number} of ${count}`;
    sheet.words({ runs: [{ text: said, style: footer }], width: contentWidth - 90, leading: 14 }, page.left, top + 6);
    sheet.words(
      { runs: [{ text: where, style: footer }], width: contentWidth, leading: 14, align: 'right' },
      page.left,
      top + 6,
    );
    if (number > 1) {
      drawTags(sheet, tags, page.top - 28);
      sheet.words(
        { runs: [{ text: design.title[language], style: footer }], width: contentWidth, leading: 14, align: 'right' },
        page.left,
        page.top - 28,
      );
    }
  });
}

const gap = (height: number): Strip => ({ height, draw: () => undefined });

function together(strips: readonly Strip[]): Strip {
  return {
    height: strips.reduce((sum, { height }) => sum + height, 0),
    draw: (top) => {
      let y = top;
      for (const strip of strips) {
        strip.draw(y);
        y += strip.height;
      }
    },
  };
}
