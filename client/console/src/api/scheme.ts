import type { CalendarView, SchemeVersionSummary, SchemeView } from '@minsheng/contracts';

import { read } from './request.js';

export const schemePath = '/api/scheme';

export function readScheme(signal?: AbortSignal): Promise<SchemeView> {
  return read<SchemeView>(schemePath, signal);
}

export const versionsPath = `${schemePath}/versions`;

export function readVersions(signal?: AbortSignal): Promise<SchemeVersionSummary[]> {
  return read<SchemeVersionSummary[]>(versionsPath, signal);
}

export const monthsAhead = 24;
export const calendarPath = `${schemePath}/calendar?months=${monthsAhead}`;

export function readCalendar(signal?: AbortSignal): Promise<CalendarView> {
  return read<CalendarView>(calendarPath, signal);
}
