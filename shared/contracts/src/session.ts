import type { LocalisedText } from './text.js';
import type { Role, UnitKind } from './vocabulary.js';

/** A role that staff can hold. */
export type StaffRole = Exclude<Role, 'CITIZEN'>;

/** `POST /api/sessions` (staff): name, password and the six digits of the authenticator (TOTP, RFC 6238). */
export interface StaffSignIn {
  name: string;
  password: string;
  totp: string;
}

/** `POST /api/citizen-sessions/wechat`: the code of `wx.login`. */
export interface WechatSignIn {
  code: string;
}

/** `POST /api/phone-codes`, then `POST /api/citizen-sessions/phone` (H5). */
export interface PhoneCodeRequest {
  phone: string;
}
export interface PhoneCodeSent {
  /** Seconds until another code may be asked for. */
  retryAfterSeconds: number;
  /** Only in demonstration mode: the code that a real city sends by SMS. */
  demonstrationCode?: string;
}
export interface PhoneSignIn {
  phone: string;
  code: string;
}

/** A citizen's session: the token is shown once and kept by the phone. */
export interface CitizenSession {
  token: string;
  expiresAt: string;
  citizen: { id: string; maskedPhone: string | null };
}

/** `GET /api/me` (staff, by the `__Host-` cookie). */
export interface StaffProfile {
  id: string;
  name: string;
  displayName: string;
  grants: { role: Role; unit: { id: string; name: LocalisedText; kind: UnitKind } }[];
  permissions: string[];
}

/** `GET /api/citizen/me`. */
export interface CitizenProfile {
  id: string;
  maskedPhone: string | null;
}

/** `POST /api/me/password`: ends the person's other sessions. */
export interface PasswordChange {
  currentPassword: string;
  newPassword: string;
}

/** A row of `GET /api/staff`: people with a role in units that the reader reaches. */
export interface StaffMember {
  id: string;
  name: string;
  displayName: string;
  state: 'ACTIVE' | 'SUSPENDED';
  lockedUntil: string | null;
  grants: { id: string; role: Role; unit: { id: string; name: LocalisedText; kind: UnitKind } }[];
}

/** `POST /api/staff` and `POST /api/staff/{id}/grants`. */
export interface NewGrant {
  role: StaffRole;
  unitId: string;
}
export interface NewStaff {
  name: string;
  displayName: string;
  grants: NewGrant[];
}

/** Answer to `POST /api/staff` and `POST /api/staff/{id}/reset`: shown once, kept nowhere. */
export interface StaffCredentials {
  id: string;
  name: string;
  password: string;
  /** For the authenticator: `otpauth://totp/…`. */
  otpauthUri: string;
}

/** `PUT /api/staff/{id}/state`. */
export interface StaffStateChange {
  state: 'ACTIVE' | 'SUSPENDED';
}

/** A row of `GET /api/demo/sign-ins` (demonstration mode only). */
export interface DemoSignIn {
  name: string;
  displayName: string;
  role: Role;
  password: string;
  totp: string;
  /** Until `totp` is replaced by the next. */
  secondsLeft: number;
}
