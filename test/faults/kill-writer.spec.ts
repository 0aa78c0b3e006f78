import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { anonymous } from '../../server/src/platform/caller.js';
import { rows } from '../../server/src/platform/database/rows.js';
import { newId } from '../../server/src/platform/ids.js';
import { configureLedger, verifyLedger } from '../../server/src/platform/ledger.js';
import { verifyBatches } from '../../server/src/platform/writer/batch-chain.js';
import { idText } from '../../server/src/platform/writer/id-bytes.js';
import { decodeFiles, intakeReceipts } from '../../server/src/platform/writer/intake-receipts.js';
import { platformEntities, platformMigrations } from '../support/platform-schema.js';
import { type ScratchDatabase, type TestDialect, scratchDatabase } from '../support/scratch-database.js';
import { bundled, writerProgramForSpecs } from '../support/writer-program.js';

const kills = 10;
const clients = 16;
/** Another seed kills at other moments; a run can be repeated with the seed it printed. */
const seed = Number(process.env.FAULT_SEED ?? randomBytes(4).readUInt32LE());

/** mulberry32: numbers in [0, 1). */
function dice(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Status of the answer; null when the connection broke before one came. */
function post(agent: Agent, port: number, caller: string, body: string): Promise<number | null> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'x-caller': caller };
    const asking = request({ agent, host: '127.0.0.1', port, path: '/api/intake/receipts', method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.complete ? (answer.statusCode ?? null) : null));
      answer.on('error', () => resolve(null));
    });
    asking.on('error', () => resolve(null));
    asking.end(body);
  });
}

interface Load {
  /** Ids answered with 201 or 200. */
  acknowledged: Set<string>;
  made: Set<string>;
  /** Answers that were neither an acknowledgement nor a refusal to be tried again. */
  wrong: number[];
  finish(): Promise<void>;
}

/** Clients that keep sending, each resending the same id until it is acknowledged. */
function startLoad(port: number): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const load = { acknowledged: new Set<string>(), made: new Set<string>(), wrong: [] as number[] };
  let isRunning = true;
  const client = async (index: number) => {
    const caller = `01JDW0PERSON00000000000${String(index).padStart(3, '0')}`;
    while (isRunning) {
      const id = newId();
      load.made.add(id);
      const files = [{ kind: index % 2 === 0 ? 'photo' : 'audio', sizeBytes: 1000 + index, sha256: randomBytes(32).toString('hex') }];
      const body = JSON.stringify({ id, files });
      for (;;) {
        const status = await post(agent, port, caller, body);
        if (status === 201 || status === 200) {
          load.acknowledged.add(id);
          break;
        }
        if (status !== null && status !== 503) load.wrong.push(status);
        await pause(10);
      }
    }
  };
  const running = Array.from({ length: clients }, (_, index) => client(index));
  return {
    ...load,
    finish: async () => {
      isRunning = false;
      await Promise.all(running);
      agent.destroy();
    },
  };
}

class ServerProcess {
  #child: ChildProcess | null = null;
  #said = '';

  constructor(
    private readonly program: string,
    private readonly env: Record<string, string>,
  ) {}

  start(): void {
    const child = spawn(process.execPath, [this.program], { env: { ...process.env, ...this.env }, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr?.on('data', (chunk) => (this.#said += chunk));
    this.#child = child;
  }

  get complaints(): string {
    return this.#said;
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = null;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended by itself: ${this.#said}`);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}

interface Stored {
  id: Buffer;
  payload: Buffer;
}

const onEither: [TestDialect, string][] = [['sqlite', ''], ['postgres', ' (needs TEST_DATABASE_URL)']];

describe.each(onEither)('on %s%s, a server killed ten times by kill -9 under load', (dialect) => {
  const check = dialect === 'sqlite' || process.env.TEST_DATABASE_URL ? it : it.skip;
  let scratch: ScratchDatabase | null = null;
  let server: ServerProcess | null = null;

  afterEach(async () => {
    await server?.end('SIGKILL');
    await scratch?.drop();
  });

  check(`has every acknowledged receipt once, an unbroken ledger, and batches and sums equal to their rows (seed ${seed})`, async () => {
    const random = dice(seed);
    const key = Buffer.alloc(32, 7);
    configureLedger({ headKey: key, reactionsOf: () => [] });
    scratch = await scratchDatabase({ entities: platformEntities, migrations: platformMigrations }, dialect);
    const port = await freePort();
    const { file, url } = scratch.at;
    server = new ServerProcess(bundled('test/faults/writer-server.ts'), {
      PORT: String(port),
      LEDGER_KEY: key.toString('hex'),
      WRITER_PROGRAM: writerProgramForSpecs(),
      ...(url ? { DATABASE_URL: url } : { DATABASE_FILE: file as string }),
    });
    const load = startLoad(port);
    const acknowledgedAtKill: number[] = [];
    for (let kill = 1; kill <= kills; kill++) {
      const before = load.acknowledged.size;
      server.start();
      // Not before it is at work, then at a random moment of it.
      while (load.acknowledged.size < before + clients) await pause(5);
      await pause(random() * 400);
      acknowledgedAtKill.push(load.acknowledged.size);
      await server.end('SIGKILL');
    }
    server.start();
    while (load.acknowledged.size < (acknowledgedAtKill.at(-1) ?? 0) + clients) await pause(5);
    await load.finish();
    await server.end('SIGTERM');
    expect(load.wrong).toEqual([]);
    expect(server.complaints).toBe('');

    const stored = await scratch.works.read(anonymous, (work) => rows<Stored>(work, 'SELECT id, payload FROM intake_receipt'));
    const ids = stored.map(({ id }) => idText(id));
    const present = new Set(ids);
    expect(present.size).toBe(ids.length);
    expect([...load.acknowledged].filter((id) => !present.has(id))).toEqual([]);
    expect(ids.filter((id) => !load.made.has(id))).toEqual([]);
    expect(load.acknowledged.size).toBeGreaterThan(kills * clients);

    const { batches, unchained, fault } = await scratch.works.read(anonymous, (work) => verifyBatches(work, [intakeReceipts]));
    expect({ unchained, fault }).toEqual({ unchained: 0, fault: null });
    expect(await scratch.works.read(anonymous, verifyLedger)).toEqual({ entries: batches, fault: null });

    const kept = await scratch.works.read(anonymous, (work) =>
      rows<{ kind: string; files: string; bytes: string }>(work, 'SELECT * FROM intake_tally ORDER BY kind'),
    );
    const asked: Record<string, { files: number; bytes: number }> = {};
    for (const { kind, sizeBytes } of stored.flatMap(({ payload }) => decodeFiles(payload))) {
      const sum = (asked[kind] ??= { files: 0, bytes: 0 });
      sum.files += 1;
      sum.bytes += sizeBytes;
    }
    expect(Object.fromEntries(kept.map(({ kind, files, bytes }) => [kind, { files: Number(files), bytes: Number(bytes) }]))).toEqual(asked);
    if (dialect === 'sqlite') expect(await scratch.database.writer.query('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });
});
