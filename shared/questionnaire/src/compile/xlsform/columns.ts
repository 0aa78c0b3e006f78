/** Languages of a questionnaire, and how a workbook of ours names them. */
export const languageNames = { zh: '中文 (zh)', en: 'English (en)' } as const;
export type WorkbookLanguage = keyof typeof languageNames;
export const languages: readonly WorkbookLanguage[] = ['zh', 'en'];

/** Columns of our own: what a questionnaire here says and XLSForm cannot. ODK’s tools pass them by. */
export const own = {
  survey: [
    'poll::type',
    'poll::scale',
    'poll::indicator',
    'poll::indicator_version',
    'poll::subject_zh',
    'poll::subject_en',
    'poll::screens_out',
    'poll::exclusive',
    'poll::at_least',
    'poll::at_most',
    'poll::top',
    'poll::max_length',
    'poll::constraint',
    'poll::choice_filter',
    'poll::warning',
    'poll::warning_message_zh',
    'poll::warning_message_en',
    'poll::initial',
    'poll::quota_role',
    'poll::weighting_role',
    'poll::sensitivity',
    'poll::interviewer_only',
    'poll::anchored',
    'poll::shuffled',
  ],
  choices: ['poll::score', 'poll::anchored'],
  settings: [
    'poll::version',
    'poll::title_en',
    'poll::form_number',
    'poll::maker_zh',
    'poll::maker_en',
    'poll::approved_by_zh',
    'poll::approved_by_en',
    'poll::approval_number',
    'poll::valid_until',
  ],
} as const;

export type SheetName = keyof typeof own;

/** Columns of XLSForm that mean something here, with the other names met in the wild (written as `plainHeader` does). */
const standard: Record<SheetName, Record<string, readonly string[]>> = {
  survey: {
    type: ['command'],
    name: ['tag'],
    label: ['caption'],
    hint: [],
    guidance_hint: [],
    required: ['bind::required'],
    required_message: ['requiredmsg', 'required_msg', 'jr::requiredmsg', 'bind::jr::requiredmsg'],
    relevant: ['relevance', 'bind::relevant'],
    constraint: ['bind::constraint'],
    constraint_message: [
      'constraining_message',
      'constraint_msg',
      'constraintmsg',
      'jr::constraintmsg',
      'bind::jr::constraintmsg',
    ],
    calculation: ['calculate', 'bind::calculate'],
    choice_filter: [],
    parameters: [],
    appearance: ['control::appearance'],
    default: [],
    read_only: ['readonly', 'bind::readonly'],
    repeat_count: ['count', 'jr::count', 'control::jr::count'],
    disabled: [],
  },
  choices: { list_name: ['list'], name: ['value'], label: ['caption'] },
  settings: {
    form_title: ['title', 'set_form_title'],
    form_id: ['id_string', 'set_form_id'],
    version: [],
    default_language: [],
  },
};

/** In characters. */
export const longestHeader = 255;

const translated = new Set(['label', 'hint', 'guidance_hint', 'required_message', 'constraint_message']);

export interface ReadHeader {
  /** Canonical name of a column that means something here; null: one that is carried along. */
  name: string | null;
  /** Of words: the language as it is written; null when none is. */
  language: string | null;
}

/** `Label : English (en)` → `label::english_(en)`. */
function plainHeader(written: string): string {
  return written
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '_')
    .replace(/_*::?_*/g, '::');
}

/** What a header of a sheet means. */
export function readHeader(sheet: SheetName, written: string): ReadHeader {
  if (written.length > longestHeader) return { name: null, language: null };
  const plain = plainHeader(written);
  const known = nameOf(sheet, plain);
  if (known !== null) return { name: known, language: null };
  const parts = plain.split('::');
  const base = nameOf(sheet, parts.slice(0, -1).join('::'));
  if (base !== null && translated.has(base) && sheet !== 'settings') {
    return { name: base, language: written.slice(written.lastIndexOf(':') + 1).trim() };
  }
  return { name: null, language: null };
}

function nameOf(sheet: SheetName, plain: string): string | null {
  if ((own[sheet] as readonly string[]).includes(plain)) return plain;
  for (const [name, aliases] of Object.entries(standard[sheet])) {
    if (name === plain || aliases.includes(plain)) return name;
  }
  return null;
}

export function isTranslated(name: string): boolean {
  return translated.has(name);
}

/** Headers of pictures, sounds and films. */
export function isMedia(written: string): boolean {
  return /^(?:media::)?(?:image|big-image|audio|video)(?:::|$)/.test(plainHeader(written));
}

/** Which of our two languages a workbook means by a name; null: another one. */
export function languageOf(name: string): WorkbookLanguage | null {
  const plain = name.trim().toLowerCase();
  const code = /\(([a-z]{2,3}(?:[-_][a-z]+)*)\)$/.exec(plain)?.[1] ?? plain;
  if (/^(?:zh|zho|chi|cn)(?:[-_](?:cn|sg|hans)(?:[-_](?:cn|sg))?)?$/.test(code)) return 'zh';
  if (/^(?:en|eng)(?:[-_][a-z]+)?$/.test(code)) return 'en';
  if (code !== plain) return null;
  if (
    /^(?:中文|汉语|漢語|普通话|简体中文|中文[（(]简体[)）]|chinese|simplified chinese|mandarin|chinese \(simplified\))$/.test(
      plain,
    )
  )
    return 'zh';
  return /^(?:english|英文|英语)$/.test(plain) ? 'en' : null;
}
