import { newId, record, type Work } from '../platform/index.js';
import type { Indicator, IndicatorId } from './indicator.entity.js';
import { indicatorLifecycle } from './indicator.lifecycle.js';
import { indicatorProblems } from './indicators.problems.js';
import {
  changeIndicator,
  findNewestDecided,
  insertIndicator,
  replaceShares,
  requireIndicator,
} from './indicators.queries.js';
import { fourPlaces, hundredths, judgeDraft, type IndicatorDraft } from './judge-indicator.js';
import { shareHolders } from './share-holders.js';

/** A draft of a new indicator, or of the next version of one that stands: the code says which. */
export async function proposeIndicator(work: Work, draft: IndicatorDraft): Promise<IndicatorId> {
  judgeDraft(draft, await shareHolders(work, draft.shares));
  const id = newId<IndicatorId>();
  const columns = columnsOf(draft, await findNewestDecided(work, draft.code));
  await insertIndicator(work, {
    id,
    code: draft.code,
    ...columns,
    state: 'DRAFT',
    proposedBy: work.caller.id,
    proposedAt: work.now,
    approvedBy: null,
    approvedAt: null,
  });
  await replaceShares(work, id, sharesOf(draft));
  record(work, {
    subject: `indicator:${id}`,
    action: 'indicators.proposed',
    payload: { ...payloadOf(draft), version: columns.version },
  });
  return id;
}

/** The proposer puts the draft right. */
export async function editIndicator(work: Work, id: string, draft: IndicatorDraft): Promise<void> {
  const { indicator } = await requireIndicator(work, id, 'edit');
  if (indicator.proposedBy !== work.caller.id) throw indicatorProblems['not-the-proposer']();
  if (draft.code !== indicator.code) throw indicatorProblems['code-stays']({ code: indicator.code });
  judgeDraft(draft, await shareHolders(work, draft.shares));
  const columns = columnsOf(draft, await findNewestDecided(work, draft.code));
  await changeIndicator(work, indicator, columns);
  await replaceShares(work, indicator.id, sharesOf(draft));
  record(work, {
    subject: `indicator:${id}`,
    action: indicatorLifecycle.edit.writes,
    payload: { ...payloadOf(draft), version: columns.version },
  });
}

/** The version rises when the question is put in other words: what was measured before and after is no longer one series. */
function columnsOf(draft: IndicatorDraft, before: Indicator | null) {
  const isSameWording =
    before !== null &&
    before.wordingZh === draft.wording.zh &&
    before.wordingEn === draft.wording.en &&
    before.hintZh === (draft.hint?.zh ?? null) &&
    before.hintEn === (draft.hint?.en ?? null);
  return {
    version: before === null ? 1 : isSameWording ? before.version : before.version + 1,
    term: draft.term,
    nameZh: draft.name.zh,
    nameEn: draft.name.en,
    wordingZh: draft.wording.zh,
    wordingEn: draft.wording.en,
    hintZh: draft.hint?.zh ?? null,
    hintEn: draft.hint?.en ?? null,
    attribution: draft.attribution,
    weightHundredths: hundredths(draft.weight),
    anchorTask: draft.anchorTask,
  };
}

function sharesOf({ shares }: IndicatorDraft) {
  return shares.map(({ unit, share, role }) => ({ unit, share: fourPlaces(share), role }));
}

function payloadOf({ code, term, name, wording, attribution, weight, shares, anchorTask }: IndicatorDraft) {
  return { code, term, name, wording, attribution, weight, shares, anchorTask };
}
