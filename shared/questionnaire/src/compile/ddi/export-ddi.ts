import type { DesignItem, LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';
import { expand, type DraftGroup, type DraftQuestion } from '../design/expand.js';
import { designInWords } from '../words/index.js';
import { element, escaped } from '../xml.js';

/** What a codebook says of itself and the design does not. */
export interface DdiMeta {
  /** Who gives it out. */
  agency: LocalisedText;
  /** `YYYY-MM-DD`: published, or of a draft last changed. */
  date: string;
  /** SHA-256 (hex) of the design's canonical JSON; null: a draft. */
  hash: string | null;
  isDemonstration: boolean;
}

const languages = [
  { key: 'zh', tag: 'zh-CN' },
  { key: 'en', tag: 'en' },
] as const;

type Kind = DraftQuestion['question']['kind'];

const responseDomains: Partial<Record<Kind, string>> = {
  consent: 'category',
  single: 'category',
  multiple: 'multiple',
  rank: 'multiple',
  integer: 'numeric',
  decimal: 'numeric',
  text: 'text',
  date: 'datetime',
  photo: 'other',
  location: 'geographic',
  site: 'code',
  shift: 'code',
};

const sensitivities: Record<'personal' | 'sensitive', LocalisedText> = {
  personal: { zh: '个人信息', en: 'Personal information' },
  sensitive: { zh: '敏感个人信息', en: 'Sensitive personal information' },
};

/** How an answer is written down, where its kind does not say it. */
const writings: Partial<Record<Kind, LocalisedText>> = {
  multiple: { zh: '所选各项的代码，用空格隔开', en: 'Codes of all that was chosen, parted by spaces' },
  rank: { zh: '按先后写各项的代码，用空格隔开', en: 'Codes in order, the first first, parted by spaces' },
  location: {
    zh: '纬度 经度 海拔 精度（WGS 84，米），用空格隔开',
    en: 'Latitude, longitude, altitude and accuracy (WGS 84, metres), parted by spaces',
  },
  photo: { zh: '照片的编号', en: 'Id of the picture' },
};

/**
 * A design as a DDI-Codebook 2.5 document (ddialliance.org): one variable for each question that is answered or worked out, rows
 * of grids and levels of regions apart, in Chinese and English. Takes designs with faults too.
 */
export function exportDdi(design: QuestionnaireDesign, meta: DdiMeta): string {
  const draft = expand(design);
  const words = designInWords(design, nameOf, draft);
  const variables = draft.questions.filter(({ question }) => question.kind !== 'note');
  const numbers = new Map(
    variables
      .filter(({ question }) => question.kind !== 'calculated' && question.kind !== 'hidden')
      .map(({ question }, at) => [question.code, at + 1]),
  );

  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element(
      'codeBook',
      { xmlns: 'ddi:codebook:2_5', version: '2.5', 'xml:lang': 'zh-CN' },
      `\n${[documentOf(), studyOf(), dataOf()].join('\n')}\n`,
    ),
    '',
  ].join('\n');

  function nameOf(code: string): LocalisedText {
    return { zh: `[${code}]`, en: `[${code}]` };
  }

  function documentOf(): string {
    return element(
      'docDscr',
      {},
      element(
        'citation',
        {},
        titles({ zh: `${design.title.zh}：编码手册`, en: `${design.title.en}: codebook` }) +
          element(
            'prodStmt',
            {},
            inBoth('producer', meta.agency) +
              element('prodDate', { date: meta.date }, meta.date) +
              element('software', {}, '民声 Minsheng'),
          ),
      ) + remarks(),
    );
  }

  function studyOf(): string {
    const { maker, approvedBy, approvalNumber, validUntil } = design.marks;
    const statement = {
      zh: `批准或备案文号：${approvalNumber}；有效期至：${validUntil}`,
      en: `Approval or filing number: ${approvalNumber}; valid until ${validUntil}`,
    };
    return element(
      'stdyDscr',
      {},
      element(
        'citation',
        {},
        titles(design.title) +
          element('rspStmt', {}, inBoth('AuthEnty', maker)) +
          element('distStmt', {}, inBoth('distrbtr', meta.agency)) +
          element(
            'verStmt',
            {},
            element('version', { date: meta.date }, escaped(String(design.version))) +
              (meta.hash === null
                ? inBoth('notes', { zh: '草稿，不得用于调查', en: 'A draft, not to be fielded' }, { type: 'status' })
                : element('notes', { type: 'sha256' }, escaped(meta.hash))),
          ),
      ) +
        element(
          'studyAuthorization',
          {},
          inBoth('authorizingAgency', approvedBy) + inBoth('authorizationStatement', statement),
        ) +
        remarks(),
    );
  }

  function titles(title: LocalisedText): string {
    const { formNumber, maker } = design.marks;
    return element(
      'titlStmt',
      {},
      element('titl', { 'xml:lang': 'zh-CN' }, escaped(title.zh)) +
        element('parTitl', { 'xml:lang': 'en' }, escaped(title.en)) +
        element('IDNo', { agency: maker.zh }, escaped(formNumber)) +
        element('IDNo', {}, escaped(`${design.code}/${design.version}`)),
    );
  }

  function remarks(): string {
    if (!meta.isDemonstration) return '';
    return inBoth('notes', { zh: '演示数据', en: 'Demonstration data' }, { type: 'demonstration' });
  }

  function dataOf(): string {
    return element('dataDscr', {}, `\n${[...draft.groups.map(groupOf), ...variables.map(variableOf)].join('\n')}\n`);
  }

  function groupOf({ code, text, relevant, entry, isShuffled }: DraftGroup, at: number): string {
    const inside = variables
      .filter(({ question }) => question.group === at)
      .map(({ question }) => variableId(question));
    const groups = draft.groups.filter(({ group }) => group === at).map((group) => groupId(group));
    const type: Record<string, string> =
      entry.type === 'region'
        ? { type: 'other', otherType: 'region' }
        : { type: entry.type === 'grid' ? 'grid' : isShuffled ? 'randomized' : 'section' };
    return element(
      'varGrp',
      {
        ID: groupId({ code }),
        name: code,
        ...type,
        ...(inside.length > 0 ? { var: inside.join(' ') } : {}),
        ...(groups.length > 0 ? { varGrp: groups.join(' ') } : {}),
      },
      (text ? inBoth('labl', words.text(text)) : '') +
        (relevant === undefined ? '' : element('universe', {}, escaped(sideBySide(asked(words.condition(relevant)))))),
    );
  }

  function variableOf({ question, item, calculation }: DraftQuestion): string {
    const { code, kind } = question;
    const writing = writings[kind];
    const universe = words.askedWhen(code);
    const notes = [
      ...('weightingRole' in item && item.weightingRole ? [['weightingRole', item.weightingRole] as const] : []),
      ...('quotaRole' in item && item.quotaRole ? [['quotaRole', item.quotaRole] as const] : []),
    ];
    return element(
      'var',
      {
        ID: variableId(question),
        name: code,
        intrvl: kind === 'integer' || kind === 'decimal' ? 'contin' : 'discrete',
      },
      [
        inBoth('labl', words.text(question.text)),
        'sensitivity' in item && item.sensitivity
          ? element('security', {}, sideBySide(sensitivities[item.sensitivity]))
          : '',
        question.isInterviewerOnly ? element('respUnit', {}, '由访员填写 / Filled in by the interviewer') : '',
        ...languages.map(({ key, tag }) => questionIn(key, tag, question, item)),
        universe === null ? '' : inBoth('universe', asked(universe)),
        ...categoriesOf(question, item),
        writing ? inBoth('codInstr', writing) : '',
        question.indicator
          ? element(
              'concept',
              { vocab: 'indicator' },
              escaped(`${question.indicator.code} v${question.indicator.version}`),
            )
          : '',
        calculation === undefined
          ? ''
          : element(
              'derivation',
              {},
              element('drvdesc', {}, escaped(sideBySide(words.value(calculation)))) +
                element('drvcmd', { syntax: 'XLSForm' }, escaped(calculation)),
            ),
        formatOf(kind),
        ...notes.map(([type, role]) => element('notes', { type }, escaped(role))),
      ].join(''),
    );
  }

  function questionIn(key: 'zh' | 'en', tag: string, question: DraftQuestion['question'], item: DesignItem): string {
    const domain = responseDomains[question.kind];
    const number = numbers.get(question.code);
    // What is worked out or filled in beforehand is asked of nobody.
    if (domain === undefined || number === undefined) return '';
    const said = (name: string, text: LocalisedText | undefined): string =>
      text === undefined ? '' : element(name, {}, escaped(words.text(text)[key]));
    const isPart = item.type === 'grid' || item.type === 'region';
    return element(
      'qstn',
      { 'xml:lang': tag, responseDomainType: domain, seqNo: String(number) },
      said('preQTxt', isPart ? item.text : noteBefore(question)) +
        said('qstnLit', question.text) +
        said('postQTxt', question.hint) +
        said('ivuInstr', question.guidance),
    );
  }

  /** Words to read that stand right before a question, in the same group. */
  function noteBefore({ code, group }: DraftQuestion['question']): LocalisedText | undefined {
    const before = draft.questions[draft.questions.findIndex(({ question }) => question.code === code) - 1]?.question;
    return before?.kind === 'note' && before.group === group ? before.text : undefined;
  }

  function categoriesOf(question: DraftQuestion['question'], item: DesignItem): string[] {
    if (question.kind === 'consent') return [categoryOf('OK', { zh: '同意', en: 'Agreed' })];
    const list = question.list === undefined ? undefined : draft.lists[question.list];
    const scale = list?.isScale && 'scale' in item ? design.scales.find(({ code }) => code === item.scale) : undefined;
    return [
      ...(list?.choices ?? []).map(({ code, text }) =>
        categoryOf(code, text, scale?.levels.find((level) => level.code === code)?.score),
      ),
      ...(question.offers ?? []).map((code) => {
        const name = design.missing.find((each) => each.code === code)?.name ?? { zh: code, en: code };
        return element('catgry', { missing: 'Y', missType: code }, element('catValu', {}, code) + inBoth('labl', name));
      }),
    ];
  }

  function categoryOf(code: string, name: LocalisedText, score?: number): string {
    const worth = score === undefined ? '' : inBoth('txt', { zh: `计 ${score} 分`, en: `Score ${score}` });
    return element('catgry', {}, element('catValu', {}, escaped(code)) + inBoth('labl', words.text(name)) + worth);
  }
}

function asked(condition: LocalisedText): LocalisedText {
  const space = /[0-9A-Za-z]$/.test(condition.zh) ? ' ' : '';
  return { zh: `仅当${condition.zh}${space}时询问`, en: `Asked only if ${condition.en}` };
}

function formatOf(kind: Kind): string {
  switch (kind) {
    case 'integer':
    case 'decimal':
      return element('varFormat', { type: 'numeric' });
    case 'date':
      return element('varFormat', { type: 'character', schema: 'ISO', category: 'date' }, 'YYYY-MM-DD');
    default:
      return element('varFormat', { type: 'character' });
  }
}

function inBoth(name: string, text: LocalisedText, attributes: Record<string, string> = {}): string {
  return languages
    .map(({ key, tag }) => element(name, { 'xml:lang': tag, ...attributes }, escaped(text[key])))
    .join('');
}

/** Where the schema has room for one language. */
function sideBySide({ zh, en }: LocalisedText): string {
  return `${zh} / ${en}`;
}

const variableId = ({ code }: { code: string }): string => `V-${code}`;
const groupId = ({ code }: { code: string }): string => `G-${code}`;
