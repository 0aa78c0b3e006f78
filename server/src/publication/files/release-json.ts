import type { ReleaseDocument } from '@minsheng/contracts';
import { canonicalJson } from '../../platform/index.js';

/** `release.json`: the release in canonical JSON and one newline, so that two machines with the same figures write the same bytes. */
export function releaseJson(release: ReleaseDocument): string {
  return `${canonicalJson(release)}\n`;
}
