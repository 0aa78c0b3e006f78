import type { DesignItem, LocalisedText, MissingCode, QuestionnaireDesign } from '@minsheng/contracts';
import type { Diagnostic, DiagnosticCode } from '../expression/diagnostic.js';
import { compareDays, isDay } from './day.js';
import type { Draft } from './expand.js';
import { asksTwoThings, negatesTwice } from './wording.js';

const mostQuestions = 300;
const mostChoices = 5000;
const mostLevels = 11;
const deepestGroup = 6;
const longestText = 500;
const longestName = 120;
const longestMessage = 200;
const longestAnswer = 2000;

const itemCode = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;
/** No space, since several codes are parted by spaces; nothing that an XML or a quoted text would have to escape. */
const optionCode = /^[^\s'"<>&]{1,64}$/;
const missingCodes: readonly MissingCode[] = ['dontKnow', 'notApplicable', 'refused'];
/** Names that every JavaScript object answers to, and those that an XForm gives away itself. */
const reserved = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'meta',
  'instanceID',
  'instanceName',
  'seed',
]);

/**
 * Everything about a design but its expressions: marks, codes, lists, words, roles.
 * @param today `YYYY-MM-DD`; a form past its last day cannot be published
 */
export function checkShape(design: QuestionnaireDesign, draft: Draft, today: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  const tell = (
    severity: Diagnostic['severity'],
    code: DiagnosticCode,
    item: string | null,
    field: string | null,
    zh: string,
    en: string,
  ): void => {
    found.push({ severity, code, item, field, position: null, sentences: { zh, en } });
  };
  const fail = (code: DiagnosticCode, item: string | null, field: string | null, zh: string, en: string): void =>
    tell('error', code, item, field, zh, en);

  checkWhole();
  checkCodes();
  const missing = new Set(design.missing.map(({ code }) => code));
  design.missing.forEach(({ code, name }) => {
    if (!missingCodes.includes(code)) {
      fail('missing-code', code, null, `不认识的缺失代码“${code}”`, `Unknown missing code “${code}”`);
    }
    words(name, code, 'name', longestName);
  });
  draft.lists.forEach((list) => (list.isScale ? checkScale(list.code) : checkList(list.code)));
  draft.groups.forEach(({ entry }) => {
    if (entry.type === 'group' && entry.text) words(entry.text, entry.code, 'text', longestText);
    checkRepeat(entry);
  });
  const items = itemsOf(design);
  items.forEach(checkItem);
  checkRoles();
  return found;

  function words(text: LocalisedText, item: string | null, field: string, longest: number): void {
    for (const [said, zh, en] of [
      [text.zh, '中文', 'Chinese'],
      [text.en, '英文', 'English'],
    ] as const) {
      if (typeof said !== 'string' || said.trim() === '') {
        fail('missing-translation', item, field, `缺${zh}`, `The words in ${en} are missing`);
      } else if (said.length > longest) {
        fail(
          'words-too-long',
          item,
          field,
          `${zh}超过 ${longest} 个字符`,
          `The ${en} is longer than ${longest} characters`,
        );
      }
    }
  }

  function checkWhole(): void {
    if (design.format !== 'minsheng-questionnaire/2')
      fail('format', null, 'format', '不认识的问卷格式', 'Unknown questionnaire format');
    if (!itemCode.test(design.code))
      fail('code', null, 'code', '问卷代码不合规则', 'This cannot be a questionnaire’s code');
    if (!Number.isInteger(design.version) || design.version < 1) {
      fail('format', null, 'version', '版本应是 1 起的整数', 'The version must be a whole number from 1');
    }
    words(design.title, null, 'title', longestText);
    const { marks } = design;
    words(marks.maker, null, 'marks.maker', longestName);
    words(marks.approvedBy, null, 'marks.approvedBy', longestName);
    if (marks.formNumber.trim() === '')
      fail('mark-missing', null, 'marks.formNumber', '缺表号', 'The form number is missing');
    if (marks.approvalNumber.trim() === '') {
      fail('mark-missing', null, 'marks.approvalNumber', '缺批准或备案文号', 'The approval number is missing');
    }
    if (!isDay(marks.validUntil)) {
      fail(
        'valid-until',
        null,
        'marks.validUntil',
        '有效期至应写成 年-月-日',
        'The last day of validity is written YYYY-MM-DD',
      );
    } else if (compareDays(marks.validUntil, today) < 0) {
      fail(
        'expired',
        null,
        'marks.validUntil',
        `表的有效期到 ${marks.validUntil} 为止，已过期`,
        `The form was valid until ${marks.validUntil}`,
      );
    }
    if (!draft.questions.some(({ question }) => question.kind !== 'note' && question.kind !== 'calculated')) {
      fail('no-items', null, 'entries', '问卷没有题目', 'The questionnaire has no questions');
    }
    if (draft.questions.length > mostQuestions) {
      fail('too-many-items', null, 'entries', `题目超过 ${mostQuestions} 道`, `More than ${mostQuestions} questions`);
    }
    draft.groups.forEach(({ code }, at) => {
      let depth = 0;
      for (let group = at; group >= 0; group = draft.groups[group]!.group) depth += 1;
      if (depth > deepestGroup)
        fail(
          'too-deep',
          code,
          null,
          `题组套了 ${deepestGroup} 层以上`,
          `Groups are nested deeper than ${deepestGroup}`,
        );
    });
  }

  /** A workbook's repeat came in as a group: who publishes it has to know that it is none. */
  function checkRepeat({ code, type, extras }: Draft['groups'][number]['entry']): void {
    const written = type === 'group' ? extras?.type : undefined;
    if (written === undefined || !/^begin[ _](?:repeat|lgroup|looped group|loop)/i.test(written)) return;
    tell(
      'warning',
      'asked-once',
      code,
      null,
      `原工作簿在这里重复提问（${written}），这里只问一遍`,
      `The workbook repeats these questions (${written}); here they are asked once`,
    );
  }

  function checkCodes(): void {
    const codes = [...draft.groups.map(({ code }) => code), ...draft.questions.map(({ question }) => question.code)];
    codes.forEach((code, at) => {
      if (!itemCode.test(code) || reserved.has(code)) {
        fail(
          'code',
          code,
          'code',
          '代码应以字母开头，只含字母、数字、_ . -，最多 64 位，且不是保留字',
          'A code starts with a letter, holds letters, digits, _ . - only, at most 64, and is no reserved word',
        );
      }
      if (codes.indexOf(code) < at)
        fail('code-twice', code, 'code', `代码“${code}”重复`, `The code “${code}” appears twice`);
    });
    const lists = draft.lists.map(({ code }) => code);
    lists.forEach((code, at) => {
      if (!itemCode.test(code))
        fail('code', code, 'code', `选项表代码“${code}”不合规则`, `“${code}” cannot be a list’s code`);
      if (lists.indexOf(code) < at)
        fail('code-twice', code, 'code', `选项表代码“${code}”重复`, `The list “${code}” appears twice`);
    });
  }

  function checkScale(code: string): void {
    const { levels } = design.scales.find((scale) => scale.code === code)!;
    if (levels.length < 2 || levels.length > mostLevels) {
      fail('scale', code, 'levels', `等级应有 2 到 ${mostLevels} 级`, `A scale has 2 to ${mostLevels} levels`);
    }
    checkOptions(
      code,
      levels.map((level) => ({ code: level.code, text: level.name })),
    );
    levels.forEach((level, at) => {
      const better = levels[at - 1];
      if (!Number.isInteger(level.score) || level.score < 0 || (better && level.score >= better.score)) {
        fail(
          'score',
          code,
          `levels.${level.code}`,
          `“${level.code}”的分值应是整数，并且比上一级低`,
          `The score of “${level.code}” must be a whole number below that of the level before`,
        );
      }
    });
  }

  function checkList(code: string): void {
    const { choices } = design.lists.find((list) => list.code === code)!;
    if (choices.length === 0 || choices.length > mostChoices) {
      fail('list', code, 'choices', `选项应有 1 到 ${mostChoices} 个`, `A list has 1 to ${mostChoices} options`);
    }
    checkOptions(code, choices);
    for (const { columns } of choices) {
      for (const column of Object.keys(columns ?? {})) {
        if (!itemCode.test(column) || reserved.has(column) || column === 'name' || column === 'label') {
          fail('code', code, 'columns', `列名“${column}”不合规则`, `“${column}” cannot be a column’s name`);
          return;
        }
      }
    }
  }

  function checkOptions(list: string, options: readonly { code: string; text: LocalisedText }[]): void {
    const seen = new Set<string>();
    for (const option of options) {
      if (!optionCode.test(option.code) || (missingCodes as readonly string[]).includes(option.code)) {
        fail(
          'option-code',
          list,
          `choices.${option.code}`,
          `选项代码“${option.code}”不合规则：不能有空格、引号和尖括号，也不能是缺失代码`,
          `“${option.code}” cannot be an option’s code: no spaces, quotes or angle brackets, and no missing code`,
        );
      }
      if (seen.has(option.code)) {
        fail(
          'option-code',
          list,
          `choices.${option.code}`,
          `选项代码“${option.code}”重复`,
          `The option “${option.code}” appears twice`,
        );
      }
      seen.add(option.code);
      words(option.text, list, `choices.${option.code}`, longestName);
    }
  }

  function checkItem(item: DesignItem): void {
    const { code } = item;
    // A calculated or hidden item is never read by anybody.
    if (item.type !== 'calculated' && item.type !== 'hidden') {
      words(item.text, code, 'text', longestText);
      checkWording(code, item.text);
    }
    if (item.hint) words(item.hint, code, 'hint', longestText);
    if (item.guidance) words(item.guidance, code, 'guidance', longestText);
    if ('constraint' in item && item.constraint)
      words(item.constraint.message, code, 'constraint.message', longestMessage);
    if ('warning' in item && item.warning) words(item.warning.message, code, 'warning.message', longestMessage);
    if ('requiredMessage' in item && item.requiredMessage)
      words(item.requiredMessage, code, 'requiredMessage', longestMessage);
    if ('offers' in item) checkOffers(code, item.offers ?? []);
    if ('list' in item) wantList(code, item.list);
    switch (item.type) {
      case 'satisfaction':
        wantScale(code, item.scale);
        if (!item.indicator) {
          tell(
            'warning',
            'indicator',
            code,
            'indicator',
            '满意度题没有对应指标',
            'The satisfaction item measures no indicator',
          );
        }
        if (item.subject) {
          words(item.subject, code, 'subject', longestName);
          if (!item.text.zh.includes(item.subject.zh) || !item.text.en.includes(item.subject.en)) {
            fail(
              'subject',
              code,
              'subject',
              '突出显示的词不在题面里',
              'The words to set off do not appear in the question',
            );
          }
        }
        break;
      case 'single':
        checkScreening(code, item.list, item.screensOut ?? []);
        break;
      case 'multiple': {
        const codes = codesOfList(item.list);
        for (const option of item.exclusive ?? []) {
          if (!codes.includes(option)) danglingOption(code, 'exclusive', option);
        }
        limits(code, 'atLeast', item.atLeast, 1, codes.length);
        limits(code, 'atMost', item.atMost, item.atLeast ?? 1, codes.length);
        break;
      }
      case 'rank':
        limits(code, 'top', item.top, 1, codesOfList(item.list).length);
        break;
      case 'grid':
        wantScale(code, item.scale);
        if (item.rows.length === 0) fail('no-items', code, 'rows', '矩阵没有行', 'The grid has no rows');
        for (const row of item.rows) {
          words(row.text, row.code, 'text', longestText);
          checkWording(row.code, row.text);
        }
        break;
      case 'text':
        limits(code, 'maxLength', item.maxLength, 1, longestAnswer);
        break;
      case 'region':
        checkRegion(item);
        break;
      case 'photo':
      case 'location':
        if (item.isInterviewerOnly === false) {
          fail(
            'interviewer-only',
            code,
            'isInterviewerOnly',
            '照片和位置只由调查员采集',
            'Photos and locations are taken by interviewers only',
          );
        }
        break;
      default:
        break;
    }
  }

  function checkWording(item: string, text: LocalisedText): void {
    if (asksTwoThings(text)) {
      tell(
        'warning',
        'two-at-once',
        item,
        'text',
        '像是一道题问了两件事，请拆成两道',
        'This seems to ask two things at once: make it two questions',
      );
    }
    if (negatesTwice(text)) {
      tell(
        'warning',
        'double-negation',
        item,
        'text',
        '像是双重否定，请改成肯定的说法',
        'This seems to negate twice: say it in the positive',
      );
    }
  }

  function checkOffers(item: string, offers: readonly MissingCode[]): void {
    offers.forEach((code, at) => {
      if (!missing.has(code))
        fail('missing-code', item, 'offers', `“${code}”没有名称`, `“${code}” has no name in this questionnaire`);
      if (offers.indexOf(code) < at)
        fail('missing-code', item, 'offers', `“${code}”写了两次`, `“${code}” is offered twice`);
    });
  }

  function codesOfList(list: string): string[] {
    return design.lists.find(({ code }) => code === list)?.choices.map(({ code }) => code) ?? [];
  }

  function wantList(item: string, list: string): void {
    if (!design.lists.some(({ code }) => code === list))
      fail('list', item, 'list', `没有选项表“${list}”`, `There is no list “${list}”`);
  }

  function wantScale(item: string, scale: string): void {
    if (!design.scales.some(({ code }) => code === scale))
      fail('scale', item, 'scale', `没有量表“${scale}”`, `There is no scale “${scale}”`);
  }

  function danglingOption(item: string, field: string, option: string): void {
    fail('dangling-option', item, field, `没有代码为“${option}”的选项`, `There is no option “${option}”`);
  }

  function limits(item: string, field: string, value: number | undefined, least: number, most: number): void {
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
    fail(
      'limits',
      item,
      field,
      `应是 ${least} 到 ${most} 的整数`,
      `This must be a whole number from ${least} to ${most}`,
    );
  }

  function checkScreening(item: string, list: string, screensOut: readonly string[]): void {
    const codes = codesOfList(list);
    for (const option of screensOut) if (!codes.includes(option)) danglingOption(item, 'screensOut', option);
    if (codes.length > 0 && codes.every((code) => screensOut.includes(code))) {
      fail('everybody-screened-out', item, 'screensOut', '每个选项都结束问卷', 'Every option ends the interview');
    }
  }

  function checkRegion(item: Extract<DesignItem, { type: 'region' }>): void {
    if (item.levels.length === 0) fail('no-items', item.code, 'levels', '没有任何一级', 'There is no level');
    item.levels.forEach((level, at) => {
      words(level.text, level.code, 'text', longestText);
      wantList(level.code, level.list);
      const above = item.levels[at - 1];
      if (!above) return;
      const parents = codesOfList(above.list);
      for (const choice of design.lists.find(({ code }) => code === level.list)?.choices ?? []) {
        const parent = choice.columns?.parent;
        if (parent === undefined || !parents.includes(parent)) {
          fail(
            'parent',
            level.list,
            `choices.${choice.code}`,
            `“${choice.code}”的上级“${parent ?? ''}”不在“${above.list}”里`,
            `The parent “${parent ?? ''}” of “${choice.code}” is not in “${above.list}”`,
          );
        }
      }
    });
  }

  function checkRoles(): void {
    for (const role of ['area', 'staffOf'] as const) {
      const holders = items.filter((item) => 'weightingRole' in item && item.weightingRole === role);
      holders
        .slice(1)
        .forEach(({ code }) =>
          fail('role', code, 'weightingRole', '这个用途只能给一道题', 'Only one item can have this role'),
        );
    }
    const quotas = new Map<string, string>();
    for (const item of items) {
      if ('quotaRole' in item && item.quotaRole) {
        if (quotas.has(item.quotaRole)) {
          fail(
            'role',
            item.code,
            'quotaRole',
            `配额维度“${item.quotaRole}”已有一道题`,
            `The quota dimension “${item.quotaRole}” has an item already`,
          );
        }
        quotas.set(item.quotaRole, item.code);
      }
      const isUsed = ('quotaRole' in item && item.quotaRole) || ('weightingRole' in item && item.weightingRole);
      if (!isUsed) continue;
      if (item.type !== 'single' && item.type !== 'region') {
        fail(
          'role',
          item.code,
          'weightingRole',
          '只有单选和地区可用于配额和加权',
          'Only single choices and regions serve quotas and weighting',
        );
      }
      const isMargin = 'weightingRole' in item && (item.weightingRole === 'area' || item.weightingRole === 'margin');
      const isOfAll =
        'required' in item && item.required === true && item.relevant === undefined && !item.isInterviewerOnly;
      if (isMargin && !isOfAll) {
        fail(
          'role',
          item.code,
          'weightingRole',
          '加权要用的题必须人人都答',
          'An item that weights need must be asked of everybody and answered',
        );
      }
    }
    const indicators = new Map<string, string>();
    for (const { question } of draft.questions) {
      const { indicator } = question;
      if (!indicator) continue;
      if (indicator.code.trim() === '' || !Number.isInteger(indicator.version) || indicator.version < 1) {
        fail('indicator', question.code, 'indicator', '指标代码或版本不对', 'The indicator’s code or version is wrong');
      } else if (indicators.has(indicator.code)) {
        fail(
          'indicator',
          question.code,
          'indicator',
          `指标“${indicator.code}”已有一道题`,
          `The indicator “${indicator.code}” has an item already`,
        );
      }
      indicators.set(indicator.code, question.code);
    }
  }
}

/** All items of a design, in order, whatever group they are in. */
export function itemsOf(design: QuestionnaireDesign): DesignItem[] {
  const items: DesignItem[] = [];
  const walk = (entries: QuestionnaireDesign['entries']): void =>
    entries.forEach((entry) => (entry.type === 'group' ? walk(entry.entries) : items.push(entry)));
  walk(design.entries);
  return items;
}
