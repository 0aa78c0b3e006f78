import { type Work, record } from '../../platform/index.js';
import { takeTurn } from '../organisation.queries.js';
import { territoryProblems } from './territory.problems.js';
import { putInForce, requireVersion } from './territory.queries.js';
import type { TerritoryVersion } from './territory-version.entity.js';

/**
 * Puts a draft in force, by another person than the one who imported it. What was located before stays as it was.
 * @throws Problem territory.not-a-draft, territory.has-errors or territory.same-person
 */
export async function publishBoundaries(work: Work, id: string): Promise<TerritoryVersion> {
  await takeTurn(work);
  const version = await requireVersion(work, id);
  if (version.state !== 'DRAFT') throw territoryProblems['not-a-draft']();
  const errors = version.faults.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) throw territoryProblems['has-errors']({ count: errors });
  await putInForce(work, version);
  record(work, {
    subject: `territory:${version.id}`,
    action: 'territory.published',
    payload: { no: version.no, fileHash: version.fileHash },
  });
  return requireVersion(work, id);
}
