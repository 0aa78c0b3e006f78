import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/**
 * Bundles one entry of ours for Node, from the sources as they are now, and returns the file. Worker threads and server
 * processes of a spec cannot run TypeScript. It lies below `server/node_modules` since native packages stay outside.
 */
export function bundled(entry: string): string {
  const folder = path.join(root, 'server/node_modules/.cache/minsheng-specs');
  mkdirSync(folder, { recursive: true });
  // Sources stand still during a run of all specs: the first that needs the program makes it for the others.
  const run = process.env['MINSHENG_TEST_RUN'];
  const ofRun = run ? path.join(run, path.basename(entry, '.ts')) : null;
  if (ofRun && existsSync(ofRun)) return readFileSync(ofRun, 'utf8');
  const esbuild = path.join(
    createRequire(path.join(root, 'package.json')).resolve('esbuild/package.json'),
    '../bin/esbuild',
  );
  const mine = path.join(
    folder,
    `${path.basename(entry, '.ts')}-${process.pid}-${process.env.JEST_WORKER_ID ?? '0'}.mjs`,
  );
  // Packages of ours go in, so that a process starts fast; what TypeORM, Nest and Fastify load only if it is there stays out.
  const outside = [
    ...[
      '@photostructure/sqlite',
      'sharp',
      'pg-native',
      '@nestjs/microservices',
      '@nestjs/websockets',
      '@nestjs/platform-express',
      '@fastify/static',
      '@fastify/view',
    ],
    ...[
      '@sap/*',
      'hdb-pool',
      'oracledb',
      'mysql',
      'mysql2',
      'mssql',
      'mongodb',
      'sql.js',
      'sqlite3',
      'better-sqlite3',
      'ioredis',
      'redis',
    ],
    ...[
      'typeorm-aurora-data-api-driver',
      '@google-cloud/spanner',
      'react-native-sqlite-storage',
      'ts-node',
      'app-root-path',
    ],
  ];
  const require =
    "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";
  const place = "const __filename = process.argv[1]; const __dirname = '.';";
  execFileSync(esbuild, [
    path.join(root, entry),
    '--bundle',
    '--platform=node',
    '--target=node20',
    '--format=esm',
    '--log-level=warning',
    `--tsconfig=${path.join(root, 'server/tsconfig.json')}`,
    `--outfile=${mine}`,
    `--banner:js=${require} ${place}`,
    ...outside.map((name) => `--external:${name}`),
  ]);
  const hash = createHash('sha256').update(readFileSync(mine)).digest('hex').slice(0, 16);
  const file = path.join(folder, `${path.basename(entry, '.ts')}-${hash}.mjs`);
  // Renamed into place: specs of several jest workers may build the same one.
  if (existsSync(file)) rmSync(mine);
  else renameSync(mine, file);
  if (ofRun) {
    writeFileSync(`${ofRun}.${process.pid}`, file);
    renameSync(`${ofRun}.${process.pid}`, ofRun);
  }
  return file;
}

/** The writer thread's program, as the server ships it. */
export function writerProgramForSpecs(): string {
  return bundled('server/src/platform/writer/writer-worker.ts');
}

/** The photo process's program, as the server ships it. */
export function photoProgramForSpecs(): string {
  return bundled('server/src/files/photo-process.ts');
}
