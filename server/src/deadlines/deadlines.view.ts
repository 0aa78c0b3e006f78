import type { HolidaySpan, WorkingYearProposalView, WorkingYearView, WorkingYearsView } from '@minsheng/contracts';
import { type CivilDate, addDays } from './civil-date.js';
import { yearsAhead } from './judge-arrangement.js';
import type { WorkingYear } from './working-calendar.js';
import type { WorkingYearRow } from './working-year.entity.js';

export function proposalView(row: WorkingYearRow): WorkingYearProposalView {
  const { id, year, source, holidays, makeUpWorkdays, state, proposedBy, proposedAt, decidedBy, decidedAt } = row;
  return {
    ...{ id, year, source, holidays, makeUpWorkdays, state, proposedBy, decidedBy },
    proposedAt: proposedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

/** @param shipped years that came with the software @param rows entered ones, the newest first */
export function workingYearsView(
  shipped: readonly WorkingYear[],
  rows: readonly WorkingYearRow[],
  thisYear: number,
): WorkingYearsView {
  const years = Array.from({ length: yearsAhead + 1 }, (_, ahead) => thisYear + ahead);
  const known = years.flatMap((year): WorkingYearView[] => {
    const entered = rows.find((row) => row.year === year && row.state === 'IN_FORCE');
    if (entered) {
      const { source, holidays, makeUpWorkdays } = entered;
      return [{ year, origin: 'ENTERED', source, holidays, makeUpWorkdays }];
    }
    const table = shipped.find((one) => one.year === year);
    if (!table) return [];
    const makeUpWorkdays = [...table.makeUpWorkdays].sort();
    return [{ year, origin: 'PACKAGE', source: null, holidays: spansOf(table.holidays), makeUpWorkdays }];
  });
  return {
    known,
    missing: years.filter((year) => known.every((one) => one.year !== year)),
    proposals: rows.map(proposalView),
  };
}

/** Days that follow each other under one name are one holiday. */
function spansOf(days: WorkingYear['holidays']): HolidaySpan[] {
  const spans: HolidaySpan[] = [];
  for (const [date, name] of [...days].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = spans[spans.length - 1];
    if (last?.name.zh === name.zh && addDays(last.to as CivilDate, 1) === date) last.to = date;
    else spans.push({ name, from: date, to: date });
  }
  return spans;
}
