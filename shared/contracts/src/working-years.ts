import type { LocalisedText } from './text.js';

/** Days off of one statutory holiday (法定节假日), first and last day inclusive, as `2027-02-05`. */
export interface HolidaySpan {
  name: LocalisedText;
  from: string;
  to: string;
}

/** One year's arrangement of statutory holidays (节假日安排): days off, and the weekend days worked in exchange (调休上班). */
export interface WorkingYearArrangement {
  year: number;
  holidays: HolidaySpan[];
  makeUpWorkdays: string[];
}

/** A year that deadlines can be set in. */
export interface WorkingYearView extends WorkingYearArrangement {
  /** `PACKAGE`: shipped with the software; `ENTERED`: entered by one person and confirmed by another. */
  origin: 'PACKAGE' | 'ENTERED';
  /** The notice it comes from; null for a year that was shipped. */
  source: string | null;
}

export interface WorkingYearProposal extends WorkingYearArrangement {
  /** The State Council's notice, by title or number. */
  source: string;
}

export interface WorkingYearProposalView extends WorkingYearProposal {
  id: string;
  state: 'PROPOSED' | 'IN_FORCE' | 'REFUSED' | 'REPLACED';
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
}

/** This business year and the two after it. */
export interface WorkingYearsView {
  known: WorkingYearView[];
  /** No deadline in working days can be set in these. */
  missing: number[];
  /** The newest first. */
  proposals: WorkingYearProposalView[];
}
