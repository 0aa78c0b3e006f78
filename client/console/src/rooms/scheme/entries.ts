import type { CalendarOccurrence, CalendarView, LocalisedText } from '@minsheng/contracts';

import type { Warning } from './warnings.js';

/** One occurrence of a calendar rule as it is drawn: a stretch of whole days [start, end), or a moment (`end` null). */
export interface CalendarEntry {
  rule: string;
  name: LocalisedText;
  periodKey: string;
  start: string;
  end: string | null;
  warnings: Warning[];
}

/** The occurrences with days of their own, named, each with the warnings of its round that concern it. */
export function entriesOf({ rules, months, rounds }: CalendarView): CalendarEntry[] {
  const names = new Map(rules.map(({ code, name }) => [code, name]));
  const concerning = new Map<string, Warning[]>();
  for (const { fieldwork, aggregationFrom, warnings } of rounds) {
    if (warnings.includes('SHORT')) concerning.set(`poll.aggregation ${aggregationFrom}`, ['SHORT']);
    if (warnings.includes('HOLIDAY')) concerning.set(`poll.fieldwork ${fieldwork?.startsAt}`, ['HOLIDAY']);
  }
  return months
    .flatMap(({ entries }) => entries)
    .filter(hasDays)
    .map(({ ruleCode, key, startsAt, endsAt }) => ({
      rule: ruleCode,
      name: names.get(ruleCode) ?? { zh: ruleCode, en: ruleCode },
      periodKey: key,
      start: startsAt,
      end: endsAt,
      warnings: concerning.get(`${ruleCode} ${startsAt}`) ?? [],
    }));
}

/** A quota is owed some time between two days; it has none of its own. */
function hasDays({ kind }: CalendarOccurrence): boolean {
  return kind !== 'QUOTA';
}

/** How an entry is drawn: what a poll's period consists of stands out, everything else the city has scheduled does not. */
export type Appearance = 'asking' | 'working' | 'release' | 'moment' | 'stretch';

export function appearanceOf({ rule, end }: CalendarEntry): Appearance {
  switch (rule) {
    case 'poll.fieldwork':
      return 'asking';
    case 'poll.aggregation':
      return 'working';
    case 'release':
      return 'release';
    default:
      return end === null ? 'moment' : 'stretch';
  }
}

/** The rules of a poll's period. The rest (weekly circulars, meetings) would crowd them out and is chosen by hand. */
export function isOfPolls(rule: string): boolean {
  return rule.startsWith('poll.') || rule === 'release' || rule === 'seal';
}
