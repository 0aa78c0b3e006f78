import { QueryFailedError } from 'typeorm';
import type { Problem } from '../problem.js';

interface DriverComplaint {
  /** PostgreSQL: SQLSTATE. SQLite: `ERR_SQLITE_ERROR`. */
  code?: string;
  /** SQLite's extended result code. */
  errcode?: number;
  constraint?: string;
  message?: string;
}

const SQLITE_CONSTRAINT_UNIQUE = 2067;
const SQLITE_CONSTRAINT_PRIMARYKEY = 1555;
const SQLITE_CONSTRAINT_CHECK = 275;
const SQLITE_CONSTRAINT_FOREIGNKEY = 787;
const SQLITE_BUSY = 5;

function complaintOf(error: unknown): DriverComplaint | null {
  if (error instanceof QueryFailedError) return error.driverError as DriverComplaint;
  if (error instanceof Error && ('errcode' in error || 'code' in error)) return error as DriverComplaint;
  return null;
}

export function isUniqueViolation(error: unknown): boolean {
  const complaint = complaintOf(error);
  return (
    complaint?.code === '23505' ||
    complaint?.errcode === SQLITE_CONSTRAINT_UNIQUE ||
    complaint?.errcode === SQLITE_CONSTRAINT_PRIMARYKEY
  );
}

export function isForeignKeyViolation(error: unknown): boolean {
  const complaint = complaintOf(error);
  return complaint?.code === '23503' || complaint?.errcode === SQLITE_CONSTRAINT_FOREIGNKEY;
}

/** Worth another try: PostgreSQL deadlock and serialisation failure, SQLite busy. */
export function isTransient(error: unknown): boolean {
  const complaint = complaintOf(error);
  if (!complaint) return false;
  if (complaint.code === '40P01' || complaint.code === '40001') return true;
  return complaint.errcode !== undefined && (complaint.errcode & 0xff) === SQLITE_BUSY;
}

interface Translation {
  /** `unit.code` or `unit.parent_id, unit.code`: SQLite names the columns of a unique constraint, not the constraint. */
  columns?: string;
  problem: () => Problem;
}

const translations = new Map<string, Translation>();

/** A room declares which refusal a named constraint stands for: the database decides, we translate its complaint. */
export function translateConstraint(constraint: string, translation: Translation): void {
  translations.set(constraint, translation);
}

/** The refusal behind a constraint violation, or null when the error is something else. */
export function problemOfConstraint(error: unknown): Problem | null {
  const complaint = complaintOf(error);
  if (!complaint) return null;
  if (complaint.constraint) return translations.get(complaint.constraint)?.problem() ?? null;
  if (complaint.errcode === SQLITE_CONSTRAINT_CHECK) {
    const name = /CHECK constraint failed: (\w+)/.exec(complaint.message ?? '')?.[1];
    return name ? (translations.get(name)?.problem() ?? null) : null;
  }
  const columns = /UNIQUE constraint failed: (.+)$/.exec(complaint.message ?? '')?.[1];
  if (!columns) return null;
  for (const translation of translations.values()) {
    if (translation.columns === columns) return translation.problem();
  }
  return null;
}
