import type { Attribution, IndicatorTerm, LocalisedText, ResponsibilityShare } from '@minsheng/contracts';
import { indicatorProblems } from './indicators.problems.js';

/** What a proposer says of an indicator. */
export interface IndicatorDraft {
  code: string;
  term: IndicatorTerm;
  name: LocalisedText;
  /** Plain wording of the question (题面). */
  wording: LocalisedText;
  hint: LocalisedText | null;
  attribution: Attribution;
  weight: number;
  shares: ResponsibilityShare[];
  anchorTask: string | null;
}

/** What the judgement has to know of a unit. */
export interface ShareHolder {
  kind: string;
  isStanding: boolean;
}

const wholeShare = 10_000;

/** A share in ten-thousandths, exactly; null when it is no decimal of at most four places in (0, 1]. */
export function tenThousandths(share: string): number | null {
  const match = /^([01])(?:\.(\d{1,4}))?$/.exec(share);
  if (!match) return null;
  const value = Number(match[1]) * wholeShare + Number((match[2] ?? '').padEnd(4, '0'));
  return value > 0 && value <= wholeShare ? value : null;
}

/** `0.6` → `0.6000`; the value must be one that `tenThousandths` reads. */
export function fourPlaces(share: string): string {
  return decimal(tenThousandths(share) ?? 0);
}

/** What a draft must be even before it is whole. Throws the Problem of the first fault. */
export function judgeDraft(draft: IndicatorDraft, units: ReadonlyMap<string, ShareHolder>): void {
  if ((draft.term === 'ADHOC') !== (draft.anchorTask !== null)) throw indicatorProblems['anchor-task']();
  if (draft.anchorTask !== null && isBlank(draft.anchorTask)) throw indicatorProblems['anchor-task']();
  hundredths(draft.weight);
  const seen = new Set<string>();
  for (const { unit, share } of draft.shares) {
    if (!units.has(unit)) throw indicatorProblems['no-such-unit']({ unit });
    if (seen.has(unit)) throw indicatorProblems['unit-twice']({ unit });
    if (tenThousandths(share) === null) throw indicatorProblems['share-out-of-range']({ unit });
    seen.add(unit);
  }
}

/** What an indicator must be to be reviewed and approved. Throws the Problem of the first fault. */
export function judgeIndicator(draft: IndicatorDraft, units: ReadonlyMap<string, ShareHolder>): void {
  judgeDraft(draft, units);
  const said = [draft.name, draft.wording, ...(draft.hint ? [draft.hint] : [])];
  if (said.some(({ zh, en }) => isBlank(zh) || isBlank(en))) throw indicatorProblems['wording-missing']();
  if (draft.attribution === 'AREA') {
    if (draft.shares.length > 0) throw indicatorProblems['area-has-shares']();
    return;
  }
  for (const { unit } of draft.shares) {
    const holder = units.get(unit);
    if (holder?.kind !== 'DEPARTMENT' || !holder.isStanding) throw indicatorProblems['not-a-department']({ unit });
  }
  const sum = sumOfShares(draft.shares);
  if (sum !== wholeShare)
    throw indicatorProblems['shares-not-one']({
      sum: decimal(sum),
      difference: `${sum > wholeShare ? '+' : '−'}${decimal(Math.abs(sum - wholeShare))}`,
    });
  const leads = draft.shares.filter(({ role }) => role === 'LEAD').length;
  if (leads !== 1) throw indicatorProblems['not-one-lead']({ leads });
}

/** The sum in ten-thousandths: whole numbers, so that ten tenths are one. */
export function sumOfShares(shares: readonly { share: string }[]): number {
  return shares.reduce((sum, { share }) => sum + (tenThousandths(share) ?? 0), 0);
}

/** A weight in hundredths, exactly. Throws the Problem for one with more places or out of range. */
export function hundredths(weight: number): number {
  const value = Math.round(weight * 100);
  if (!Number.isFinite(weight) || value / 100 !== weight || value < 1 || value > 10_000)
    throw indicatorProblems['weight-out-of-range']();
  return value;
}

function decimal(value: number): string {
  return `${Math.floor(value / wholeShare)}.${String(value % wholeShare).padStart(4, '0')}`;
}

function isBlank(text: string): boolean {
  return !/\S/.test(text);
}
