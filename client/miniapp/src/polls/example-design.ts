import type { DesignEntry, DesignItem, LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';
import type { SheetCircumstances } from './circumstances.js';

/** For the specs of this folder: both languages say the same. */
export const words = (text: string): LocalisedText => ({ zh: text, en: text });

export const circumstances: SheetCircumstances = { seed: 7, startedAt: '2026-10-16T06:30:00.000Z' };

/** An item with a text of its own code. */
export const item = (code: string, more: Partial<DesignItem> = {}): DesignItem =>
  ({ type: 'text', maxLength: 20, code, text: words(code), ...more }) as DesignItem;

/** A design of these entries; the specs compile it, as a server does. */
export function exampleDesign(entries: DesignEntry[]): QuestionnaireDesign {
  return {
    format: 'minsheng-questionnaire/2',
    code: 'example',
    version: 1,
    title: words('问卷'),
    marks: {
      formNumber: '1 表',
      maker: words('市统计局'),
      approvedBy: words('省统计局'),
      approvalNumber: '1 号',
      validUntil: '2027-06-30',
    },
    scales: [
      {
        code: 'two',
        levels: [
          { code: 'good', name: words('满意'), score: 100 },
          { code: 'bad', name: words('不满意'), score: 20 },
        ],
      },
    ],
    missing: [
      { code: 'dontKnow', name: words('不了解') },
      { code: 'notApplicable', name: words('不适用') },
      { code: 'refused', name: words('拒答') },
    ],
    lists: [
      { code: 'areas', choices: [choice('north'), choice('south')] },
      { code: 'streets', choices: [choice('n1', 'north'), choice('n2', 'north'), choice('s1', 'south')] },
      { code: 'things', choices: ['a', 'b', 'c', 'd', 'none'].map((code) => choice(code)) },
      { code: 'many', choices: Array.from({ length: 14 }, (_, at) => choice(`m${at}`)) },
    ],
    entries,
  };
}

const choice = (code: string, parent?: string) => ({
  code,
  text: words(code),
  ...(parent ? { columns: { parent } } : {}),
});
