import {
  textIn,
  type DesignEntry,
  type DesignItem,
  type Language,
  type LocalisedText,
  type QuestionnaireDesign,
} from '@minsheng/contracts';
import { designInWords, type DesignInWords } from '@minsheng/questionnaire/compile';
import { html, type Html } from './html.js';
import { say } from './messages.js';

/** Longer lists (streets and communities of a whole city) stand in the plan's file, not on its page. */
const mostOptions = 40;

type Question = Exclude<DesignItem, { type: 'note' | 'calculated' | 'hidden' }>;

export interface DesignQuestions {
  /** How many are numbered; rows of a grid and levels of a region stand under one number. */
  count: number;
  list: Html;
}

/**
 * The questions of a design as they are asked, word by word: options, who is asked, what an answer must keep to. What is worked
 * out or set beforehand is told where a condition speaks of it.
 *
 * @param scale the one whose levels are scored, told above the list
 */
export function designQuestions(
  design: QuestionnaireDesign,
  scale: readonly { code: string }[],
  language: Language,
): DesignQuestions {
  const entries = flat(design.entries);
  const questions = entries.filter((entry): entry is Question => isQuestion(entry));
  const names = namesOf(entries, questions);
  const words = designInWords(design, (code) => names.get(code) ?? { zh: code, en: code });
  let notes: LocalisedText[] = [];
  const items = entries.flatMap((entry) => {
    if (entry.type === 'note') notes.push(entry.text);
    if (!isQuestion(entry)) return [];
    const read = notes.map((note) => say(language, 'plan.note', { text: textIn(words.text(note), language) }));
    notes = [];
    const lines = [...read, ...linesOf(design, entry, words, scale, language)];
    return [
      html`<li>
        <div>
          <b>${textIn(words.text(entry.text), language)}</b>${lines.map((line) => html`<small>${line}</small>`)}
        </div>
      </li>`,
    ];
  });
  return {
    count: questions.length,
    list: html`<ol class="asked">
        ${items}
      </ol>
      ${notes.map((note) => html`<p>${say(language, 'plan.note', { text: textIn(words.text(note), language) })}</p>`)}`,
  };
}

function isQuestion(entry: DesignItem): entry is Question {
  return entry.type !== 'note' && entry.type !== 'calculated' && entry.type !== 'hidden';
}

function flat(entries: readonly DesignEntry[]): DesignItem[] {
  return entries.flatMap((entry) => (entry.type === 'group' ? flat(entry.entries) : [entry]));
}

/** `第 3 题` as it is numbered here; a row of a grid by its words besides. */
function namesOf(entries: readonly DesignItem[], questions: readonly Question[]): Map<string, LocalisedText> {
  const names = new Map<string, LocalisedText>();
  for (const entry of entries) {
    if (entry.type === 'hidden' && entry.text.zh.trim() !== '') names.set(entry.code, entry.text);
  }
  questions.forEach((item, at) => {
    const number = { zh: `第 ${at + 1} 题`, en: `question ${at + 1}` };
    names.set(item.code, number);
    const parts = item.type === 'grid' ? item.rows : item.type === 'region' ? item.levels : [];
    for (const { code, text } of parts)
      names.set(code, { zh: `${number.zh}“${text.zh}”`, en: `${number.en}, “${text.en}”` });
  });
  return names;
}

function linesOf(
  design: QuestionnaireDesign,
  item: Question,
  words: DesignInWords,
  scale: readonly { code: string }[],
  language: Language,
): string[] {
  const told = (text: LocalisedText): string => textIn(words.text(text), language);
  const lines: string[] = [];
  if (item.hint) lines.push(told(item.hint));
  lines.push(...answerLines());
  if ('choiceFilter' in item && item.choiceFilter !== undefined) {
    lines.push(say(language, 'plan.filtered', { condition: textIn(words.condition(item.choiceFilter), language) }));
  }
  if (item.constraint) lines.push(say(language, 'plan.mustHold', { rule: told(item.constraint.message) }));
  const asked = words.askedWhen(firstCode());
  if (asked !== null) {
    const condition = language === 'en' ? asked.en : spaced(asked.zh);
    lines.push(say(language, 'plan.askedWhen', { condition }));
  }
  if (item.isInterviewerOnly === true || item.type === 'photo' || item.type === 'location')
    lines.push(say(language, 'plan.interviewerOnly'));
  if (typeof item.required === 'string') {
    lines.push(say(language, 'plan.requiredWhen', { condition: textIn(words.condition(item.required), language) }));
  } else if (item.required !== true) lines.push(say(language, 'plan.optional'));
  return lines;

  /** Rows and levels stand for the whole, which no condition knows by its own code. */
  function firstCode(): string {
    return (
      (item.type === 'grid' ? item.rows[0]?.code : item.type === 'region' ? item.levels[0]?.code : null) ?? item.code
    );
  }

  function answerLines(): string[] {
    switch (item.type) {
      case 'consent':
        return [say(language, 'plan.consent')];
      case 'satisfaction':
        return levelLine(item.scale);
      case 'single':
        return [joined([...optionsOf(item.list, item.screensOut ?? []), ...missingOf(item.offers)])];
      case 'multiple':
        return [
          joined([...optionsOf(item.list, []), ...missingOf(item.offers)]),
          item.atMost === undefined
            ? say(language, 'plan.several')
            : say(language, 'plan.severalUpTo', { n: item.atMost }),
        ];
      case 'rank':
        return [joined(optionsOf(item.list, [])), say(language, 'plan.ranked', { n: item.top })];
      case 'grid':
        return [joined(item.rows.map(({ text }) => told(text))), ...levelLine(item.scale)];
      case 'region':
        return [item.levels.map(({ text }) => told(text)).join(' → ')];
      case 'integer':
      case 'decimal':
        return [say(language, 'plan.number')];
      case 'text':
        return [say(language, 'plan.openText', { n: item.maxLength })];
      default:
        return [];
    }
  }

  /** Only of a scale that is not the one told above. */
  function levelLine(code: string): string[] {
    const levels = design.scales.find((each) => each.code === code)?.levels ?? [];
    const isTold = levels.map((level) => level.code).join(' ') === scale.map((level) => level.code).join(' ');
    return isTold ? [] : [joined(levels.map(({ name }) => textIn(name, language)))];
  }

  function optionsOf(list: string, screensOut: readonly string[]): string[] {
    const choices = design.lists.find(({ code }) => code === list)?.choices ?? [];
    if (choices.length > mostOptions) return [say(language, 'plan.manyOptions', { n: choices.length })];
    return choices.map(
      ({ code, text }) => told(text) + (screensOut.includes(code) ? ` (${say(language, 'plan.screensOut')})` : ''),
    );
  }

  function missingOf(offers: readonly string[] = []): string[] {
    return design.missing.filter(({ code }) => offers.includes(code)).map(({ name }) => textIn(name, language));
  }

  function joined(parts: readonly string[]): string {
    return parts.join(' / ');
  }
}

/** A figure or a Latin letter keeps a space to the Chinese that follows. */
function spaced(condition: string): string {
  return /[0-9A-Za-z]$/.test(condition) ? `${condition} ` : condition;
}
