import { Column, type ColumnOptions, type ValueTransformer } from 'typeorm';

/**
 * Column kinds that are the same on SQLite and PostgreSQL, so that one migration text gives one schema.
 * Instants are UTC ISO 8601 text with milliseconds: they sort as text, need no driver conversion, and lose nothing.
 */
const instant: ValueTransformer = {
  to: (value: Date | null | undefined) => (value instanceof Date ? value.toISOString() : value),
  from: (value: string | null) => (value === null || value === undefined ? null : new Date(value)),
};

/** UTC instant ↔ `Date`. */
export function InstantColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 24, transformer: instant, ...options });
}

/** Business id (ULID) or reference to one. */
export function IdColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 26, ...options });
}

/** Any JSON value, stored as text on both databases. */
export function JsonColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'simple-json', ...options });
}

/** Raw bytes ↔ `Buffer`: bytea on PostgreSQL; the SQLite driver is taught to read this as blob (`open-database.ts`). */
export function BytesColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'bytea', ...options });
}

/** The same kinds as SQL text for migrations. */
export const sqlTypes = {
  id: 'varchar(26)',
  instant: 'varchar(24)',
  date: 'varchar(10)',
  json: 'text',
  hash: 'varchar(64)',
  bytes: (dialect: 'sqlite' | 'postgres') => (dialect === 'postgres' ? 'bytea' : 'blob'),
} as const;
