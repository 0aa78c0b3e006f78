import type {
  IssueView,
  PhotoFields,
  PhotoReceipt,
  RectifyIssue,
  RefuseIssue,
  StaffSignIn,
  UnitDuty,
  UnitRow,
} from '@minsheng/contracts';
import { ask, type Answer, type Call } from '../api/http.js';
import { sendPhoto } from '../api/photos.js';
import { forget, keep, readKept } from '../device/storage.js';
import { isWeChat } from '../device/target.js';

/**
 * The session of somebody who works for a unit. It is the console's, a cookie: a browser keeps it by itself and out of
 * reach of scripts; WeChat keeps none, so the phone does, and hands it back with each request.
 */
const key = 'staff-cookie';

function staffHeaders(): Record<string, string> {
  const cookie = isWeChat ? readKept<string>(key) : null;
  // A foreign page cannot send this header: it proves that the request is the app's own.
  return { 'x-minsheng-request': '1', ...(cookie ? { cookie } : {}) };
}

const askAsStaff = <T>(call: Omit<Call, 'headers' | 'token'>): Promise<Answer<T>> =>
  ask<T>({ ...call, headers: staffHeaders() });

export function signInAsStaff(body: StaffSignIn): Promise<Answer<unknown>> {
  return ask({
    method: 'POST',
    path: '/api/sessions',
    body,
    onCookie: (cookie) => void keep(key, cookie),
  });
}

export async function signOutAsStaff(): Promise<void> {
  await askAsStaff({ method: 'DELETE', path: '/api/sessions/current' });
  for (const name of [key, 'duty', 'issue']) forget(name);
}

export function readDuty(): Promise<Answer<UnitDuty>> {
  return askAsStaff({ method: 'GET', path: '/api/issues/duty' });
}

export function readIssue(id: string): Promise<Answer<IssueView>> {
  return askAsStaff({ method: 'GET', path: `/api/issues/${id}` });
}

export function readUnits(): Promise<Answer<UnitRow[]>> {
  return askAsStaff({ method: 'GET', path: '/api/units' });
}

export function signIssue(id: string): Promise<Answer<IssueView>> {
  return askAsStaff({ method: 'POST', path: `/api/issues/${id}/sign`, body: {} });
}

export function refuseIssue(id: string, body: RefuseIssue): Promise<Answer<IssueView | null>> {
  return askAsStaff({ method: 'POST', path: `/api/issues/${id}/refuse`, body });
}

export function rectifyIssue(id: string, body: RectifyIssue): Promise<Answer<IssueView>> {
  return askAsStaff({ method: 'POST', path: `/api/issues/${id}/rectify`, body });
}

export function sendStaffPhoto(path: string, fields: PhotoFields): Promise<Answer<PhotoReceipt>> {
  return sendPhoto(path, fields, staffHeaders());
}
