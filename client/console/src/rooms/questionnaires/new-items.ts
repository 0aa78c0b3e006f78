import type {
  AnswerScale,
  BankEntry,
  BankIndicator,
  Choice,
  ChoiceList,
  DesignEntry,
  DesignItem,
  LocalisedText,
  QuestionnaireDesign,
} from '@minsheng/contracts';

import { codesOf, freeCode, freeName, inserted, itemsOf, type Gap } from './entries.js';

export type EntryType = DesignEntry['type'];

/** What 新建题目 offers, the usual first. */
export const entryTypes: readonly EntryType[] = [
  'single',
  'multiple',
  'satisfaction',
  'grid',
  'rank',
  'integer',
  'decimal',
  'text',
  'date',
  'region',
  'note',
  'consent',
  'group',
  'calculated',
  'hidden',
  'photo',
  'location',
  'site',
  'shift',
];

export const noWords: LocalisedText = { zh: '', en: '' };

/**
 * The scale of a design that has none: five levels with the scores that the schemes begin with (seed city's rules, 100 to 20).
 * A questionnaire that the server began has the scale of its city already.
 */
export const fiveLevels: AnswerScale = {
  code: 'satisfaction',
  levels: [
    { code: 'verySatisfied', name: { zh: '非常满意', en: 'Very satisfied' }, score: 100 },
    { code: 'satisfied', name: { zh: '满意', en: 'Satisfied' }, score: 80 },
    { code: 'fair', name: { zh: '一般', en: 'Fair' }, score: 60 },
    { code: 'dissatisfied', name: { zh: '不满意', en: 'Dissatisfied' }, score: 40 },
    { code: 'veryDissatisfied', name: { zh: '非常不满意', en: 'Very dissatisfied' }, score: 20 },
  ],
};

const notAnswers: QuestionnaireDesign['missing'] = [
  { code: 'dontKnow', name: { zh: '不了解', en: 'Don’t know' } },
  { code: 'notApplicable', name: { zh: '不适用', en: 'Not applicable' } },
  { code: 'refused', name: { zh: '拒答', en: 'Refused' } },
];

interface Added {
  design: QuestionnaireDesign;
  /** Code of the last entry that was put in: what comes next goes behind it. */
  code: string;
}

/** The design with a scale and the names of missing codes, and the code of the scale that satisfaction is asked on. */
function withScale(design: QuestionnaireDesign): { design: QuestionnaireDesign; scale: string } {
  const named = design.missing.length > 0 ? design : { ...design, missing: notAnswers };
  const [scale] = named.scales;
  if (scale !== undefined) return { design: named, scale: scale.code };
  return { design: { ...named, scales: [fiveLevels] }, scale: fiveLevels.code };
}

/** A satisfaction item out of the bank: wording in force, scale, every missing code. */
export function withIndicator(design: QuestionnaireDesign, indicator: BankIndicator, gap: Gap): Added {
  const { design: ready, scale } = withScale(design);
  const code = freeCode('q', codesOf(ready));
  const { name, wording, hint } = indicator;
  const standsInWording = wording.zh.includes(name.zh) && wording.en.includes(name.en);
  const item: DesignItem = {
    type: 'satisfaction',
    code,
    text: wording,
    ...(hint === null ? {} : { hint }),
    required: true,
    scale,
    offers: ready.missing.map((missing) => missing.code),
    indicator: { code: indicator.code, version: indicator.version },
    ...(standsInWording ? { subject: name } : {}),
  };
  return { design: inserted(ready, gap, [item]), code };
}

/** Standard items about the respondent, each with the list or scale that it needs; those already there are left alone. */
export function withRespondent(design: QuestionnaireDesign, entries: readonly BankEntry[], gap: Gap): Added {
  const there = codesOf(design);
  const wanted = entries.filter(({ item }) => !there.has(item.code));
  const lists = [...design.lists];
  const scales = [...design.scales];
  const items = wanted.map(({ item, lists: needed, scales: neededScales }): DesignEntry => {
    for (const scale of neededScales) if (!scales.some(({ code }) => code === scale.code)) scales.push(scale);
    const names = new Map<string, string>();
    for (const list of needed) {
      const same = lists.find((one) => sameChoices(one, list));
      const code = same?.code ?? freeName(list.code, new Set(lists.map((one) => one.code)));
      if (same === undefined) lists.push({ ...list, code });
      names.set(list.code, code);
    }
    return relisted(item, names);
  });
  const missing = design.missing.length > 0 ? design.missing : notAnswers;
  return {
    design: inserted({ ...design, lists, scales, missing }, gap, items),
    code: items.at(-1)?.code ?? entries[0]?.item.code ?? '',
  };
}

const sameChoices = (one: ChoiceList, other: ChoiceList): boolean =>
  one.code === other.code && JSON.stringify(one.choices) === JSON.stringify(other.choices);

function relisted(entry: DesignEntry, names: ReadonlyMap<string, string>): DesignEntry {
  const name = (list: string) => names.get(list) ?? list;
  if ('list' in entry) return { ...entry, list: name(entry.list) };
  if (entry.type === 'region') {
    return { ...entry, levels: entry.levels.map((level) => ({ ...level, list: name(level.list) })) };
  }
  return entry;
}

/** Where people are asked about themselves: after opening notes and consent, before everything else. */
export function respondentGap(design: QuestionnaireDesign): Gap {
  const at = design.entries.findIndex(({ type }) => type !== 'note' && type !== 'consent');
  return { group: null, index: at < 0 ? design.entries.length : at };
}

/** Indicators that the design measures, by code. */
export function measuredIn(design: QuestionnaireDesign): Map<string, string> {
  return new Map(
    itemsOf(design).flatMap((item): [string, string][] => {
      if (item.type === 'grid') {
        return item.rows.flatMap((row): [string, string][] =>
          row.indicator === undefined ? [] : [[row.indicator.code, item.code]],
        );
      }
      return 'indicator' in item && item.indicator !== undefined ? [[item.indicator.code, item.code]] : [];
    }),
  );
}

const choice = (number: number): Choice => ({
  code: `a${number}`,
  text: { zh: `选项 ${number}`, en: `Option ${number}` },
});

/** A new entry of a type, with what it cannot be without. */
export function withNew(design: QuestionnaireDesign, type: EntryType, gap: Gap): Added {
  const taken = codesOf(design);
  const code = freeCode(type === 'group' ? 'g' : 'q', taken);
  const started = startOf(design, type, code);
  return { design: inserted(started.design, gap, [started.entry]), code };
}

function startOf(
  design: QuestionnaireDesign,
  type: EntryType,
  code: string,
): { design: QuestionnaireDesign; entry: DesignEntry } {
  const base = { code, text: noWords };
  switch (type) {
    case 'group':
      return { design, entry: { type, code, entries: [] } };
    case 'single':
    case 'multiple':
    case 'rank': {
      const list = freeName(code, new Set(design.lists.map((one) => one.code)));
      const lists = [...design.lists, { code: list, choices: [choice(1), choice(2)] }];
      return {
        design: { ...design, lists },
        entry: type === 'rank' ? { ...base, type, list, top: 1 } : { ...base, type, list, required: true },
      };
    }
    case 'satisfaction': {
      const { design: ready, scale } = withScale(design);
      return {
        design: ready,
        entry: { ...base, type, scale, required: true, offers: ready.missing.map((missing) => missing.code) },
      };
    }
    case 'grid': {
      const { design: ready, scale } = withScale(design);
      const rows = [1, 2].map((number) => ({ code: `${code}r${number}`, text: noWords }));
      return { design: ready, entry: { ...base, type, scale, offers: ready.missing.map((one) => one.code), rows } };
    }
    case 'region': {
      const taken = new Set(design.lists.map((one) => one.code));
      const district = freeName(`${code}l1`, taken);
      const street = freeName(`${code}l2`, new Set([...taken, district]));
      const lists: ChoiceList[] = [
        { code: district, choices: [choice(1)] },
        { code: street, choices: [{ ...choice(1), columns: { parent: choice(1).code } }] },
      ];
      return {
        design: { ...design, lists: [...design.lists, ...lists] },
        entry: {
          ...base,
          type,
          required: true,
          levels: [
            { code: `${code}l1`, text: { zh: '区', en: 'District' }, list: district },
            { code: `${code}l2`, text: { zh: '街道', en: 'Street' }, list: street },
          ],
        },
      };
    }
    case 'text':
      return { design, entry: { ...base, type, maxLength: 200 } };
    case 'calculated':
      return { design, entry: { ...base, type, calculation: '' } };
    case 'consent':
      return { design, entry: { ...base, type, required: true } };
    case 'photo':
    case 'location':
    case 'site':
    case 'shift':
      return { design, entry: { ...base, type, isInterviewerOnly: true } };
    default:
      return { design, entry: { ...base, type } };
  }
}
