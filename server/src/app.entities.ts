import { LedgerEntry, LedgerHead, ReactionClaim } from './platform/ledger-entry.entity.js';
import { TimetableRun } from './platform/timetable-run.entity.js';
import type { MigrationClass } from './platform/database/open-database.js';
import { Poll, PollAnswers, PollRanking, WeightSet } from './polls/index.js';
import { Release, ReleaseFile, UsedSigningKey } from './publication/index.js';
import { Platform20261122010000 } from './migrations/2026-11-22-01-platform.js';
import { Polls20261122060000 } from './migrations/2026-11-22-06-polls.js';
import { Publication20261122070000 } from './migrations/2026-11-22-07-publication.js';

/** Every table of the server, and how each came to be, in order. */
export const entities = [
  LedgerEntry,
  LedgerHead,
  ReactionClaim,
  TimetableRun,
  Poll,
  PollAnswers,
  WeightSet,
  PollRanking,
  Release,
  ReleaseFile,
  UsedSigningKey,
];

export const migrations: MigrationClass[] = [Platform20261122010000, Polls20261122060000, Publication20261122070000];
