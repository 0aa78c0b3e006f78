import type { CalendarRound, PollSummary } from '@minsheng/contracts';

export interface DraftablePeriod {
  periodKey: string;
  fieldworkFrom: string;
}

/** The calendar's periods whose fieldwork lies ahead and that have no regular poll yet, nearest first. */
export function periodsToDraft(
  rounds: readonly CalendarRound[],
  polls: readonly Pick<PollSummary, 'kind' | 'stage' | 'periodKey'>[],
  now: string,
): DraftablePeriod[] {
  const taken = new Set(
    polls.filter(({ kind, stage }) => kind === 'REGULAR' && stage !== 'CANCELLED').map(({ periodKey }) => periodKey),
  );
  return rounds
    .flatMap(({ periodKey, fieldwork }) =>
      fieldwork === null || taken.has(periodKey) || Date.parse(fieldwork.startsAt) <= Date.parse(now)
        ? []
        : [{ periodKey, fieldworkFrom: fieldwork.startsAt }],
    )
    .sort((a, b) => a.fieldworkFrom.localeCompare(b.fieldworkFrom));
}
