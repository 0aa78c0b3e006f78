import type {
  DesignEntry,
  DesignGroup,
  DesignItem,
  LocalisedText,
  MissingCode,
  QuestionnaireDesign,
} from '@minsheng/contracts';
import { designInWords } from '@minsheng/questionnaire/compile';

export type PaperLanguage = 'zh' | 'en';

/** What stands on a paper form (纸质问卷), in one language, in the order of reading. */
export interface PaperContent {
  title: string;
  /** 表号, 制定机关, 批准或备案机关, 文号, 有效期至. */
  marks: { label: string; value: string }[];
  /** How to fill it in (填表说明): only what this form has need of. */
  instructions: string[];
  blocks: PaperBlock[];
  /** Options that are too many to stand in their question, once for all that choose from them (附表). */
  appendices: { text: string; choices: string[] }[];
}

export type PaperBlock =
  | { is: 'heading'; text: string; condition: string | null }
  | { is: 'note'; text: string; condition: string | null }
  | PaperQuestion;

export interface PaperQuestion {
  is: 'question';
  number: number;
  text: string;
  /** Words of the text to set off. */
  subject: string | null;
  /** How to answer: 最多选 3 项，可不答. A question that says nothing of it must be answered. */
  manner: string;
  /** When it is to be answered; null: always. */
  condition: string | null;
  /** What the question covers, what an answer must keep to. */
  hints: string[];
  /** For the interviewer alone. */
  guidance: string | null;
  isInterviewerOnly: boolean;
  /** False: it may be left out, always or on a condition. */
  isRequired: boolean;
  body: PaperBody;
}

export type PaperBody =
  | { is: 'choices'; how: 'tick' | 'rank'; choices: PaperChoice[]; missing: string[] }
  /** Numbers from an appendix, written in. */
  | { is: 'numbers'; before: string; count: number; missing: string[] }
  | { is: 'grid'; columns: string[]; missing: string[]; rows: { number: string; text: string }[] }
  | { is: 'region'; levels: { text: string; branches: PaperBranch[] | null }[] }
  /** `characters`: how many the answer may have. */
  | { is: 'lines'; lines: number; characters: number }
  | { is: 'date' }
  /** Blanks to write in, each after its words. */
  | { is: 'blanks'; blanks: { before: string; after: string }[] };

export interface PaperChoice {
  text: string;
  /** 单独选, 到此结束 */
  remark: string | null;
}

/** Options of a region under the name of the one above; null: those of the first level. */
export interface PaperBranch {
  above: string | null;
  choices: string[];
}

/** More places than this are written in, not ticked. */
const mostTicked = 40;
/** More options than this stand in an appendix, and their numbers are written in. */
const mostInPlace = 120;
const mostNumbers = 6;
/** A line of an A4 form holds about so many Chinese characters by hand. */
const charactersInLine = 24;
const mostLines = 6;

/**
 * A design as it is printed: questions numbered as they are asked, conditions in words, what is worked out or filled in
 * beforehand left out. Takes designs with faults too.
 */
export function paperContent(design: QuestionnaireDesign, language: PaperLanguage): PaperContent {
  const say = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const names = namesOf(design);
  const words = designInWords(design, (code) => names.get(code) ?? { zh: code, en: code });
  const told = (text: LocalisedText): string => words.text(text)[language].trim();
  const missingNames = new Map(design.missing.map(({ code, name }) => [code, name[language]]));
  const blocks: PaperBlock[] = [];
  /** Codes of the lists that stand in an appendix. */
  const appendices: string[] = [];
  let number = 0;

  design.entries.forEach((entry) => place(entry, []));
  return {
    title: design.title[language],
    marks: marks(),
    instructions: instructions(),
    blocks,
    appendices: appendices.map(appendixOf),
  };

  function marks(): PaperContent['marks'] {
    const { formNumber, maker, approvedBy, approvalNumber, validUntil } = design.marks;
    return [
      { label: say('表号', 'Form no.'), value: formNumber },
      { label: say('制定机关', 'Made by'), value: maker[language] },
      { label: say('批准或备案机关', 'Approved by'), value: approvedBy[language] },
      { label: say('批准或备案文号', 'Approval no.'), value: approvalNumber },
      { label: say('有效期至', 'Valid until'), value: dayIn(validUntil) },
    ];
  }

  function dayIn(day: string): string {
    const [year, month, date] = day.split('-').map(Number);
    return language === 'zh' && date ? `${year} 年 ${month} 月 ${date} 日` : day;
  }

  /** @param unsaid conditions of groups around the entry that no heading tells */
  function place(entry: DesignEntry, unsaid: readonly string[]): void {
    const conditions = entry.relevant === undefined ? unsaid : [...unsaid, entry.relevant];
    const condition = conditions.length === 0 ? null : onlyIf(words.condition(...conditions)[language]);
    if (entry.type === 'group') {
      if (entry.text) blocks.push({ is: 'heading', text: told(entry.text), condition });
      entry.entries.forEach((inside) => place(inside, entry.text ? [] : conditions));
    } else if (entry.type === 'note') {
      blocks.push({ is: 'note', text: told(entry.text), condition });
    } else if (entry.type !== 'calculated' && entry.type !== 'hidden') {
      number += 1;
      blocks.push(questionOf(entry, condition));
    }
  }

  function onlyIf(condition: string): string {
    return say(`仅当${spaced(condition)}时回答`, `Answer only if ${condition}`);
  }

  function questionOf(
    item: Exclude<DesignItem, { type: 'note' | 'calculated' | 'hidden' }>,
    condition: string | null,
  ): PaperQuestion {
    const hints: string[] = [];
    if (item.hint) hints.push(told(item.hint));
    if ('choiceFilter' in item && item.choiceFilter !== undefined) {
      const range = words.condition(item.choiceFilter)[language];
      hints.push(say(`可选范围：${range}的选项`, `Options to choose from: those where ${range}`));
    }
    if (item.constraint) hints.push(say('要求：', 'Rule: ') + told(item.constraint.message));
    if (item.warning) hints.push(say('核对：', 'Check: ') + told(item.warning.message));
    return {
      is: 'question',
      number,
      text: told(item.text),
      subject: item.type === 'satisfaction' && item.subject ? item.subject[language] : null,
      manner: mannerOf(item),
      condition,
      hints,
      guidance: item.guidance ? told(item.guidance) : null,
      isInterviewerOnly: item.isInterviewerOnly === true || item.type === 'photo' || item.type === 'location',
      isRequired: item.required === true,
      body: bodyOf(item),
    };
  }

  function mannerOf(item: Exclude<DesignItem, { type: 'note' | 'calculated' | 'hidden' }>): string {
    const parts: string[] = [];
    switch (item.type) {
      case 'single':
      case 'satisfaction':
        parts.push(say('单选', 'one answer'));
        break;
      case 'multiple': {
        const { atLeast = 1, atMost } = item;
        if (atMost === undefined) {
          parts.push(
            atLeast > 1 ? say(`至少选 ${atLeast} 项`, `at least ${atLeast}`) : say('可多选', 'all that apply'),
          );
        } else if (atLeast === atMost) parts.push(say(`选 ${atMost} 项`, `choose ${atMost}`));
        else if (atLeast > 1) parts.push(say(`选 ${atLeast}–${atMost} 项`, `choose ${atLeast} to ${atMost}`));
        else parts.push(say(`最多选 ${atMost} 项`, `at most ${atMost}`));
        break;
      }
      case 'rank':
        parts.push(
          say(
            `选 ${item.top} 项并排序，在方框里写 ${numerals(item.top, '、')}`,
            `the first ${item.top}: write ${numerals(item.top, ', ')}`,
          ),
        );
        break;
      case 'grid':
        parts.push(say('每行单选', 'one answer in each row'));
        break;
      case 'integer':
        parts.push(say('填整数', 'a whole number'));
        break;
      case 'decimal':
        parts.push(say('填数字，可有小数', 'a number'));
        break;
      case 'text':
        parts.push(say(`不超过 ${item.maxLength} 字`, `at most ${item.maxLength} characters`));
        break;
      default:
        break;
    }
    if (typeof item.required === 'string') {
      const when = words.condition(item.required)[language];
      parts.push(say(`${spaced(when)}时必答`, `required if ${when}`));
    } else if (item.required !== true) parts.push(say('可不答', 'optional'));
    return parts.join(say('，', ', '));
  }

  function bodyOf(item: Exclude<DesignItem, { type: 'note' | 'calculated' | 'hidden' }>): PaperBody {
    switch (item.type) {
      case 'consent':
        return ticks([{ text: say('同意', 'I agree'), remark: null }]);
      case 'satisfaction':
        return ticks(
          levelsOf(item.scale).map((text) => ({ text, remark: null })),
          item.offers,
        );
      case 'single':
        return chosen(item, 1, (code) =>
          item.screensOut?.includes(code) ? say('访问到此结束', 'the interview ends here') : null,
        );
      case 'multiple':
        return chosen(item, item.atMost ?? mostNumbers, (code) =>
          item.exclusive?.includes(code) ? say('只能单独选', 'on its own') : null,
        );
      case 'rank':
        return chosen(item, item.top, () => null);
      case 'grid':
        return {
          is: 'grid',
          columns: levelsOf(item.scale),
          missing: missingOf(item.offers),
          rows: item.rows.map((row, at) => ({ number: say(`（${at + 1}）`, `(${at + 1})`), text: told(row.text) })),
        };
      case 'region':
        return {
          is: 'region',
          levels: item.levels.map((level, at) => ({
            text: told(level.text),
            branches: branchesOf(level.list, item.levels[at - 1]?.list ?? null),
          })),
        };
      case 'text': {
        const lines = Math.min(mostLines, Math.ceil(item.maxLength / charactersInLine));
        return { is: 'lines', lines: item.isLong ? Math.max(3, lines) : lines, characters: item.maxLength };
      }
      case 'date':
        return { is: 'date' };
      case 'integer':
      case 'decimal':
        return blanks(['', '']);
      case 'photo':
        return blanks([say('照片编号', 'Number of the picture'), '']);
      case 'location':
        return blanks([say('纬度', 'Latitude'), '°'], [say('经度', 'Longitude'), '°']);
      case 'site':
        return blanks([say('点位代码', 'Code of the site'), '']);
      case 'shift':
        return blanks([say('班次代码', 'Code of the shift'), '']);
    }
  }

  /** The options in their place or, if they are too many, room for so many numbers from an appendix. */
  function chosen(
    item: Extract<DesignItem, { list: string }>,
    most: number,
    remarkOf: (code: string) => string | null,
  ): PaperBody {
    const choices = choicesOf(item.list, remarkOf);
    const offers = 'offers' in item ? item.offers : undefined;
    if (choices.length <= mostInPlace) {
      return { is: 'choices', how: item.type === 'rank' ? 'rank' : 'tick', choices, missing: missingOf(offers) };
    }
    if (!appendices.includes(item.list)) appendices.push(item.list);
    const which = appendices.indexOf(item.list) + 1;
    const before = say(`附表 ${which} 中的编号`, `Number in list ${which}`);
    return { is: 'numbers', before, count: Math.min(most, mostNumbers), missing: missingOf(offers) };
  }

  function appendixOf(list: string, at: number): PaperContent['appendices'][number] {
    return {
      text: say(`附表 ${at + 1}`, `List ${at + 1}`),
      choices: choicesOf(list, () => null).map(({ text }) => text),
    };
  }

  function ticks(choices: PaperChoice[], offers?: readonly MissingCode[]): PaperBody {
    return { is: 'choices', how: 'tick', choices, missing: missingOf(offers) };
  }

  function blanks(...pairs: [before: string, after: string][]): PaperBody {
    return { is: 'blanks', blanks: pairs.map(([before, after]) => ({ before, after })) };
  }

  function missingOf(offers: readonly MissingCode[] = []): string[] {
    return offers.map((code) => missingNames.get(code) ?? code);
  }

  function levelsOf(scale: string): string[] {
    return design.scales.find(({ code }) => code === scale)?.levels.map(({ name }) => name[language]) ?? [];
  }

  function choicesOf(list: string, remarkOf: (code: string) => string | null): PaperChoice[] {
    const choices = design.lists.find(({ code }) => code === list)?.choices ?? [];
    return choices.map(({ code, text }) => ({ text: told(text), remark: remarkOf(code) }));
  }

  /** null: too many to tick. */
  function branchesOf(list: string, above: string | null): PaperBranch[] | null {
    const choices = design.lists.find(({ code }) => code === list)?.choices ?? [];
    if (choices.length > mostTicked || choices.length === 0) return null;
    if (above === null) return [{ above: null, choices: choices.map(({ text }) => told(text)) }];
    const parents = design.lists.find(({ code }) => code === above)?.choices ?? [];
    return parents
      .map(({ code, text }) => ({
        above: told(text),
        choices: choices.filter(({ columns }) => columns?.['parent'] === code).map((choice) => told(choice.text)),
      }))
      .filter((branch) => branch.choices.length > 0);
  }

  function instructions(): string[] {
    const questions = blocks.filter((block) => block.is === 'question');
    const isAny = (test: (question: PaperQuestion) => boolean): boolean => questions.some(test);
    const offered = [...new Set(design.missing.map(({ name }) => name[language]))].filter((name) =>
      isAny(({ body }) => 'missing' in body && body.missing.includes(name)),
    );
    const told: string[] = [];
    if (isAny(({ body }) => body.is === 'grid' || (body.is === 'choices' && body.how === 'tick'))) {
      told.push(
        say('在选中的方框里打“√”；涂改要划掉重写。', 'Tick the box of the answer; cross out what was a mistake.'),
      );
    }
    if (isAny(({ isRequired }) => isRequired)) {
      told.push(
        isAny(({ isRequired }) => !isRequired)
          ? say('没有注明“可不答”的题都要回答。', 'Questions that are not marked “optional” must be answered.')
          : say('每道题都要回答。', 'Every question must be answered.'),
      );
    }
    if (blocks.some(({ condition }) => condition !== null)) {
      told.push(
        say(
          '题前写有“仅当……时回答”的，不符合就跳过，接着答下一题。',
          'Where it says “answer only if …” and that is not so, go on to the next question.',
        ),
      );
    }
    if (offered.length > 0) {
      const list = offered.map((name) => `“${name}”`).join(say('、', ', '));
      told.push(
        say(
          `${list}不计分，与计分的选项分开统计。`,
          `${list}: no score; counted apart from the answers that have one.`,
        ),
      );
    }
    if (isAny((question) => question.isInterviewerOnly)) {
      told.push(say('标有“访员填写”的题由访员填，不问受访者。', 'Questions marked “interviewer” are not asked.'));
    }
    told.push(
      say(
        '本表过了有效期，您有权拒绝填报。',
        'After the last day of its validity anybody may refuse to fill in this form.',
      ),
    );
    return told;
  }
}

/** How the form calls each question, row, level, group and hidden value. */
function namesOf(design: QuestionnaireDesign): Map<string, LocalisedText> {
  const names = new Map<string, LocalisedText>();
  let number = 0;
  design.entries.forEach(name);
  return names;

  function name(entry: DesignEntry): void {
    if (entry.type === 'group') {
      names.set(entry.code, groupName(entry));
      entry.entries.forEach(name);
      return;
    }
    if (entry.type === 'note' || entry.type === 'calculated' || entry.type === 'hidden') {
      names.set(entry.code, { zh: `“${entry.text.zh}”`, en: `“${entry.text.en}”` });
      return;
    }
    number += 1;
    names.set(entry.code, { zh: `第 ${number} 题`, en: `question ${number}` });
    if (entry.type === 'grid') {
      entry.rows.forEach(({ code }, at) =>
        names.set(code, { zh: `第 ${number} 题第（${at + 1}）行`, en: `row (${at + 1}) of question ${number}` }),
      );
    } else if (entry.type === 'region') {
      entry.levels.forEach(({ code, text }) =>
        names.set(code, { zh: `第 ${number} 题的“${text.zh}”`, en: `“${text.en}” of question ${number}` }),
      );
    }
  }
}

function groupName({ code, text }: DesignGroup): LocalisedText {
  return text ? { zh: `“${text.zh}”`, en: `“${text.en}”` } : { zh: code, en: code };
}

/** A figure or a Latin letter keeps a space to the Chinese that follows. */
function spaced(condition: string): string {
  return /[0-9A-Za-z]$/.test(condition) ? `${condition} ` : condition;
}

function numerals(most: number, between: string): string {
  return Array.from({ length: most }, (_none, at) => String(at + 1)).join(between);
}
