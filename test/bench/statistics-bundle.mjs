// Bundles a study of shared/statistics (its insides too) into one module of node.
import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './measure.mjs';

/** @returns the module's exports */
export async function loadStudy(name) {
  const outfile = path.join(root, '.cache/bench', `${name}.mjs`);
  mkdirSync(path.dirname(outfile), { recursive: true });
  await build({
    entryPoints: [path.join(root, 'test/bench', `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    // A dependency of a dependency asks for node's `tty` by `require`, which ES modules do not have.
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
  });
  return import(pathToFileURL(outfile).href);
}
