import type { HotAddition, HotTable } from '../../platform/index.js';
import { type AnswerRecord, modes } from './record.js';
import type { FoldedAnswer } from './field-book.js';

/** An answer sheet on its way to the writer. */
export interface ResponseItem {
  poll: number;
  slot: Uint8Array;
  origin: Uint8Array;
  record: AnswerRecord;
  /** The same, encoded. */
  bytes: Uint8Array;
  /** Answers that are neither levels nor choices by item code, and how they came about, as JSON. */
  texts: string | null;
  folded: FoldedAnswer;
  /** The answer that this one replaces: it leaves the sums in the same transaction. */
  replaced: { record: AnswerRecord; folded: FoldedAnswer } | null;
}

/** Answer sheets (答卷) and their sums. The slot tells persons apart and is nobody's once the poll's salt is gone. */
export const responses: HotTable<ResponseItem> = {
  name: 'response',
  columns: [
    { name: 'poll', kind: 'integer', isSealed: true, mustRepeat: true },
    { name: 'origin', kind: 'bytes', isSealed: true, mustRepeat: true },
    { name: 'record', kind: 'bytes', isSealed: true, mustRepeat: false },
    { name: 'texts', kind: 'text', isSealed: false, mustRepeat: false },
  ],
  sums: [
    {
      table: 'response_sum',
      keys: [
        { name: 'poll', kind: 'integer' },
        { name: 'mode', kind: 'integer' },
        { name: 'cell', kind: 'integer' },
        { name: 'psu', kind: 'integer' },
      ],
      values: ['respondents', 'edits'],
      vector: 'counts',
    },
  ],
  encode: ({ poll, slot, origin, record, bytes, texts, folded, replaced }) => {
    const additions = [additionOf(poll, record, folded, 1, replaced ? 1 : 0)];
    if (replaced) additions.unshift(additionOf(poll, replaced.record, replaced.folded, -1, 0));
    return { id: slot, values: [poll, origin, bytes, texts], additions };
  },
};

function additionOf(
  poll: number,
  { mode }: AnswerRecord,
  { cell, psu, cells }: FoldedAnswer,
  sign: 1 | -1,
  edits: number,
): HotAddition {
  return {
    sum: 0,
    key: [poll, modes.indexOf(mode), cell, psu],
    add: [sign, edits],
    cells: sign === 1 ? cells : cells.map((value, index) => (index % 2 === 0 ? value : -value)),
  };
}
