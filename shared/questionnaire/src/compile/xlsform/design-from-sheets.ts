import type { ImportWarning, QuestionnaireDesign } from '@minsheng/contracts';
import { languageNames, readHeader } from './columns.js';
import { readChoices } from './read-choices.js';
import { readSettings } from './read-settings.js';
import { readSheet, type SheetTable } from './read-sheet.js';
import { readSurvey } from './read-survey.js';
import { Warnings, WorkbookRefusal, type SheetCells, type WorkbookSheets } from './workbook-sheets.js';

export interface DesignFromSheets {
  design: QuestionnaireDesign;
  /** What could not be taken over, or was read in another way than it is written. */
  warnings: ImportWarning[];
}

const sheetNames: Record<string, 'survey' | 'choices' | 'settings'> = {
  survey: 'survey',
  choices: 'choices',
  'choices and columns': 'choices',
  settings: 'settings',
};

/**
 * Reads an XLSForm (xlsform.org) as a design. Whatever the workbook says survives: what means nothing here is kept in
 * `extras`, and what is not supported is named. The design may still hold faults, which `compileDesign` tells.
 * @throws WorkbookRefusal with one reason, its sheet and cell, when no questionnaire can be made of it without guessing
 */
export function designFromSheets({ sheets }: WorkbookSheets): DesignFromSheets {
  const warnings = new Warnings();
  const found = sheetsByName(sheets, warnings);
  if (!found.survey) {
    throw new WorkbookRefusal('sheet-missing', {
      zh: '没有名为 survey 的工作表',
      en: 'There is no sheet named survey',
    });
  }
  const hasHan = [found.survey, found.choices].some((sheet) => sheet && holds(sheet, /\p{Script=Han}/u));
  const language = defaultLanguageOf(found.settings);
  const table = (name: 'survey' | 'choices' | 'settings'): SheetTable | null =>
    found[name] ? readSheet(name, found[name], language, hasHan, warnings) : null;
  const settings = readSettings(table('settings'), warnings);
  const choices = readChoices(table('choices'), warnings);
  const survey = table('survey')!;
  const entries = readSurvey(survey, choices, warnings);
  const { extras, ...head } = settings;
  const kept = { ...extras };
  if (language === null && !hasHan && survey.headerOf('label@en') !== null) kept.default_language = languageNames.en;
  return {
    design: {
      format: 'minsheng-questionnaire/2',
      ...head,
      scales: choices.scales,
      missing: choices.missing,
      lists: choices.lists,
      entries,
      ...(Object.keys(kept).length > 0 ? { extras: kept } : {}),
    },
    warnings: warnings.all,
  };
}

function sheetsByName(
  sheets: readonly SheetCells[],
  warnings: Warnings,
): Partial<Record<'survey' | 'choices' | 'settings', SheetCells>> {
  const found: Partial<Record<'survey' | 'choices' | 'settings', SheetCells>> = {};
  for (const sheet of sheets) {
    const plain = sheet.name.trim().toLowerCase();
    const name = Object.hasOwn(sheetNames, plain) ? sheetNames[plain] : undefined;
    if (name === undefined) {
      warnings.add(
        'sheet-left-out',
        sheet.name,
        null,
        `工作表“${sheet.name}”没有带进来`,
        `The sheet “${sheet.name}” was not taken over`,
      );
      continue;
    }
    // An empty sheet says nothing, not even that a column is missing.
    if (name !== 'survey' && !holds(sheet, /\S/)) continue;
    if (found[name]) {
      throw new WorkbookRefusal(
        'sheet-twice',
        { zh: `名为“${name}”的工作表有两张`, en: `There are two sheets named “${name}”` },
        sheet.name,
      );
    }
    found[name] = sheet;
  }
  return found;
}

function defaultLanguageOf(settings: SheetCells | undefined): string | null {
  const rows = settings?.rows.filter((cells) => cells.some((text) => (text ?? '').trim() !== '')) ?? [];
  const at = (rows[0] ?? []).findIndex((header) => readHeader('settings', header ?? '').name === 'default_language');
  const language = (rows[1]?.[at] ?? '').trim();
  return at < 0 || language === '' || language === 'default' ? null : language;
}

function holds({ rows }: SheetCells, pattern: RegExp): boolean {
  return rows.some((cells) => cells.some((text) => text !== undefined && pattern.test(text)));
}
