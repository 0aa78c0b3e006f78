import type { LocalisedText } from '@minsheng/contracts';
import { type Work, isForeignKeyViolation, record, rows } from '../platform/index.js';
import { OrgLevel } from './org-level.entity.js';
import { organisationProblems } from './organisation.problems.js';
import { takeTurn } from './organisation.queries.js';

export interface LevelDraft {
  rank: number;
  code: string;
  name: LocalisedText;
}

/** Sets the levels as the scheme lists them. A level on which units stand cannot be dropped. */
export async function defineLevels(work: Work, levels: readonly LevelDraft[]): Promise<void> {
  const ordered = [...levels].sort((a, b) => a.rank - b.rank);
  if (ordered.length === 0 || ordered.some((level, index) => level.rank !== index + 1))
    throw organisationProblems['levels-not-contiguous']();
  await takeTurn(work);
  try {
    await rows(work, 'DELETE FROM org_level WHERE level_rank > $1', [ordered.length]);
  } catch (error) {
    throw isForeignKeyViolation(error) ? organisationProblems['level-in-use']() : error;
  }
  // Codes may change places between ranks: they leave before they come.
  await rows(work, `UPDATE org_level SET code = '-' || level_rank`);
  for (const { rank, code, name } of ordered) {
    await work.tx.upsert(OrgLevel, { rank, code, nameZh: name.zh, nameEn: name.en }, ['rank']);
  }
  record(work, { subject: 'organisation:levels', action: 'organisation.levels-defined', payload: { levels: ordered } });
}
