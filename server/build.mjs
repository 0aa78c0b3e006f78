// Builds the server and the verifier into `dist`.
import { build } from 'esbuild';
import { stat, writeFile, mkdir, cp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeBundle } from './bundling.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'dist');

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
// The verifier travels inside every release and runs in Node and in browsers, so it stands alone and unminified enough to read.
await build({
  entryPoints: { verify: join(here, 'src/publication/verifier/main.ts') },
  bundle: true,
  platform: 'neutral',
  mainFields: ['browser', 'module', 'main'],
  alias: { debug: join(here, 'src/publication/verifier/no-debug.cjs') },
  target: 'es2022',
  format: 'esm',
  outdir: out,
  outExtension: { '.js': '.mjs' },
  external: ['node:fs/promises', 'node:path', 'node:url', 'node:crypto'],
  legalComments: 'none',
  logLevel: 'warning',
});
await build({
  ...nodeBundle,
  outdir: out,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  entryPoints: {
    main: join(here, 'src/main.ts'),
    cli: join(here, 'src/cli.ts'),
    worker: join(here, 'src/worker.ts'),
    'writer-worker': join(here, 'src/platform/writer/writer-worker.ts'),
    'boundary-worker': join(here, 'src/organisation/territory/boundary-worker.ts'),
    'design-worker': join(here, 'src/questionnaires/thread/design-worker.ts'),
    'photo-process': join(here, 'src/files/photo-process.ts'),
  },
});
await cp(join(here, 'presets'), join(out, 'presets'), { recursive: true });
await cp(join(here, 'demo'), join(out, 'demo'), { recursive: true });
const size = (await stat(join(out, 'main.js'))).size;
await writeFile(join(out, 'package.json'), '{ "type": "module" }\n');
process.stderr.write(`server: bundled, main.js ${(size / 1024).toFixed(0)} KiB\n`);
