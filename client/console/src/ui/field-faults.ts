import type { FieldFault } from '@minsheng/contracts';

import type { Failure } from '../api/failure.js';

/** The refused fields by name, the first complaint of each: what a form shows beside them. */
export function faultsOf(failure: Failure | null): ReadonlyMap<string, FieldFault> {
  const faults = new Map<string, FieldFault>();
  if (failure?.kind !== 'refused') return faults;
  const fields = failure.problem.details?.['fields'];
  if (!Array.isArray(fields)) return faults;
  for (const fault of fields.filter(isFieldFault)) if (!faults.has(fault.field)) faults.set(fault.field, fault);
  return faults;
}

function isFieldFault(value: unknown): value is FieldFault {
  if (typeof value !== 'object' || value === null) return false;
  const { field, sentences } = value as Partial<FieldFault>;
  return typeof field === 'string' && typeof sentences?.zh === 'string';
}

/** The first fault at `field` or inside it: a table shows what is wrong in one of its rows. */
export function faultWithin(faults: ReadonlyMap<string, FieldFault>, field: string): FieldFault | null {
  for (const [name, fault] of faults) if (name === field || name.startsWith(`${field}.`)) return fault;
  return null;
}
