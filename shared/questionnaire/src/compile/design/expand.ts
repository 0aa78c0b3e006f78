import type {
  AnswerCheck,
  DesignEntry,
  DesignGroup,
  DesignItem,
  LocalisedText,
  QuestionnaireDesign,
} from '@minsheng/contracts';
import type { CompiledChoice, Question, QuestionKind } from '../../engine/compiled.js';

/** A question whose expressions are still texts. */
export interface DraftQuestion {
  question: Omit<Question, 'relevant' | 'required' | 'constraint' | 'warning' | 'calculation' | 'gives' | 'filter'>;
  /** The item that it comes from: itself, or the grid or region around it. */
  item: DesignItem;
  relevant?: string;
  required: boolean | string;
  constraint?: AnswerCheck;
  warning?: AnswerCheck;
  calculation?: string;
  filter?: string;
}

export interface DraftGroup {
  code: string;
  text: LocalisedText | null;
  group: number;
  relevant?: string;
  isShuffled?: true;
  isAnchored?: true;
  /** The group of the design, or the grid or region that stands as one here. */
  entry: DesignGroup | DesignItem;
}

export interface DraftList {
  code: string;
  choices: CompiledChoice[];
  isScale: boolean;
}

export interface Draft {
  questions: DraftQuestion[];
  groups: DraftGroup[];
  lists: DraftList[];
}

/** Takes grids and regions apart: a row or a level is a question of its own, inside a group of the grid's code. */
export function expand(design: QuestionnaireDesign): Draft {
  const lists: DraftList[] = [
    ...design.scales.map(({ code, levels }) => ({
      code,
      isScale: true,
      choices: levels.map((level) => ({ code: level.code, text: level.name })),
    })),
    ...design.lists.map(({ code, choices }) => ({
      code,
      isScale: false,
      choices: choices.map(({ code: choice, text, isAnchored, columns }) => ({
        code: choice,
        text,
        ...(isAnchored ? { isAnchored } : {}),
        ...(columns ? { columns } : {}),
      })),
    })),
  ];
  const questions: DraftQuestion[] = [];
  const groups: DraftGroup[] = [];
  /** Undefined where no such list or scale exists, which the checks report. */
  const listAt = (code: string, isScale: boolean): number | undefined => {
    const at = lists.findIndex((list) => list.code === code && list.isScale === isScale);
    return at < 0 ? undefined : at;
  };

  design.entries.forEach((entry) => place(entry, -1));
  return { questions, groups, lists };

  function place(entry: DesignEntry, group: number): void {
    if (entry.type === 'group') {
      const at = groups.length;
      groups.push({
        code: entry.code,
        text: entry.text ?? null,
        group,
        relevant: entry.relevant,
        ...(entry.isShuffled ? { isShuffled: true } : {}),
        ...(entry.isAnchored ? { isAnchored: true } : {}),
        entry,
      });
      entry.entries.forEach((inside) => place(inside, at));
    } else if (entry.type === 'grid') {
      const at = groupOf(entry, group, entry.isShuffled === true);
      for (const row of entry.rows) {
        const question = questionOf(entry, 'single', at, row.code, row.text);
        question.list = listAt(entry.scale, true);
        question.look = 'row';
        if (entry.offers) question.offers = entry.offers;
        if (row.indicator) question.indicator = row.indicator;
        if (row.isAnchored) question.isAnchored = true;
        add(question, entry);
      }
    } else if (entry.type === 'region') {
      const at = groupOf(entry, group, false);
      entry.levels.forEach((level, index) => {
        const question = questionOf(entry, 'single', at, level.code, level.text);
        question.list = listAt(level.list, false);
        const above = entry.levels[index - 1];
        add(question, entry, above ? { filter: `parent = \${${above.code}}` } : {});
      });
    } else {
      placeItem(entry, group);
    }
  }

  function groupOf(
    entry: Extract<DesignItem, { type: 'grid' | 'region' }>,
    group: number,
    isShuffled: boolean,
  ): number {
    groups.push({
      code: entry.code,
      text: entry.text,
      group,
      relevant: entry.relevant,
      ...(isShuffled ? { isShuffled: true } : {}),
      ...(entry.isAnchored ? { isAnchored: true } : {}),
      entry,
    });
    return groups.length - 1;
  }

  function placeItem(item: Exclude<DesignItem, { type: 'grid' | 'region' }>, group: number): void {
    const kind: QuestionKind = item.type === 'satisfaction' ? 'single' : item.type;
    const question = questionOf(item, kind, group, item.code, item.text);
    if (item.isAnchored) question.isAnchored = true;
    if ('offers' in item && item.offers) question.offers = item.offers;
    if ('list' in item) question.list = listAt(item.list, false);
    if ('isShuffled' in item && item.isShuffled) question.isShuffled = true;
    if ('indicator' in item && item.indicator) question.indicator = item.indicator;
    switch (item.type) {
      case 'satisfaction':
        question.list = listAt(item.scale, true);
        question.look = 'scale';
        if (item.subject) question.subject = item.subject;
        break;
      case 'single':
        if (item.screensOut) question.screensOut = item.screensOut;
        break;
      case 'multiple':
        if (item.exclusive) question.exclusive = item.exclusive;
        if (item.atLeast !== undefined) question.atLeast = item.atLeast;
        if (item.atMost !== undefined) question.atMost = item.atMost;
        break;
      case 'rank':
        question.atLeast = item.top;
        question.atMost = item.top;
        break;
      case 'text':
        question.maxLength = item.maxLength;
        if (item.isLong) question.look = 'long';
        break;
      default:
        break;
    }
    add(question, item, {
      relevant: item.relevant,
      ...('choiceFilter' in item ? { filter: item.choiceFilter } : {}),
      ...(item.type === 'calculated' ? { calculation: item.calculation } : {}),
    });
  }

  function questionOf(item: DesignItem, kind: QuestionKind, group: number, code: string, text: LocalisedText) {
    const question: DraftQuestion['question'] = { code, kind, text, group };
    if (item.hint) question.hint = item.hint;
    if (item.guidance) question.guidance = item.guidance;
    if (item.isInterviewerOnly || kind === 'photo' || kind === 'location') question.isInterviewerOnly = true;
    if ('initial' in item && item.initial !== undefined) question.initial = item.initial;
    if ('requiredMessage' in item && item.requiredMessage) question.requiredMessage = item.requiredMessage;
    return question;
  }

  function add(
    question: DraftQuestion['question'],
    item: DesignItem,
    more: Pick<DraftQuestion, 'relevant' | 'calculation' | 'filter'> = {},
  ): void {
    questions.push({
      question,
      item,
      required: ('required' in item && item.required) || false,
      ...('constraint' in item && item.constraint ? { constraint: item.constraint } : {}),
      ...('warning' in item && item.warning ? { warning: item.warning } : {}),
      ...more,
    });
  }
}
