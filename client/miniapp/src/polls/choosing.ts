import type { OptionShown, Question } from '@minsheng/questionnaire';

/** Several choices are written as their codes, parted by spaces. */
export const codesIn = (answer: string): string[] => answer.split(' ').filter((code) => code !== '');

/**
 * An option of several tapped (多选): chosen or given up. One that stands alone, and an answer without a value, take the others'
 * place; codes stand in the order of the list, whatever order it was shown in. Null: there are as many as may be chosen.
 */
export function toggled(
  { exclusive = [], atMost }: Pick<Question, 'exclusive' | 'atMost'>,
  list: readonly { code: string }[],
  answer: string,
  { code, isMissing }: Pick<OptionShown, 'code' | 'isMissing'>,
): string | null {
  const chosen = codesIn(answer);
  if (chosen.includes(code)) return chosen.filter((each) => each !== code).join(' ');
  if (isMissing || exclusive.includes(code)) return code;
  const places = new Map(list.map((choice, at) => [choice.code, at]));
  // What is not of the list is a missing code: it gives way.
  const others = chosen.filter((each) => places.has(each) && !exclusive.includes(each));
  if (atMost !== undefined && others.length >= atMost) return null;
  return [...others, code].sort((one, other) => places.get(one)! - places.get(other)!).join(' ');
}

/** An option of a ranking tapped (排序): the next place is its, or it gives its place up. Null: all places are taken. */
export function ranked({ atMost }: Pick<Question, 'atMost'>, answer: string, code: string): string | null {
  const chosen = codesIn(answer);
  if (chosen.includes(code)) return chosen.filter((each) => each !== code).join(' ');
  if (atMost !== undefined && chosen.length >= atMost) return null;
  return [...chosen, code].join(' ');
}

/** The ranking without its last place. */
export const unranked = (answer: string): string => codesIn(answer).slice(0, -1).join(' ');

/** Lists longer than this are looked through by typing. */
export const longList = 12;
/** As many rows are drawn at once; a phone stalls over thousands. */
const mostRows = 60;

export interface Found<Row> {
  rows: Row[];
  /** Rows that fit and are not drawn. */
  more: number;
}

/** Rows whose words hold what was typed, whatever the case; the chosen ones are always among them. */
export function found<Row extends { code: string; label: string }>(
  rows: readonly Row[],
  typed: string,
  chosen: readonly string[],
): Found<Row> {
  const wanted = typed.trim().toLowerCase();
  const fits = rows.filter(
    ({ code, label }) => chosen.includes(code) || wanted === '' || label.toLowerCase().includes(wanted),
  );
  if (fits.length <= mostRows) return { rows: fits, more: 0 };
  const first = fits.slice(0, mostRows);
  const hidden = fits.slice(mostRows);
  return {
    rows: [...first, ...hidden.filter(({ code }) => chosen.includes(code))],
    more: hidden.filter(({ code }) => !chosen.includes(code)).length,
  };
}

/** A number as typed on a Chinese keyboard, in the digits that the questionnaire reads: `１２。５` is `12.5`. */
export function plainNumber(typed: string): string {
  return typed
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[。．]/g, '.')
    .replace(/[－−]/g, '-')
    .replace(/\s+/g, '');
}
