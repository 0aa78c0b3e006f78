/** Floor 0. Rooms above import from here; nothing here knows a room. */
export * from './caller.js';
export { codeVersion } from './code-version.js';
export { canonicalJson } from './canonical-json.js';
export * from './clock.js';
export type { Config } from './config.js';
export * from './ids.js';
export * from './problem.js';
export { platformProblems } from './platform.problems.js';
export { type Work, Works } from './work.js';
export {
  type LedgerDraft,
  type LedgerLink,
  keyedHash,
  ledgerHead,
  ledgerPage,
  record,
  verifyLedger,
} from './ledger.js';
export { BytesColumn, IdColumn, InstantColumn, JsonColumn } from './database/columns.js';
export { isForeignKeyViolation, isUniqueViolation, translateConstraint } from './database/database-problems.js';
export { rows } from './database/rows.js';
export { CitizenOnly, CurrentCaller, Permit, Public, SignedIn, callerOf } from './http/permit.js';
export {
  type Authenticate,
  type HotAnswer,
  type HotRequest,
  type HotRoute,
  registerHotRoute,
} from './http/hot-routes.js';
export { NameBody, ReasonBody, SecondFactorBody, WordingBody } from './http/bodies.js';
export { languageOf } from './http/language.js';
export { type PreparedOptions, PreparedBytes, squeezeAside } from './http/prepared-bytes.js';
export { answerProblem } from './http/problem.filter.js';
export type { HandDescribedRoute } from './http/openapi.js';
export type { Reaction, Reactions } from './jobs/reaction-worker.js';
export type { TimetableLine } from './jobs/timetable-runner.js';
export { type SigningKey, keyIdOf } from './keys.js';
export { givenUpReactions } from './jobs/reaction-worker.js';
export { CLOCK, CONFIG, DEMO_CLOCK, KEYS } from './tokens.js';
export type { Keys } from './keys.js';
export { addCells, decodeCounts, encodeCounts } from './writer/counts.js';
export type { HotAddition, HotEntry, HotTable } from './writer/hot-table.js';
export type { HotWriter } from './writer/hot-writer.js';
export { idBytes, idText, ulidPattern } from './writer/id-bytes.js';
export { type JsonSchema, invalidBody, strictCheck } from './writer/schema-faults.js';
