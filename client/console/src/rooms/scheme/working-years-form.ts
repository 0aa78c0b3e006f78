import type { WorkingYearProposal } from '@minsheng/contracts';

import type { YearLine } from './working-years-lines.js';

/** A holiday as the fields hold it. */
export interface HolidayRow {
  zh: string;
  en: string;
  from: string;
  to: string;
}

export interface WorkingYearForm {
  source: string;
  holidays: HolidayRow[];
  makeUpWorkdays: string[];
}

export const emptyRow: HolidayRow = { zh: '', en: '', from: '', to: '' };

/** The seven statutory holidays (全国年节及纪念日放假办法); which days they take is the notice's to say. */
const statutory: readonly (readonly [zh: string, en: string])[] = [
  ['元旦', "New Year's Day"],
  ['春节', 'Spring Festival'],
  ['清明节', 'Qingming Festival'],
  ['劳动节', 'Labour Day'],
  ['端午节', 'Dragon Boat Festival'],
  ['中秋节', 'Mid-Autumn Festival'],
  ['国庆节', 'National Day'],
];

/** What the fields start with: what was sent back, else what is known, else the names alone. */
export function startOf({ returned, known }: Pick<YearLine, 'returned' | 'known'>): WorkingYearForm {
  const before = returned ?? known;
  if (before === null) {
    return { source: '', holidays: statutory.map(([zh, en]) => ({ ...emptyRow, zh, en })), makeUpWorkdays: [] };
  }
  return {
    source: before.source ?? '',
    holidays: before.holidays.map(({ name, from, to }) => ({ ...name, from, to })),
    makeUpWorkdays: [...before.makeUpWorkdays],
  };
}

export type RowFault = 'name' | 'days' | 'order';

/** A row without days is no holiday; it is not dropped in silence, since it may be one that was forgotten. */
export function rowFault({ zh, en, from, to }: HolidayRow): RowFault | null {
  if (zh.trim() === '' || en.trim() === '') return 'name';
  if (from === '' || to === '') return 'days';
  return to < from ? 'order' : null;
}

export interface FormFaults {
  isSourceMissing: boolean;
  hasNoHoliday: boolean;
  /** The first row with a fault, counted from 0. */
  row: { index: number; fault: RowFault } | null;
}

export function faultsOf({ source, holidays }: WorkingYearForm): FormFaults {
  const faults = holidays.map(rowFault);
  const index = faults.findIndex((fault) => fault !== null);
  const fault = faults[index] ?? null;
  return {
    isSourceMissing: source.trim() === '',
    hasNoHoliday: holidays.length === 0,
    row: fault === null ? null : { index, fault },
  };
}

export function isWhole({ isSourceMissing, hasNoHoliday, row }: FormFaults): boolean {
  return !isSourceMissing && !hasNoHoliday && row === null;
}

/** The form of a whole proposal. A make-up day that was left empty or entered twice says nothing. */
export function proposalOf(year: number, { source, holidays, makeUpWorkdays }: WorkingYearForm): WorkingYearProposal {
  return {
    year,
    source: source.trim(),
    holidays: holidays.map(({ zh, en, from, to }) => ({ name: { zh: zh.trim(), en: en.trim() }, from, to })),
    makeUpWorkdays: [...new Set(makeUpWorkdays.filter((day) => day !== ''))].sort(),
  };
}
