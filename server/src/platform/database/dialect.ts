import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

export type Dialect = 'sqlite' | 'postgres';

export function dialectOf(source: Pick<DataSource, 'options'>): Dialect {
  return source.options.type === 'postgres' ? 'postgres' : 'sqlite';
}

export function dialectOfRunner(runner: QueryRunner): Dialect {
  return dialectOf(runner.connection);
}

export function dialectOfManager(manager: EntityManager): Dialect {
  return dialectOf(manager.connection);
}
