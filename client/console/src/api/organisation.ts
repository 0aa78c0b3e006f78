import type { LevelView, UnitImportReport, UnitRow } from '@minsheng/contracts';

import { read, upload } from './request.js';

export const unitsPath = '/api/units';

export function readUnits(signal?: AbortSignal): Promise<UnitRow[]> {
  return read<UnitRow[]>(unitsPath, signal);
}

export const levelsPath = '/api/levels';

export function readLevels(signal?: AbortSignal): Promise<LevelView[]> {
  return read<LevelView[]>(levelsPath, signal);
}

/** CSV or XLSX. With `isTrial` the file is judged line by line and nothing is kept. */
export function importUnits(file: File, isTrial: boolean): Promise<UnitImportReport> {
  return upload<UnitImportReport>(`${unitsPath}/import${isTrial ? '?dryRun=1' : ''}`, file);
}
