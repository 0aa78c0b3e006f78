import type { LocalisedText, MissingCode, QuestionnaireDesign } from '@minsheng/contracts';
import { seedStep } from '../../engine/shuffle.js';
import { expand, type Draft, type DraftQuestion } from '../design/expand.js';
import { parse } from '../expression/syntax.js';
import { element, escaped } from '../xml.js';
import { printXPath } from './print-xpath.js';

export interface XFormExport {
  xml: string;
  /** What an XForm cannot say, by item: the form still asks the same questions. */
  losses: { item: string; sentences: LocalisedText }[];
}

export interface XFormOptions {
  /** Fixes the order of options, e.g. to see the form as one respondent saw it; else each instance draws a seed once. */
  seed?: number;
}

const languages = [
  { key: 'zh', name: '简体中文 (zh)' },
  { key: 'en', name: 'English (en)' },
] as const;

const types: Record<DraftQuestion['question']['kind'], string> = {
  note: 'string',
  consent: 'string',
  single: 'string',
  multiple: 'string',
  rank: 'odk:rank',
  integer: 'int',
  decimal: 'decimal',
  text: 'string',
  date: 'date',
  calculated: 'string',
  hidden: 'string',
  photo: 'binary',
  location: 'geopoint',
  site: 'string',
  shift: 'string',
};

/**
 * Writes a checked design as an XForm after the ODK XForms specification (getodk.github.io/xforms-spec), in both languages.
 * @throws RangeError when an expression cannot be read or a list is missing: compile the design first
 */
export function exportXForm(design: QuestionnaireDesign, { seed }: XFormOptions = {}): XFormExport {
  const draft = expand(design);
  const losses: XFormExport['losses'] = [];
  const lose = (item: string, zh: string, en: string): void => {
    losses.push({ item, sentences: { zh, en } });
  };
  const groupPaths: string[] = [];
  draft.groups.forEach(({ code, group }) => groupPaths.push(`${group < 0 ? '/data' : groupPaths[group]!}/${code}`));
  const paths = new Map(
    draft.questions.map(({ question }) => [
      question.code,
      `${question.group < 0 ? '/data' : groupPaths[question.group]!}/${question.code}`,
    ]),
  );
  // A function over a group takes the answers in it.
  draft.groups.forEach(({ code }, at) => paths.set(code, `${groupPaths[at]!}/*`));
  const pathOf = (code: string): string => {
    const path = paths.get(code);
    if (path === undefined) throw new RangeError(`no question ${code}`);
    return path;
  };
  const xpath = (source: string): string => {
    const syntax = parse(source, () => undefined);
    if (syntax === null) throw new RangeError(`not an expression: ${source}`);
    return printXPath(syntax, pathOf);
  };
  const texts: { id: string; text: LocalisedText }[] = [];
  const itext = (id: string, text: LocalisedText): string => {
    texts.push({ id, text });
    return `jr:itext('${id}')`;
  };
  /** A list with the missing codes that an item offers is a list of its own. */
  const instances = new Map<string, string>();

  const isShuffling = draft.questions.some(({ question }) => question.isShuffled);
  const binds: string[] = [];
  if (isShuffling) {
    binds.push(
      element('bind', {
        nodeset: '/data/seed',
        type: 'int',
        ...(seed === undefined ? { calculate: 'once(int(random() * 2147483646) + 1)' } : {}),
      }),
    );
  }
  draft.groups.forEach(({ relevant, code, isShuffled }, at) => {
    if (relevant !== undefined) binds.push(element('bind', { nodeset: groupPaths[at]!, relevant: xpath(relevant) }));
    if (isShuffled) lose(code, '题目的随机顺序带不出去', 'The shuffling of questions is lost');
  });
  draft.questions.forEach((each) => binds.push(bindOf(each)));
  const body = draft.groups.length === 0 && draft.questions.length === 0 ? '' : bodyOf(-1);

  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms" xmlns:orx="http://openrosa.org/xforms">',
    `<h:head><h:title>${escaped(design.title.zh)}</h:title><model odk:xforms-version="1.0.0">`,
    `<itext>${languages
      .map(({ key, name }, at) =>
        element(
          'translation',
          { lang: name, ...(at === 0 ? { default: 'true()' } : {}) },
          texts.map(({ id, text }) => element('text', { id }, `<value>${withOutputs(text[key])}</value>`)).join(''),
        ),
      )
      .join('')}</itext>`,
    `<instance>${element(
      'data',
      { id: design.code, version: String(design.version) },
      `${isShuffling ? `<seed>${seed ?? ''}</seed>` : ''}${instanceOf(-1)}<meta><instanceID/></meta>`,
    )}</instance>`,
    ...instances.values(),
    ...binds,
    '<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>',
    `</model></h:head><h:body>${body}</h:body></h:html>`,
  ].join('\n');
  return { xml, losses };

  /** Words with `${name}` in them show the answer, of a single choice its name. */
  function withOutputs(text: string): string {
    return escaped(text).replace(/\$\{\s*([^}]+?)\s*\}/g, (_all, code: string) => {
      const path = pathOf(code);
      const isChoice = draft.questions.some(({ question }) => question.code === code && question.kind === 'single');
      return element('output', { value: isChoice ? `jr:choice-name(${path}, '${path}')` : path });
    });
  }

  function instanceOf(group: number): string {
    return inOrder(draft, group)
      .map((entry) =>
        'group' in entry
          ? element(draft.groups[entry.group]!.code, {}, instanceOf(entry.group))
          : element(entry.question.question.code, {}, escaped(entry.question.question.initial ?? '')),
      )
      .join('');
  }

  function bindOf({ question, relevant, required, constraint, warning, calculation }: DraftQuestion): string {
    const { code, kind } = question;
    if (warning) lose(code, '软校验带不出去', 'The soft check is lost');
    const check = constraintOf(question, constraint?.expression);
    const message = constraint
      ? itext(`${pathOf(code)}:constraint`, constraint.message)
      : check
        ? itext(`${pathOf(code)}:constraint`, { zh: '这个回答不合要求', en: 'This answer is not as wanted' })
        : null;
    return element('bind', {
      nodeset: pathOf(code),
      type: types[kind],
      ...(kind === 'note' ? { readonly: 'true()' } : {}),
      ...(relevant === undefined ? {} : { relevant: xpath(relevant) }),
      ...(required === false ? {} : { required: required === true ? 'true()' : xpath(required) }),
      ...(question.requiredMessage
        ? { 'jr:requiredMsg': itext(`${pathOf(code)}:required`, question.requiredMessage) }
        : {}),
      ...(check ? { constraint: check, 'jr:constraintMsg': message! } : {}),
      ...(calculation === undefined ? {} : { calculate: xpath(calculation) }),
    });
  }

  /** What an item says by itself (fewest, most, longest), joined to what its author wrote. */
  function constraintOf(question: DraftQuestion['question'], written: string | undefined): string | null {
    const { kind, offers = [], exclusive = [], atLeast, atMost, maxLength } = question;
    const parts: string[] = written === undefined ? [] : [xpath(written)];
    exclusive.forEach((code) => parts.push(`not(selected(., '${code}') and count-selected(.) > 1)`));
    if (kind === 'rank') lose(question.code, '排序题会要求排完所有选项', 'All options will have to be ranked');
    if (kind === 'multiple' && atLeast !== undefined && atLeast > 1) {
      parts.push(
        [`count-selected(.) >= ${atLeast}`, ...exclusive.map((code) => `selected(., '${code}')`)].join(' or '),
      );
    }
    if (kind === 'multiple' && atMost !== undefined) parts.push(`count-selected(.) <= ${atMost}`);
    if (maxLength !== undefined) parts.push(`string-length(.) <= ${maxLength}`);
    if (parts.length === 0) return null;
    const joined = parts.length === 1 ? parts[0]! : parts.map((part) => `(${part})`).join(' and ');
    if (offers.length === 0) return joined;
    if (kind === 'multiple') {
      return `${offers.map((code) => `. = '${code}'`).join(' or ')} or (${[
        ...offers.map((code) => `not(selected(., '${code}'))`),
        `(${joined})`,
      ].join(' and ')})`;
    }
    return `${offers.map((code) => `. = '${code}'`).join(' or ')} or (${joined})`;
  }

  function bodyOf(group: number): string {
    return inOrder(draft, group)
      .map((entry) => {
        if (!('group' in entry)) return controlOf(entry.question);
        const { text } = draft.groups[entry.group]!;
        const ref = groupPaths[entry.group]!;
        const label = text === null ? '' : element('label', { ref: itext(`${ref}:label`, text) });
        return element('group', { ref }, label + bodyOf(entry.group));
      })
      .join('');
  }

  function controlOf(each: DraftQuestion): string {
    const { question } = each;
    const { code, kind } = question;
    const ref = pathOf(code);
    if (kind === 'calculated' || kind === 'hidden') return '';
    const words =
      element('label', { ref: itext(`${ref}:label`, question.text) }) +
      (question.hint ? element('hint', { ref: itext(`${ref}:hint`, question.hint) }) : '');
    switch (kind) {
      case 'single':
        return element('select1', { ref }, words + itemset(each));
      case 'multiple':
        return element('select', { ref }, words + itemset(each));
      case 'rank':
        return element('odk:rank', { ref }, words + itemset(each));
      case 'consent':
        return element('trigger', { ref }, words);
      case 'photo':
        return element('upload', { ref, mediatype: 'image/*' }, words);
      case 'text':
        return element('input', { ref, ...(question.look === 'long' ? { appearance: 'multiline' } : {}) }, words);
      default:
        return element('input', { ref }, words);
    }
  }

  function itemset({ question, filter }: DraftQuestion): string {
    const { code, offers = [], isShuffled, list } = question;
    if (list === undefined) throw new RangeError(`no list for ${code}`);
    const id = instanceFor(list, offers);
    const at = draft.questions.findIndex((each) => each.question.code === code);
    let nodeset = `instance('${id}')/root/item`;
    if (filter !== undefined) {
      nodeset +=
        offers.length > 0
          ? `[${offers.map((each) => `name = '${each}'`).join(' or ')} or (${xpath(filter)})]`
          : `[${xpath(filter)}]`;
    }
    if (isShuffled) {
      nodeset = `randomize(${nodeset}, /data/seed + ${seedStep * at})`;
      if (draft.lists[list]!.choices.some(({ isAnchored }) => isAnchored)) {
        lose(code, '固定位置的选项也会被打乱', 'Anchored options are shuffled too');
      }
      if (offers.length > 0) lose(code, '“不了解”等也会被打乱', '“Don’t know” and its like are shuffled too');
    }
    return element('itemset', { nodeset }, '<value ref="name"/><label ref="jr:itext(itextId)"/>');
  }

  function instanceFor(list: number, offers: readonly MissingCode[]): string {
    const { code, choices } = draft.lists[list]!;
    const id = [code, ...offers].join('-');
    if (!instances.has(id)) {
      const items = [
        ...choices,
        ...offers.map((offer) => ({
          code: offer as string,
          text: design.missing.find((each) => each.code === offer)!.name,
          columns: undefined,
        })),
      ].map(({ code: option, text, columns }, at) => {
        itext(`${id}-${at}`, text);
        return element(
          'item',
          {},
          element('itextId', {}, `${id}-${at}`) +
            element('name', {}, escaped(option)) +
            Object.entries(columns ?? {})
              .map(([column, value]) => element(column, {}, escaped(value)))
              .join(''),
        );
      });
      instances.set(id, `<instance id="${id}"><root>${items.join('')}</root></instance>`);
    }
    return id;
  }
}

type Entry = { group: number } | { question: DraftQuestion };

/** What stands directly inside a group (−1: outside all), in order; a group stands where its first question stands. */
function inOrder(draft: Draft, group: number): Entry[] {
  const entries: Entry[] = [];
  const placed = new Set<number>();
  for (const question of draft.questions) {
    let at = question.question.group;
    if (at === group) {
      entries.push({ question });
      continue;
    }
    while (at >= 0 && draft.groups[at]!.group !== group) at = draft.groups[at]!.group;
    if (at >= 0 && !placed.has(at)) {
      placed.add(at);
      entries.push({ group: at });
    }
  }
  return entries;
}
