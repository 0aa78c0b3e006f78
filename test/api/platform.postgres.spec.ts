import { anonymous, systemCaller } from '../../server/src/platform/caller.js';
import { rows } from '../../server/src/platform/database/rows.js';
import { ReactionWorker } from '../../server/src/platform/jobs/reaction-worker.js';
import { configureLedger, record, verifyLedger } from '../../server/src/platform/ledger.js';
import type { Work, WriteOptions } from '../../server/src/platform/work.js';
import { chainBatches, verifyBatches } from '../../server/src/platform/writer/batch-chain.js';
import { type IntakeItem, intakeReceipts } from '../../server/src/platform/writer/intake-receipts.js';
import { openWriter } from '../../server/src/platform/writer/open-writer.js';
import { newId } from '../../server/src/platform/ids.js';
import { platformEntities, platformMigrations } from '../support/platform-schema.js';
import { type ScratchDatabase, scratchDatabase } from '../support/scratch-database.js';

/** What only PostgreSQL can do wrong: SQLite has one writer at a time. Runs whenever there is a server to run on. */
const onPostgres = process.env.TEST_DATABASE_URL ? describe : describe.skip;

const caller = systemCaller('spec');
let scratch: ScratchDatabase;

onPostgres('on PostgreSQL (needs TEST_DATABASE_URL)', () => {
  beforeEach(async () => {
    configureLedger({ headKey: Buffer.alloc(32, 7), reactionsOf: () => [] });
    scratch = await scratchDatabase({ entities: platformEntities, migrations: platformMigrations }, 'postgres');
    await scratch.database.writer.query(`CREATE TABLE account (name varchar(1) PRIMARY KEY, total integer NOT NULL)`);
    await scratch.database.writer.query(`INSERT INTO account VALUES ('A', 0), ('B', 0)`);
  });
  afterEach(() => scratch.drop());

  const add = (work: Work, name: string) => rows(work, 'UPDATE account SET total = total + 1 WHERE name = $1', [name]);
  const totals = () =>
    scratch.works.read(anonymous, async (work) =>
      (await rows<{ total: number }>(work, 'SELECT total FROM account ORDER BY name')).map(({ total }) => total),
    );

  /** Resolves when both have arrived. Later calls pass at once, so that a second try is not held up. */
  function meetingOfTwo(): () => Promise<void> {
    let arrived = 0;
    let open = (): void => undefined;
    const both = new Promise<void>((resolve) => (open = resolve));
    return () => {
      arrived += 1;
      if (arrived >= 2) open();
      return both;
    };
  }

  it('a provoked deadlock (40P01) is tried again and both writes end well', async () => {
    const meet = meetingOfTwo();
    let tries = 0;
    const write = (first: string, second: string) =>
      scratch.works.write(caller, async (work) => {
        tries += 1;
        await add(work, first);
        await meet();
        await add(work, second);
        record(work, { subject: `account:${first}`, action: 'account.changed', payload: {} });
      });
    await Promise.all([write('A', 'B'), write('B', 'A')]);
    expect(tries).toBeGreaterThan(2);
    expect(await totals()).toEqual([2, 2]);
    expect(await scratch.works.read(anonymous, verifyLedger)).toEqual({ entries: 2, fault: null });
  });

  it.each(['REPEATABLE READ', 'SERIALIZABLE'] as const)(
    'a provoked serialisation failure (40001) under %s is tried again and both writes end well',
    async (isolation) => {
      const meet = meetingOfTwo();
      const options: WriteOptions = { isolation };
      let tries = 0;
      const write = () =>
        scratch.works.write(
          caller,
          async (work) => {
            tries += 1;
            const [account] = await rows<{ total: number }>(work, `SELECT total FROM account WHERE name = 'A'`);
            await meet();
            await rows(work, `UPDATE account SET total = $1 WHERE name = 'A'`, [Number(account?.total) + 1]);
            record(work, { subject: 'account:A', action: 'account.changed', payload: {} });
          },
          options,
        );
      await Promise.all([write(), write()]);
      expect(tries).toBeGreaterThan(2);
      expect(await totals()).toEqual([2, 0]);
      expect(await scratch.works.read(anonymous, verifyLedger)).toEqual({ entries: 2, fault: null });
    },
  );

  it('a write that skews under SERIALIZABLE, each reading what the other writes, is tried again', async () => {
    const meet = meetingOfTwo();
    let tries = 0;
    const copy = (from: string, to: string) =>
      scratch.works.write(
        caller,
        async (work) => {
          tries += 1;
          const [source] = await rows<{ total: number }>(work, 'SELECT total FROM account WHERE name = $1', [from]);
          await meet();
          await rows(work, 'UPDATE account SET total = $1 WHERE name = $2', [Number(source?.total) + 1, to]);
        },
        { isolation: 'SERIALIZABLE' },
      );
    await Promise.all([copy('A', 'B'), copy('B', 'A')]);
    expect(tries).toBeGreaterThan(2);
    // One after the other, in either order: never 1 and 1, which no order gives.
    expect((await totals()).sort()).toEqual([1, 2]);
  });

  it('what fails every time is given up after three more tries, with the database’s own complaint', async () => {
    let tries = 0;
    const failing = scratch.works.write(caller, async (work) => {
      tries += 1;
      await rows(work, `DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`);
    });
    await expect(failing).rejects.toThrow('again');
    expect(tries).toBe(4);
  });

  it('two who record at the same time under REPEATABLE READ do not break the chain', async () => {
    const meet = meetingOfTwo();
    const write = (name: string) =>
      scratch.works.write(
        caller,
        async (work) => {
          await rows(work, 'SELECT 1 FROM ledger_head'); // both have their view of the head before either appends
          await meet();
          record(work, { subject: `account:${name}`, action: 'account.seen', payload: {} });
        },
        { isolation: 'REPEATABLE READ' },
      );
    await Promise.all([write('A'), write('B')]);
    expect(await scratch.works.read(anonymous, verifyLedger)).toEqual({ entries: 2, fault: null });
  });

  it('a worker does not wait for claims that another holds: it takes the next ones', async () => {
    const reactions = { 'account.changed': { tell: async () => undefined } };
    configureLedger({
      headKey: Buffer.alloc(32, 7),
      reactionsOf: (action) => Object.keys(reactions[action as never] ?? {}),
    });
    await scratch.works.write(caller, async (work) => {
      for (let index = 0; index < 5; index++)
        record(work, { subject: 'account:A', action: 'account.changed', payload: { index } });
    });
    const holding = scratch.database.writer.createQueryRunner();
    await holding.query('BEGIN');
    await holding.query('SELECT 1 FROM reaction_claim WHERE entry_sequence <= 2 FOR UPDATE');
    const worker = new ReactionWorker(scratch.works, reactions);
    expect(await worker.runOnce()).toBe(3);
    await holding.query('ROLLBACK');
    await holding.release();
    expect(await worker.runOnce()).toBe(2);
  });

  describe('the two lanes of the hot writer', () => {
    const receipts = (count: number): IntakeItem[] =>
      Array.from({ length: count }, (_, index) => ({
        id: newId(),
        person: '01JDW0PERSON0000000000000A',
        receivedAt: new Date('2026-11-22T01:00:00.000Z'),
        files: (['photo', 'audio', 'video', 'document'] as const).map((kind) => ({
          kind,
          sizeBytes: index + 1,
          sha256: 'ab'.repeat(32),
        })),
      }));

    it('of two processes, given the same receipts in opposite orders, write each once and keep the sums exact', async () => {
      const open = () =>
        openWriter({
          ...scratch.at,
          tables: [intakeReceipts],
          now: () => scratch.clock.now(),
          batchLimit: 16,
          onTrouble: (_, error) => troubles.push(error),
        });
      const troubles: unknown[] = [];
      const [a, b] = await Promise.all([open(), open()]);
      const items = receipts(200);
      const outcomes = await Promise.all([
        ...items.map((item) => a.submit(intakeReceipts, item)),
        ...[...items].reverse().map((item) => b.submit(intakeReceipts, item)),
      ]);
      await Promise.all([a.stop(), b.stop()]);
      expect(troubles).toEqual([]);
      expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(200);
      expect(outcomes.filter((outcome) => outcome === 'repeated')).toHaveLength(200);
      const tallies = await scratch.works.read(anonymous, (work) =>
        rows<{ files: string; bytes: string }>(work, 'SELECT files, bytes FROM intake_tally'),
      );
      expect(tallies.map(({ files, bytes }) => [Number(files), Number(bytes)])).toEqual(
        Array.from({ length: 4 }, () => [200, 20_100]),
      );
      await chainBatches(scratch.works, true);
      const check = await scratch.works.read(anonymous, (work) => verifyBatches(work, [intakeReceipts]));
      expect([check.unchained, check.fault]).toEqual([0, null]);
    });
  });
});
