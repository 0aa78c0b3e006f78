import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { entities, migrations } from './app.entities.js';
import { type Clock, MovableClock, systemClock } from './platform/clock.js';
import { type Config, prepareDataFolder } from './platform/config.js';
import { lockDataFolder } from './platform/database/file-lock.js';
import { type Database, migrate, openDatabase } from './platform/database/open-database.js';
import { type Keys, loadOrMakeKeys } from './platform/keys.js';
import { configureLedger } from './platform/ledger.js';
import { Works } from './platform/work.js';
import { connectSafetyCheck, everythingToAPerson, fakeSafetyCheck } from './reports/index.js';
import { reactions } from './reactions.js';

/** A city's data, opened: what the server and the command line have in common. */
export interface City {
  config: Config;
  keys: Keys;
  database: Database;
  works: Works;
  clock: Clock;
  demoClock: DemoClock | null;
  close(): Promise<void>;
}

/** When the demonstration's business time begins: inside the fieldwork window of the last poll of 2026. */
const demonstrationStart = new Date('2026-10-22T02:00:00.000Z');

/** The movable clock of the demonstration, remembered in the data folder. */
export class DemoClock extends MovableClock {
  constructor(private readonly file: string) {
    const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { offsetMs: number }) : null;
    super(demonstrationStart);
    if (kept) this.restore(kept.offsetMs);
    else this.keep();
  }

  override moveOnTo(to: Date): void {
    super.moveOnTo(to);
    this.keep();
  }

  private keep(): void {
    writeFileSync(this.file, JSON.stringify({ offsetMs: this.offsetMs }));
  }
}

export async function openCity(config: Config): Promise<City> {
  prepareDataFolder(config.dataFolder);
  const unlock = config.databaseUrl ? () => undefined : lockDataFolder(config.dataFolder);
  try {
    const keys = loadOrMakeKeys(config.dataFolder);
    configureLedger({ headKey: keys.ledger, reactionsOf: (action) => Object.keys(reactions[action] ?? {}) });
    connectSafetyCheck(config.mode === 'demo' ? fakeSafetyCheck() : everythingToAPerson);
    const database = await openDatabase({
      ...(config.databaseUrl ? { url: config.databaseUrl } : { file: join(config.dataFolder, 'minsheng.sqlite') }),
      entities,
      migrations,
    });
    await migrate(database);
    const demoClock = config.mode === 'demo' ? new DemoClock(join(config.dataFolder, 'demo-clock.json')) : null;
    const clock = demoClock ?? systemClock;
    return {
      config,
      keys,
      database,
      works: new Works(database, clock),
      clock,
      demoClock,
      close: async () => {
        await database.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
