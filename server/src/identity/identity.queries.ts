import type { Role } from '@minsheng/contracts';
import { In, IsNull } from 'typeorm';
import { rows, type UnitReach, type Work, type Works } from '../platform/index.js';
import { findUnits, type Unit } from '../organisation/index.js';
import { Citizen, type CitizenId } from './citizen.entity.js';
import { Person, type PersonId } from './person.entity.js';
import { RoleGrant, type RoleGrantId } from './role-grant.entity.js';
import { Session, type SessionId } from './session.entity.js';

/** Display names by id; those not found are left out. */
export async function personNames(work: Work, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id): id is string => id !== null))];
  if (known.length === 0) return new Map();
  const found = await rows<{ id: string; name: string }>(
    work,
    `SELECT id, display_name AS name FROM person WHERE id IN (${known.map((_, index) => `$${index + 1}`).join(', ')})`,
    known,
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** Changes to staff look before they write; they take turns, as in organisation. */
export async function takeTurn(work: Work): Promise<void> {
  if (work.dialect === 'postgres') await rows(work, 'SELECT pg_advisory_xact_lock(7267003)');
}

export function findPersonByName(work: Work, name: string): Promise<Person | null> {
  return work.tx.findOne(Person, { where: { name } });
}

export function findPerson(work: Work, id: string): Promise<Person | null> {
  return work.tx.findOne(Person, { where: { id: id as PersonId } });
}

/** Two sign-ins of one name take turns: the row is held until the work ends. */
export async function holdPerson(work: Work, id: PersonId): Promise<Person | null> {
  await rows(work, 'UPDATE person SET failed_attempts = failed_attempts WHERE id = $1', [id]);
  return findPerson(work, id);
}

export async function anyStaff(work: Work): Promise<boolean> {
  return (await rows(work, 'SELECT id FROM person LIMIT 1')).length > 0;
}

export interface HeldGrant {
  id: RoleGrantId;
  role: Role;
  unit: Unit;
}

/** The roles a person holds at `work.now`, oldest first. */
export async function grantsInForce(work: Work, personId: PersonId): Promise<HeldGrant[]> {
  return (await grantsOf(work, [personId])).get(personId) ?? [];
}

async function grantsOf(work: Work, personIds: readonly PersonId[]): Promise<Map<PersonId, HeldGrant[]>> {
  const found = await work.tx.find(RoleGrant, {
    where: { personId: In([...personIds]) },
    order: { validFrom: 'ASC', id: 'ASC' },
  });
  const inForce = found.filter(
    (grant) => grant.validFrom <= work.now && (grant.validTo === null || grant.validTo > work.now),
  );
  const units = await findUnits(work, [...new Set(inForce.map((grant) => grant.unitId))]);
  const byPerson = new Map<PersonId, HeldGrant[]>();
  for (const { id, personId, role, unitId } of inForce) {
    const unit = units.get(unitId);
    // A role ends with its unit. An administrator's does not, or closing a unit could lock everybody out.
    if (!unit || (unit.validTo !== null && role !== 'ADMIN')) continue;
    byPerson.set(personId, [...(byPerson.get(personId) ?? []), { id, role, unit }]);
  }
  return byPerson;
}

/** People with a role in units within `reach`, and of their roles only those; with reach over everything, everybody. */
export async function listStaff(
  work: Work,
  reach: UnitReach | null,
): Promise<{ person: Person; grants: HeldGrant[] }[]> {
  if (!reach) return [];
  const people = await work.tx.find(Person, { order: { name: 'ASC' } });
  const grants = await grantsOf(
    work,
    people.map((person) => person.id),
  );
  return people.flatMap((person) => {
    const all = grants.get(person.id) ?? [];
    if (reach.everything) return [{ person, grants: all }];
    const within = all.filter(({ unit }) => reach.paths.some((path) => unit.path.startsWith(path)));
    return within.length > 0 ? [{ person, grants: within }] : [];
  });
}

export function findGrant(work: Work, personId: PersonId, id: string): Promise<RoleGrant | null> {
  return work.tx.findOne(RoleGrant, { where: { id: id as RoleGrantId, personId, validTo: IsNull() } });
}

/** Whether anybody but this person can still administer. */
export async function hasOtherAdministrator(work: Work, personId: PersonId): Promise<boolean> {
  const found = await rows(
    work,
    `SELECT g.id FROM role_grant g JOIN person p ON p.id = g.person_id
     WHERE g.role = 'ADMIN' AND g.valid_to IS NULL AND p.state = 'ACTIVE' AND p.id <> $1 LIMIT 1`,
    [personId],
  );
  return found.length > 0;
}

export type SessionRow = Pick<Session, 'id' | 'kind' | 'personId' | 'citizenId' | 'lastSeenAt' | 'expiresAt'>;

/** At every request: by a prepared statement, outside a piece of work. */
export function findSessionRow(works: Works, tokenHash: string): SessionRow | null | Promise<SessionRow | null> {
  const found = works.lookUp(sessionByToken, tokenHash);
  return found instanceof Promise ? found.then(sessionRow) : sessionRow(found);
}

/** Of known widths, so that it is cut without being searched: id, kind's first letter, owner's id, two instants. */
const sessionByToken = {
  table: 'session',
  key: 'token_hash',
  text: `id || substr(kind, 1, 1) || COALESCE(person_id, citizen_id) || last_seen_at || expires_at`,
};

function sessionRow(text: string | null): SessionRow | null {
  if (text === null) return null;
  const isStaff = text.charAt(26) === 'S';
  const owner = text.slice(27, 53);
  return {
    id: text.slice(0, 26) as SessionId,
    kind: isStaff ? 'STAFF' : 'CITIZEN',
    personId: isStaff ? (owner as PersonId) : null,
    citizenId: isStaff ? null : (owner as CitizenId),
    lastSeenAt: new Date(text.slice(53, 77)),
    expiresAt: new Date(text.slice(77)),
  };
}

export async function touchSessions(work: Work, ids: readonly SessionId[], now: Date): Promise<void> {
  await work.tx.update(Session, { id: In([...ids]) }, { lastSeenAt: now });
}

export async function endSession(work: Work, id: string): Promise<void> {
  await work.tx.delete(Session, { id: id as SessionId });
}

/** Ends the citizen's session with this token. @returns hashes of the tokens that open nothing any more */
export async function endCitizenSession(work: Work, tokenHash: string, now: Date): Promise<string[]> {
  const ended = await rows<{ hash: string }>(
    work,
    `DELETE FROM session WHERE token_hash = $1 AND kind = 'CITIZEN' RETURNING token_hash AS hash`,
    [tokenHash],
  );
  return noteEnded(work, ended, now);
}

/** For other servers, which may remember them. */
async function noteEnded(work: Work, ended: readonly { hash: string }[], now: Date): Promise<string[]> {
  for (const { hash } of ended) {
    await rows(work, 'INSERT INTO ended_session (token_hash, ended_at) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      hash,
      now.toISOString(),
    ]);
  }
  return ended.map(({ hash }) => hash);
}

/** Hashes of the tokens whose sessions citizens ended at or after an instant. */
export async function endedSessionsSince(work: Work, from: Date): Promise<string[]> {
  const found = await rows<{ hash: string }>(
    work,
    'SELECT token_hash AS hash FROM ended_session WHERE ended_at >= $1',
    [from.toISOString()],
  );
  return found.map(({ hash }) => hash);
}

export type CitizenSessionRow = Pick<Session, 'id' | 'tokenHash' | 'lastSeenAt' | 'expiresAt'> & {
  citizenId: CitizenId;
};

/** A page of citizens' sessions, the newest first; `before`: the last one of the page before. */
export async function olderCitizenSessions(
  work: Work,
  before: string | null,
  count: number,
): Promise<CitizenSessionRow[]> {
  const found = await rows<Record<'id' | 'hash' | 'citizen' | 'seen' | 'expires', string>>(
    work,
    `SELECT id, token_hash AS hash, citizen_id AS citizen, last_seen_at AS seen, expires_at AS expires FROM session
     WHERE id < $1 AND kind = 'CITIZEN' ORDER BY id DESC LIMIT $2`,
    [before ?? '~', count],
  );
  return found.map(({ id, hash, citizen, seen, expires }) => ({
    id: id as SessionId,
    tokenHash: hash,
    citizenId: citizen as CitizenId,
    lastSeenAt: new Date(seen),
    expiresAt: new Date(expires),
  }));
}

/** Ends the sessions of a person, all but `kept`. */
export async function endSessionsOf(work: Work, personId: PersonId, kept: string | null): Promise<void> {
  await rows(work, 'DELETE FROM session WHERE person_id = $1 AND id <> $2', [personId, kept ?? '']);
}

/**
 * Keeps the newest `count` sessions of an owner, so that a lost phone's session does not stay behind a new one for ever.
 * @returns hashes of the tokens that open nothing any more
 */
export async function keepNewestSessions(
  work: Work,
  owner: { personId: PersonId } | { citizenId: CitizenId },
  count: number,
  now: Date,
): Promise<string[]> {
  const [column, id] = 'personId' in owner ? ['person_id', owner.personId] : ['citizen_id', owner.citizenId];
  const ended = await rows<{ hash: string }>(
    work,
    `DELETE FROM session WHERE ${column} = $1 AND id NOT IN
       (SELECT id FROM session WHERE ${column} = $1 ORDER BY created_at DESC, id DESC LIMIT $2) RETURNING token_hash AS hash`,
    [id, count],
  );
  return 'personId' in owner ? ended.map(({ hash }) => hash) : noteEnded(work, ended, now);
}

/** Sessions and codes that can open nothing any more. */
export async function deleteExpired(work: Work, now: Date): Promise<void> {
  await rows(work, 'DELETE FROM session WHERE expires_at <= $1', [now.toISOString()]);
  await rows(work, 'DELETE FROM ended_session WHERE ended_at <= $1', [
    new Date(now.getTime() - 86_400_000).toISOString(),
  ]);
  await rows(work, 'DELETE FROM phone_code WHERE expires_at <= $1 AND day_started_at <= $2', [
    now.toISOString(),
    new Date(now.getTime() - 86_400_000).toISOString(),
  ]);
}

export function findCitizen(work: Work, id: string): Promise<Citizen | null> {
  return work.tx.findOne(Citizen, { where: { id: id as CitizenId } });
}

/** The citizen with this digest, known before or new: one statement, so that two sign-ins at once make one citizen. */
export async function citizenByDigest(
  work: Work,
  citizen: Pick<Citizen, 'id' | 'maskedPhone' | 'createdAt'> & ({ wechatDigest: string } | { phoneDigest: string }),
): Promise<CitizenId> {
  const [column, digest] =
    'wechatDigest' in citizen ? ['wechat_digest', citizen.wechatDigest] : ['phone_digest', citizen.phoneDigest];
  const [row] = await rows<{ id: CitizenId }>(
    work,
    `INSERT INTO citizen (id, ${column}, masked_phone, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (${column}) DO UPDATE SET ${column} = excluded.${column} RETURNING id`,
    [citizen.id, digest, citizen.maskedPhone, citizen.createdAt.toISOString()],
  );
  return row!.id;
}

export interface CodeSending {
  phoneDigest: string;
  codeHash: string;
  now: Date;
  expiresAt: Date;
}

export const phoneCodeRules = { secondsBetween: 60, perDay: 10, attempts: 5, seconds: 300 } as const;

/** Puts the new code in the place of the old unless one was sent too lately or too many in a day. True when it stands. */
export async function replacePhoneCode(
  work: Work,
  { phoneDigest, codeHash, now, expiresAt }: CodeSending,
): Promise<boolean> {
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
  const placed = await rows(
    work,
    `INSERT INTO phone_code (phone_digest, code_hash, attempts, expires_at, last_sent_at, day_started_at, sent_in_day)
     VALUES ($1, $2, 0, $3, $4, $4, 1)
     ON CONFLICT (phone_digest) DO UPDATE SET code_hash = $2, attempts = 0, expires_at = $3, last_sent_at = $4,
       day_started_at = CASE WHEN phone_code.day_started_at <= $5 THEN $4 ELSE phone_code.day_started_at END,
       sent_in_day = CASE WHEN phone_code.day_started_at <= $5 THEN 1 ELSE phone_code.sent_in_day + 1 END
     WHERE phone_code.last_sent_at <= $6 AND (phone_code.day_started_at <= $5 OR phone_code.sent_in_day < $7)
     RETURNING phone_digest`,
    [
      phoneDigest,
      codeHash,
      expiresAt.toISOString(),
      now.toISOString(),
      before(86_400),
      before(phoneCodeRules.secondsBetween),
      phoneCodeRules.perDay,
    ],
  );
  return placed.length > 0;
}

/** When the phone may be sent another code. */
export async function nextPhoneCodeAt(work: Work, phoneDigest: string): Promise<Date> {
  const [row] = await rows<{ last_sent_at: string; day_started_at: string; sent_in_day: number }>(
    work,
    'SELECT last_sent_at, day_started_at, sent_in_day FROM phone_code WHERE phone_digest = $1',
    [phoneDigest],
  );
  if (!row) return new Date(0);
  const after = (instant: string, seconds: number) => Date.parse(instant) + seconds * 1000;
  const nextDay = Number(row.sent_in_day) >= phoneCodeRules.perDay ? after(row.day_started_at, 86_400) : 0;
  return new Date(Math.max(after(row.last_sent_at, phoneCodeRules.secondsBetween), nextDay));
}

/** The gateway did not take it: the code is void, and the person may ask again at once. */
export async function forgiveUnsentCode(work: Work, phoneDigest: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - phoneCodeRules.secondsBetween * 1000).toISOString();
  await rows(work, 'UPDATE phone_code SET expires_at = $1, last_sent_at = $1 WHERE phone_digest = $2', [
    before,
    phoneDigest,
  ]);
}

/** Counts one attempt and returns the hash to compare with; null when there is no code that may still be tried. */
export async function takeAttempt(work: Work, phoneDigest: string, now: Date): Promise<string | null> {
  const [row] = await rows<{ code_hash: string }>(
    work,
    'UPDATE phone_code SET attempts = attempts + 1 WHERE phone_digest = $1 AND expires_at > $2 AND attempts < $3 RETURNING code_hash',
    [phoneDigest, now.toISOString(), phoneCodeRules.attempts],
  );
  return row?.code_hash ?? null;
}

/** A code opens once. The row stays for the day's count. */
export async function useUpPhoneCode(work: Work, phoneDigest: string, now: Date): Promise<void> {
  await rows(work, 'UPDATE phone_code SET expires_at = $1 WHERE phone_digest = $2', [now.toISOString(), phoneDigest]);
}
