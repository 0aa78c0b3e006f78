import type { LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';

import { itemsOf, placedEntries } from './entries.js';

export interface Completeness {
  /** Texts that people read. */
  texts: number;
  /** Of them, those with words in both languages. */
  inBoth: number;
}

/** How many of the texts that people read are there in both languages. */
export function completenessOf(design: QuestionnaireDesign): Completeness {
  const texts = textsOf(design);
  return {
    texts: texts.length,
    inBoth: texts.filter(({ zh, en }) => zh.trim() !== '' && en.trim() !== '').length,
  };
}

function textsOf(design: QuestionnaireDesign): LocalisedText[] {
  const items = itemsOf(design).flatMap((item): (LocalisedText | undefined)[] => {
    if (item.type === 'calculated' || item.type === 'hidden') return [];
    return [
      item.text,
      item.hint,
      item.guidance,
      ...('constraint' in item ? [item.constraint?.message] : []),
      ...('warning' in item ? [item.warning?.message] : []),
      ...('requiredMessage' in item ? [item.requiredMessage] : []),
      ...('subject' in item ? [item.subject] : []),
      ...('rows' in item ? item.rows.map(({ text }) => text) : []),
      ...('levels' in item ? item.levels.map(({ text }) => text) : []),
    ];
  });
  return [
    design.title,
    design.marks.maker,
    design.marks.approvedBy,
    ...placedEntries(design).map(({ entry }) => (entry.type === 'group' ? entry.text : undefined)),
    ...items,
    ...design.lists.flatMap(({ choices }) => choices.map(({ text }) => text)),
    ...design.scales.flatMap(({ levels }) => levels.map(({ name }) => name)),
    ...design.missing.map(({ name }) => name),
  ].filter((text) => text !== undefined);
}
