import { Citizen, EndedSession, Person, PhoneCode, RoleGrant, Session } from './identity/index.js';
import { WorkingYearRow } from './deadlines/index.js';
import { Photo } from './files/index.js';
import { Indicator, IndicatorShare, IndicatorUse } from './indicators/index.js';
import {
  Issue,
  IssueDelegation,
  IssueExtension,
  IssueParty,
  IssueRectification,
  IssueSerial,
  IssueTransfer,
  IssueVerification,
} from './issues/index.js';
import { InboxMessageRow, MessageConsent } from './notifications/index.js';
import {
  GroupMembership,
  OrgLevel,
  Seat,
  TerritoryArea,
  TerritoryVersion,
  Unit,
  UnitGroup,
} from './organisation/index.js';
import type { MigrationClass } from './platform/database/open-database.js';
import { LedgerEntry, LedgerHead, ReactionClaim } from './platform/ledger-entry.entity.js';
import { TimetableRun } from './platform/timetable-run.entity.js';
import { IntakeReceipt, IntakeTally } from './platform/writer/intake-receipt.entity.js';
import { ChainedBatch, WriterBatch } from './platform/writer/writer-batch.entity.js';
import {
  Poll,
  PollAnswers,
  PollCancellation,
  PollPlanRow,
  PollRanking,
  PollSalt,
  PollSeal,
  PollSignature,
  Response,
  ResponseDecision,
  ResponseFlag,
  ResponseSum,
  WeightSet,
} from './polls/index.js';
import {
  Report,
  ReportDay,
  ReportEvent,
  ReportEvidence,
  ReportImport,
  ReportLetter,
  ReportRating,
  ReportReporter,
} from './reports/index.js';
import {
  Questionnaire,
  QuestionnaireDraft,
  QuestionnaireScript,
  QuestionnaireVersion,
} from './questionnaires/index.js';
import { Release, ReleaseDraft, ReleaseFile, ReleaseSignature, UsedSigningKey } from './publication/index.js';
import { CalendarOverrideRow, Scheme, SchemeVersion } from './scheme/index.js';
import { Platform20261122010000 } from './migrations/2026-11-22-01-platform.js';
import { Scheme20261122020000 } from './migrations/2026-11-22-02-scheme.js';
import { Organisation20261122030000 } from './migrations/2026-11-22-03-organisation.js';
import { Identity20261122040000 } from './migrations/2026-11-22-04-identity.js';
import { Writer20261122050000 } from './migrations/2026-11-22-05-writer.js';
import { Polls20261122060000 } from './migrations/2026-11-22-06-polls.js';
import { Publication20261122070000 } from './migrations/2026-11-22-07-publication.js';
import { LivePolls20261123080000 } from './migrations/2026-11-23-08-live-polls.js';
import { Indicators20261123090000 } from './migrations/2026-11-23-09-indicators.js';
import { Releases20261123100000 } from './migrations/2026-11-23-10-releases.js';
import { Files20261124110000 } from './migrations/2026-11-24-11-files.js';
import { Territory20261124120000 } from './migrations/2026-11-24-12-territory.js';
import { Reports20261124130000 } from './migrations/2026-11-24-13-reports.js';
import { Issues20261124140000 } from './migrations/2026-11-24-14-issues.js';
import { Notifications20261124150000 } from './migrations/2026-11-24-15-notifications.js';
import { Questionnaires20261125160000 } from './migrations/2026-11-25-16-questionnaires.js';
import { ReportLetters20261125170000 } from './migrations/2026-11-25-17-report-letters.js';
import { EndedSessions20261126180000 } from './migrations/2026-11-26-18-ended-sessions.js';
import { WorkingYears20261126190000 } from './migrations/2026-11-26-19-working-years.js';

/** Every table of the server, and how each came to be, in order. */
export const entities = [
  LedgerEntry,
  LedgerHead,
  ReactionClaim,
  TimetableRun,
  IntakeReceipt,
  IntakeTally,
  WriterBatch,
  ChainedBatch,
  Scheme,
  SchemeVersion,
  CalendarOverrideRow,
  OrgLevel,
  Unit,
  Seat,
  UnitGroup,
  GroupMembership,
  Person,
  RoleGrant,
  Session,
  EndedSession,
  WorkingYearRow,
  Citizen,
  PhoneCode,
  Indicator,
  IndicatorShare,
  IndicatorUse,
  Questionnaire,
  QuestionnaireDraft,
  QuestionnaireScript,
  QuestionnaireVersion,
  Poll,
  PollAnswers,
  WeightSet,
  PollRanking,
  PollPlanRow,
  PollSalt,
  PollCancellation,
  Response,
  ResponseSum,
  ResponseFlag,
  ResponseDecision,
  PollSignature,
  PollSeal,
  Release,
  ReleaseFile,
  ReleaseDraft,
  ReleaseSignature,
  UsedSigningKey,
  Photo,
  TerritoryVersion,
  TerritoryArea,
  Report,
  ReportReporter,
  ReportDay,
  ReportImport,
  ReportEvent,
  ReportEvidence,
  ReportRating,
  ReportLetter,
  Issue,
  IssueSerial,
  IssueParty,
  IssueTransfer,
  IssueExtension,
  IssueDelegation,
  IssueRectification,
  IssueVerification,
  InboxMessageRow,
  MessageConsent,
];

export const migrations: MigrationClass[] = [
  Platform20261122010000,
  Scheme20261122020000,
  Organisation20261122030000,
  Identity20261122040000,
  Writer20261122050000,
  Polls20261122060000,
  Publication20261122070000,
  LivePolls20261123080000,
  Indicators20261123090000,
  Releases20261123100000,
  Files20261124110000,
  Territory20261124120000,
  Reports20261124130000,
  Issues20261124140000,
  Notifications20261124150000,
  Questionnaires20261125160000,
  ReportLetters20261125170000,
  EndedSessions20261126180000,
  WorkingYears20261126190000,
];
