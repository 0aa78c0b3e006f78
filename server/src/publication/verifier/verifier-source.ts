import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The verifier as it is bundled: `verify.mjs` of every release. It lies beside the server's bundle or one folder above its
 * chunks; from the sources, in `server/dist`.
 * @throws Error when it has not been built
 */
export function verifierSource(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const file = ['verify.mjs', '../verify.mjs', '../../../dist/verify.mjs']
    .map((name) => join(here, name))
    .find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error('verify.mjs has not been built');
  return readFileSync(file, 'utf8');
}
