import type { DesignItem, LocalisedText, MissingCode } from '@minsheng/contracts';

/** What an item says by itself, for tools that know nothing of it. */
export interface OwnLimits {
  type: DesignItem['type'];
  offers?: readonly MissingCode[];
  exclusive?: readonly string[];
  atLeast?: number;
  atMost?: number;
  maxLength?: number;
}

/** Told where only such a limit is at fault. */
export const limitMessage: LocalisedText = { zh: '这个回答不合要求', en: 'This answer is not as wanted' };

/** The author's check joined to what the item says by itself (fewest, most, longest, alone); undefined: nothing to check. */
export function checkForOdk(written: string | undefined, limits: OwnLimits): string | undefined {
  const { type, offers = [], exclusive = [], atLeast, atMost, maxLength } = limits;
  const parts = written === undefined ? [] : [written];
  exclusive.forEach((code) => parts.push(`not(selected(., '${code}') and count-selected(.) > 1)`));
  if (type === 'multiple' && atLeast !== undefined && atLeast > 1) {
    parts.push([`count-selected(.) >= ${atLeast}`, ...exclusive.map((code) => `selected(., '${code}')`)].join(' or '));
  }
  if (type === 'multiple' && atMost !== undefined) parts.push(`count-selected(.) <= ${atMost}`);
  if (maxLength !== undefined) parts.push(`string-length(.) <= ${maxLength}`);
  if (parts.length === 0) return undefined;
  const joined = parts.length === 1 ? parts[0]! : parts.map((part) => `(${part})`).join(' and ');
  if (offers.length === 0) return joined;
  const alone = offers.map((code) => `. = '${code}'`).join(' or ');
  if (type !== 'multiple') return `${alone} or (${joined})`;
  return `${alone} or (${offers.map((code) => `not(selected(., '${code}'))`).join(' and ')} and (${joined}))`;
}

/** The author's filter, which lets 不了解 and its like through. */
export function filterForOdk(written: string, offers: readonly MissingCode[]): string {
  return offers.length === 0 ? written : `${offers.map((code) => `name = '${code}'`).join(' or ')} or (${written})`;
}

/** What an item’s own limits say beside the author’s text, or that text itself when it was written over by hand. */
export function writtenCheck(
  cell: string | undefined,
  kept: string | undefined,
  limits: OwnLimits,
): { written: string | undefined; isOfLimits: boolean; wasEdited: boolean } {
  if (checkForOdk(kept, limits) === cell) {
    return { written: kept, isOfLimits: kept === undefined && cell !== undefined, wasEdited: false };
  }
  return { written: cell, isOfLimits: false, wasEdited: kept !== undefined };
}
