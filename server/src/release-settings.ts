import type { LocalisedText } from '@minsheng/contracts';
import { presets } from './scheme/index.js';

export { verifierSource } from './publication/index.js';

/** The city's name as its preset says it. */
export function cityNames(scheme: string): LocalisedText {
  return presets().get(scheme)?.config.names ?? { zh: scheme, en: scheme };
}
