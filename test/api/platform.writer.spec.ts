import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { anonymous } from '../../server/src/platform/caller.js';
import { rows } from '../../server/src/platform/database/rows.js';
import { newId } from '../../server/src/platform/ids.js';
import { configureLedger, verifyLedger } from '../../server/src/platform/ledger.js';
import { Problem } from '../../server/src/platform/problem.js';
import { chainBatches, verifyBatches } from '../../server/src/platform/writer/batch-chain.js';
import { sealedBytes } from '../../server/src/platform/writer/entry-codec.js';
import { decodeCounts } from '../../server/src/platform/writer/counts.js';
import type { HotTable, HotValue } from '../../server/src/platform/writer/hot-table.js';
import type { HotWriter } from '../../server/src/platform/writer/hot-writer.js';
import { idText } from '../../server/src/platform/writer/id-bytes.js';
import { decodeFiles, type IntakeItem, intakeReceipts } from '../../server/src/platform/writer/intake-receipts.js';
import { openWriter } from '../../server/src/platform/writer/open-writer.js';
import { platformEntities, platformMigrations } from '../support/platform-schema.js';
import { type ScratchDatabase, type TestDialect, scratchDatabase } from '../support/scratch-database.js';
import { writerProgramForSpecs } from '../support/writer-program.js';

const receivedAt = new Date('2026-11-22T01:00:00.000Z');
const program = writerProgramForSpecs();

let scratch: ScratchDatabase;
const opened: HotWriter[] = [];

beforeEach(async () => {
  configureLedger({ headKey: Buffer.alloc(32, 7), reactionsOf: () => [] });
  scratch = await scratchDatabase({ entities: platformEntities, migrations: platformMigrations });
});

afterEach(async () => {
  for (const writer of opened.splice(0)) await writer.stop();
  await scratch.drop();
});

type Extra = Partial<Parameters<typeof openWriter>[0]>;

async function writerFor(extra: Extra = {}): Promise<HotWriter> {
  const writer = await openWriter({
    ...scratch.at,
    tables: [intakeReceipts],
    program,
    now: () => scratch.clock.now(),
    ...extra,
  });
  opened.push(writer);
  return writer;
}

function receipt(fields: Partial<IntakeItem> = {}): IntakeItem {
  return {
    id: newId(),
    person: '01JDW0PERSON0000000000000A',
    receivedAt,
    files: [
      { kind: 'photo', sizeBytes: 600_000, sha256: 'ab'.repeat(32) },
      { kind: 'audio', sizeBytes: 40_000, sha256: 'cd'.repeat(32) },
    ],
    ...fields,
  };
}

interface StoredReceipt {
  id: Buffer;
  batch: number;
  person: string;
  payload: Buffer;
}

const storedReceipts = () =>
  scratch.works.read(anonymous, (work) =>
    rows<StoredReceipt>(work, 'SELECT * FROM intake_receipt ORDER BY batch, position'),
  );

const storedIds = async () => (await storedReceipts()).map(({ id }) => idText(id)).sort();

/** The tally that the stored rows ask for, and the one that was kept. */
async function tallies() {
  const asked = new Map<string, [number, number]>();
  for (const { payload } of await storedReceipts()) {
    for (const { kind, sizeBytes } of decodeFiles(payload)) {
      const [files, bytes] = asked.get(kind) ?? [0, 0];
      asked.set(kind, [files + 1, bytes + sizeBytes]);
    }
  }
  const found = await scratch.works.read(anonymous, (work) =>
    rows<{ kind: string; files: string; bytes: string }>(work, 'SELECT * FROM intake_tally'),
  );
  const kept = new Map(found.map(({ kind, files, bytes }) => [kind, [Number(files), Number(bytes)]]));
  return { asked, kept };
}

const batchCheck = () => scratch.works.read(anonymous, (work) => verifyBatches(work, [intakeReceipts]));

async function refusalOf(promise: Promise<unknown>): Promise<Problem> {
  const error: unknown = await promise.then(
    () => new Error('was not refused'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) throw error;
  return error;
}

describe('the hot writer', () => {
  it('has every acknowledged receipt in the database, once, with its person and content', async () => {
    const writer = await writerFor();
    const items = Array.from({ length: 300 }, () => receipt());
    const outcomes = await Promise.all(items.map((item) => writer.submit(intakeReceipts, item)));
    expect(new Set(outcomes)).toEqual(new Set(['written']));
    expect(await storedIds()).toEqual(items.map(({ id }) => id).sort());
    const [first] = await storedReceipts();
    expect(first?.person).toBe(items[0]?.person);
    expect(decodeFiles(first?.payload as Buffer)).toEqual(items[0]?.files);
  });

  it('keeps the sums equal to the rows, also when receipts are resent in the same batch and later', async () => {
    const writer = await writerFor();
    const items = Array.from({ length: 60 }, () => receipt());
    const twice = [...items, ...items.slice(0, 20)];
    const outcomes = await Promise.all(twice.map((item) => writer.submit(intakeReceipts, item)));
    expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(60);
    expect(outcomes.filter((outcome) => outcome === 'repeated')).toHaveLength(20);
    expect(await writer.submit(intakeReceipts, items[3] as IntakeItem)).toBe('repeated');
    const { asked, kept } = await tallies();
    expect(asked.get('photo')).toEqual([60, 36_000_000]);
    expect(kept).toEqual(asked);
  });

  it.each([
    ['of another person', { person: '01JDW0PERSON0000000000000B' }],
    ['with other files', { files: [{ kind: 'photo' as const, sizeBytes: 1, sha256: 'ef'.repeat(32) }] }],
  ])('does not acknowledge a receipt %s under an id that is taken', async (_, other) => {
    const writer = await writerFor();
    const first = receipt();
    await writer.submit(intakeReceipts, first);
    expect(await writer.submit(intakeReceipts, { ...first, ...other })).toBe('taken');
    expect(await storedReceipts()).toHaveLength(1);
  });

  it('answers a resend with other time of arrival as the first one', async () => {
    const writer = await writerFor();
    const first = receipt();
    await writer.submit(intakeReceipts, first);
    const later = { ...first, receivedAt: new Date('2026-11-22T02:00:00.000Z') };
    expect(await writer.submit(intakeReceipts, later)).toBe('repeated');
  });

  it('lets one row that the database refuses fail alone: its neighbours in the batch are written', async () => {
    const tooLong: HotTable<IntakeItem> = {
      ...intakeReceipts,
      encode: (item) => {
        const entry = intakeReceipts.encode(item);
        return item.person === 'too-long'
          ? { ...entry, values: [item.person, entry.values[1] ?? null, Buffer.alloc(401)] }
          : entry;
      },
    };
    const writer = await writerFor({ tables: [tooLong] });
    const items = Array.from({ length: 9 }, (_, index) => receipt(index === 4 ? { person: 'too-long' } : {}));
    const settled = await Promise.allSettled(items.map((item) => writer.submit(tooLong, item)));
    expect(settled.map(({ status }) => status)).toEqual(
      items.map((_, index) => (index === 4 ? 'rejected' : 'fulfilled')),
    );
    expect(await storedIds()).toEqual(
      items
        .filter((_, index) => index !== 4)
        .map(({ id }) => id)
        .sort(),
    );
    const { asked, kept } = await tallies();
    expect(kept).toEqual(asked);
    expect((await batchCheck()).fault).toBeNull();
  });

  it('refuses an item that cannot be encoded without harm to the others', async () => {
    const writer = await writerFor();
    const bad = writer.submit(intakeReceipts, receipt({ id: 'not-a-ulid' }));
    const good = writer.submit(intakeReceipts, receipt());
    await expect(bad).rejects.toThrow(RangeError);
    expect(await good).toBe('written');
  });

  it('refuses with 503 and Retry-After when the queue is full, and has written what it took', async () => {
    const writer = await writerFor({ limit: 10 });
    const items = Array.from({ length: 25 }, () => receipt());
    const settled = await Promise.allSettled(items.map((item) => writer.submit(intakeReceipts, item)));
    const refused = settled.flatMap((result) => (result.status === 'rejected' ? [result.reason as Problem] : []));
    expect(refused).toHaveLength(15);
    expect(
      refused.every(
        ({ code, status, headers }) => code === 'platform.busy' && status === 503 && 'retry-after' in headers,
      ),
    ).toBe(true);
    expect(await storedIds()).toEqual(
      items
        .slice(0, 10)
        .map(({ id }) => id)
        .sort(),
    );
    expect(await writer.submit(intakeReceipts, items[20] as IntakeItem)).toBe('written');
  });

  it('writes what is waiting before it stops, and takes nothing more', async () => {
    const writer = await writerFor({ batchLimit: 16 });
    const items = Array.from({ length: 100 }, () => receipt());
    const acknowledged = Promise.all(items.map((item) => writer.submit(intakeReceipts, item)));
    const stopped = writer.stop();
    expect((await refusalOf(writer.submit(intakeReceipts, receipt()))).code).toBe('platform.stopping');
    await stopped;
    expect(await acknowledged).toHaveLength(100);
    expect(await storedReceipts()).toHaveLength(100);
  });

  it('writes beside the ordinary transactions of the main connection', async () => {
    const writer = await writerFor();
    const receipts = Promise.all(Array.from({ length: 200 }, () => writer.submit(intakeReceipts, receipt())));
    for (let chained = 0; chained < 20; chained++) await chainBatches(scratch.works);
    await receipts;
    await chainBatches(scratch.works);
    expect(await storedReceipts()).toHaveLength(200);
    expect((await batchCheck()).unchained).toBe(0);
  });
});

describe('chaining by batch', () => {
  const writeInBatches = async (count: number) => {
    const writer = await writerFor({ batchLimit: 4 });
    await Promise.all(Array.from({ length: count }, () => writer.submit(intakeReceipts, receipt())));
  };

  /** The numbers of all batches in the ledger, in the order of its entries. */
  const batchesInLedger = () =>
    scratch.works.read(anonymous, async (work) => {
      const entries = await rows<{ payload: string }>(
        work,
        `SELECT payload FROM ledger_entry WHERE action = 'writer.batches-committed' ORDER BY sequence`,
      );
      return entries.flatMap(({ payload }) =>
        (JSON.parse(payload) as { batches: [number, string, number, string][] }).batches.map(([number]) => number),
      );
    });

  it('brings each committed batch with the hash of its rows into the ledger once, however often it runs', async () => {
    await writeInBatches(40);
    const before = await batchCheck();
    expect(before).toEqual({ batches: before.batches, unchained: before.batches, fault: null });
    expect(await chainBatches(scratch.works, true)).toBe(before.batches);
    expect(await chainBatches(scratch.works, true)).toBe(0);
    expect(await chainBatches(scratch.works)).toBe(0);
    expect(await batchCheck()).toEqual({ batches: before.batches, unchained: 0, fault: null });
    expect(await batchesInLedger()).toEqual(Array.from({ length: before.batches }, (_, index) => index + 1));
    expect((await scratch.works.read(anonymous, verifyLedger)).fault).toBeNull();
  });

  it('names a batch once that two processes chain at the same time', async () => {
    await writeInBatches(24);
    const { batches } = await batchCheck();
    const other = await scratch.another();
    // Two processes never share an SQLite file; its two callers take turns.
    if (scratch.dialect === 'sqlite') await Promise.all([chainBatches(scratch.works), chainBatches(scratch.works)]);
    else await Promise.all([chainBatches(scratch.works), chainBatches(other.works)]);
    const named = await batchesInLedger();
    expect(new Set(named).size).toBe(named.length);
    expect(named).toHaveLength(batches);
  });

  it.each([
    [
      'a changed receipt',
      `UPDATE intake_receipt SET received_at = '2026-11-22T09:09:09.000Z' WHERE batch = 2 AND position = 0`,
      'rows-changed',
    ],
    ['a deleted receipt', 'DELETE FROM intake_receipt WHERE batch = 2 AND position = 0', 'rows-changed'],
    [
      'a receipt moved to another batch',
      'UPDATE intake_receipt SET batch = 3, position = 99 WHERE batch = 2 AND position = 0',
      'rows-changed',
    ],
  ])('finds %s', async (_, statement, because) => {
    await writeInBatches(24);
    await chainBatches(scratch.works);
    await scratch.database.writer.query(statement);
    expect((await batchCheck()).fault).toEqual({ number: 2, because });
  });

  it('finds a batch whose hash was rewritten together with its rows', async () => {
    await writeInBatches(24);
    await chainBatches(scratch.works);
    const source = scratch.database.writer;
    await source.query(
      scratch.dialect === 'sqlite'
        ? 'DROP TRIGGER writer_batch_no_update'
        : 'DROP TRIGGER writer_batch_append_only ON writer_batch',
    );
    await source.query(`DELETE FROM intake_receipt WHERE batch = 2 AND position = 0`);
    const left = (await storedReceipts()).filter(({ batch }) => batch === 2) as unknown as (Record<string, HotValue> & {
      id: Buffer;
    })[];
    const hash = createHash('sha256');
    for (const row of left) {
      const values = intakeReceipts.columns.map(({ name }) => row[name] ?? null);
      hash.update(sealedBytes(intakeReceipts, { id: row.id, values }));
    }
    await source.query(
      `UPDATE writer_batch SET entries = ${left.length}, sha256 = '${hash.digest('hex')}' WHERE number = 2`,
    );
    expect((await batchCheck()).fault).toEqual({ number: 2, because: 'differs-from-ledger' });
  });

  it('lets the person be erased without breaking the chain', async () => {
    await writeInBatches(8);
    await chainBatches(scratch.works);
    await scratch.database.writer.query(`UPDATE intake_receipt SET person = 'ERASED'`);
    expect((await batchCheck()).fault).toBeNull();
  });

  it('has the database refuse to change or delete a batch', async () => {
    await writeInBatches(4);
    for (const statement of [
      'UPDATE writer_batch SET entries = 9',
      'DELETE FROM writer_batch',
      'DELETE FROM chained_batch',
    ]) {
      await chainBatches(scratch.works);
      await expect(scratch.database.writer.query(statement)).rejects.toThrow('append-only');
    }
  });
});

interface Reading {
  id: Uint8Array;
  place: string;
  /** The one before it, which leaves the sums. */
  before?: readonly number[];
  counts: readonly number[];
}

/** A hot table of the spec's own: readings by place, their counts summed. */
const readings: HotTable<Reading> = {
  name: 'spec_reading',
  columns: [{ name: 'place', kind: 'text', isSealed: true, mustRepeat: true }],
  sums: [
    {
      table: 'spec_reading_sum',
      keys: [
        { name: 'place', kind: 'text' },
        { name: 'half', kind: 'integer' },
      ],
      values: ['readings'],
      vector: 'counts',
    },
  ],
  encode: ({ id, place, before, counts }) => ({
    id,
    values: [place],
    additions: [0, 1].map((half) => ({
      sum: 0,
      key: [place, half],
      add: [before ? 0 : 1],
      cells: [
        ...counts.flatMap((count, index) => [index, count]),
        ...(before ?? []).flatMap((count, index) => [index, -count]),
      ],
    })),
  }),
};

describe('sums with a vector', () => {
  beforeEach(async () => {
    const bytes = scratch.dialect === 'postgres' ? 'bytea' : 'blob';
    await scratch.database.writer.query(`CREATE TABLE spec_reading (
      batch integer NOT NULL, position integer NOT NULL, id ${bytes} NOT NULL UNIQUE, place varchar(9) NOT NULL,
      CONSTRAINT ck_spec_reading_place CHECK (place <> 'nowhere'), PRIMARY KEY (batch, position))`);
    await scratch.database.writer.query(`CREATE TABLE spec_reading_sum (
      place varchar(9) NOT NULL, half integer NOT NULL, readings integer NOT NULL, counts ${bytes} NOT NULL,
      CONSTRAINT ck_spec_reading_sum_full CHECK (place <> 'full' OR readings <= 2), PRIMARY KEY (place, half))`);
  });

  let made = 0;
  const reading = (place: string, counts: readonly number[], before?: readonly number[]): Reading => ({
    id: Buffer.from((made += 1).toString(16).padStart(16 + 2 * (made % 9), '0'), 'hex'),
    place,
    counts,
    before,
  });

  const sums = async () => {
    const found = await scratch.works.read(anonymous, (work) =>
      rows<{ place: string; half: number; readings: string; counts: Buffer }>(
        work,
        'SELECT * FROM spec_reading_sum ORDER BY place, half',
      ),
    );
    return found.map(({ place, half, readings, counts }) => [
      place,
      Number(half),
      Number(readings),
      [...decodeCounts(counts)],
    ]);
  };

  const writers = (count: number) => {
    // Two processes never share an SQLite file.
    const processes = scratch.dialect === 'sqlite' ? 1 : count;
    return Promise.all(
      Array.from({ length: processes }, () => writerFor({ tables: [readings], batchLimit: 7, limit: 10_000 })),
    );
  };

  it('lose no addition when many lanes add to the same rows, which none of them had made', async () => {
    const all = await writers(3);
    const places = ['甲', 'b', 'A', '乙', 'z'];
    const items = Array.from({ length: 600 }, (_, index) =>
      // In another order in each lane, and several places to a batch.
      reading(places[(index * 7 + (index % 3)) % 5] as string, [1, 0, index, index % 2]),
    );
    const outcomes = await Promise.all(
      items.map((item, index) => (all[index % all.length] as HotWriter).submit(readings, item)),
    );
    expect(new Set(outcomes)).toEqual(new Set(['written']));
    const wanted = places.map((place) => {
      const mine = items.filter((item) => item.place === place);
      const at = (index: number) => mine.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0);
      return [place, mine.length, [at(0), 0, at(2), at(3)]] as const;
    });
    const expected = wanted.flatMap(([place, n, counts]) => [0, 1].map((half) => [place, half, n, counts]));
    const byPlace = (list: unknown[][]) => [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    expect(byPlace(await sums())).toEqual(byPlace(expected));
  });

  it('count a resend once, and an edit in the place of what it replaces', async () => {
    const [writer] = (await writers(1)) as [HotWriter];
    const first = reading('甲', [1, 0, 0, 500]);
    const outcomes = await Promise.all([first, first, first].map((item) => writer.submit(readings, item)));
    expect(outcomes.sort()).toEqual(['repeated', 'repeated', 'written']);
    expect(await sums()).toEqual([0, 1].map((half) => ['甲', half, 1, [1, 0, 0, 500]]));
    expect(await writer.submit(readings, reading('甲', [0, 1], first.counts))).toBe('written');
    expect(await sums()).toEqual([0, 1].map((half) => ['甲', half, 1, [0, 1]]));
  });

  it('let an entry that would take a count below zero fail alone, as a broken promise, with its row', async () => {
    const [writer] = (await writers(1)) as [HotWriter];
    const items = [reading('甲', [2, 2]), reading('甲', [0, 1], [0, 0, 4]), reading('甲', [3]), reading('乙', [1])];
    const settled = await Promise.allSettled(items.map((item) => writer.submit(readings, item)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    const { reason } = settled[1] as PromiseRejectedResult;
    expect(reason).not.toBeInstanceOf(Problem);
    expect(String(reason)).toContain('spec_reading_sum (甲, 0) would hold -4 at 2');
    expect(await sums()).toEqual([
      ...[0, 1].map((half) => ['乙', half, 1, [1]]),
      ...[0, 1].map((half) => ['甲', half, 2, [5, 2]]),
    ]);
    const stored = await scratch.works.read(anonymous, (work) =>
      rows<{ n: string }>(work, 'SELECT COUNT(*) AS n FROM spec_reading'),
    );
    expect(Number(stored[0]?.n)).toBe(3);
  });

  it('let an entry alone fail whose sum the database refuses, its row with it', async () => {
    const [writer] = (await writers(1)) as [HotWriter];
    const items = [reading('full', [1]), reading('甲', [2]), reading('full', [1]), reading('full', [1])];
    const settled = await Promise.allSettled(items.map((item) => writer.submit(readings, item)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(await sums()).toEqual([
      ...[0, 1].map((half) => ['full', half, 2, [2]]),
      ...[0, 1].map((half) => ['甲', half, 1, [2]]),
    ]);
    const stored = await scratch.works.read(anonymous, (work) =>
      rows<{ place: string; n: string }>(work, 'SELECT place, COUNT(*) AS n FROM spec_reading GROUP BY place'),
    );
    expect(new Map(stored.map(({ place, n }) => [place, Number(n)]))).toEqual(
      new Map([
        ['full', 2],
        ['甲', 1],
      ]),
    );
  });

  it('get nothing from an entry whose row the database refuses', async () => {
    const [writer] = (await writers(1)) as [HotWriter];
    const items = [reading('甲', [2]), reading('nowhere', [9]), reading('甲', [3])];
    const settled = await Promise.allSettled(items.map((item) => writer.submit(readings, item)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await sums()).toEqual([0, 1].map((half) => ['甲', half, 2, [5]]));
  });
});

describe('the way to the disk', () => {
  /** Ends the first connection that a batch is travelling on; says how the writer must be opened for that. */
  const breaks: Record<TestDialect, () => Promise<{ program?: string; breakIt: () => Promise<void> }>> = {
    sqlite: async () => {
      const once = path.join(folder, 'died-once');
      const dying = path.join(folder, 'dying.mjs');
      writeFileSync(
        dying,
        `import { existsSync, writeFileSync } from 'node:fs';
         import { parentPort } from 'node:worker_threads';
         if (existsSync(${JSON.stringify(once)})) await import(${JSON.stringify(program)});
         else {
           parentPort.on('message', () => { writeFileSync(${JSON.stringify(once)}, ''); process.exit(3); });
           parentPort.postMessage('ready');
         }`,
      );
      return { program: dying, breakIt: async () => undefined };
    },
    postgres: async () => {
      const runner = scratch.database.writer.createQueryRunner();
      await runner.query('BEGIN');
      await runner.query('LOCK TABLE intake_receipt IN EXCLUSIVE MODE');
      const waiting = `application_name = 'minsheng-writer' AND wait_event_type = 'Lock' AND datname = current_database()`;
      return {
        breakIt: async () => {
          // Not on the runner: inside a transaction the view of activity stands still.
          const end = () =>
            scratch.database.writer.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${waiting}`);
          while ((await end()).length === 0);
          await runner.query('ROLLBACK');
          await runner.release();
        },
      };
    },
  };
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'minsheng-dying-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('when it breaks, what was on it is refused with 503; it is opened again, and a resend is written once', async () => {
    const { breakIt, ...how } = await breaks[scratch.dialect]();
    const troubles: string[] = [];
    const writer = await writerFor({ ...how, onTrouble: (what) => troubles.push(what) });
    const item = receipt();
    const submitted = refusalOf(writer.submit(intakeReceipts, item));
    await breakIt();
    const refusal = await submitted;
    expect([refusal.code, refusal.status]).toEqual(['platform.busy', 503]);
    expect(troubles).toEqual(['a batch of 1']);
    expect(await writer.submit(intakeReceipts, item)).toBe('written');
    expect(await storedReceipts()).toHaveLength(1);
  });
});
