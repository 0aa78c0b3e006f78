import type { Work } from './platform/index.js';
import { findPlan, findPublishedPlan, listPolls } from './polls/index.js';
import type { AskingPoll } from './questionnaires/index.js';

/** What the question bank has to know of the polls above it: the plan of every poll of our own that was not called off. */
export async function askingPolls(work: Work): Promise<AskingPoll[]> {
  const asking: AskingPoll[] = [];
  for (const { id, kind, stage } of await listPolls(work)) {
    if (kind === 'BROUGHT_IN' || stage === 'CANCELLED') continue;
    const published = await findPublishedPlan(work, id);
    const row = published ?? (await findPlan(work, id));
    if (row) asking.push({ plan: row.document, isPublic: published !== null });
  }
  return asking;
}
