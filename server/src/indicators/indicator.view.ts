import type { IndicatorView } from '@minsheng/contracts';
import type { IndicatorWithShares } from './indicators.queries.js';
import type { IndicatorDraft } from './judge-indicator.js';

/** `names`: of the persons; without them their ids stand. */
export function viewIndicator(
  { indicator, shares }: IndicatorWithShares,
  names: ReadonlyMap<string, string> = new Map(),
): IndicatorView {
  const { hintZh, hintEn } = indicator;
  const nameOf = (person: string | null): string | null => (person === null ? null : (names.get(person) ?? person));
  return {
    id: indicator.id,
    code: indicator.code,
    version: indicator.version,
    term: indicator.term,
    name: { zh: indicator.nameZh, en: indicator.nameEn },
    wording: { zh: indicator.wordingZh, en: indicator.wordingEn },
    hint: hintZh !== null && hintEn !== null ? { zh: hintZh, en: hintEn } : null,
    attribution: indicator.attribution,
    weight: indicator.weightHundredths / 100,
    shares: shares.map(({ unit, share, role }) => ({ unit, share, role })),
    anchorTask: indicator.anchorTask,
    state: indicator.state,
    proposedBy: nameOf(indicator.proposedBy),
    approvedBy: nameOf(indicator.approvedBy),
  };
}

/** The row as it would be proposed again: what review and approval judge. */
export function draftOf(row: IndicatorWithShares): IndicatorDraft {
  const { code, term, name, wording, hint, attribution, weight, shares, anchorTask } = viewIndicator(row);
  return { code, term, name, wording, hint, attribution, weight, shares, anchorTask };
}
