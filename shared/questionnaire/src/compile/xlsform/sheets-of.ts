import type {
  DesignEntry,
  DesignGroup,
  DesignItem,
  LocalisedText,
  MissingCode,
  QuestionnaireDesign,
} from '@minsheng/contracts';
import { languageNames, languages, own } from './columns.js';
import { checkForOdk, filterForOdk, limitMessage, type OwnLimits } from './odk-checks.js';
import { copyName, missingList } from './read-choices.js';
import { isWorkedOut } from './read-survey.js';
import type { SheetCells, WorkbookSheets } from './workbook-sheets.js';

/** A row as cells by column; what is not said is left out. */
type Row = Record<string, string | undefined>;

const both = (name: string): string[] => languages.map((language) => `${name}::${languageNames[language]}`);

const surveyColumns = [
  'type',
  'name',
  ...both('label'),
  ...both('hint'),
  ...both('guidance_hint'),
  'required',
  ...both('required_message'),
  'relevant',
  'constraint',
  ...both('constraint_message'),
  'calculation',
  'choice_filter',
  'parameters',
  'appearance',
  'default',
  ...own.survey,
];
const choiceColumns = ['list_name', 'name', ...both('label'), ...own.choices];
const settingColumns = ['form_title', 'form_id', 'version', 'default_language', ...own.settings];

const types: Partial<Record<DesignItem['type'], string>> = {
  consent: 'acknowledge',
  calculated: 'calculate',
  photo: 'image',
  location: 'geopoint',
  site: 'text',
  shift: 'text',
};

/**
 * A design as an XLSForm workbook: ODK’s tools open it, and `designFromSheets` makes the same design of it again. What XLSForm
 * cannot say stands in columns of our own (`poll::…`), which those tools pass by.
 */
export function sheetsOf(design: QuestionnaireDesign): WorkbookSheets {
  /** Lists with the missing codes that items offer beside them, each once, by name. */
  const copies = new Map<string, { list: string; offers: readonly MissingCode[] }>();
  const rows: Row[] = [];
  design.entries.forEach((entry) => addEntry(entry));
  return {
    sheets: [
      sheet('survey', surveyColumns, ['type', 'name', both('label')[0]!], rows),
      sheet('choices', choiceColumns, ['list_name', 'name', both('label')[0]!], choiceRows()),
      sheet(
        'settings',
        settingColumns,
        ['form_title', 'form_id', 'version', 'default_language', 'poll::title_en'],
        [settings()],
      ),
    ],
  };

  function listFor(list: string, offers: readonly MissingCode[] = []): string {
    if (offers.length === 0) return list;
    const name = copyName(list, offers);
    copies.set(name, { list, offers });
    return name;
  }

  function addEntry(entry: DesignEntry): void {
    if (entry.type === 'group') {
      addGroup(
        entry,
        entry.entries.map((each) => () => addEntry(each)),
        {},
      );
    } else if (entry.type === 'grid') {
      const { rows: parts } = entry;
      const shared = { ...hints(entry), ...answered(entry, { type: 'satisfaction', offers: entry.offers }) };
      addGroup(
        entry,
        parts.map((part) => () => {
          rows.push({
            type: `select_one ${listFor(entry.scale, entry.offers)}`,
            name: part.code,
            ...words('label', part.text),
            ...shared,
            'poll::type': 'satisfaction',
            ...indicator(part.indicator),
            ...yes('poll::anchored', part.isAnchored),
          });
        }),
        {
          'poll::type': 'grid',
          ...(parts.length > 0 ? {} : { ...shared, 'poll::scale': listFor(entry.scale, entry.offers) }),
        },
      );
    } else if (entry.type === 'region') {
      const { levels } = entry;
      const shared = { ...hints(entry), ...answered(entry, { type: 'single' }) };
      addGroup(
        entry,
        levels.map((level, at) => () => {
          rows.push({
            type: `select_one ${level.list}`,
            name: level.code,
            ...words('label', level.text),
            ...shared,
            choice_filter: at === 0 ? undefined : `parent = \${${levels[at - 1]!.code}}`,
          });
        }),
        { 'poll::type': 'region', ...(levels.length > 0 ? {} : shared) },
      );
    } else {
      addItem(entry);
    }
  }

  function addGroup(
    entry: DesignGroup | Extract<DesignItem, { type: 'grid' | 'region' }>,
    inside: (() => void)[],
    more: Row,
  ): void {
    const { type = 'begin_group', ...extras } = entry.extras ?? {};
    rows.push({
      ...extras,
      type,
      name: entry.code,
      ...(entry.text ? words('label', entry.text) : {}),
      relevant: entry.relevant,
      appearance: entry.appearance,
      ...yes('poll::anchored', entry.isAnchored),
      ...yes('poll::shuffled', 'isShuffled' in entry && entry.isShuffled),
      ...yes('poll::interviewer_only', 'isInterviewerOnly' in entry && entry.isInterviewerOnly),
      ...more,
    });
    inside.forEach((add) => add());
    rows.push({
      type: type.replace(/^begin(.(?:group|repeat|lgroup|looped group|loop)).*$/i, 'end$1'),
      name: entry.code,
    });
  }

  function addItem(item: Exclude<DesignItem, { type: 'grid' | 'region' }>): void {
    const { extras = {} } = item;
    const row: Row = {
      ...extras,
      type: extras.type ?? types[item.type] ?? item.type,
      name: item.code,
      ...words('label', item.text),
      ...hints(item),
      relevant: item.relevant,
      ...yes('poll::interviewer_only', item.isInterviewerOnly),
      ...yes('poll::anchored', item.isAnchored),
    };
    if (item.appearance !== undefined) row.appearance = item.appearance;
    switch (item.type) {
      case 'note':
        break;
      case 'calculated':
        row.calculation = item.calculation;
        break;
      case 'hidden':
        Object.assign(row, initial(item.initial));
        break;
      case 'satisfaction':
        row.type = `select_one ${listFor(item.scale, item.offers)}`;
        row['poll::type'] = 'satisfaction';
        Object.assign(row, indicator(item.indicator), ownWords('poll::subject', item.subject));
        Object.assign(row, answered(item, item));
        break;
      case 'single':
        row.type = `select_one ${listFor(item.list, item.offers)}`;
        row['poll::screens_out'] = item.screensOut?.join(' ');
        Object.assign(row, choosing(item, item.offers), indicator(item.indicator), answered(item, item));
        break;
      case 'multiple':
        row.type = `select_multiple ${listFor(item.list, item.offers)}`;
        row['poll::exclusive'] = item.exclusive?.join(' ');
        row['poll::at_least'] = numeral(item.atLeast);
        row['poll::at_most'] = numeral(item.atMost);
        Object.assign(row, choosing(item, item.offers), answered(item, item));
        break;
      case 'rank':
        row.type = `rank ${item.list}`;
        row['poll::top'] = numeral(item.top);
        Object.assign(row, choosing(item), answered(item, { type: 'rank' }));
        break;
      case 'text':
        if (extras.type === undefined) row['poll::max_length'] = numeral(item.maxLength);
        if (item.isLong) row.appearance = ['multiline', item.appearance].filter(Boolean).join(' ');
        Object.assign(
          row,
          answered(item, { type: 'text', ...(extras.type === undefined ? { maxLength: item.maxLength } : {}) }),
        );
        break;
      case 'site':
      case 'shift':
        row['poll::type'] = item.type;
        Object.assign(row, answered(item, { type: item.type }));
        break;
      default:
        Object.assign(row, answered(item, { type: item.type }));
        break;
    }
    rows.push(row);
  }

  function choosing(
    item: Extract<DesignItem, { type: 'single' | 'multiple' | 'rank' }>,
    offers: readonly MissingCode[] = [],
  ): Row {
    const { choiceFilter, isShuffled, extras } = item;
    const filter = choiceFilter === undefined ? undefined : filterForOdk(choiceFilter, offers);
    return {
      choice_filter: filter,
      ...(filter === choiceFilter ? {} : { 'poll::choice_filter': choiceFilter }),
      ...(isShuffled ? { parameters: ['randomize=true', extras?.parameters].filter(Boolean).join(', ') } : {}),
    };
  }

  function choiceRows(): Row[] {
    const found: Row[] = [];
    const contents = new Map<string, Row[]>();
    for (const { code, levels } of design.scales) {
      contents.set(
        code,
        levels.map((level) => ({
          name: level.code,
          ...words('label', level.name),
          'poll::score': String(level.score),
        })),
      );
      if (levels.length === 0) found.push({ list_name: code, 'poll::score': '0' });
      addList(code);
    }
    for (const { code, choices } of design.lists) {
      contents.set(
        code,
        choices.map((choice) => ({
          ...choice.extras,
          ...choice.columns,
          name: choice.code,
          ...words('label', choice.text),
          ...yes('poll::anchored', choice.isAnchored),
        })),
      );
      if (choices.length === 0) found.push({ list_name: code });
      addList(code);
    }
    for (const { code, name } of design.missing)
      found.push({ list_name: missingList, name: code, ...words('label', name) });
    for (const [name, { list, offers }] of copies) {
      addList(list, name);
      for (const offer of offers) {
        const said = design.missing.find((each) => each.code === offer);
        found.push({ list_name: name, name: offer, ...(said ? words('label', said.name) : {}) });
      }
    }
    return found;

    function addList(code: string, name = code): void {
      for (const row of contents.get(code) ?? []) found.push({ ...row, list_name: name });
    }
  }

  function settings(): Row {
    const { version, default_language: language, ...extras } = design.extras ?? {};
    const { marks } = design;
    return {
      ...extras,
      form_title: design.title.zh,
      form_id: design.code,
      version: version ?? String(design.version),
      default_language: language ?? languageNames.zh,
      'poll::version': version === undefined ? undefined : String(design.version),
      'poll::title_en': design.title.en,
      'poll::form_number': marks.formNumber,
      ...ownWords('poll::maker', marks.maker),
      ...ownWords('poll::approved_by', marks.approvedBy),
      'poll::approval_number': marks.approvalNumber,
      'poll::valid_until': marks.validUntil,
    };
  }
}

function hints(item: { hint?: LocalisedText; guidance?: LocalisedText }): Row {
  return {
    ...(item.hint ? words('hint', item.hint) : {}),
    ...(item.guidance ? words('guidance_hint', item.guidance) : {}),
  };
}

type Answered = Extract<DesignItem, { type: 'integer' }>;

function answered(item: Omit<Answered, 'type' | 'code' | 'text'>, limits: OwnLimits): Row {
  const written = item.constraint?.expression;
  const check = checkForOdk(written, limits);
  const message = item.constraint?.message ?? (check === undefined ? undefined : limitMessage);
  return {
    required: item.required === true ? 'yes' : item.required === false ? undefined : item.required,
    ...(item.requiredMessage ? words('required_message', item.requiredMessage) : {}),
    constraint: check,
    ...(message ? words('constraint_message', message) : {}),
    ...(check === written ? {} : { 'poll::constraint': written }),
    'poll::warning': item.warning?.expression,
    ...ownWords('poll::warning_message', item.warning?.message),
    ...initial(item.initial),
    'poll::quota_role': item.quotaRole,
    'poll::weighting_role': item.weightingRole,
    'poll::sensitivity': item.sensitivity,
  };
}

function initial(value: string | undefined): Row {
  return value === undefined ? {} : isWorkedOut(value) ? { 'poll::initial': value } : { default: value };
}

function indicator(measured: { code: string; version: number } | undefined): Row {
  return measured === undefined
    ? {}
    : { 'poll::indicator': measured.code, 'poll::indicator_version': String(measured.version) };
}

function words(column: string, text: LocalisedText): Row {
  return Object.fromEntries(languages.map((language) => [`${column}::${languageNames[language]}`, text[language]]));
}

function ownWords(column: string, text: LocalisedText | undefined): Row {
  return text === undefined ? {} : { [`${column}_zh`]: text.zh, [`${column}_en`]: text.en };
}

function yes(column: string, value: boolean | undefined): Row {
  return value ? { [column]: 'yes' } : {};
}

function numeral(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** Known columns in their order, those in use alone, and behind them whatever else there is. */
function sheet(name: string, known: readonly string[], always: readonly string[], rows: readonly Row[]): SheetCells {
  const used = new Set(
    rows.flatMap((row) => Object.keys(row).filter((column) => row[column] !== undefined && row[column] !== '')),
  );
  const columns = [
    ...known.filter((column) => used.has(column) || always.includes(column)),
    ...[...used].filter((column) => !known.includes(column)),
  ];
  return { name, rows: [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))] };
}
