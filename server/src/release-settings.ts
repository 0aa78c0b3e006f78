import { readFileSync } from 'node:fs';
import type { LocalisedText } from '@minsheng/contracts';
import { presets } from './scheme/index.js';
import { shipped } from './shipped.js';

/** The verifier as it is bundled: `verify.mjs` of every release. */
export function verifierSource(): string {
  return readFileSync(shipped('verify.mjs', 'dist/verify.mjs'), 'utf8');
}

/** The city's name as its preset says it. */
export function cityNames(scheme: string): LocalisedText {
  return presets().get(scheme)?.config.names ?? { zh: scheme, en: scheme };
}
