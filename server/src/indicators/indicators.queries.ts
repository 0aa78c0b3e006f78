import type { IndicatorState } from '@minsheng/contracts';
import { In } from 'typeorm';
import { isId, platformProblems, rows, type Work } from '../platform/index.js';
import { Indicator, type IndicatorId, IndicatorShare, IndicatorUse } from './indicator.entity.js';
import { mayMove, type IndicatorMove } from './indicator.lifecycle.js';
import { indicatorProblems } from './indicators.problems.js';

export interface IndicatorWithShares {
  indicator: Indicator;
  /** The lead first, then by unit code. */
  shares: IndicatorShare[];
}

/** Every state of every indicator, by code, the newest first. */
export async function listIndicators(work: Work): Promise<IndicatorWithShares[]> {
  return withShares(work, await work.tx.find(Indicator, { order: { code: 'ASC', revision: 'DESC' } }));
}

/** The indicator in a state that allows the move. Throws the Problem of a wrong state, or of an unknown id. */
export async function requireIndicator(work: Work, id: string, move?: IndicatorMove): Promise<IndicatorWithShares> {
  const indicator = isId(id) ? await work.tx.findOneBy(Indicator, { id: id as IndicatorId }) : null;
  if (!indicator) throw platformProblems['not-found']();
  if (move && !mayMove(indicator.state, move)) throw notInState(indicator);
  const [found] = await withShares(work, [indicator]);
  return found as IndicatorWithShares;
}

/** The newest row of a code that was approved once; a draft or submission is none. */
export function findNewestDecided(work: Work, code: string): Promise<Indicator | null> {
  const state = In(['APPROVED', 'ACTIVE', 'SUSPENDED', 'RETIRED'] satisfies IndicatorState[]);
  return work.tx.findOne(Indicator, { where: { code, state }, order: { revision: 'DESC' } });
}

/**
 * What a plan drawn up now asks: of every code the newest row that is approved or active, by code. A suspended indicator is
 * left out unless a later version of it was approved.
 */
export async function findStandingIndicators(work: Work): Promise<IndicatorWithShares[]> {
  const standing = await work.tx.find(Indicator, {
    where: { state: In(['APPROVED', 'ACTIVE'] satisfies IndicatorState[]) },
    order: { code: 'ASC', revision: 'DESC' },
  });
  return withShares(
    work,
    standing.filter(({ code }, index) => standing[index - 1]?.code !== code),
  );
}

/** Rows of the codes that came before a revision and are still in force. */
export async function findOlderInForce(work: Work, { code, revision }: Indicator): Promise<Indicator[]> {
  const state = In(['APPROVED', 'ACTIVE', 'SUSPENDED'] satisfies IndicatorState[]);
  const found = await work.tx.find(Indicator, { where: { code, state } });
  return found.filter((row) => row.revision < revision);
}

/** Takes the code's next revision inside the statement; the constraint catches what two writers take at once. */
export async function insertIndicator(work: Work, draft: Omit<Indicator, 'revision'>): Promise<void> {
  await rows(
    work,
    `INSERT INTO indicator (id, code, revision, version, term, name_zh, name_en, wording_zh, wording_en, hint_zh, hint_en,
       attribution, weight_hundredths, anchor_task, state, proposed_by, proposed_at, approved_by, approved_at)
     SELECT $1, $2, COALESCE(MAX(revision), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, NULL, NULL
     FROM indicator WHERE code = $17`,
    [
      draft.id,
      draft.code,
      draft.version,
      draft.term,
      draft.nameZh,
      draft.nameEn,
      draft.wordingZh,
      draft.wordingEn,
      draft.hintZh,
      draft.hintEn,
      draft.attribution,
      draft.weightHundredths,
      draft.anchorTask,
      draft.state,
      draft.proposedBy,
      draft.proposedAt.toISOString(),
      // Once more: PostgreSQL takes the selected and the compared one for different types.
      draft.code,
    ],
  );
}

export async function replaceShares(
  work: Work,
  indicatorId: IndicatorId,
  shares: readonly Omit<IndicatorShare, 'indicatorId'>[],
): Promise<void> {
  await work.tx.delete(IndicatorShare, { indicatorId });
  for (const share of shares) await work.tx.insert(IndicatorShare, { indicatorId, ...share });
}

/** Changes the row only if it is still in the state it was read in; the Problem of a wrong state when somebody was faster. */
export async function changeIndicator(work: Work, indicator: Indicator, change: Partial<Indicator>): Promise<void> {
  const changed = await work.tx.update(Indicator, { id: indicator.id, state: indicator.state }, change);
  if (changed.affected !== 1) throw notInState(indicator);
}

export async function insertUse(work: Work, indicatorId: IndicatorId, pollId: string): Promise<void> {
  await rows(
    work,
    'INSERT INTO indicator_use (indicator_id, poll_id) VALUES ($1, $2) ON CONFLICT (indicator_id, poll_id) DO NOTHING',
    [indicatorId, pollId],
  );
}

export async function deleteUses(work: Work, pollId: string): Promise<void> {
  await work.tx.delete(IndicatorUse, { pollId });
}

export function hasUse(work: Work, indicatorId: IndicatorId): Promise<boolean> {
  return work.tx.existsBy(IndicatorUse, { indicatorId });
}

async function withShares(work: Work, indicators: Indicator[]): Promise<IndicatorWithShares[]> {
  const ids = indicators.map(({ id }) => id);
  const shares =
    ids.length === 0
      ? []
      : await work.tx.find(IndicatorShare, {
          where: { indicatorId: In(ids) },
          order: { role: 'ASC', unit: 'ASC' },
        });
  return indicators.map((indicator) => ({
    indicator,
    shares: shares.filter(({ indicatorId }) => indicatorId === indicator.id),
  }));
}

function notInState({ code, state }: Indicator) {
  return indicatorProblems['not-in-state']({ code, state });
}
