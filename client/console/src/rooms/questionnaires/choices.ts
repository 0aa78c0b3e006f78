import type { AnswerScale, Choice, ChoiceList, QuestionnaireDesign } from '@minsheng/contracts';

import { freeCode, itemsOf, spliced, withFields } from './entries.js';

export function listOf(design: QuestionnaireDesign, code: string): ChoiceList | null {
  return design.lists.find((list) => list.code === code) ?? null;
}

export function scaleOf(design: QuestionnaireDesign, code: string): AnswerScale | null {
  return design.scales.find((scale) => scale.code === code) ?? null;
}

/** Codes of the items that ask with a list or scale. */
export function usersOf(design: QuestionnaireDesign, list: string): string[] {
  return itemsOf(design).flatMap((item) => {
    const uses =
      ('list' in item && item.list === list) ||
      ('scale' in item && item.scale === list) ||
      (item.type === 'region' && item.levels.some((level) => level.list === list));
    return uses ? [item.code] : [];
  });
}

function withChoices(
  design: QuestionnaireDesign,
  list: string,
  change: (choices: Choice[]) => Choice[],
): QuestionnaireDesign {
  return {
    ...design,
    lists: design.lists.map((one) => (one.code === list ? { ...one, choices: change([...one.choices]) } : one)),
  };
}

/** Another option at the end, before those that keep their place (以上都没有). */
export function choiceAdded(design: QuestionnaireDesign, list: string): { design: QuestionnaireDesign; code: string } {
  const choices = listOf(design, list)?.choices ?? [];
  const code = freeCode('a', new Set(choices.map((one) => one.code)));
  const tail = [...choices].reverse().findIndex(({ isAnchored }) => isAnchored !== true);
  const at = tail < 0 ? choices.length : choices.length - tail;
  return {
    design: withChoices(design, list, (now) => spliced(now, at, 0, { code, text: { zh: '', en: '' } })),
    code,
  };
}

/** Lines of a text (`市中心`, or `市中心<tab>City centre`) as options at the end. */
export function choicesPasted(design: QuestionnaireDesign, list: string, text: string): QuestionnaireDesign {
  const taken = new Set((listOf(design, list)?.choices ?? []).map((one) => one.code));
  const pasted = text
    .split(/\r?\n/)
    .map((line) => line.split('\t').map((part) => part.trim()))
    .filter(([zh]) => zh !== undefined && zh !== '')
    .map(([zh = '', en = '']): Choice => {
      const code = freeCode('a', taken);
      taken.add(code);
      return { code, text: { zh, en } };
    });
  return withChoices(design, list, (now) => [...now, ...pasted]);
}

export function choiceChanged(
  design: QuestionnaireDesign,
  list: string,
  code: string,
  fields: Partial<Choice>,
): QuestionnaireDesign {
  return withChoices(design, list, (now) => now.map((one) => (one.code === code ? withFields(one, fields) : one)));
}

export function choiceMoved(
  design: QuestionnaireDesign,
  list: string,
  code: string,
  way: 'up' | 'down',
): QuestionnaireDesign {
  return withChoices(design, list, (now) => {
    const at = now.findIndex((one) => one.code === code);
    const to = way === 'up' ? at - 1 : at + 1;
    if (at < 0 || to < 0 || to >= now.length) return now;
    return spliced(spliced(now, at, 1), to, 0, now[at]!);
  });
}

/** Without an option, also where items speak of it. */
export function choiceRemoved(design: QuestionnaireDesign, list: string, code: string): QuestionnaireDesign {
  const without = withChoices(design, list, (now) => now.filter((one) => one.code !== code));
  const others = (codes: string[] | undefined): string[] | undefined => {
    const left = codes?.filter((one) => one !== code);
    return left === undefined || left.length === 0 ? undefined : left;
  };
  const entries = (inside: QuestionnaireDesign['entries']): QuestionnaireDesign['entries'] =>
    inside.map((entry) => {
      if (entry.type === 'group') return { ...entry, entries: entries(entry.entries) };
      if (entry.type === 'single' && entry.list === list) {
        return withFields(entry, { screensOut: others(entry.screensOut) });
      }
      if (entry.type === 'multiple' && entry.list === list) {
        return withFields(entry, { exclusive: others(entry.exclusive) });
      }
      return entry;
    });
  return { ...without, entries: entries(without.entries) };
}

export function levelChanged(
  design: QuestionnaireDesign,
  scale: string,
  level: string,
  fields: Partial<AnswerScale['levels'][number]>,
): QuestionnaireDesign {
  return {
    ...design,
    scales: design.scales.map((one) =>
      one.code === scale
        ? { ...one, levels: one.levels.map((each) => (each.code === level ? { ...each, ...fields } : each)) }
        : one,
    ),
  };
}

/** In or out of a list of codes; nothing left is no list. */
export function toggled<Code extends string>(codes: readonly Code[] | undefined, code: Code): Code[] | undefined {
  const now = codes ?? [];
  const next = now.includes(code) ? now.filter((one) => one !== code) : [...now, code];
  return next.length === 0 ? undefined : next;
}
