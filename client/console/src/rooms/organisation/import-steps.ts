import type { UnitImportReport } from '@minsheng/contracts';

import type { Failure } from '../../api/failure.js';

/** A file is judged line by line first; only a file without a fault can be brought in. */
export type ImportStep<File> =
  | { step: 'choose'; failure: Failure | null }
  | { step: 'judging'; file: File }
  | { step: 'judged'; file: File; report: UnitImportReport; failure: Failure | null }
  | { step: 'bringing-in'; file: File; report: UnitImportReport }
  | { step: 'done'; report: UnitImportReport };

export type ImportEvent<File> =
  | { kind: 'chosen'; file: File }
  | { kind: 'judged'; report: UnitImportReport }
  | { kind: 'confirmed' }
  | { kind: 'brought-in'; report: UnitImportReport }
  | { kind: 'refused'; failure: Failure }
  | { kind: 'put-away' };

export const nothingChosen = { step: 'choose', failure: null } as const;

/** Faults of the organisation's rows are refused whole: half a tree of units is no tree. */
export function isClean({ faultCount, accepted }: UnitImportReport): boolean {
  return faultCount === 0 && accepted > 0;
}

export function importAfter<File>(at: ImportStep<File>, event: ImportEvent<File>): ImportStep<File> {
  switch (event.kind) {
    case 'chosen':
      return at.step === 'bringing-in' ? at : { step: 'judging', file: event.file };
    case 'judged':
      return at.step === 'judging' ? { step: 'judged', file: at.file, report: event.report, failure: null } : at;
    case 'confirmed':
      return at.step === 'judged' && isClean(at.report)
        ? { step: 'bringing-in', file: at.file, report: at.report }
        : at;
    case 'brought-in':
      return at.step === 'bringing-in' ? { step: 'done', report: event.report } : at;
    case 'refused':
      if (at.step === 'bringing-in')
        return { step: 'judged', file: at.file, report: at.report, failure: event.failure };
      return at.step === 'judging' ? { step: 'choose', failure: event.failure } : at;
    case 'put-away':
      return at.step === 'bringing-in' ? at : nothingChosen;
  }
}
