import type { IndicatorView } from '@minsheng/contracts';

import { change, read } from './request.js';

export const indicatorsPath = '/api/indicators';

export function readIndicators(signal?: AbortSignal): Promise<IndicatorView[]> {
  return read<IndicatorView[]>(indicatorsPath, signal);
}

/** What whoever proposes an indicator writes; state and people are the server's. */
export type IndicatorDraft = Pick<
  IndicatorView,
  'code' | 'term' | 'name' | 'wording' | 'hint' | 'attribution' | 'weight' | 'shares' | 'anchorTask'
>;

/** With the code of an indicator that stands this is its next version. */
export function proposeIndicator(draft: IndicatorDraft): Promise<IndicatorView> {
  return change<IndicatorView>('POST', indicatorsPath, draft);
}

const indicatorPath = (id: string) => `${indicatorsPath}/${encodeURIComponent(id)}`;

/** Of a draft; its code stays. */
export function saveIndicator(id: string, draft: IndicatorDraft): Promise<IndicatorView> {
  return change<IndicatorView>('PUT', indicatorPath(id), draft);
}

export type IndicatorVerb = 'submit' | 'approve' | 'return' | 'suspend' | 'resume' | 'retire';

export function moveIndicator(id: string, verb: IndicatorVerb, reason?: string): Promise<IndicatorView> {
  return change<IndicatorView>('POST', `${indicatorPath(id)}/${verb}`, reason === undefined ? {} : { reason });
}
