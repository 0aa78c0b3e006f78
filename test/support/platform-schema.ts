import type { DatabaseOptions, MigrationClass } from '../../server/src/platform/database/open-database.js';
import { Platform20261122010000 } from '../../server/src/migrations/2026-11-22-01-platform.js';
import { Writer20261122050000 } from '../../server/src/migrations/2026-11-22-05-writer.js';
import { LedgerEntry, LedgerHead, ReactionClaim } from '../../server/src/platform/ledger-entry.entity.js';
import { TimetableRun } from '../../server/src/platform/timetable-run.entity.js';
import { IntakeReceipt, IntakeTally } from '../../server/src/platform/writer/intake-receipt.entity.js';
import { ChainedBatch, WriterBatch } from '../../server/src/platform/writer/writer-batch.entity.js';

/** The tables of floor 0 alone: its specs must not wait for the rooms above. */
export const platformEntities: DatabaseOptions['entities'] = [
  LedgerEntry,
  LedgerHead,
  ReactionClaim,
  TimetableRun,
  WriterBatch,
  ChainedBatch,
  IntakeReceipt,
  IntakeTally,
];

export const platformMigrations: MigrationClass[] = [Platform20261122010000, Writer20261122050000];
