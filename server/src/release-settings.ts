import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LocalisedText } from '@minsheng/contracts';
import { presets } from './scheme/index.js';

const here = dirname(fileURLToPath(import.meta.url));

/** The verifier as it is bundled: `verify.mjs` of every release. */
export function verifierSource(): string {
  const file = [join(here, 'verify.mjs'), join(here, '../dist/verify.mjs')].find(existsSync);
  if (!file) throw new Error('the verifier has not been built');
  return readFileSync(file, 'utf8');
}

/** The city's name as its preset says it. */
export function cityNames(scheme: string): LocalisedText {
  return presets().get(scheme)?.config.names ?? { zh: scheme, en: scheme };
}
