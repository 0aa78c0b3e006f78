import type { PollSummary } from '@minsheng/contracts';

import { newestFirst } from '../polls/stages.js';

/** What waits for somebody, most pressing first. `to` is where in the console it is looked at. */
export type NextStep =
  | { kind: 'weigh' | 'rank' | 'release'; poll: PollSummary; to: string | null }
  | { kind: 'confirm-defaults'; count: number; to: string }
  | { kind: 'calendar-warnings'; count: number; to: string }
  | { kind: 'bring-in-a-survey' };

const byStage = { RANKED: 'release', WEIGHTED: 'rank', IMPORTED: 'weigh' } as const;
const stagesByUrgency = ['RANKED', 'WEIGHTED', 'IMPORTED'] as const;

export interface KnownWork {
  /** null while unknown, or not for this person's eyes. */
  polls: readonly PollSummary[] | null;
  unconfirmedDefaults: number | null;
  calendarWarnings: number | null;
  mayReadRanking: boolean;
}

export function nextSteps({ polls, unconfirmedDefaults, calendarWarnings, mayReadRanking }: KnownWork): NextStep[] {
  const waiting = stagesByUrgency.flatMap((stage) =>
    newestFirst(polls ?? [])
      .filter((poll) => poll.stage === stage)
      .map((poll): NextStep => {
        const id = encodeURIComponent(poll.id);
        const to = stage === 'RANKED' && mayReadRanking ? `/polls/${id}/ranking` : `/polls/${id}`;
        return { kind: byStage[stage], poll, to };
      }),
  );
  const steps: NextStep[] = [...waiting];
  if (polls?.length === 0) steps.push({ kind: 'bring-in-a-survey' });
  if ((calendarWarnings ?? 0) > 0) {
    steps.push({ kind: 'calendar-warnings', count: calendarWarnings ?? 0, to: '/scheme/calendar' });
  }
  if ((unconfirmedDefaults ?? 0) > 0) {
    steps.push({ kind: 'confirm-defaults', count: unconfirmedDefaults ?? 0, to: '/scheme' });
  }
  return steps;
}
