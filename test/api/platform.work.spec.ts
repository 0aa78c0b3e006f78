import type { MigrationInterface, QueryRunner } from 'typeorm';
import { anonymous, systemCaller } from '../../server/src/platform/caller.js';
import { translateConstraint } from '../../server/src/platform/database/database-problems.js';
import { rows } from '../../server/src/platform/database/rows.js';
import { configureLedger, record, verifyLedger } from '../../server/src/platform/ledger.js';
import { platformProblems } from '../../server/src/platform/platform.problems.js';
import { TimetableRun } from '../../server/src/platform/timetable-run.entity.js';
import type { Work } from '../../server/src/platform/work.js';
import { platformEntities, platformMigrations } from '../support/platform-schema.js';
import { type ScratchDatabase, scratchDatabase } from '../support/scratch-database.js';

class Notes20261122990000 implements MigrationInterface {
  name = 'Notes20261122990000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE note (name varchar(20) NOT NULL CONSTRAINT uq_note_name UNIQUE, total integer NOT NULL)',
    );
  }
  async down(): Promise<void> {}
}

const caller = systemCaller('spec');
let scratch: ScratchDatabase;

beforeEach(async () => {
  configureLedger({ headKey: Buffer.alloc(32, 7), reactionsOf: () => [] });
  scratch = await scratchDatabase({
    entities: platformEntities,
    migrations: [...platformMigrations, Notes20261122990000],
  });
});
afterEach(() => scratch.drop());

const note = (work: Work, name: string) => rows(work, 'INSERT INTO note (name, total) VALUES ($1, 0)', [name]);
const namesIn = async (work: Work) =>
  (await rows<{ name: string }>(work, 'SELECT name FROM note ORDER BY name')).map(({ name }) => name);
const names = () => scratch.works.read(anonymous, namesIn);

/** A gate that one side opens and the other waits at. */
function gate(): { open: () => void; opened: Promise<void> } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('two writes at the same time', () => {
  it('of which one fails: the rows of the other stay', async () => {
    const { works } = scratch;
    const written = gate();
    const mayEnd = gate();
    const failing = works.write(caller, async (work) => {
      await note(work, 'A');
      written.open();
      await mayEnd.opened;
      throw new Error('A changed its mind');
    });
    await written.opened;
    const succeeding = works.write(caller, (work) => note(work, 'B'));
    await soon();
    mayEnd.open();
    await expect(failing).rejects.toThrow('A changed its mind');
    await succeeding;
    expect(await names()).toEqual(['B']);
  });

  it('six of them, one failing: five are kept', async () => {
    const { works } = scratch;
    const settled = await Promise.allSettled(
      ['1', '2', '3', '4', '5', '6'].map((name) =>
        works.write(caller, async (work) => {
          await note(work, name);
          await soon();
          if (name === '3') throw new Error('not this one');
          await rows(work, 'UPDATE note SET total = 1 WHERE name = $1', [name]);
        }),
      ),
    );
    expect(settled.map(({ status }) => status === 'fulfilled')).toEqual([true, true, false, true, true, true]);
    expect(await names()).toEqual(['1', '2', '4', '5', '6']);
  });

  it('a hundred of them that add one to a number: it is one hundred', async () => {
    const { works } = scratch;
    await works.write(caller, (work) => note(work, 'counter'));
    await Promise.all(
      Array.from({ length: 100 }, () => works.write(caller, (work) => rows(work, `UPDATE note SET total = total + 1`))),
    );
    const [counter] = await works.read(anonymous, (work) => rows<{ total: number }>(work, 'SELECT total FROM note'));
    expect(counter?.total).toBe(100);
  });
});

describe('a read', () => {
  it('never sees rows that are not committed', async () => {
    const { works } = scratch;
    const written = gate();
    const mayEnd = gate();
    const writing = works.write(caller, async (work) => {
      await note(work, 'A');
      written.open();
      await mayEnd.opened;
    });
    await written.opened;
    expect(await names()).toEqual([]);
    mayEnd.open();
    await writing;
    expect(await names()).toEqual(['A']);
  });

  it('is of one moment: what is committed meanwhile appears in the next', async () => {
    const { works } = scratch;
    const seen = await works.read(anonymous, async (work) => {
      const before = await namesIn(work);
      // A write of another request, so outside this piece of work.
      await scratch.database.writer.query(`INSERT INTO note (name, total) VALUES ('A', 0)`);
      return [before, await namesIn(work)];
    });
    expect(seen).toEqual([[], []]);
    expect(await names()).toEqual(['A']);
  });

  it('cannot write', async () => {
    await expect(scratch.works.read(anonymous, (work) => note(work, 'A'))).rejects.toThrow(/readonly|read-only/);
    expect(await names()).toEqual([]);
  });

  it('cannot record in the ledger', async () => {
    const recording = scratch.works.read(anonymous, async (work) =>
      record(work, { subject: 'a:1', action: 'a.read', payload: {} }),
    );
    await expect(recording).rejects.toThrow('a read cannot record');
    expect((await scratch.works.read(anonymous, verifyLedger)).entries).toBe(0);
  });

  it('that fails does not stop the next one', async () => {
    await expect(scratch.works.read(anonymous, (work) => rows(work, 'SELECT nothing FROM nowhere'))).rejects.toThrow();
    expect(await names()).toEqual([]);
  });
});

describe('a piece of work', () => {
  it.each(['write', 'read'] as const)(
    'cannot open another inside itself: works.%s is an error at once',
    async (kind) => {
      const { works } = scratch;
      const nested = works.write(caller, async (work) => {
        await note(work, 'outer');
        await (kind === 'write' ? works.write(caller, (inner) => note(inner, 'inner')) : works.read(caller, namesIn));
      });
      await expect(nested).rejects.toThrow('hand the work down instead');
      expect(await names()).toEqual([]);
      await works.write(caller, (work) => note(work, 'afterwards'));
      expect(await names()).toEqual(['afterwards']);
    },
  );

  it('takes what an entity manager saves with it, into the rollback as well', async () => {
    const run = { name: 'weekly', lastRunAt: new Date('2026-11-22T01:00:00.000Z') };
    const failing = scratch.works.write(caller, async (work) => {
      await work.tx.save(TimetableRun, run);
      await work.tx.insert(TimetableRun, { ...run, name: 'monthly' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const runs = () => scratch.works.read(anonymous, (work) => work.tx.find(TimetableRun));
    expect(await runs()).toEqual([]);
    await scratch.works.write(caller, (work) => work.tx.save(TimetableRun, run));
    expect(await runs()).toEqual([run]);
  });

  it('has one business instant from its beginning to its end', async () => {
    const instants = await scratch.works.write(caller, async (work) => {
      const first = work.now;
      scratch.clock.set('2027-01-01T00:00:00.000Z');
      return [first, work.now];
    });
    expect(instants).toEqual([new Date('2026-11-22T01:00:00.000Z'), new Date('2026-11-22T01:00:00.000Z')]);
  });

  it('that breaks a named constraint is refused with the sentence of that constraint', async () => {
    translateConstraint('uq_note_name', { columns: 'note.name', problem: () => platformProblems.conflict() });
    await scratch.works.write(caller, (work) => note(work, 'A'));
    await expect(scratch.works.write(caller, (work) => note(work, 'A'))).rejects.toMatchObject({
      code: 'platform.conflict',
      status: 409,
    });
  });
});
