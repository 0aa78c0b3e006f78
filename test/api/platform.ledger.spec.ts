import { anonymous, systemCaller } from '../../server/src/platform/caller.js';
import { rows } from '../../server/src/platform/database/rows.js';
import {
  type ChainFault,
  type LedgerLink,
  type LedgerRow,
  configureLedger,
  hashOfLink,
  keyedHash,
  ledgerPage,
  linkOf,
  record,
  verifyLedger,
} from '../../server/src/platform/ledger.js';
import { canonicalJson } from '../../server/src/platform/canonical-json.js';
import { platformEntities, platformMigrations } from '../support/platform-schema.js';
import { type ScratchDatabase, scratchDatabase } from '../support/scratch-database.js';

const caller = systemCaller('spec');
let scratch: ScratchDatabase;

beforeEach(async () => {
  configureLedger({ headKey: Buffer.alloc(32, 7), reactionsOf: () => [] });
  scratch = await scratchDatabase({ entities: platformEntities, migrations: platformMigrations });
});
afterEach(() => scratch.drop());

const verified = () => scratch.works.read(anonymous, verifyLedger);
const page = () => scratch.works.read(anonymous, (work) => ledgerPage(work, null, 100));

async function recordSome(count: number): Promise<void> {
  for (let index = 1; index <= count; index++) {
    await scratch.works.write(caller, async (work) =>
      record(work, {
        subject: `unit:${index}`,
        action: 'unit.renamed',
        payload: { before: `旧名 ${index}`, after: `新名 ${index}` },
      }),
    );
  }
}

describe('the ledger', () => {
  it('says who did what to what, when, and what it was before and after', async () => {
    await recordSome(1);
    const [entry] = await page();
    expect(entry).toMatchObject({
      sequence: 1,
      at: '2026-11-22T01:00:00.000Z',
      actor: 'system:spec',
      subject: 'unit:1',
      action: 'unit.renamed',
      payload: { before: '旧名 1', after: '新名 1' },
      previousHash: '0'.repeat(64),
    });
  });

  it('records on commit only: what failed leaves no entry', async () => {
    const failing = scratch.works.write(caller, async (work) => {
      record(work, { subject: 'unit:1', action: 'unit.renamed', payload: {} });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await verified()).toEqual({ entries: 0, fault: null });
    await recordSome(1);
    expect(await verified()).toEqual({ entries: 1, fault: null });
  });

  it('is one chain without a gap, also when thirty write at the same time', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        scratch.works.write(caller, async (work) => {
          record(work, { subject: `unit:${index}`, action: 'unit.opened', payload: { index } });
          record(work, { subject: `unit:${index}`, action: 'unit.staffed', payload: { index } });
        }),
      ),
    );
    expect(await verified()).toEqual({ entries: 60, fault: null });
    const entries = (await page()).reverse();
    expect(entries.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    // The entries of one piece of work stand together.
    for (let index = 0; index < 60; index += 2) expect(entries[index]?.subject).toBe(entries[index + 1]?.subject);
  });

  it('keeps of personal text a hash that proves equality, with a key that is not in the database', () => {
    const hash = keyedHash('13800138000');
    expect(keyedHash('13800138000')).toBe(hash);
    expect(keyedHash('13800138001')).not.toBe(hash);
    configureLedger({ headKey: Buffer.alloc(32, 8), reactionsOf: () => [] });
    expect(keyedHash('13800138000')).not.toBe(hash);
  });
});

describe('M-09 痕迹管理 (trace management)', () => {
  it.each([
    ['UPDATE', `UPDATE ledger_entry SET actor = 'somebody else' WHERE sequence = 2`],
    ['DELETE', 'DELETE FROM ledger_entry WHERE sequence = 2'],
    ['DELETE of everything', 'DELETE FROM ledger_entry'],
  ])('the database refuses %s on the ledger', async (_, statement) => {
    await recordSome(3);
    await expect(scratch.works.write(caller, (work) => rows(work, statement))).rejects.toThrow('append-only');
    await expect(scratch.database.writer.query(statement)).rejects.toThrow('append-only');
    expect(await verified()).toEqual({ entries: 3, fault: null });
  });

  /** What somebody with the database in hand, and without the key, may try. Entries are numbered 1 to 6. */
  const tamperings: [string, (run: (sql: string) => Promise<unknown>) => Promise<unknown>, ChainFault][] = [
    [
      'a changed payload',
      (run) => run(`UPDATE ledger_entry SET payload = '{"after":"好"}' WHERE sequence = 3`),
      { at: 3, because: 'changed' },
    ],
    [
      'a changed actor',
      (run) => run(`UPDATE ledger_entry SET actor = 'x' WHERE sequence = 3`),
      { at: 3, because: 'changed' },
    ],
    [
      'a changed instant',
      (run) => run(`UPDATE ledger_entry SET at = '2020-01-01T00:00:00.000Z' WHERE sequence = 1`),
      { at: 1, because: 'changed' },
    ],
    [
      'a changed entry whose own hash was made right again',
      async (run) => {
        const entry = await entryAt(3);
        await rewrite(run, { ...entry, payload: { after: '好' } });
      },
      { at: 4, because: 'moved' },
    ],
    ['a deleted entry', (run) => run('DELETE FROM ledger_entry WHERE sequence = 3'), { at: 3, because: 'missing' }],
    [
      'the first entry deleted',
      (run) => run('DELETE FROM ledger_entry WHERE sequence = 1'),
      { at: 1, because: 'missing' },
    ],
    [
      'two entries swapped',
      async (run) => {
        for (const [from, to] of [
          [3, 99],
          [4, 3],
          [99, 4],
        ])
          await run(`UPDATE ledger_entry SET sequence = ${to} WHERE sequence = ${from}`);
      },
      { at: 3, because: 'changed' },
    ],
    [
      'two entries swapped and hashed anew',
      async (run) => {
        const [third, fourth] = [await entryAt(3), await entryAt(4)];
        await run('UPDATE ledger_entry SET sequence = 99 WHERE sequence = 3');
        await run('UPDATE ledger_entry SET sequence = 3 WHERE sequence = 4');
        await run('UPDATE ledger_entry SET sequence = 4 WHERE sequence = 99');
        const moved = await rewrite(run, { ...fourth, sequence: 3, previousHash: third.previousHash });
        await rewrite(run, { ...third, sequence: 4, previousHash: moved });
      },
      { at: 5, because: 'moved' },
    ],
    ['the tail cut off', (run) => run('DELETE FROM ledger_entry WHERE sequence > 4'), { at: 5, because: 'cut-off' }],
    ['everything deleted but the head', (run) => run('DELETE FROM ledger_entry'), { at: 1, because: 'cut-off' }],
    [
      'an entry added behind the head',
      async (run) => {
        const last = await entryAt(6);
        const added = { ...last, sequence: 7, id: '01JDWADDEDAFTERWARDS000000', previousHash: last.hash };
        await run(
          `INSERT INTO ledger_entry SELECT 7, '${added.id}', at, actor, subject, action, payload, '${last.hash}', '${hashOfLink(added)}'
           FROM ledger_entry WHERE sequence = 6`,
        );
      },
      { at: 8, because: 'cut-off' },
    ],
    [
      'the whole chain rewritten from the third entry on',
      async (run) => {
        let previousHash = (await entryAt(3)).previousHash;
        for (let sequence = 3; sequence <= 6; sequence++) {
          const entry = await entryAt(sequence);
          previousHash = await rewrite(run, {
            ...entry,
            payload: sequence === 3 ? { after: '好' } : entry.payload,
            previousHash,
          });
        }
      },
      { at: 7, because: 'cut-off' },
    ],
    [
      'the tail cut off and the head set back without the key',
      async (run) => {
        await run('DELETE FROM ledger_entry WHERE sequence > 4');
        await run(`UPDATE ledger_head SET sequence = 4, hash = '${(await entryAt(4)).hash}'`);
      },
      { at: 4, because: 'head-forged' },
    ],
    [
      'a forged seal of the head',
      (run) => run(`UPDATE ledger_head SET mac = '${'a'.repeat(64)}'`),
      { at: 6, because: 'head-forged' },
    ],
    ['the head deleted', (run) => run('DELETE FROM ledger_head'), { at: 6, because: 'head-forged' }],
  ];

  async function entryAt(sequence: number): Promise<LedgerLink> {
    const found: LedgerRow[] = await scratch.database.writer.query(
      `SELECT * FROM ledger_entry WHERE sequence = ${sequence}`,
    );
    return linkOf(found[0] as LedgerRow);
  }

  async function rewrite(run: (sql: string) => Promise<unknown>, link: LedgerLink): Promise<string> {
    const hash = hashOfLink(link);
    await run(
      `UPDATE ledger_entry SET actor = '${link.actor}', subject = '${link.subject}', id = '${link.id}', payload = '${canonicalJson(link.payload)}',
       previous_hash = '${link.previousHash}', hash = '${hash}' WHERE sequence = ${link.sequence}`,
    );
    return hash;
  }

  it.each(tamperings)('the chain check finds %s', async (_, tamper, fault) => {
    await recordSome(6);
    expect(await verified()).toEqual({ entries: 6, fault: null });
    const source = scratch.database.writer;
    const guards = scratch.dialect === 'sqlite' ? ['no_update', 'no_delete'] : ['append_only ON ledger_entry'];
    for (const guard of guards) await source.query(`DROP TRIGGER ledger_entry_${guard}`);
    await tamper((sql) => source.query(sql));
    expect((await verified()).fault).toEqual(fault);
  });

  it('the chain check finds a ledger sealed by another key', async () => {
    await recordSome(2);
    configureLedger({ headKey: Buffer.alloc(32, 8), reactionsOf: () => [] });
    expect((await verified()).fault).toEqual({ at: 2, because: 'head-forged' });
  });
});
