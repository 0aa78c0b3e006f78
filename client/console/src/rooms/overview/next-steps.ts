import type { PollStage, PollSummary } from '@minsheng/contracts';

import { newestFirst } from '../polls/stages.js';

/** What waits for somebody, most pressing first. `to` is where in the console it is looked at. */
export type NextStep =
  | { kind: PollStep; poll: PollSummary; to: string }
  | { kind: 'confirm-defaults'; count: number; to: string }
  | { kind: 'calendar-warnings'; count: number; to: string }
  | { kind: 'bring-in-a-survey' };

/** What a poll waits for, by its stage; the page where it is done, below the poll's own. Nearest to the citizens first. */
const waitingFor = [
  { stage: 'SCORED', kind: 'seal', page: 'review', isRanking: true },
  { stage: 'RANKED', kind: 'release', page: 'ranking', isRanking: true },
  { stage: 'WEIGHTING', kind: 'compute', page: 'cleaning', isRanking: false },
  { stage: 'CLEANING', kind: 'clean', page: 'cleaning', isRanking: false },
  { stage: 'PLAN_APPROVED', kind: 'publish-plan', page: 'plan', isRanking: false },
  { stage: 'PLAN_REVIEW', kind: 'approve-plan', page: 'plan', isRanking: false },
  { stage: 'DRAFT', kind: 'finish-plan', page: 'plan', isRanking: false },
  { stage: 'WEIGHTED', kind: 'rank', page: null, isRanking: false },
  { stage: 'IMPORTED', kind: 'weigh', page: null, isRanking: false },
] as const satisfies readonly { stage: PollStage; kind: string; page: string | null; isRanking: boolean }[];
export type PollStep = (typeof waitingFor)[number]['kind'];

export interface KnownWork {
  /** null while unknown, or not for this person's eyes. */
  polls: readonly PollSummary[] | null;
  unconfirmedDefaults: number | null;
  calendarWarnings: number | null;
  mayReadRanking: boolean;
}

export function nextSteps({ polls, unconfirmedDefaults, calendarWarnings, mayReadRanking }: KnownWork): NextStep[] {
  const waiting = waitingFor.flatMap(({ stage, kind, page, isRanking }) =>
    newestFirst(polls ?? [])
      .filter((poll) => poll.stage === stage)
      .map((poll): NextStep => {
        const own = `/polls/${encodeURIComponent(poll.id)}`;
        return { kind, poll, to: page === null || (isRanking && !mayReadRanking) ? own : `${own}/${page}` };
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
