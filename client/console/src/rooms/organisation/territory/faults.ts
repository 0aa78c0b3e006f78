import type { BoundaryFault, TerritoryVersion } from '@minsheng/contracts';

import type { Failure } from '../../../api/failure.js';

/** What stops a version first, then what is only listed with it; within that as the file has them. */
export function inOrder(faults: readonly BoundaryFault[]): BoundaryFault[] {
  const weight = ({ severity }: BoundaryFault) => (severity === 'error' ? 0 : 1);
  return faults
    .map((fault, place) => ({ fault, place }))
    .sort((a, b) => weight(a.fault) - weight(b.fault) || a.place - b.place)
    .map(({ fault }) => fault);
}

export function tallyOf(faults: readonly BoundaryFault[]): { errors: number; warnings: number } {
  const errors = faults.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: faults.length - errors };
}

/** Why a version cannot be put in force by this reader; null: it can. The server judges again. */
export type Hindrance = 'not-draft' | 'errors' | 'own' | 'not-allowed';

export function hindranceOf(
  { state, faults, importedBy }: Pick<TerritoryVersion, 'state' | 'faults' | 'importedBy'>,
  reader: { name: string; mayPublish: boolean },
): Hindrance | null {
  if (state !== 'DRAFT') return 'not-draft';
  if (tallyOf(faults).errors > 0) return 'errors';
  if (importedBy === reader.name) return 'own';
  return reader.mayPublish ? null : 'not-allowed';
}

/** A file is sent with the datum that it is in: nothing is guessed. */
export function uploadFaults({ file, datum, source }: { file: unknown; datum: string | null; source: string }) {
  return [
    ...(file === null ? (['file'] as const) : []),
    ...(datum === null ? (['datum'] as const) : []),
    ...(source.trim() === '' ? (['source'] as const) : []),
  ];
}

/** What the server found in a file that it refused whole. */
export function faultsOfRefusal(failure: Failure | null): BoundaryFault[] {
  const found = failure?.kind === 'refused' ? failure.problem.details?.['faults'] : null;
  return Array.isArray(found) ? found.filter(isFault) : [];
}

function isFault(value: unknown): value is BoundaryFault {
  if (typeof value !== 'object' || value === null) return false;
  const { code, severity, sentences } = value as Partial<BoundaryFault>;
  return typeof code === 'string' && typeof severity === 'string' && typeof sentences?.zh === 'string';
}
