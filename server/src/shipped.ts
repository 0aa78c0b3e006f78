import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The first of the names that is there; null when none is. */
export function shippedOrNull(...names: string[]): string | null {
  for (const name of names) {
    for (const up of ['.', '..', '../..', '../../..']) {
      const candidate = join(here, up, name);
      if (existsSync(candidate)) return candidate;
    }
  }
  return null;
}

/**
 * Finds a file or folder that ships with the server, from the sources, the bundle and the bundle's chunks alike.
 * @throws Error that names what is missing
 */
export function shipped(...names: string[]): string {
  const found = shippedOrNull(...names);
  if (found === null) throw new Error(`${names[0]} has not been built`);
  return found;
}
