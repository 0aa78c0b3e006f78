// A crowd for the benches: citizens with a session each, written straight into the data before the server starts.
import { createHash, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const fromServer = createRequire(fileURLToPath(new URL('../../server/package.json', import.meta.url)));

/** A citizen's token as the server makes them (`c_` and 43 digits), but known beforehand: number `index` of this seed. */
export function citizenTokenOf(seed, index) {
  return `c_${seed}${seed}${index.toString(36).padStart(11, '0')}`;
}

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID of the given kind and number, in order. */
function idOf(kind, index) {
  let left = index;
  let tail = '';
  for (let place = 0; place < 12; place++) {
    tail = digits[left & 31] + tail;
    left = Math.floor(left / 32);
  }
  return `01JDW0${kind}${tail.padStart(26 - 6 - kind.length, '0')}`;
}

/** Rows of the tables `citizen` and `session`, as the server would have written them a minute ago. */
function* rowsOf(seed, count) {
  const now = Date.now();
  const createdAt = new Date(now - 60_000).toISOString();
  const expiresAt = new Date(now + 86_400_000).toISOString();
  for (let index = 0; index < count; index++) {
    const citizen = idOf('BC', index);
    yield {
      citizen: [citizen, createHash('sha256').update(`phone ${seed}:${index}`).digest('hex'), '138****0000', createdAt],
      session: [
        idOf('BS', index),
        createHash('sha256').update(citizenTokenOf(seed, index)).digest('hex'),
        'CITIZEN',
        citizen,
        createdAt,
        createdAt,
        expiresAt,
      ],
    };
  }
}

const columns = {
  citizen: ['id', 'phone_digest', 'masked_phone', 'created_at'],
  session: ['id', 'token_hash', 'kind', 'citizen_id', 'created_at', 'last_seen_at', 'expires_at'],
};

/**
 * @param {{ file?: string, url?: string }} at the database, with the server's schema and nobody working on it
 * @param {number} count
 * @returns {Promise<string>} the seed that `citizenTokenOf` and the client's jobs take
 */
export async function seedCitizens({ file, url }, count) {
  const seed = randomBytes(8).toString('hex');
  if (url) await seedPostgres(url, seed, count);
  else seedSqlite(file, seed, count);
  return seed;
}

function seedSqlite(file, seed, count) {
  const { DatabaseSync } = fromServer('@photostructure/sqlite');
  const database = new DatabaseSync(file);
  const insert = Object.fromEntries(
    Object.entries(columns).map(([table, names]) => [
      table,
      database.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`),
    ]),
  );
  database.exec('PRAGMA synchronous = OFF; BEGIN');
  for (const { citizen, session } of rowsOf(seed, count)) {
    insert.citizen.run(...citizen);
    insert.session.run(...session);
  }
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

async function seedPostgres(url, seed, count) {
  const client = new (fromServer('pg').Client)({ connectionString: url });
  await client.connect();
  const atOnce = 5000;
  let batch = [];
  const flush = async () => {
    for (const [table, names] of Object.entries(columns)) {
      await client.query(
        `INSERT INTO ${table} (${names.join(', ')}) SELECT * FROM unnest(${names.map((_, index) => `$${index + 1}::text[]`).join(', ')})`,
        names.map((_, index) => batch.map((row) => row[table][index])),
      );
    }
    batch = [];
  };
  for (const row of rowsOf(seed, count)) {
    batch.push(row);
    if (batch.length === atOnce) await flush();
  }
  if (batch.length > 0) await flush();
  await client.query('ANALYZE');
  await client.end();
}
