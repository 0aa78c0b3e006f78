import type { LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';
import { languageNames, languageOf } from './columns.js';
import type { SheetTable } from './read-sheet.js';
import { WorkbookRefusal, type Warnings } from './workbook-sheets.js';

/** Settings that other systems act on; here they are carried along. */
const elsewhere = ['public_key', 'submission_url', 'auto_send', 'auto_delete', 'instance_name', 'style'];

export function readSettings(
  table: SheetTable | null,
  warnings: Warnings,
): Pick<QuestionnaireDesign, 'code' | 'version' | 'title' | 'marks' | 'extras'> {
  const row = table?.rows[0];
  if (!table || !row) {
    return { code: 'imported', version: 1, title: { zh: '', en: '' }, marks: emptyMarks() };
  }
  if (table.rows[1]) {
    warnings.add(
      'settings-row',
      table.name,
      table.rows[1].at('form_title'),
      'settings 只用表头下的第一行，其余没有带进来',
      'Only the first row below the header of the settings is used',
    );
  }
  const written = row.take('form_title') ?? '';
  // A workbook of ours keeps the Chinese title in `form_title`; others say one title in whatever language.
  const isChinese = table.headerOf('poll::title_en') !== null || /\p{Script=Han}/u.test(written);
  const title = isChinese
    ? { zh: written, en: row.take('poll::title_en') ?? '' }
    : { zh: '', en: row.take('poll::title_en') ?? written };
  const versionText = row.take('version', 200);
  const kept = row.takeNumber('poll::version', true);
  const asNumber = /^\s*\d{1,9}\s*$/.test(versionText ?? '') ? Number(versionText) : undefined;
  const version = kept ?? asNumber ?? 1;
  const code = row.takeWord('form_id') ?? 'imported';
  const language = row.takeWord('default_language', 200);
  const marks = {
    formNumber: row.take('poll::form_number', 200) ?? '',
    maker: row.words('poll::maker', true) ?? empty(),
    approvedBy: row.words('poll::approved_by', true) ?? empty(),
    approvalNumber: row.take('poll::approval_number', 200) ?? '',
    validUntil: row.takeWord('poll::valid_until', 10) ?? '',
  };
  const extras: Record<string, string> = { ...row.extras() };
  if (versionText !== undefined && (kept !== undefined || versionText !== String(version)))
    extras.version = versionText;
  const known = language === undefined ? null : languageOf(language);
  if (language !== undefined && known !== 'zh')
    extras.default_language = known === null ? language : languageNames[known];
  for (const { header, cell } of row.unknown()) {
    if (elsewhere.includes(header.toLowerCase())) {
      warnings.add(
        'setting',
        table.name,
        cell,
        `“${header}”原样保留，在这里不起作用`,
        `“${header}” is kept and does nothing here`,
      );
    }
  }
  if (Object.keys(extras).length > 100) {
    throw new WorkbookRefusal(
      'too-many',
      { zh: '设置超过 100 项', en: 'There are more than 100 settings' },
      table.name,
    );
  }
  return { code, version, title, marks, ...(Object.keys(extras).length > 0 ? { extras } : {}) };
}

function empty(): LocalisedText {
  return { zh: '', en: '' };
}

function emptyMarks(): QuestionnaireDesign['marks'] {
  return { formNumber: '', maker: empty(), approvedBy: empty(), approvalNumber: '', validUntil: '' };
}
