import type { LocalisedText, Questionnaire, QuestionnaireItem } from '@minsheng/contracts';
import { answersOffered } from '../answers.js';

export type QuestionnaireFaultCode =
  | 'format'
  | 'words-missing'
  | 'words-too-long'
  | 'mark-missing'
  | 'valid-until'
  | 'no-items'
  | 'too-many-items'
  | 'item-code'
  | 'item-code-twice'
  | 'levels'
  | 'level-code'
  | 'level-scores'
  | 'missing-code'
  | 'offer-unknown'
  | 'indicator-missing'
  | 'indicator-twice'
  | 'subject-not-in-text'
  | 'options'
  | 'option-code'
  | 'everybody-screened-out'
  | 'area-twice'
  | 'staff-of-twice'
  | 'margin-not-of-all'
  | 'margin-levels'
  | 'text-limit'
  | 'ask-if-item'
  | 'ask-if-answer'
  | 'ask-if-never'
  | 'ask-if-always';

/** One thing to mend before a questionnaire can be published; `item` null: it concerns the questionnaire as a whole. */
export interface QuestionnaireFault {
  item: string | null;
  code: QuestionnaireFaultCode;
  sentences: LocalisedText;
}

const mostItems = 100;
const mostLevels = 11;
/** Indexes above this stand for "no score" and "not asked" in the compact record. */
const mostOptions = 250;
const longestText = 300;
const longestName = 80;
const longestAnswer = 500;

const itemCode = /^[a-z][a-zA-Z0-9]{0,23}$/;
const answerCode = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
/** Names that every JavaScript object answers to: as an item's code they would be found where nobody answered. */
const reserved = new Set(Object.getOwnPropertyNames(Object.prototype));

/** All faults of a questionnaire, in its order. Publishing refuses any. */
export function checkQuestionnaire(questionnaire: Questionnaire): QuestionnaireFault[] {
  const { items } = questionnaire;
  const faults: QuestionnaireFault[] = [];
  const report = (item: string | null, code: QuestionnaireFaultCode, zh: string, en: string): void => {
    faults.push({ item, code, sentences: { zh, en } });
  };
  const words = (item: string | null, text: LocalisedText, what: LocalisedText, longest: number): void => {
    for (const [language, said] of [
      [{ zh: '中文', en: 'Chinese' }, text.zh],
      [{ zh: '英文', en: 'English' }, text.en],
    ] as const) {
      if (said.trim() === '') {
        report(item, 'words-missing', `${what.zh}缺${language.zh}`, `${what.en} is missing in ${language.en}`);
      } else if (said.length > longest) {
        report(
          item,
          'words-too-long',
          `${what.zh}的${language.zh}超过 ${longest} 个字符`,
          `${what.en} in ${language.en} is longer than ${longest} characters`,
        );
      }
    }
  };

  checkWhole();
  const hasScale = items.some(({ type }) => type === 'satisfaction');
  if (hasScale) checkLevels();
  items.forEach(checkItem);
  return faults;

  function checkWhole(): void {
    if (questionnaire.format !== 'minsheng-questionnaire/1') {
      report(null, 'format', '不认识的问卷格式', 'Unknown questionnaire format');
    }
    const { marks } = questionnaire;
    words(null, questionnaire.title, { zh: '问卷标题', en: 'The title' }, longestText);
    words(null, marks.maker, { zh: '制定机关', en: 'The maker' }, longestName);
    words(null, marks.approvedBy, { zh: '批准或备案机关', en: 'The approving body' }, longestName);
    if (marks.formNumber.trim() === '') report(null, 'mark-missing', '缺表号', 'The form number is missing');
    if (marks.approvalNumber.trim() === '') {
      report(null, 'mark-missing', '缺批准或备案文号', 'The approval number is missing');
    }
    if (!isDay(marks.validUntil)) {
      report(null, 'valid-until', '有效期应写成 年-月-日', 'The expiry date must be written YYYY-MM-DD');
    }
    if (items.length === 0) report(null, 'no-items', '问卷没有题目', 'The questionnaire has no questions');
    if (items.length > mostItems) {
      report(null, 'too-many-items', `题目超过 ${mostItems} 道`, `More than ${mostItems} questions`);
    }
  }

  function checkLevels(): void {
    const { levels, missing } = questionnaire;
    if (levels.length < 2 || levels.length > mostLevels) {
      report(null, 'levels', `满意度等级应有 2 到 ${mostLevels} 级`, `The scale must have 2 to ${mostLevels} levels`);
    }
    const codes = [...levels.map(({ code }) => code), ...missing.map(({ code }) => code)];
    for (const code of repeated(codes)) {
      report(null, 'level-code', `等级代码“${code}”重复`, `The level code “${code}” appears twice`);
    }
    levels.forEach(({ code, name, score }, index) => {
      if (!answerCode.test(code)) {
        report(null, 'level-code', `等级代码“${code}”不合规则`, `“${code}” cannot be a level code`);
      }
      words(null, name, { zh: `等级“${code}”的名称`, en: `The name of the level “${code}”` }, longestName);
      const better = levels[index - 1];
      if (!Number.isInteger(score) || score < 0 || (better && score >= better.score)) {
        report(
          null,
          'level-scores',
          `等级“${code}”的分值应是整数，并且比上一级低`,
          `The score of the level “${code}” must be a whole number below that of the level before`,
        );
      }
    });
    for (const { code, name } of missing) {
      if (code !== 'dontKnow' && code !== 'notApplicable' && code !== 'refused') {
        report(null, 'missing-code', `不认识的缺失代码“${String(code)}”`, `Unknown missing code “${String(code)}”`);
      }
      words(null, name, { zh: `“${code}”的名称`, en: `The name of “${code}”` }, longestName);
    }
  }

  function checkItem(item: QuestionnaireItem, at: number): void {
    const { code } = item;
    if (!itemCode.test(code) || reserved.has(code)) {
      report(
        code,
        'item-code',
        '题目代码应以小写字母开头，只含字母和数字，最多 24 位，且不是保留字',
        'A question’s code starts with a small letter, holds letters and digits only, at most 24, and is no reserved word',
      );
    }
    if (items.findIndex((other) => other.code === code) < at) {
      report(code, 'item-code-twice', '题目代码重复', 'The question’s code appears twice');
    }
    words(code, item.text, { zh: '题面', en: 'The question' }, longestText);
    if (item.hint) words(code, item.hint, { zh: '说明', en: 'The hint' }, longestText);
    if (item.type === 'satisfaction') checkSatisfaction(item, at);
    else if (item.type === 'single') checkSingle(item, at);
    else if (!Number.isInteger(item.maxLength) || item.maxLength < 1 || item.maxLength > longestAnswer) {
      report(
        code,
        'text-limit',
        `字数上限应是 1 到 ${longestAnswer}`,
        `The limit must be 1 to ${longestAnswer} characters`,
      );
    }
    checkAskIf(item, at);
  }

  function checkSatisfaction(item: Extract<QuestionnaireItem, { type: 'satisfaction' }>, at: number): void {
    const { code, indicator, subject } = item;
    if (indicator.trim() === '') {
      report(code, 'indicator-missing', '满意度题没有对应指标', 'The satisfaction question measures no indicator');
    } else if (
      items.some((other, index) => index < at && other.type === 'satisfaction' && other.indicator === indicator)
    ) {
      report(
        code,
        'indicator-twice',
        `指标“${indicator}”已有一道题`,
        `The indicator “${indicator}” has a question already`,
      );
    }
    const known = new Set(questionnaire.missing.map((each) => each.code));
    for (const offered of item.offers) {
      if (!known.has(offered)) {
        report(code, 'offer-unknown', `“${offered}”没有名称`, `“${offered}” has no name in this questionnaire`);
      }
    }
    for (const offered of repeated(item.offers)) {
      report(code, 'offer-unknown', `“${offered}”写了两次`, `“${offered}” is offered twice`);
    }
    if (subject) {
      words(code, subject, { zh: '突出显示的词', en: 'The words to set off' }, longestName);
      if (!item.text.zh.includes(subject.zh) || !item.text.en.includes(subject.en)) {
        report(
          code,
          'subject-not-in-text',
          '突出显示的词不在题面里',
          'The words to set off do not appear in the question',
        );
      }
    }
  }

  function checkSingle(item: Extract<QuestionnaireItem, { type: 'single' }>, at: number): void {
    const { code, options, role } = item;
    if (options.length < 2 || options.length > mostOptions) {
      report(code, 'options', `选项应有 2 到 ${mostOptions} 个`, `There must be 2 to ${mostOptions} options`);
    }
    for (const option of options) {
      if (!answerCode.test(option.code)) {
        report(code, 'option-code', `选项代码“${option.code}”不合规则`, `“${option.code}” cannot be an option’s code`);
      }
      words(code, option.text, { zh: `选项“${option.code}”`, en: `The option “${option.code}”` }, longestName);
    }
    for (const twice of repeated(options.map((option) => option.code))) {
      report(code, 'option-code', `选项代码“${twice}”重复`, `The option code “${twice}” appears twice`);
    }
    const staying = options.filter(({ screensOut }) => screensOut !== true);
    if (options.length > 0 && staying.length === 0) {
      report(code, 'everybody-screened-out', '每个选项都结束问卷', 'Every option ends the interview');
    }
    const isSecond = items.some((other, index) => index < at && other.type === 'single' && other.role === role);
    if (role === 'area' && isSecond) {
      report(code, 'area-twice', '属地题只能有一道', 'Only one question can ask for the area');
    }
    if (role === 'staffOf' && isSecond) {
      report(code, 'staff-of-twice', '工作单位题只能有一道', 'Only one question can ask for the workplace');
    }
    if (role !== 'area' && role !== 'margin') return;
    if (!item.isRequired || item.askIf !== null) {
      report(
        code,
        'margin-not-of-all',
        '加权要用的题必须人人都答',
        'A question that weights need must be asked of everybody and answered',
      );
    }
    if (staying.length === 1) {
      report(code, 'margin-levels', '加权要用的题至少留两个选项', 'A weighting margin needs at least two levels');
    }
  }

  function checkAskIf({ code, askIf }: QuestionnaireItem, at: number): void {
    if (askIf === null) return;
    const decides = items.slice(0, at).find((other) => other.code === askIf.item);
    if (!decides) {
      report(
        code,
        'ask-if-item',
        `条件里的题“${askIf.item}”不在这道题前面`,
        `The condition’s question “${askIf.item}” does not come before this one`,
      );
      return;
    }
    const offered = answersOffered(questionnaire, decides);
    for (const answer of askIf.isOneOf) {
      if (!offered.includes(answer)) {
        report(
          code,
          'ask-if-answer',
          `条件里的回答“${answer}”不是“${askIf.item}”的选项`,
          `The condition’s answer “${answer}” is no answer of “${askIf.item}”`,
        );
      }
    }
    const ending = new Set(
      decides.type === 'single'
        ? decides.options.filter(({ screensOut }) => screensOut === true).map((option) => option.code)
        : [],
    );
    const going = offered.filter((answer) => !ending.has(answer));
    if (!askIf.isOneOf.some((answer) => going.includes(answer))) {
      report(code, 'ask-if-never', '按这个条件，这道题永远不会问', 'Under this condition the question is never asked');
    } else if (
      decides.isRequired &&
      decides.askIf === null &&
      going.every((answer) => askIf.isOneOf.includes(answer))
    ) {
      report(code, 'ask-if-always', '这个条件总是成立，请去掉', 'The condition always holds: leave it out');
    }
  }
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Codes that appear more than once, each once. */
function repeated(codes: readonly string[]): string[] {
  return [...new Set(codes.filter((code, at) => codes.indexOf(code) < at))];
}
