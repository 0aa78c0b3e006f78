import type { DesignEntry, DesignItem, LocalisedText, PollPlan, QuestionnaireDesign } from '@minsheng/contracts';
import { designInWords } from '@minsheng/questionnaire/compile';

/** One question of a design as the plan's page lists it. */
export interface DesignLine {
  item: DesignItem;
  /** As everybody counts them; null for notes and for what nobody sees. */
  number: number | null;
  /** Indicators that it measures. */
  indicators: string[];
  /** Who is asked, in words; null: everybody. */
  askedWhen: LocalisedText | null;
  isOptional: boolean;
}

/** The items in the order of the questionnaire, with the conditions of the groups around them. */
export function designLines(design: QuestionnaireDesign): DesignLine[] {
  const items = flat(design.entries);
  const numbers = new Map<string, number>();
  for (const item of items) if (isAsked(item)) numbers.set(item.code, numbers.size + 1);
  const names = new Map<string, LocalisedText>();
  for (const item of items) {
    const number = numbers.get(item.code);
    const name = number === undefined ? item.text : { zh: `第 ${number} 题`, en: `question ${number}` };
    for (const { code } of [item, ...partsOf(item)]) names.set(code, name);
  }
  const words = designInWords(design, (code) => names.get(code) ?? { zh: code, en: code });
  return items.map((item) => ({
    item,
    number: numbers.get(item.code) ?? null,
    indicators: indicatorsOf(item),
    askedWhen: words.askedWhen(partsOf(item)[0]?.code ?? item.code),
    isOptional: isAsked(item) && (!('required' in item) || item.required !== true),
  }));
}

/** Questions that people are asked; rows of a grid count as one. */
export function questionsIn({ design, questionnaire }: Pick<PollPlan, 'design' | 'questionnaire'>): number {
  return design ? flat(design.document.entries).filter(isAsked).length : questionnaire.items.length;
}

function flat(entries: readonly DesignEntry[]): DesignItem[] {
  return entries.flatMap((entry) => (entry.type === 'group' ? flat(entry.entries) : [entry]));
}

function isAsked({ type }: DesignItem): boolean {
  return type !== 'note' && type !== 'calculated' && type !== 'hidden';
}

/** Rows of a grid and levels of a region, which conditions know by codes of their own. */
function partsOf(item: DesignItem): { code: string; text: LocalisedText }[] {
  return item.type === 'grid' ? item.rows : item.type === 'region' ? item.levels : [];
}

function indicatorsOf(item: DesignItem): string[] {
  if (item.type === 'grid') return item.rows.flatMap(({ indicator }) => (indicator ? [indicator.code] : []));
  return item.type === 'satisfaction' && item.indicator ? [item.indicator.code] : [];
}

/** What may be answered, as a person reads it: levels with their scores, options, rows; empty where something is written. */
export interface AnswerLine {
  text: LocalisedText;
  /** Of a level; null: no score; undefined: not a matter of scores. */
  score?: number | null;
  screensOut?: boolean;
}

export function answerLines(design: QuestionnaireDesign, item: DesignItem): AnswerLine[] {
  const missing = ('offers' in item ? (item.offers ?? []) : []).flatMap((code) => {
    const name = design.missing.find((each) => each.code === code)?.name;
    return name === undefined ? [] : [name];
  });
  switch (item.type) {
    case 'satisfaction':
      return [
        ...(design.scales.find(({ code }) => code === item.scale)?.levels ?? []).map(({ name, score }) => ({
          text: name,
          score,
        })),
        ...missing.map((text) => ({ text, score: null })),
      ];
    case 'single':
    case 'multiple':
    case 'rank': {
      const screensOut = item.type === 'single' ? (item.screensOut ?? []) : [];
      const choices = design.lists.find(({ code }) => code === item.list)?.choices ?? [];
      return [
        ...choices.map(({ code, text }) => (screensOut.includes(code) ? { text, screensOut: true } : { text })),
        ...missing.map((text) => ({ text })),
      ];
    }
    case 'grid':
    case 'region':
      return partsOf(item).map(({ text }) => ({ text }));
    default:
      return [];
  }
}
