import { findUnitsByCode } from '../organisation/index.js';
import type { Work } from '../platform/index.js';
import type { ShareHolder } from './judge-indicator.js';

/** The units that shares name, as they stand today. */
export async function shareHolders(
  work: Work,
  shares: readonly { unit: string }[],
): Promise<ReadonlyMap<string, ShareHolder>> {
  const units = await findUnitsByCode(
    work,
    shares.map(({ unit }) => unit),
  );
  return new Map([...units].map(([code, { kind, validTo }]) => [code, { kind, isStanding: validTo === null }]));
}
