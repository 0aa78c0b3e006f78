import type {
  AnswerScale,
  Choice,
  ChoiceList,
  LocalisedText,
  MissingCode,
  QuestionnaireDesign,
} from '@minsheng/contracts';
import type { SheetRow, SheetTable } from './read-sheet.js';
import { WorkbookRefusal, type Warnings } from './workbook-sheets.js';

export const missingCodes: readonly MissingCode[] = ['dontKnow', 'notApplicable', 'refused'];
/** The list that names the missing codes; no item uses it. */
export const missingList = 'poll.missing';
const mostChoices = 5000;
const mostLevels = 50;
const mostLists = 300;
/** Names that a filter can read; the others are carried along. */
const columnCode = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

/** A list as its rows say. */
interface ReadList {
  code: string;
  choices: Choice[];
  /** Scores by level, where the list is a scale. */
  scores: number[] | null;
  offers: MissingCode[];
}

export interface ReadChoices extends Pick<QuestionnaireDesign, 'scales' | 'lists' | 'missing'> {
  /** What the name of a list in a survey means. */
  find(name: string): { code: string; isScale: boolean; offers: readonly MissingCode[] };
  /** A list with one more choice `other`, for `or_other`; made when it is first asked for. */
  withOther(code: string): string;
}

export function readChoices(table: SheetTable | null, warnings: Warnings): ReadChoices {
  const read = new Map<string, ReadList>();
  const missing = new Map<MissingCode, LocalisedText>();
  if (table) {
    if (table.headerOf('list_name') === null || table.headerOf('name') === null) {
      const lacks = table.headerOf('list_name') === null ? 'list_name' : 'name';
      throw new WorkbookRefusal(
        'column-missing',
        { zh: `缺“${lacks}”列`, en: `The column “${lacks}” is missing` },
        table.name,
      );
    }
    table.rows.forEach((row) => readRow(row));
  }
  const { codes, offersOf } = mergeCopies(read);
  const scales: AnswerScale[] = [];
  const lists: ChoiceList[] = [];
  for (const { code, choices, scores } of read.values()) {
    if (codes.get(code) !== code) continue;
    if (scores) {
      scales.push({
        code,
        levels: choices.map((choice, at) => ({ code: choice.code, name: choice.text, score: scores[at]! })),
      });
    } else {
      lists.push({ code, choices });
    }
  }
  return {
    scales,
    lists,
    missing: [...missing].map(([code, name]) => ({ code, name })),
    find: (name) => {
      const code = codes.get(name) ?? name;
      return { code, isScale: scales.some((each) => each.code === code), offers: offersOf.get(name) ?? [] };
    },
    withOther: (code) => {
      const choices = lists.find((each) => each.code === code)?.choices ?? [];
      if (choices.some((choice) => choice.code === 'other')) return code;
      const longer = `${code}_or_other`;
      if (!lists.some((each) => each.code === longer)) {
        lists.push({
          code: longer,
          choices: [...choices, { code: 'other', text: { zh: '其他', en: 'Other' } }],
        });
      }
      return longer;
    },
  };

  function readRow(row: SheetRow): void {
    const name = row.takeWord('list_name');
    if (name === undefined) {
      warnings.add(
        'choice-without-list',
        row.sheet,
        row.at('list_name'),
        '这一行没有选项表名，没有带进来',
        'The row names no list and was not taken over',
      );
      return;
    }
    const code = row.takeWord('name');
    const text = row.words('label');
    const score = row.takeNumber('poll::score', false);
    const isAnchored = row.takeYes('poll::anchored');
    if (code === undefined && text !== undefined) {
      throw row.refusal('name-missing', 'name', '选项缺代码（name）', 'The option has no code (name)');
    }
    if (code !== undefined && name === missingList && isMissing(code)) {
      missing.set(code, text ?? { zh: '', en: '' });
      return;
    }
    const list = read.get(name) ?? { code: name, choices: [], scores: null, offers: [] };
    if (!read.has(name) && read.size >= mostLists) {
      throw row.refusal(
        'too-many',
        'list_name',
        `选项表超过 ${mostLists} 个`,
        `There are more than ${mostLists} lists`,
      );
    }
    read.set(name, list);
    if (score !== undefined && list.scores === null) {
      if (list.choices.length > 0) throw mixed(row);
      list.scores = [];
    }
    // A row of a list’s name alone says that there is such a list.
    if (code === undefined) return;
    if (isMissing(code)) {
      readMissing(row, list, code, text);
      return;
    }
    if (list.scores) {
      if (score === undefined) throw mixed(row);
      list.scores.push(score);
    }
    const most = list.scores ? mostLevels : mostChoices;
    if (list.choices.length >= most) {
      throw row.refusal('too-many', 'name', `选项超过 ${most} 个`, `The list has more than ${most} options`);
    }
    const columns = new Map<string, string>();
    const extras = new Map<string, string>();
    for (const { header, cell, text: said } of row.unknown()) {
      if (said.length > 10_000) {
        throw new WorkbookRefusal(
          'too-long',
          { zh: '超过 10000 个字符', en: 'This is longer than 10,000 characters' },
          row.sheet,
          cell,
        );
      }
      if (list.scores) {
        warnings.add(
          'scale-column',
          row.sheet,
          cell,
          `量表的等级没有“${header}”列，没有带进来`,
          `Levels of a scale have no column “${header}”; it was not taken over`,
        );
      } else {
        (columnCode.test(header) && header !== 'label' && header !== 'name' ? columns : extras).set(header, said);
      }
    }
    list.choices.push({
      code,
      text: text ?? { zh: '', en: '' },
      ...(isAnchored && !list.scores ? { isAnchored } : {}),
      ...(columns.size > 0 ? { columns: Object.fromEntries(columns) } : {}),
      ...(extras.size > 0 ? { extras: Object.fromEntries(extras) } : {}),
    });
  }

  function readMissing(row: SheetRow, list: ReadList, code: MissingCode, text: LocalisedText | undefined): void {
    if (!list.offers.includes(code)) list.offers.push(code);
    const known = missing.get(code);
    if (known === undefined) {
      missing.set(code, text ?? { zh: '', en: '' });
    } else if (text && (text.zh !== known.zh || text.en !== known.en)) {
      warnings.add(
        'missing-code-words',
        row.sheet,
        row.at('name'),
        `“${code}”在一份问卷里只有一个名称，用先写的“${known.zh || known.en}”`,
        `“${code}” has one name in a questionnaire; the first, “${known.en || known.zh}”, is used`,
      );
    }
    for (const { header, cell } of row.unknown()) {
      warnings.add(
        'missing-code-column',
        row.sheet,
        cell,
        `“${code}”不是选项，没有“${header}”列，没有带进来`,
        `“${code}” is no option and has no column “${header}”; it was not taken over`,
      );
    }
  }

  function mixed(row: SheetRow): WorkbookRefusal {
    return row.refusal(
      'not-a-number',
      'poll::score',
      '量表的每一级都要有分值',
      'Every level of a scale needs its score',
    );
  }
}

/** `five-dontKnow-refused` is `five` with the missing codes that some items offer beside it. */
export function copyName(code: string, offers: readonly MissingCode[]): string {
  return [code, ...offers].join('-');
}

/** Finds the lists that are copies of another one with missing codes; a copy edited by hand stays a list of its own. */
function mergeCopies(read: ReadonlyMap<string, ReadList>): {
  codes: Map<string, string>;
  offersOf: Map<string, readonly MissingCode[]>;
} {
  const codes = new Map<string, string>();
  const offersOf = new Map<string, readonly MissingCode[]>();
  for (const list of read.values()) {
    offersOf.set(list.code, list.offers);
    const ending = copyName('', list.offers);
    const base = list.offers.length > 0 && list.code.endsWith(ending) ? list.code.slice(0, -ending.length) : '';
    const isCopy =
      base !== '' && sameContent(list, read.get(base) ?? { code: base, choices: [], scores: null, offers: [] });
    codes.set(list.code, isCopy ? base : list.code);
  }
  return { codes, offersOf };
}

function sameContent(one: ReadList, other: ReadList): boolean {
  return (
    other.offers.length === 0 &&
    JSON.stringify([one.choices, one.scores ?? []]) === JSON.stringify([other.choices, other.scores ?? []])
  );
}

function isMissing(code: string): code is MissingCode {
  return (missingCodes as readonly string[]).includes(code);
}
