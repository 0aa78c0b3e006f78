import type { DesignEntry, QuestionnaireDesign } from '@minsheng/contracts';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { designSchema } from '../design/design-schema.js';
import { x } from '../example-design.js';
import { own } from './columns.js';
import { designFromSheets } from './design-from-sheets.js';
import { sheetsOf } from './sheets-of.js';
import { WorkbookRefusal, type WorkbookSheets } from './workbook-sheets.js';

/** Sheets written as lines of cells parted by `|`. */
function sheets(written: Record<string, string[]>): WorkbookSheets {
  return {
    sheets: Object.entries(written).map(([name, rows]) => ({
      name,
      rows: rows.map((row) => row.split('|').map((cell) => cell.trim())),
    })),
  };
}

/** A survey with these rows below a header. */
const survey = (header: string, ...rows: string[]): Record<string, string[]> => ({ survey: [header, ...rows] });
const choices = {
  choices: [
    'list name | value | label',
    'ways | bus | Bus',
    'ways | bike | Bike',
    'yes_no | yes | Yes',
    'yes_no | no | No',
  ],
};
const both = (en: string): { zh: string; en: string } => ({ zh: '', en });

function entriesOf(written: Record<string, string[]>): DesignEntry[] {
  return designFromSheets(sheets(written)).design.entries;
}

/** `survey!C3 seed` for each warning. */
function warningsOf(written: Record<string, string[]>): string[] {
  return designFromSheets(sheets(written)).warnings.map(
    ({ code, sheet, cell }) => `${sheet}${cell === null ? '' : `!${cell}`} ${code}`,
  );
}

/** `survey!C3 type-unknown`. */
function refusalOf(written: Record<string, string[]>): string {
  try {
    designFromSheets(sheets(written));
  } catch (error) {
    if (!(error instanceof WorkbookRefusal)) throw error;
    expect(error.sentences.zh).not.toBe('');
    expect(error.sentences.en).not.toBe('');
    return `${error.sheet ?? ''}${error.cell === null ? '' : `!${error.cell}`} ${error.code}`.trim();
  }
  throw new Error('it was not refused');
}

describe('a workbook of somebody else', () => {
  it.each([
    ['text', { type: 'text', maxLength: 2000 }],
    ['string', { type: 'text', maxLength: 2000 }],
    ['integer', { type: 'integer' }],
    ['int', { type: 'integer' }],
    ['decimal', { type: 'decimal' }],
    ['date', { type: 'date' }],
    ['note', { type: 'note' }],
    ['acknowledge', { type: 'consent' }],
    ['trigger', { type: 'consent' }],
    ['image', { type: 'photo' }],
    ['photo', { type: 'photo' }],
    ['geopoint', { type: 'location' }],
    ['hidden', { type: 'hidden' }],
    ['select_one ways', { type: 'single', list: 'ways' }],
    ['select one ways', { type: 'single', list: 'ways' }],
    ['select one from ways', { type: 'single', list: 'ways' }],
    ['select1 ways', { type: 'single', list: 'ways' }],
    ['Select_Multiple ways', { type: 'multiple', list: 'ways' }],
    ['select all that apply from ways', { type: 'multiple', list: 'ways' }],
    ['rank ways', { type: 'rank', list: 'ways', top: 2 }],
    ['add text prompt', { type: 'text', maxLength: 2000 }],
    ['q integer', { type: 'integer' }],
  ])('may call a type “%s”', (type, expected) => {
    expect(entriesOf({ ...survey('type|name|label', `${type}|a|A`), ...choices })).toEqual([
      { code: 'a', text: both('A'), ...expected },
    ]);
  });

  it.each([
    ['label', { text: both('X') }],
    ['caption', { text: both('X') }],
    ['label::English (en)', { text: both('X') }],
    ['label:English', { text: both('X') }],
    ['Label :: EN', { text: both('X') }],
    ['label::中文 (zh)', { text: { zh: 'X', en: '' } }],
    ['label::Chinese', { text: { zh: 'X', en: '' } }],
    ['label::zh-Hans', { text: { zh: 'X', en: '' } }],
    ['relevant', { relevant: 'X' }],
    ['relevance', { relevant: 'X' }],
    ['bind::relevant', { relevant: 'X' }],
    ['required', { required: 'X' }],
    ['constraint', { constraint: { expression: 'X', message: both('') } }],
    ['default', { initial: 'X' }],
    ['Appearance', { appearance: 'X' }],
    ['guidance hint', { guidance: both('X') }],
    ['comment', { extras: { comment: 'X' } }],
    ['label::French (fr)', { extras: { 'label::French (fr)': 'X' } }],
    ['label::zh-Hant', { extras: { 'label::zh-Hant': 'X' } }],
    ['media::image::English (en)', { extras: { 'media::image::English (en)': 'X' } }],
  ])('may call a column “%s”', (header, expected) => {
    expect(entriesOf(survey(`type|name|${header}`, 'integer|a|X'))).toEqual([
      { type: 'integer', code: 'a', text: both(''), ...expected },
    ]);
  });

  it.each([
    ['constraining_message'],
    ['constraint message'],
    ['jr:constraintMsg'],
    ['constraint_message::English (en)'],
  ])('may call the words of a refused answer “%s”', (header) => {
    expect(entriesOf(survey(`type|name|constraint|${header}`, 'integer|a|. > 1|Too few'))).toEqual([
      { type: 'integer', code: 'a', text: both(''), constraint: { expression: '. > 1', message: both('Too few') } },
    ]);
  });

  it.each([
    ['yes', true],
    ['TRUE', true],
    ['true()', true],
    ['1', true],
    ['no', undefined],
    ['false()', undefined],
    [x('@b = 1'), x('@b = 1')],
  ])('may say by “%s” whether an answer is needed', (written, expected) => {
    const [item] = entriesOf(survey('type|name|required', `integer|a|${written}`));
    expect((item as { required?: unknown }).required).toEqual(expected);
  });

  it('may name its sheets and columns in any case', () => {
    const { design } = designFromSheets(
      sheets({
        SURVEY: ['TYPE|Name|LABEL::EN', 'select_one c|a|A'],
        Choices: ['LIST_NAME|NAME|Label::EN', 'c|n|N'],
        Settings: ['FORM_TITLE|Form_ID|DEFAULT_LANGUAGE', 'Poll|poll|EN'],
      }),
    );
    expect(design).toMatchObject({
      code: 'poll',
      title: both('Poll'),
      lists: [{ code: 'c', choices: [{ code: 'n', text: both('N') }] }],
      entries: [{ type: 'single', code: 'a', text: both('A'), list: 'c' }],
    });
  });

  it.each([
    ['in one language, Chinese by its characters', { label: '年龄' }, { zh: '年龄', en: '' }],
    ['in one language, else English', { label: 'Age' }, { zh: '', en: 'Age' }],
    ['in two, one of them not said', { label: 'Age', 'label::中文': '年龄' }, { zh: '年龄', en: 'Age' }],
    ['in two, both said', { 'label::English (en)': 'Age', 'label::中文 (zh)': '年龄' }, { zh: '年龄', en: 'Age' }],
  ])('may ask %s', (_how, columns, expected) => {
    const header = `type|name|${Object.keys(columns).join('|')}`;
    const [item] = entriesOf(survey(header, `integer|age|${Object.values(columns).join('|')}`));
    expect(item).toMatchObject({ text: expected });
  });

  it('may say the language of what has none', () => {
    const { design } = designFromSheets(
      sheets({
        ...survey('type|name|label|label::French', 'integer|age|年龄 (zh)|Âge'),
        settings: ['default_language', 'en'],
      }),
    );
    expect(design.entries[0]).toMatchObject({ text: both('年龄 (zh)'), extras: { 'label::French': 'Âge' } });
  });

  it('may shuffle options, and its own seed is kept and named', () => {
    const written = {
      ...survey('type|name|parameters', x('select_one ways|a|randomize = true, seed=@b'), 'integer|b|'),
      ...choices,
    };
    expect(entriesOf(written)[0]).toMatchObject({ isShuffled: true, extras: { parameters: x('seed=@b') } });
    expect(warningsOf(written)).toEqual(['survey!C2 seed']);
    const [, row] = sheetsOf(designFromSheets(sheets(written)).design).sheets[0]!.rows;
    expect(row).toContain(x('randomize=true, seed=@b'));
  });

  it('may filter choices by columns of theirs', () => {
    const { design } = designFromSheets(
      sheets({
        ...survey('type|name|choice_filter', x('select_one streets|street|district = @d'), 'text|d|'),
        choices: ['list_name|name|label|district|sort order', 'streets|n1|North 1|north|2'],
      }),
    );
    expect(design.entries[0]).toMatchObject({ choiceFilter: x('district = @d') });
    expect(design.lists[0]!.choices).toEqual([
      { code: 'n1', text: both('North 1'), columns: { district: 'north' }, extras: { 'sort order': '2' } },
    ]);
  });

  it('may offer “don’t know” as an option: it is a missing code here', () => {
    const { design } = designFromSheets(
      sheets({
        ...survey('type|name|label', 'select_one sure|a|A'),
        choices: ['list_name|name|label', 'sure|yes|Yes', 'sure|no|No', 'sure|refused|Rather not say'],
      }),
    );
    expect(design.entries[0]).toMatchObject({ type: 'single', list: 'sure', offers: ['refused'] });
    expect(design.missing).toEqual([{ code: 'refused', name: both('Rather not say') }]);
    expect(design.lists[0]!.choices.map(({ code }) => code)).toEqual(['yes', 'no']);
  });

  it('may add an open “other” to a list', () => {
    const { design } = designFromSheets(
      sheets({ ...survey('type|name|label', 'select_one ways or_other|a|A', 'select_one ways|b|B'), ...choices }),
    );
    expect(design.entries).toMatchObject([
      { code: 'a', list: 'ways_or_other' },
      { type: 'text', code: 'a_other', relevant: x("selected(@a, 'other')") },
      { code: 'b', list: 'ways' },
    ]);
    expect(design.lists.map(({ code, choices: all }) => `${code} ${all.length}`)).toEqual([
      'ways 2',
      'yes_no 2',
      'ways_or_other 3',
    ]);
  });

  it('may ask by a slider: a number between its ends', () => {
    expect(
      entriesOf(survey('type|name|parameters', 'range|a|start=1 end=5 step=1', 'range|b|end=1 step=0.5')),
    ).toMatchObject([
      {
        type: 'integer',
        constraint: { expression: '. >= 1 and . <= 5' },
        extras: { type: 'range', parameters: 'start=1 end=5 step=1' },
      },
      { type: 'decimal', constraint: { expression: '. >= 0 and . <= 1' } },
    ]);
  });

  it('may have turned quotation marks in an expression, never in words', () => {
    expect(entriesOf(survey('type|name|label|relevant', x('text|a|Say “yes”|@b = ‘x’'), 'text|b||'))[0]).toMatchObject({
      text: both('Say “yes”'),
      relevant: x("@b = 'x'"),
    });
  });

  it('keeps its settings, and says which of them do nothing here', () => {
    const written = {
      ...survey('type|name|label', 'text|a|A'),
      settings: ['form_title|version|style|public_key', 'Poll|v2.1|pages|abc'],
    };
    expect(designFromSheets(sheets(written)).design).toMatchObject({
      version: 1,
      extras: { version: 'v2.1', style: 'pages', public_key: 'abc', default_language: 'English (en)' },
    });
    expect(warningsOf(written)).toEqual(['settings!C2 setting', 'settings!D2 setting']);
  });
});

describe('what is not supported is named', () => {
  it.each<[string, Record<string, string[]>, string[]]>([
    ['a repeat', survey('type|name', 'begin_repeat|g', 'text|a', 'end_repeat|'), ['survey!A2 repeat']],
    ['a loop', survey('type|name', 'begin loop over x|g', 'text|a', 'end loop|'), ['survey!A2 loop']],
    ['a time of day', survey('type|name', 'time|a'), ['survey!A2 type-unsupported']],
    ['a choice of a file', survey('type|name', 'select_one_from_file a.csv|a'), ['survey!A2 type-unsupported']],
    [
      'what a device notes',
      survey('type|name', 'start|a', 'deviceid|b'),
      ['survey!A2 type-unsupported', 'survey!A3 type-unsupported'],
    ],
    ['a bar code', survey('type|name', 'barcode|a'), ['survey!A2 type-near']],
    ['a picture', survey('type|name|image', 'note|a|a.png'), ['survey!C1 media']],
    ['a third language', survey('type|name|label::French', 'note|a|A'), ['survey!C1 language']],
    ['a column of ours that is none', survey('type|name|poll::weigth', 'text|a|x'), ['survey!C1 column-unknown']],
    ['a column without a name', survey('type|name|', 'text|a|x'), ['survey!C2 column-without-name']],
    ['a check on words', survey('type|name|constraint', 'note|a|. > 1'), ['survey!C2 column-not-here']],
    ['a calculated default', survey('type|name|default', 'date|a|today()'), ['survey!C2 default-worked-out']],
    ['a disabled row', survey('type|name|disabled', 'text|a|yes'), ['survey!C2 row-left-out']],
    ['a row of notes', survey('type|name|comment', '||for the team'), ['survey!A2 row-left-out']],
    ['a group without a name', survey('type|name', 'begin group|', 'end group|'), ['survey!B2 name-made']],
    ['another sheet', { ...survey('type|name'), entities: ['dataset', 'x'] }, ['entities sheet-left-out']],
    [
      'an option without a list',
      { ...survey('type|name'), choices: ['list_name|name', '|x'] },
      ['choices!A2 choice-without-list'],
    ],
    ['a field that can only be read', survey('type|name|read_only', 'text|a|yes'), ['survey!C2 column-not-here']],
  ])('%s', (_what, written, expected) => {
    expect(warningsOf(written)).toEqual(expected);
  });

  it('and leaves with the questionnaire again', () => {
    const rows = [
      'type|name|label|repeat_count|image',
      'begin repeat|g|Group|3|',
      'time|t|When||a.png',
      'barcode|b|Scan||',
      'end repeat|g|||',
    ];
    const [, ...back] = sheetsOf(designFromSheets(sheets({ survey: rows })).design).sheets[0]!.rows;
    expect(back.map((row) => row.filter((cell) => cell !== ''))).toEqual([
      ['begin repeat', 'g', 'Group', '3'],
      ['time', 't', 'When', 'a.png'],
      ['barcode', 'b', 'Scan'],
      ['end repeat', 'g'],
    ]);
  });
});

describe('a workbook that no questionnaire can be made of has one reason', () => {
  const long = 'x'.repeat(2001);
  it.each<[string, Record<string, string[]>, string]>([
    ['no survey', { Sheet1: ['type|name', 'text|a'] }, 'sheet-missing'],
    ['two surveys', { survey: ['type|name'], Survey: ['type|name'] }, 'Survey sheet-twice'],
    ['no column type', survey('name|label', 'a|A'), 'survey column-missing'],
    ['no column name', survey('type|label', 'text|A'), 'survey column-missing'],
    ['a column twice', survey('type|name|label|label', 'text|a|A|B'), 'survey!D1 column-twice'],
    ['a column under two names', survey('type|name|relevant|relevance', 'text|a'), 'survey!D1 column-twice'],
    ['a row without a type', survey('type|name|label', 'text|a|A', '|b|B'), 'survey!A3 type-missing'],
    ['a type with a typing error', survey('type|name|label', 'txet|a|A'), 'survey!A2 type-unknown'],
    ['an item without a code', survey('type|name|label', 'integer||A'), 'survey!B2 name-missing'],
    ['a group that is not closed', survey('type|name', 'begin_group|g', 'text|a'), 'survey!A2 group-not-closed'],
    ['a group that was not opened', survey('type|name', 'text|a', 'end_group|g'), 'survey!A3 group-not-open'],
    ['a group closed as a repeat', survey('type|name', 'begin_group|g', 'end_repeat|g'), 'survey!A3 group-not-open'],
    [
      'groups in groups without end',
      survey('type|name', ...Array.from({ length: 30 }, (_g, at) => `begin group|g${at}`)),
      'survey!A22 too-deep',
    ],
    ['words without end', survey('type|name|label', `text|a|${long}`), 'survey!C2 too-long'],
    ['a code without end', survey('type|name', `text|${'a'.repeat(65)}`), 'survey!B2 too-long'],
    [
      'more items than a phone holds',
      survey('type|name', ...Array.from({ length: 401 }, (_i, at) => `text|a${at}`)),
      'survey!A402 too-many',
    ],
    [
      'more columns than anybody needs',
      survey(`type|name|${Array.from({ length: 99 }, (_c, at) => `c${at}`).join('|')}`, 'text|a'),
      'survey!CW1 too-many',
    ],
    [
      'options without a list’s column',
      { ...survey('type|name'), choices: ['name|label', 'a|A'] },
      'choices column-missing',
    ],
    [
      'an option without a code',
      { ...survey('type|name'), choices: ['list_name|name|label', 'l||A'] },
      'choices!B2 name-missing',
    ],
    [
      'a score that is no number',
      { ...survey('type|name'), choices: ['list_name|name|poll::score', 's|a|ten'] },
      'choices!C2 not-a-number',
    ],
    [
      'a level without a score',
      { ...survey('type|name'), choices: ['list_name|name|poll::score', 's|a|10', 's|b|'] },
      'choices!C3 not-a-number',
    ],
    ['a role that there is not', survey('type|name|poll::weighting_role', 'text|a|heavy'), 'survey!C2 value-unknown'],
    ['a yes that is none', survey('type|name|poll::interviewer_only', 'text|a|maybe'), 'survey!C2 value-unknown'],
    ['a limit that is no whole number', survey('type|name|poll::max_length', 'text|a|1.5'), 'survey!C2 not-a-number'],
  ])('%s', (_what, written, expected) => {
    expect(refusalOf(written)).toBe(expected);
  });
});

describe('any cells at all', () => {
  const headers = [
    ...['type', 'name', 'list_name', 'label', 'label::en', 'label::中文', 'hint', 'required', 'relevant', 'constraint'],
    ...[
      'choice_filter',
      'parameters',
      'appearance',
      'default',
      'form_id',
      'form_title',
      'version',
      'x',
      '',
      'constructor',
    ],
    ...Object.values(own).flat(),
  ];
  const cell = fc.oneof(
    { weight: 6, arbitrary: fc.constant('') },
    fc.constantFrom(
      'text',
      'select_one l',
      'select_multiple l or_other',
      'rank l',
      'note',
      'calculate',
      'range',
      'time',
    ),
    fc.constantFrom(
      'begin_group',
      'end_group',
      'begin repeat',
      'a',
      'b',
      'l',
      'yes',
      '5',
      'grid',
      'region',
      'site',
      'refused',
    ),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.constantFrom('x'.repeat(65), 'x'.repeat(4001), '__proto__', '99999999999'),
  );
  const sheet = (first: string[]): fc.Arbitrary<string[][]> =>
    fc
      .uniqueArray(fc.constantFrom(...headers.filter((each) => !first.includes(each))), { maxLength: 6 })
      .chain((more) =>
        fc
          .array(fc.array(cell, { maxLength: first.length + more.length + 1 }), { maxLength: 8 })
          .map((rows) => [[...first, ...more], ...rows]),
      );
  const isDesign = new Ajv({ allowUnionTypes: true, discriminator: true }).compile(designSchema);

  it('are refused with one reason, or make a design of the right shape', () => {
    let made = 0;
    fc.assert(
      fc.property(sheet(['type', 'name']), sheet(['list_name', 'name']), sheet([]), (survey, choices, settings) => {
        const workbook = {
          sheets: Object.entries({ survey, choices, settings }).map(([name, rows]) => ({ name, rows })),
        };
        try {
          const { design } = designFromSheets(workbook);
          made += 1;
          expect(isDesign(design) ? null : isDesign.errors).toBeNull();
          expect(designFromSheets(sheetsOf(design)).design).toEqual(design);
        } catch (error) {
          if (!(error instanceof WorkbookRefusal)) throw error;
        }
      }),
      { numRuns: 500 },
    );
    expect(made).toBeGreaterThan(50);
  });
});

describe('a workbook of ours that somebody worked on', () => {
  const ours = (): QuestionnaireDesign =>
    designFromSheets(
      sheets({
        survey: [
          'type|name|label|poll::exclusive|poll::max_length|constraint',
          'select_multiple ways|w|Ways|bike||',
          "text|t|Text||10|regex(., 'a+')",
        ],
        ...choices,
      }),
    ).design;

  it('says its own limits to ODK in the constraint', () => {
    const [header, first, second] = sheetsOf(ours()).sheets[0]!.rows as [string[], string[], string[]];
    const at = header.indexOf('constraint');
    expect(first[at]).toBe("not(selected(., 'bike') and count-selected(.) > 1)");
    expect(second[at]).toBe("(regex(., 'a+')) and (string-length(.) <= 10)");
  });

  it('says what was written over by hand, and uses it', () => {
    const written = sheetsOf(ours());
    const [header, , row] = written.sheets[0]!.rows as [string[], string[], string[]];
    row[header.indexOf('constraint')] = "regex(., 'b+')";
    const { design, warnings } = designFromSheets(written);
    expect(design.entries[1]).toMatchObject({ constraint: { expression: "regex(., 'b+')" } });
    expect(warnings.map(({ code }) => code)).toEqual(['edited-by-hand']);
  });

  it('keeps a grid whose rows were made to differ as items of their own, and says so', () => {
    const grid = designFromSheets(
      sheets({
        survey: [
          'type|name|label|poll::type|required',
          'begin_group|g|Services|grid|',
          'select_one five|water|Water||yes',
          'select_one five|lamps|Lamps||',
          'end_group||||',
        ],
        choices: ['list_name|name|label|poll::score', 'five|good|Good|100', 'five|bad|Bad|20'],
      }),
    );
    expect(grid.design.entries).toMatchObject([
      {
        type: 'group',
        code: 'g',
        entries: [
          { type: 'satisfaction', code: 'water', required: true },
          { type: 'satisfaction', code: 'lamps' },
        ],
      },
    ]);
    expect(grid.warnings.map(({ code, cell }) => `${cell} ${code}`)).toEqual(['D2 taken-apart']);
  });
});
