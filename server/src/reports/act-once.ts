import type { FollowUp } from '@minsheng/contracts';
import type { Work } from '../platform/index.js';
import type { LetterMove } from './report-story.entity.js';
import { keepLetter, requireOwnReport } from './reports.queries.js';

/**
 * Does what a letter of the reporter asks. The same letter sent again, since its answer was lost, does nothing more,
 * whatever has become of the report by then; one that is refused is not kept, and may come again.
 */
export async function actOnce(
  work: Work,
  id: string,
  move: LetterMove,
  { clientId }: FollowUp,
  act: () => Promise<void>,
): Promise<void> {
  const report = await requireOwnReport(work, id);
  if (await keepLetter(work, report.id, move, clientId)) await act();
}
