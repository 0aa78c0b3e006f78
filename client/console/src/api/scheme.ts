import type { LocalisedText } from '@minsheng/contracts';

import { read } from './request.js';

/** One leaf of the scheme in force. `seed`: from a document of the city; `default`: ours until the city confirms it. */
export interface SchemeValue {
  path: string;
  value: unknown;
  provenance: 'seed' | 'default';
  /** The document, by title and place; null for a default. */
  source: LocalisedText | null;
}

export interface SchemeView {
  scheme: string;
  name: LocalisedText;
  version: number;
  activeSince: string | null;
  values: SchemeValue[];
}

/** `SHORT`: too few days to aggregate. `HOLIDAY`: fieldwork meets a statutory holiday. Others are shown by their code. */
export type CalendarWarning = string;

/** One occurrence of a calendar rule: a stretch of whole days [start, end), or a moment (`end` null or the start). */
export interface CalendarEntry {
  rule: string;
  /** The scheme's name of the rule, where it has one. */
  name?: LocalisedText | null;
  kind: string;
  start: string;
  end: string | null;
  periodKey: string | null;
  warnings: CalendarWarning[];
}

export const schemePath = '/api/scheme';
export const calendarPath = `${schemePath}/calendar?months=24`;

export function readScheme(signal?: AbortSignal): Promise<SchemeView> {
  return read<SchemeView>(schemePath, signal);
}

export async function readCalendar(signal?: AbortSignal): Promise<CalendarEntry[]> {
  const { entries } = await read<{ entries: CalendarEntry[] }>(calendarPath, signal);
  return entries;
}
