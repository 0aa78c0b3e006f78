import type { IndicatorView } from '@minsheng/contracts';
import { record, type Work } from '../platform/index.js';
import { indicatorLifecycle, mayMove } from './indicator.lifecycle.js';
import { indicatorProblems } from './indicators.problems.js';
import {
  changeIndicator,
  deleteUses,
  findOlderInForce,
  findStandingIndicators,
  insertUse,
} from './indicators.queries.js';
import { viewIndicator } from './indicator.view.js';

/** The indicators that a plan drawn up now may ask, by code; all long-term ones among them are in every regular poll (BR-07). */
export async function indicatorsForPlan(work: Work): Promise<IndicatorView[]> {
  return (await findStandingIndicators(work)).map((one) => viewIndicator(one));
}

/**
 * A plan that asks these codes is published: they are active from here, earlier versions of them retire, and none of them
 * retires before the poll is sealed or called off (`endIndicatorUse`). A second call for the same poll (an erratum) replaces
 * the first.
 *
 * @throws Problem indicators.not-in-state when a code is no longer standing
 */
export async function useIndicators(work: Work, pollId: string, codes: readonly string[]): Promise<void> {
  const standing = new Map((await findStandingIndicators(work)).map(({ indicator }) => [indicator.code, indicator]));
  await deleteUses(work, pollId);
  for (const code of codes) {
    const indicator = standing.get(code);
    if (!indicator || !mayMove(indicator.state, 'activate'))
      throw indicatorProblems['not-in-state']({ code, state: indicator?.state ?? 'RETIRED' });
    if (indicator.state !== 'ACTIVE') {
      for (const older of await findOlderInForce(work, indicator)) {
        await changeIndicator(work, older, { state: indicatorLifecycle.supersede.to });
        record(work, {
          subject: `indicator:${older.id}`,
          action: indicatorLifecycle.supersede.writes,
          payload: { code, by: indicator.id },
        });
      }
      await changeIndicator(work, indicator, { state: indicatorLifecycle.activate.to });
      record(work, {
        subject: `indicator:${indicator.id}`,
        action: indicatorLifecycle.activate.writes,
        payload: { code, version: indicator.version, pollId },
      });
    }
    await insertUse(work, indicator.id, pollId);
  }
}

/** The poll is sealed or called off: its indicators may retire again. */
export function endIndicatorUse(work: Work, pollId: string): Promise<void> {
  return deleteUses(work, pollId);
}
