import { anonymous, systemCaller } from '../../server/src/platform/caller.js';
import { rows } from '../../server/src/platform/database/rows.js';
import {
  type Reaction,
  type Reactions,
  ReactionWorker,
  givenUpReactions,
  pauseBeforeAttempt,
} from '../../server/src/platform/jobs/reaction-worker.js';
import { TimetableRunner } from '../../server/src/platform/jobs/timetable-runner.js';
import { configureLedger, record } from '../../server/src/platform/ledger.js';
import type { Works } from '../../server/src/platform/work.js';
import { platformEntities, platformMigrations } from '../support/platform-schema.js';
import { type ScratchDatabase, scratchDatabase } from '../support/scratch-database.js';

const caller = systemCaller('spec');
let scratch: ScratchDatabase;

beforeEach(async () => {
  scratch = await scratchDatabase({ entities: platformEntities, migrations: platformMigrations });
});
afterEach(() => scratch.drop());

/** Two sets of connections, as two server processes have; on SQLite, where there is one process, the same twice. */
async function twoProcesses(): Promise<[Works, Works]> {
  if (scratch.dialect === 'sqlite') return [scratch.works, scratch.works];
  return [scratch.works, (await scratch.another()).works];
}

describe('reactions to the ledger', () => {
  function reactTo(reactions: Reactions): ReactionWorker {
    configureLedger({ headKey: Buffer.alloc(32, 7), reactionsOf: (action) => Object.keys(reactions[action] ?? {}) });
    return new ReactionWorker(scratch.works, reactions);
  }

  const close = (count = 1) =>
    scratch.works.write(caller, async (work) => {
      for (let index = 1; index <= count; index++)
        record(work, { subject: `issue:${index}`, action: 'issue.closed', payload: { index } });
    });

  interface Claim {
    reaction: string;
    state: string;
    attempts: number;
    next_try_at: string;
    leased_until: string | null;
  }
  const claims = () =>
    scratch.works.read(anonymous, (work) =>
      rows<Claim>(work, 'SELECT * FROM reaction_claim ORDER BY entry_sequence, reaction'),
    );
  const change = (set: string) => scratch.works.write(caller, (work) => rows(work, `UPDATE reaction_claim SET ${set}`));
  const past = `'2020-01-01T00:00:00.000Z'`;

  it('run once each after the commit, with the entry they react to', async () => {
    const ran: string[] = [];
    const noting =
      (name: string): Reaction =>
      async (_, entry) =>
        void ran.push(`${name} ${entry.subject}`);
    const worker = reactTo({
      'issue.closed': { tellCitizen: noting('tell'), rescore: noting('rescore') },
      'issue.opened': { never: noting('never') },
    });
    await close(2);
    expect(ran).toEqual([]);
    expect(await worker.runOnce()).toBe(4);
    expect(ran.sort()).toEqual(['rescore issue:1', 'rescore issue:2', 'tell issue:1', 'tell issue:2']);
    expect(await worker.runOnce()).toBe(0);
    expect(ran).toHaveLength(4);
  });

  it('do not run for what was rolled back', async () => {
    const worker = reactTo({ 'issue.closed': { tell: async () => undefined } });
    const failing = scratch.works.write(caller, async (work) => {
      record(work, { subject: 'issue:1', action: 'issue.closed', payload: {} });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await worker.runOnce()).toBe(0);
    expect(await claims()).toEqual([]);
  });

  it('may write to the database and react in turn', async () => {
    const worker = reactTo({
      'issue.closed': {
        thank: (works, entry, as) =>
          works.write(as, async (work) =>
            record(work, { subject: entry.subject, action: 'citizen.thanked', payload: {} }),
          ),
      },
      'citizen.thanked': { nothing: async () => undefined },
    });
    await close();
    expect(await worker.runOnce()).toBe(2);
    const written = await scratch.works.read(anonymous, (work) =>
      rows<{ actor: string }>(work, `SELECT actor FROM ledger_entry ORDER BY sequence`),
    );
    expect(written.map(({ actor }) => actor)).toEqual(['system:spec', 'system:reaction:thank']);
  });

  it('that fail wait longer each time: 2, 4, 8, 16, 32, then 64 seconds', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(pauseBeforeAttempt)).toEqual([2, 4, 8, 16, 32, 64, 64, 64]);
  });

  it('that fail are tried again when their time has come, not before', async () => {
    let tries = 0;
    const worker = reactTo({
      'issue.closed': {
        tell: async () => {
          tries += 1;
          if (tries < 3) throw new Error('the gateway does not answer');
        },
      },
    });
    await close();
    const before = Date.now();
    expect(await worker.runOnce()).toBe(0);
    const [failed] = await claims();
    expect(failed).toMatchObject({ state: 'WAITING', attempts: 1, leased_until: null });
    expect(Date.parse(failed?.next_try_at ?? '')).toBeGreaterThanOrEqual(before + 2000);
    await worker.runOnce();
    expect(tries).toBe(1);
    await change(`next_try_at = ${past}`);
    await worker.runOnce();
    await change(`next_try_at = ${past}`);
    expect(await worker.runOnce()).toBe(1);
    expect(tries).toBe(3);
    expect(await claims()).toMatchObject([{ state: 'DONE', attempts: 3 }]);
  });

  it('are given up after eight tries, to be seen, and hold up nobody else', async () => {
    const ran: number[] = [];
    const worker = reactTo({
      'issue.closed': {
        tell: async (_, entry) => {
          if (entry.sequence === 1) throw new Error('no such phone');
          ran.push(entry.sequence);
        },
      },
    });
    await close(3);
    for (let attempt = 1; attempt <= 10; attempt++) {
      await worker.runOnce();
      await change(`next_try_at = ${past}`);
    }
    expect(ran).toEqual([2, 3]);
    expect((await claims()).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['GIVEN_UP', 8],
      ['DONE', 1],
      ['DONE', 1],
    ]);
    expect(await scratch.works.read(anonymous, givenUpReactions)).toEqual([
      { sequence: 1, reaction: 'tell', lastError: 'Error: no such phone' },
    ]);
  });

  it('whose worker died are taken over when its lease has ended, not before', async () => {
    const ran: number[] = [];
    const worker = reactTo({ 'issue.closed': { tell: async (_, entry) => void ran.push(entry.sequence) } });
    await close();
    await change(`leased_until = '2999-01-01T00:00:00.000Z'`);
    expect(await worker.runOnce()).toBe(0);
    await change(`leased_until = ${past}`);
    expect(await worker.runOnce()).toBe(1);
    expect(ran).toEqual([1]);
  });

  it('are shared out between workers that run at the same time: each runs once', async () => {
    const ran: string[] = [];
    const inside = new Set<string>();
    let bothInside = (): void => undefined;
    const together = new Promise<void>((resolve) => (bothInside = resolve));
    const reactionsOf = (name: string): Reactions => ({
      'issue.closed': {
        tell: async (_, entry) => {
          ran.push(`${name} ${entry.sequence}`);
          inside.add(name);
          if (inside.size === 2) bothInside();
          // Nobody goes on before the other has claimed something too.
          await together;
        },
      },
    });
    reactTo(reactionsOf('a'));
    await close(25);
    const [a, b] = await twoProcesses();
    const done = await Promise.all([
      new ReactionWorker(a, reactionsOf('a')).runOnce(),
      new ReactionWorker(b, reactionsOf('b')).runOnce(),
    ]);
    expect(done[0] + done[1]).toBe(25);
    expect(ran.map((line) => Number(line.split(' ')[1])).sort((x, y) => x - y)).toEqual(
      Array.from({ length: 25 }, (_, index) => index + 1),
    );
    expect(new Set(ran.map((line) => line.split(' ')[0]))).toEqual(new Set(['a', 'b']));
  });
});

describe('the timetable', () => {
  const everyHour = (run: () => void, name = 'hourly') => ({ name, everySeconds: 3600, run: async () => run() });

  it('runs a line when its time has passed on the business clock, and not twice', async () => {
    let runs = 0;
    const runner = new TimetableRunner(scratch.works, scratch.clock, [everyHour(() => (runs += 1))]);
    await runner.runDue();
    await runner.runDue();
    expect(runs).toBe(1);
    scratch.clock.set('2026-11-22T01:59:59.000Z');
    await runner.runDue();
    expect(runs).toBe(1);
    scratch.clock.set('2026-11-22T02:00:00.000Z');
    await runner.runDue();
    expect(runs).toBe(2);
  });

  it('makes up one missed run, however many were missed while the server stood still', async () => {
    let runs = 0;
    const lines = [everyHour(() => (runs += 1))];
    await new TimetableRunner(scratch.works, scratch.clock, lines).runDue();
    scratch.clock.set('2026-11-25T01:00:00.000Z');
    const restarted = new TimetableRunner(scratch.works, scratch.clock, lines);
    await restarted.runDue();
    await restarted.runDue();
    expect(runs).toBe(2);
  });

  it('has one of two processes take a run', async () => {
    const runs: string[] = [];
    const [a, b] = await twoProcesses();
    const runners = [
      new TimetableRunner(a, scratch.clock, [everyHour(() => runs.push('a'))]),
      new TimetableRunner(b, scratch.clock, [everyHour(() => runs.push('b'))]),
    ];
    for (const hour of ['01', '02', '03', '04']) {
      scratch.clock.set(`2026-11-22T${hour}:00:00.000Z`);
      await Promise.all(runners.map((runner) => runner.runDue()));
    }
    expect(runs).toHaveLength(4);
  });

  it('goes on with the next line when one fails, and says so', async () => {
    const troubles: string[] = [];
    let runs = 0;
    const failing = everyHour(() => {
      throw new Error('no');
    }, 'failing');
    const runner = new TimetableRunner(scratch.works, scratch.clock, [failing, everyHour(() => (runs += 1))], (what) =>
      troubles.push(what),
    );
    await runner.runDue();
    expect(runs).toBe(1);
    expect(troubles).toEqual(['timetable line failing']);
  });

  it('lasts a year on a fake clock: a weekly line runs 52 or 53 times', async () => {
    let runs = 0;
    const runner = new TimetableRunner(scratch.works, scratch.clock, [
      { name: 'weekly', everySeconds: 7 * 86_400, run: async () => void (runs += 1) },
    ]);
    for (let day = 0; day < 365; day++) {
      scratch.clock.set(new Date(Date.UTC(2026, 0, 1 + day)));
      await runner.runDue();
    }
    expect(runs).toBe(53);
  });
});
