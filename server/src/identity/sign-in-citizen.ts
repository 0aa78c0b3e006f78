import type { CitizenSession } from '@minsheng/contracts';
import { type Keys, type Work, newId } from '../platform/index.js';
import type { CitizenId } from './citizen.entity.js';
import {
  citizenByDigest,
  findCitizen,
  nextPhoneCodeAt,
  phoneCodeRules,
  replacePhoneCode,
  takeAttempt,
  useUpPhoneCode,
} from './identity.queries.js';
import { maskedMobile } from './mobile.js';
import { openSession } from './open-session.js';
import { digest, sameDigest } from './secrets.js';

export interface Admitted {
  session: CitizenSession;
  /** Hashes of the tokens of older sessions that it took the place of, to be forgotten once this is committed. */
  ended: string[];
}

/** The WeChat id is unique within an app only, so the app's id is part of the digest. */
export async function signInByWechat(
  work: Work,
  keys: Keys,
  wechat: { appId: string; openid: string },
  now: Date,
): Promise<Admitted> {
  const wechatDigest = digest(keys, 'wechat', wechat.appId, wechat.openid);
  const id = await citizenByDigest(work, {
    id: newId<CitizenId>(),
    wechatDigest,
    maskedPhone: null,
    createdAt: work.now,
  });
  return admit(work, id, now);
}

export const phoneDigest = (keys: Keys, phone: string): string => digest(keys, 'phone', phone);

export type CodePlacing = { kind: 'placed'; retryAfterSeconds: number } | { kind: 'too-soon'; seconds: number };

/** Keeps the hash of a new code for a phone, unless it is too soon for another. `now` is real time. */
export async function placePhoneCode(
  work: Work,
  keys: Keys,
  { phone, code }: { phone: string; code: string },
  now: Date,
): Promise<CodePlacing> {
  const owner = phoneDigest(keys, phone);
  const expiresAt = new Date(now.getTime() + phoneCodeRules.seconds * 1000);
  const isPlaced = await replacePhoneCode(work, {
    phoneDigest: owner,
    codeHash: digest(keys, 'phone-code', owner, code),
    now,
    expiresAt,
  });
  const seconds = Math.max(1, Math.ceil(((await nextPhoneCodeAt(work, owner)).getTime() - now.getTime()) / 1000));
  return isPlaced ? { kind: 'placed', retryAfterSeconds: seconds } : { kind: 'too-soon', seconds };
}

/** A wrong code is an outcome, not a throw: the attempt has to be committed. */
export async function signInByPhone(
  work: Work,
  keys: Keys,
  { phone, code }: { phone: string; code: string },
  now: Date,
): Promise<Admitted | null> {
  const owner = phoneDigest(keys, phone);
  const expected = await takeAttempt(work, owner, now);
  if (expected === null || !sameDigest(expected, digest(keys, 'phone-code', owner, code))) return null;
  await useUpPhoneCode(work, owner, now);
  const id = await citizenByDigest(work, {
    id: newId<CitizenId>(),
    phoneDigest: owner,
    maskedPhone: maskedMobile(phone),
    createdAt: work.now,
  });
  return admit(work, id, now);
}

async function admit(work: Work, citizenId: CitizenId, now: Date): Promise<Admitted> {
  const { token, expiresAt, ended } = await openSession(work, { citizenId }, 'c', now);
  const citizen = await findCitizen(work, citizenId);
  const session = {
    token,
    expiresAt: expiresAt.toISOString(),
    citizen: { id: citizenId, maskedPhone: citizen?.maskedPhone ?? null },
  };
  return { session, ended };
}
