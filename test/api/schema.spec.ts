import { entities, migrations } from '../../server/src/app.entities.js';
import { columnsOfEntities, type Schema, schemaOf } from '../support/schema.js';
import { type ScratchDatabase, type TestDialect, scratchDatabase, testDialect } from '../support/scratch-database.js';

async function migrated<Result>(
  dialect: TestDialect,
  look: (scratch: ScratchDatabase) => Promise<Result>,
): Promise<Result> {
  const scratch = await scratchDatabase({ entities, migrations }, dialect);
  try {
    return await look(scratch);
  } finally {
    await scratch.drop();
  }
}

const schemaOn = (dialect: TestDialect): Promise<Schema> =>
  migrated(dialect, ({ database }) => schemaOf(database.writer));

describe('the migrations', () => {
  const both = process.env.TEST_DATABASE_URL ? it : it.skip;

  both('make the same tables, columns, keys and checks on both databases (needs TEST_DATABASE_URL)', async () => {
    const [sqlite, postgres] = [await schemaOn('sqlite'), await schemaOn('postgres')];
    expect(Object.keys(sqlite)).toContain('ledger_entry');
    expect(postgres).toEqual(sqlite);
  });

  it('name every constraint by its kind', async () => {
    const schema = await migrated(testDialect, ({ database }) => schemaOf(database.writer));
    const expected: Record<string, RegExp> = {
      'primary key': /^pk_/,
      unique: /^uq_/,
      'foreign key': /^fk_/,
      check: /^ck_/,
    };
    const unnamed = Object.entries(schema).flatMap(([table, { constraints, indexes }]) => [
      ...constraints.filter((line) => {
        const [, kind = '', name = ''] = /^(primary key|unique|foreign key|check) (\S+)/.exec(line) ?? [];
        return !expected[kind]?.test(name);
      }),
      ...indexes.filter((line) => !/^(unique )?[iu][xq]_/.test(line)).map((line) => `${table}: ${line}`),
    ]);
    expect(unnamed).toEqual([]);
  });

  it('give every table a primary key', async () => {
    const schema = await migrated(testDialect, ({ database }) => schemaOf(database.writer));
    const without = Object.entries(schema).filter(
      ([, { constraints }]) => !constraints.some((line) => line.startsWith('primary key')),
    );
    expect(without.map(([table]) => table)).toEqual([]);
  });

  it('agree with the entities: every table has one, with the same columns, types and nullability', async () => {
    await migrated(testDialect, async ({ database }) => {
      const schema = await schemaOf(database.writer);
      const columns = Object.fromEntries(
        Object.entries(schema).map(([table, described]) => [table, described.columns]),
      );
      expect(columnsOfEntities(database.writer)).toEqual(columns);
    });
  });

  it('can be undone to the last table', async () => {
    await migrated(testDialect, async ({ database }) => {
      for (let left = migrations.length; left > 0; left--)
        await database.writer.undoLastMigration({ transaction: 'each' });
      expect(Object.keys(await schemaOf(database.writer))).toEqual([]);
    });
  });

  it('run in the order of their numbers', () => {
    const numbers = migrations.map(({ name }) => Number(/(\d+)$/.exec(name)?.[1]));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
