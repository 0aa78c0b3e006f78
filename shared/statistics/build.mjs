// The command line as one file that runs with node alone: dist/stats.mjs.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const at = (file) => fileURLToPath(new URL(file, import.meta.url));

await build({
  entryPoints: [at('cli/src/main.ts')],
  outfile: at('dist/stats.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  legalComments: 'linked',
  logLevel: 'warning',
  // A dependency of a dependency asks for node's `tty` by `require`, which ES modules do not have.
  banner: {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
});
