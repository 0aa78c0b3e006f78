import type { FlagCode, PollPlan } from '@minsheng/contracts';

/** What the rules look at of one answer; columns, one entry an answer. */
export interface AnswerColumns {
  length: number;
  /** Index in `modes`: 0 interviews, 1 online. */
  mode: Uint8Array;
  seconds: Uint16Array;
  /** Minutes since the beginning of fieldwork. */
  minute: Uint16Array;
  /** Scale items asked. */
  asked: Uint16Array;
  /** Scale items with a level. */
  answered: Uint16Array;
  /** 1 when all levels given are the same. */
  isUniform: Uint8Array;
  hasText: Uint8Array;
  /** A number that is the same for answers alike in every scale item. */
  pattern: Uint32Array;
}

export interface Suspicion {
  /** Index among the answers. */
  at: number;
  code: FlagCode;
}

/**
 * The rules of the plan, frozen before fieldwork (质检规则): too fast for the mode and for the number of questions; a straight
 * line by somebody in a hurry or without a word of their own; many online answers alike within minutes. A flag holds an
 * answer for a person's judgement and excludes nothing.
 */
export function suspicionsOf(answers: AnswerColumns, rules: PollPlan['quality']): Suspicion[] {
  const found: Suspicion[] = [];
  const isTooFast = tooFast(answers, rules.tooFast);
  for (let at = 0; at < answers.length; at++) {
    if (isTooFast[at]) found.push({ at, code: 'TOO_FAST' });
    const isStraight = answers.isUniform[at] === 1 && answers.answered[at]! >= rules.straightLine.minimumItems;
    if (isStraight && (isTooFast[at] === 1 || answers.hasText[at] === 0)) found.push({ at, code: 'STRAIGHT_LINE' });
  }
  for (const at of inBursts(answers, rules.burst)) found.push({ at, code: 'BURST' });
  return found;
}

function tooFast(answers: AnswerColumns, rule: PollPlan['quality']['tooFast']): Uint8Array {
  const medians = [0, 1].map((mode) => quantile(answers, mode, 0.5));
  const isTooFast = new Uint8Array(answers.length);
  for (let at = 0; at < answers.length; at++) {
    const seconds = answers.seconds[at]!;
    const median = medians[answers.mode[at]!] ?? null;
    if (
      median !== null &&
      seconds < rule.shareOfMedian * median &&
      seconds < rule.secondsPerQuestion * answers.asked[at]!
    )
      isTooFast[at] = 1;
  }
  return isTooFast;
}

/** Of the seconds of one mode: the smallest value with at least this share of the answers at or below it. */
export function quantile(answers: AnswerColumns, mode: number, share: number): number | null {
  const counts = new Uint32Array(65_536);
  let n = 0;
  for (let at = 0; at < answers.length; at++) {
    if (answers.mode[at] !== mode) continue;
    counts[answers.seconds[at]!]!++;
    n++;
  }
  if (n === 0) return null;
  for (let seconds = 0, seen = 0; seconds < counts.length; seconds++) {
    seen += counts[seconds]!;
    if (seen >= share * n) return seconds;
  }
  return null;
}

/** Online answers that lie in a stretch of `minutes` with at least `answers` of the same pattern. */
function inBursts(answers: AnswerColumns, rule: PollPlan['quality']['burst']): number[] {
  const order: number[] = [];
  for (let at = 0; at < answers.length; at++) if (answers.mode[at] === 1 && answers.answered[at]! > 0) order.push(at);
  order.sort((a, b) => answers.pattern[a]! - answers.pattern[b]! || answers.minute[a]! - answers.minute[b]!);
  const burst = new Uint8Array(answers.length);
  for (let first = 0, end = 0; end < order.length; end++) {
    const isSamePattern = (one: number): boolean => answers.pattern[order[one]!] === answers.pattern[order[end]!];
    while (!isSamePattern(first) || answers.minute[order[end]!]! - answers.minute[order[first]!]! >= rule.minutes)
      first++;
    if (end - first + 1 >= rule.answers) for (let one = first; one <= end; one++) burst[order[one]!] = 1;
  }
  return order.filter((at) => burst[at] === 1).sort((a, b) => a - b);
}
