import type {
  AnswerCheck,
  DesignEntry,
  DesignGroup,
  DesignItem,
  LocalisedText,
  MeasuredIndicator,
} from '@minsheng/contracts';
import { parse } from '../expression/syntax.js';
import { readType, type ReadType } from './item-types.js';
import { limitMessage, filterForOdk, writtenCheck, type OwnLimits } from './odk-checks.js';
import type { ReadChoices } from './read-choices.js';
import { yesOrNo, type SheetRow, type SheetTable } from './read-sheet.js';
import { WorkbookRefusal, type Warnings } from './workbook-sheets.js';

const mostEntries = 400;
const longestType = 200;
/** A list’s code and the missing codes behind it. */
const longestListName = 100;
const mostRows = 100;
const mostLevels = 6;
const deepest = 20;
const longestExpression = 4000;
const longestAnswer = 2000;
const weightingRoles = ['area', 'margin', 'staffOf'] as const;
const sensitivities = ['personal', 'sensitive'] as const;
const ownTypes = ['satisfaction', 'grid', 'region', 'site', 'shift'] as const;

interface Node {
  row: SheetRow;
  type: ReadType;
  written: string;
  children: Node[];
}

/** Fields of an item, put together piece by piece; the type of the row says which there are. */
type Fields = Record<string, unknown>;

interface Part {
  code: string;
  text: LocalisedText;
  list: string;
  scale?: string;
  indicator?: MeasuredIndicator;
  isAnchored?: boolean;
}

/** Told of each row of a grid, or level of a region, by itself. */
const ofPart = new Set(['type', 'code', 'text', 'scale', 'list', 'choiceFilter', 'indicator', 'isAnchored']);
/** Told of the grid or region as a whole. */
const ofWhole = new Set(['relevant', 'appearance', 'isInterviewerOnly', 'isShuffled', 'screensOut', 'extras']);

/** The rows of a survey as entries of a design. */
export function readSurvey(table: SheetTable, choices: ReadChoices, warnings: Warnings): DesignEntry[] {
  for (const key of ['type', 'name']) {
    if (table.headerOf(key) === null) {
      throw new WorkbookRefusal(
        'column-missing',
        { zh: `缺“${key}”列`, en: `The column “${key}” is missing` },
        table.name,
      );
    }
  }
  const warn = (code: string, row: SheetRow, key: string, zh: string, en: string): void =>
    warnings.add(code, row.sheet, row.at(key), zh, en);

  return within(treeOf(table, warn), entriesOf, mostEntries, '题目', 'items');

  function within<T>(nodes: Node[], read: (nodes: Node[]) => T[], most: number, zh: string, en: string): T[] {
    const found = read(nodes);
    if (found.length > most) {
      throw (nodes[most] ?? nodes[0]!).row.refusal(
        'too-many',
        'type',
        `一处的${zh}超过 ${most} 个`,
        `There are more than ${most} ${en} in one place`,
      );
    }
    return found;
  }

  function entriesOf(nodes: Node[]): DesignEntry[] {
    return nodes.flatMap((node) => (node.type.is === 'begin' ? groupOf(node) : itemsOf(node)));
  }

  function groupOf(node: Node): DesignEntry {
    const { row } = node;
    const asked = ownType(row);
    if (node.type.is === 'begin' && node.type.what === 'group' && (asked === 'grid' || asked === 'region')) {
      const found = asked === 'grid' ? gridOf(node) : regionOf(node);
      if (found) return found;
      warn(
        'taken-apart',
        row,
        'poll::type',
        asked === 'grid' ? '各行的设置不一样，矩阵拆成了单独的题' : '各级的设置不一样，地区题拆成了单独的题',
        asked === 'grid'
          ? 'The rows of the grid differ in more than their words; they are items of their own now'
          : 'The levels of the region differ in more than their words; they are items of their own now',
      );
    }
    const group: DesignGroup = {
      type: 'group',
      code: codeOf(node, 'group'),
      ...given('text', row.words('label')),
      ...given('relevant', expression(row, 'relevant')),
      ...(row.takeYes('poll::shuffled') ? { isShuffled: true } : {}),
      ...(row.takeYes('poll::anchored') ? { isAnchored: true } : {}),
      ...given('appearance', row.take('appearance', 200)),
      entries: within(node.children, entriesOf, mostEntries, '题目', 'items'),
    };
    if (node.type.is === 'begin' && node.type.what !== 'group') {
      warn(
        node.type.what,
        row,
        'type',
        `不支持重复（${node.written}）：里面的题只问一遍`,
        `Repeats are not supported (${node.written}): what is inside is asked once`,
      );
      return { ...group, ...extrasOf(row, { type: node.written }) };
    }
    return { ...group, ...extrasOf(row) };
  }

  /** Rows judged on one scale that differ in nothing but their words and indicators; else null. */
  function gridOf(node: Node): DesignItem | null {
    const rows = within(node.children, (nodes) => nodes, mostRows, '行', 'rows');
    const scales = new Set<unknown>();
    const read = partsOf(node, rows, (part) => {
      scales.add(part.scale);
      return part.type === 'satisfaction' && part.subject === undefined && scales.size === 1;
    });
    if (!read) return null;
    const { whole, parts } = read;
    return {
      ...whole,
      type: 'grid',
      scale: parts[0]?.scale ?? whole.scale ?? '',
      rows: parts.map(({ code, text, indicator, isAnchored }) => ({
        code,
        text,
        ...given('indicator', indicator),
        ...given('isAnchored', isAnchored),
      })),
      ...(node.row.takeYes('poll::shuffled') ? { isShuffled: true } : {}),
      ...extrasOf(node.row),
    } as DesignItem;
  }

  /** Levels that differ in their words and lists alone, each filtered by the one above; else null. */
  function regionOf(node: Node): DesignItem | null {
    const rows = within(node.children, (nodes) => nodes, mostLevels, '级', 'levels');
    const read = partsOf(
      node,
      rows,
      (part, at, above) =>
        part.type === 'single' &&
        part.offers === undefined &&
        part.indicator === undefined &&
        part.isAnchored === undefined &&
        part.choiceFilter === (at === 0 ? undefined : `parent = \${${above}}`),
    );
    if (!read) return null;
    const { whole, parts } = read;
    return {
      ...whole,
      type: 'region',
      levels: parts.map(({ code, text, list }) => ({ code, text, list })),
      ...extrasOf(node.row),
    } as DesignItem;
  }

  /** The rows of a grid or the levels of a region, and what they share. Nothing is taken from the rows while they differ. */
  function partsOf(
    node: Node,
    rows: Node[],
    fits: (part: Fields, at: number, above: string) => boolean,
  ): { whole: Fields; parts: Part[] } | null {
    const isChoosing = rows.every(({ type }) => type.is === 'choosing' && type.how === 'single' && !type.hasOther);
    if (!isChoosing) return null;
    const before = warnings.all.length;
    const items = rows.map((each) => itemsOf({ ...each, row: each.row.again() })[0] as unknown as Fields);
    const shared = items.map((item) => JSON.stringify(Object.entries(item).filter(([key]) => !ofPart.has(key))));
    const isOne =
      shared.every((each) => each === shared[0]) &&
      items.every((item) => !Object.keys(item).some((key) => ofWhole.has(key))) &&
      items.every((item, at) => fits(item, at, String(items[at - 1]?.code)));
    if (!isOne) {
      // They are read again as items of their own.
      warnings.all.length = before;
      return null;
    }
    const { row } = node;
    const common =
      items.length > 0
        ? Object.fromEntries(Object.entries(items[0]!).filter(([key]) => !ofPart.has(key)))
        : wholeWithoutParts(row);
    return {
      whole: {
        code: codeOf(node, 'group'),
        text: row.words('label') ?? { zh: '', en: '' },
        ...given('relevant', expression(row, 'relevant')),
        ...(row.takeYes('poll::interviewer_only') ? { isInterviewerOnly: true } : {}),
        ...(row.takeYes('poll::anchored') ? { isAnchored: true } : {}),
        ...given('appearance', row.take('appearance', 200)),
        ...common,
      },
      parts: items as unknown as Part[],
    };
  }

  function wholeWithoutParts(row: SheetRow): Fields {
    const list = row.takeWord('poll::scale', longestListName);
    const { code, offers } = choices.find(list ?? '');
    return {
      ...(list === undefined ? {} : { scale: code, ...(offers.length > 0 ? { offers } : {}) }),
      ...commonOf(row, false),
      ...answeredOf(row, { type: 'grid', offers }),
    };
  }

  function itemsOf(node: Node): DesignItem[] {
    const { row, type } = node;
    const asked = ownType(row);
    const base = (): Fields => ({ code: codeOf(node, 'item'), text: row.words('label') ?? { zh: '', en: '' } });
    switch (type.is) {
      case 'choosing':
        return choosingOf(node, type, asked, base());
      case 'plain': {
        if (type.type === 'note') return [finish(row, { ...base(), type: 'note', ...commonOf(row) }, ['read_only'])];
        if (type.type === 'calculated') {
          return [
            finish(
              row,
              {
                ...base(),
                type: 'calculated',
                calculation: expression(row, 'calculation') ?? '',
                ...commonOf(row),
              },
              ['read_only'],
            ),
          ];
        }
        if (type.type === 'hidden') {
          return [finish(row, { ...base(), type: 'hidden', ...commonOf(row), ...given('initial', initialOf(row)) })];
        }
        if (type.type === 'text') return [textOf(node, asked, base())];
        return [finish(row, { ...base(), type: type.type, ...commonOf(row), ...answeredOf(row, { type: type.type }) })];
      }
      case 'near': {
        warn(
          'type-near',
          row,
          'type',
          `“${node.written}”在这里按${type.type === 'text' ? '文字' : '整数'}来问`,
          `“${node.written}” is asked as ${type.type === 'text' ? 'a text' : 'a whole number'} here`,
        );
        return [
          finish(
            row,
            {
              ...base(),
              type: type.type,
              ...(type.type === 'text' ? { maxLength: longestAnswer } : {}),
              ...commonOf(row),
              ...answeredOf(row, { type: type.type }),
            },
            [],
            { type: node.written },
          ),
        ];
      }
      case 'range':
        return [rangeOf(node, base())];
      default: {
        warn(
          'type-unsupported',
          row,
          'type',
          `不支持“${node.written}”：这一行原样保留，但不会问`,
          `“${node.written}” is not supported: the row is kept, but never asked`,
        );
        const item: Fields = { ...base(), type: 'hidden', ...commonOf(row) };
        return [{ ...item, ...extrasOf(row, { type: node.written }, true) } as unknown as DesignItem];
      }
    }
  }

  function textOf(node: Node, asked: string | undefined, base: Fields): DesignItem {
    const { row } = node;
    if (asked === 'site' || asked === 'shift') {
      return finish(row, { ...base, type: asked, ...commonOf(row), ...answeredOf(row, { type: asked }) });
    }
    const maxLength = row.takeNumber('poll::max_length', true) ?? longestAnswer;
    const isOwn = row.has('poll::max_length');
    const { appearance, ...common } = commonOf(row);
    const looks = ((appearance as string | undefined) ?? '').split(' ');
    const isLong = looks.includes('multiline');
    const others = isLong ? looks.filter((_word, at) => at !== looks.indexOf('multiline')).join(' ') : appearance;
    return finish(row, {
      ...base,
      type: 'text',
      maxLength,
      ...(isLong ? { isLong } : {}),
      ...common,
      ...(others === undefined || others === '' ? {} : { appearance: others }),
      ...answeredOf(row, { type: 'text', ...(isOwn ? { maxLength } : {}) }),
    });
  }

  function choosingOf(
    node: Node,
    type: Extract<ReadType, { is: 'choosing' }>,
    asked: string | undefined,
    base: Fields,
  ): DesignItem[] {
    const { row } = node;
    const found = choices.find(type.list);
    if (found.code.length > 64) {
      throw row.refusal('too-long', 'type', '选项表名超过 64 个字符', 'The list’s name is longer than 64 characters');
    }
    const offers = found.offers.length > 0 ? found.offers : undefined;
    if (type.how === 'single' && (asked === 'satisfaction' || found.isScale)) {
      return [
        finish(row, {
          ...base,
          type: 'satisfaction',
          scale: found.code,
          ...given('offers', offers),
          ...given('indicator', indicatorOf(row)),
          ...given('subject', row.words('poll::subject', true)),
          ...commonOf(row),
          ...answeredOf(row, { type: 'satisfaction', offers }),
        }),
      ];
    }
    const list = type.hasOther ? choices.withOther(found.code) : found.code;
    const limits: OwnLimits = { type: type.how, offers };
    const item: Fields = { ...base, type: type.how, list };
    const filter = expression(row, 'choice_filter');
    const keptFilter = expression(row, 'poll::choice_filter');
    const isOurs = keptFilter !== undefined && filterForOdk(keptFilter, offers ?? []) === filter;
    if (keptFilter !== undefined && !isOurs) edited(row, 'choice_filter');
    Object.assign(item, given('choiceFilter', isOurs ? keptFilter : filter));
    if (type.how === 'single') {
      Object.assign(
        item,
        given('offers', offers),
        given('screensOut', codes(row, 'poll::screens_out')),
        given('indicator', indicatorOf(row)),
      );
    } else if (type.how === 'multiple') {
      limits.exclusive = codes(row, 'poll::exclusive');
      limits.atLeast = row.takeNumber('poll::at_least', true);
      limits.atMost = row.takeNumber('poll::at_most', true);
      Object.assign(
        item,
        given('offers', offers),
        given('exclusive', limits.exclusive),
        given('atLeast', limits.atLeast),
        given('atMost', limits.atMost),
      );
    } else {
      const all = choices.lists.find(({ code }) => code === list)?.choices.length ?? 0;
      item.top = row.takeNumber('poll::top', true) ?? Math.max(1, all);
      delete limits.offers;
      if (offers) {
        warn('rank-offers', row, 'type', '排序题不提供“不了解”等', 'A ranking offers no “don’t know” and its like');
      }
    }
    const { isShuffled, rest } = parametersOf(row);
    Object.assign(item, isShuffled ? { isShuffled } : {}, commonOf(row), answeredOf(row, limits));
    const items = [finish(row, item, [], rest === undefined ? {} : { parameters: rest })];
    if (type.hasOther) {
      warn(
        'or-other',
        row,
        'type',
        'or_other 写成了选项“其他”和一道文字题',
        'or_other became the option “Other” and a text item',
      );
      const code = `${String(base.code)}_other`;
      if (code.length > 64) throw row.refusal('too-long', 'name', '代码太长', 'The code is too long');
      items.push({
        type: 'text',
        code,
        text: { zh: '请说明其他', en: 'Specify other.' },
        maxLength: longestAnswer,
        relevant: `selected(\${${String(base.code)}}, 'other')`,
      });
    }
    return items;
  }

  /** A slider is asked as a number between the same ends. */
  function rangeOf(node: Node, base: Fields): DesignItem {
    const { row } = node;
    const written = row.take('parameters', 200) ?? '';
    const said = new Map(pairsOf(written));
    const ends = (['start', 'end', 'step'] as const).map((key) =>
      Number(said.get(key) ?? { start: 0, end: 10, step: 1 }[key]),
    );
    const type = ends.every((each) => Number.isInteger(each)) ? 'integer' : 'decimal';
    const item: Fields = { ...base, type, ...commonOf(row), ...answeredOf(row, { type }) };
    const [least, most] = [Math.min(ends[0]!, ends[1]!), Math.max(ends[0]!, ends[1]!)];
    if (item.constraint === undefined && Number.isFinite(least) && Number.isFinite(most)) {
      item.constraint = {
        expression: `. >= ${least} and . <= ${most}`,
        message: { zh: `应在 ${least} 到 ${most} 之间`, en: `This must be from ${least} to ${most}` },
      } satisfies AnswerCheck;
    }
    warn(
      'type-near',
      row,
      'type',
      '滑块（range）在这里按数字来问，界限写成了约束',
      'A range is asked as a number here; its ends became a constraint',
    );
    return finish(row, item, [], { type: node.written, ...(written === '' ? {} : { parameters: written }) });
  }

  /** What every item may have. */
  function commonOf(row: SheetRow, hasOwnPlace = true): Fields {
    return {
      ...given('hint', row.words('hint')),
      ...given('guidance', row.words('guidance_hint')),
      ...(hasOwnPlace
        ? {
            ...given('relevant', expression(row, 'relevant')),
            ...(row.takeYes('poll::interviewer_only') ? { isInterviewerOnly: true } : {}),
            ...(row.takeYes('poll::anchored') ? { isAnchored: true } : {}),
            ...given('appearance', row.take('appearance', 200)),
          }
        : {}),
    };
  }

  /** What every answered item may have. */
  function answeredOf(row: SheetRow, limits: OwnLimits): Fields {
    const fields: Fields = {};
    const required = row.take('required', longestExpression);
    if (required !== undefined) {
      const said = yesOrNo(required);
      if (said === true) fields.required = true;
      else if (said === null) fields.required = tidied(required);
    }
    Object.assign(fields, given('requiredMessage', row.words('required_message')));
    const cell = row.take('constraint', 3 * longestExpression);
    const kept = row.take('poll::constraint', longestExpression);
    const { written, isOfLimits, wasEdited } = writtenCheck(cell, kept, limits);
    if (wasEdited) edited(row, 'constraint');
    if (written !== undefined && written.length > longestExpression) {
      throw row.refusal('too-long', 'constraint', '表达式太长', 'The expression is too long');
    }
    if (written !== undefined) {
      fields.constraint = {
        expression: tidied(written),
        message: row.words('constraint_message') ?? { zh: '', en: '' },
      };
    } else if (isOfLimits) {
      const isOurs =
        row.peek('constraint_message@zh') === limitMessage.zh && row.peek('constraint_message@en') === limitMessage.en;
      if (isOurs) row.words('constraint_message');
    }
    const warning = expression(row, 'poll::warning');
    if (warning !== undefined) {
      fields.warning = { expression: warning, message: row.words('poll::warning_message', true) ?? { zh: '', en: '' } };
    }
    return {
      ...fields,
      ...given('initial', initialOf(row)),
      ...given('quotaRole', row.takeWord('poll::quota_role')),
      ...given('weightingRole', oneOf(row, 'poll::weighting_role', weightingRoles)),
      ...given('sensitivity', oneOf(row, 'poll::sensitivity', sensitivities)),
    };
  }

  /** A value that stands there from the start; one that is worked out is none and is carried along. */
  function initialOf(row: SheetRow): string | undefined {
    const own = row.take('poll::initial');
    if (own !== undefined) return own;
    const written = row.peek('default');
    if (written === undefined) return undefined;
    if (written.length <= longestAnswer && isWorkedOut(written)) {
      warn(
        'default-worked-out',
        row,
        'default',
        '不支持算出来的初始值：原样保留，不起作用',
        'Initial values that are worked out are not supported: kept, without effect',
      );
      return undefined;
    }
    return row.take('default');
  }

  function parametersOf(row: SheetRow): { isShuffled: boolean; rest: string | undefined } {
    const written = row.take('parameters', 2000);
    if (written === undefined) return { isShuffled: false, rest: undefined };
    const pairs = pairsOf(written);
    const isShuffled = pairs.some(([key, value]) => key === 'randomize' && yesOrNo(value) === true);
    if (isShuffled && pairs.some(([key]) => key === 'seed')) {
      warn(
        'seed',
        row,
        'parameters',
        '随机顺序用每份答卷自己的种子，这里写的 seed 原样保留，不起作用',
        'Options are shuffled by the seed of each response; the seed written here is kept, without effect',
      );
    }
    const others = pairs.filter(([key]) => key !== 'randomize');
    if (others.length === pairs.length) return { isShuffled, rest: written };
    return { isShuffled, rest: others.map((pair) => pair.join('=')).join(', ') || undefined };
  }

  function indicatorOf(row: SheetRow): MeasuredIndicator | undefined {
    const code = row.takeWord('poll::indicator');
    if (code === undefined) return undefined;
    const version = row.takeNumber('poll::indicator_version', true);
    if (version === undefined) {
      warn(
        'indicator-version',
        row,
        'poll::indicator',
        '没有写指标的版本，当作第 1 版',
        'The indicator’s version is not said; taken as 1',
      );
    }
    return { code, version: version ?? 1 };
  }

  function expression(row: SheetRow, key: string): string | undefined {
    const written = row.take(key, key === 'choice_filter' ? longestExpression + 200 : longestExpression);
    return written === undefined ? undefined : tidied(written);
  }

  function edited(row: SheetRow, key: string): void {
    warn(
      'edited-by-hand',
      row,
      key,
      `“${key}”和“poll::${key}”对不上，用“${key}”`,
      `“${key}” does not go with “poll::${key}”; “${key}” is used`,
    );
  }

  function codes(row: SheetRow, key: string): string[] | undefined {
    const found = row.take(key, 20_000)?.trim().split(/\s+/);
    if (found?.some((code) => code.length > 64)) {
      throw row.refusal('too-long', key, '代码超过 64 个字符', 'A code is longer than 64 characters');
    }
    return found;
  }

  function oneOf<T extends string>(row: SheetRow, key: string, values: readonly T[]): T | undefined {
    const word = row.takeWord(key);
    if (word === undefined) return undefined;
    const found = values.find((each) => each === word);
    if (found === undefined) {
      throw row.refusal(
        'value-unknown',
        key,
        `“${word}”应是 ${values.join('、')} 之一`,
        `“${word}” must be one of ${values.join(', ')}`,
      );
    }
    return found;
  }

  function ownType(row: SheetRow): (typeof ownTypes)[number] | undefined {
    return oneOf(row, 'poll::type', ownTypes);
  }

  function codeOf({ row, written }: Node, what: 'item' | 'group'): string {
    const code = row.takeWord('name');
    if (code !== undefined) return code;
    const isHarmless = what === 'group' || written.trim().toLowerCase() === 'note';
    if (!isHarmless) throw row.refusal('name-missing', 'name', '题目缺代码（name）', 'The item has no code (name)');
    const made = `${what === 'group' ? 'group' : 'note'}_${row.at('name').replace(/\D/g, '')}`;
    warn('name-made', row, 'name', `没有写代码，取为“${made}”`, `No code is written; it is now “${made}”`);
    return made;
  }

  /** The item with what its row holds besides; cells that mean something elsewhere, but not here, are named. */
  function finish(row: SheetRow, item: Fields, harmless: string[] = [], more: Record<string, string> = {}): DesignItem {
    harmless.forEach((key) => row.take(key));
    return { ...item, ...extrasOf(row, more) } as unknown as DesignItem;
  }

  function extrasOf(
    row: SheetRow,
    more: Record<string, string> = {},
    isKept = false,
  ): { extras?: Record<string, string> } {
    for (const key of ['required', 'read_only', 'disabled']) if (yesOrNo(row.peek(key) ?? '') === false) row.take(key);
    if (!isKept) {
      for (const { header, cell } of row.leftOver()) {
        if (header === 'default' || header === 'repeat_count') continue;
        warnings.add(
          'column-not-here',
          row.sheet,
          cell,
          `“${header}”在这种题上不起作用，原样保留`,
          `“${header}” does nothing on such an item; it is kept`,
        );
      }
    }
    const extras = { ...row.extras(), ...more };
    return Object.keys(extras).length === 0 ? {} : { extras };
  }
}

/** Groups with what is in them; every begin has its end. */
function treeOf(
  table: SheetTable,
  warn: (code: string, row: SheetRow, key: string, zh: string, en: string) => void,
): Node[] {
  const top: Node[] = [];
  const open: Node[] = [];
  for (const row of table.rows) {
    const written = row.takeWord('type', longestType);
    if (written === undefined) {
      if (row.has('name') || row.has('label@zh') || row.has('label@en')) {
        throw row.refusal('type-missing', 'type', '这一行没有题型（type）', 'The row has no type');
      }
      warn('row-left-out', row, 'type', '这一行没有题型，没有带进来', 'The row has no type and was not taken over');
      continue;
    }
    if (yesOrNo(row.peek('disabled') ?? '') === true) {
      warn('row-left-out', row, 'disabled', '停用的行没有带进来', 'A disabled row was not taken over');
      continue;
    }
    const type = readType(written);
    if (type.is === 'unknown') {
      throw row.refusal('type-unknown', 'type', `不认识的题型“${written}”`, `Unknown type “${written}”`);
    }
    if (type.is === 'end') {
      const last = open.pop();
      if (last?.type.is !== 'begin' || last.type.what !== type.what) {
        throw row.refusal(
          'group-not-open',
          'type',
          `“${written}”前面没有与它对应的开始`,
          `There is no begin that goes with “${written}”`,
        );
      }
      continue;
    }
    const node: Node = { row, type, written, children: [] };
    (open.at(-1)?.children ?? top).push(node);
    if (type.is === 'begin') {
      open.push(node);
      if (open.length > deepest) {
        throw row.refusal('too-deep', 'type', `题组套了 ${deepest} 层以上`, `Groups are nested deeper than ${deepest}`);
      }
    }
  }
  const left = open.at(-1);
  if (left) {
    throw left.row.refusal(
      'group-not-closed',
      'type',
      `“${left.written}”后面没有结束`,
      `“${left.written}” is never closed`,
    );
  }
  return top;
}

/** Word processors turn quotation marks; where that alone keeps an expression from being read, they are turned back. */
function tidied(written: string): string {
  const isRead = (text: string): boolean => parse(text, () => undefined) !== null;
  if (!/[“”‘’]/.test(written) || isRead(written)) return written;
  const straight = written.replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
  return isRead(straight) ? straight : written;
}

/** `randomize=true, seed=42` as pairs. */
function pairsOf(parameters: string): [string, string][] {
  return parameters
    .replace(/\s*=\s*/g, '=')
    .split(/[,;\s]+/)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at).toLowerCase(), pair.slice(at + 1)];
    });
}

/** Whether ODK would work the initial value out instead of writing it down. */
export function isWorkedOut(initial: string): boolean {
  return /\$\{|[A-Za-z_][A-Za-z0-9_:.-]*\s*\(/.test(initial);
}

function given(key: string, value: unknown): Fields {
  return value === undefined ? {} : { [key]: value };
}
