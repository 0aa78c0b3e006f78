import type { CalendarRound, CalendarView } from '@minsheng/contracts';

/** What a city can do something about. That a year's holidays are not known yet is said once, not for every round. */
export type Warning = Exclude<CalendarRound['warnings'][number], 'HOLIDAYS-UNKNOWN'>;

export interface WarningAhead {
  round: CalendarRound;
  warning: Warning;
}

/** The warnings of rounds that have not been released yet, soonest first. */
export function warningsAhead(rounds: CalendarView['rounds'], now: string): WarningAhead[] {
  return rounds
    .filter(({ releasedAt }) => Date.parse(releasedAt) > Date.parse(now))
    .sort((a, b) => a.releasedAt.localeCompare(b.releasedAt))
    .flatMap((round) =>
      round.warnings.flatMap((warning) => (warning === 'HOLIDAYS-UNKNOWN' ? [] : [{ round, warning }])),
    );
}
