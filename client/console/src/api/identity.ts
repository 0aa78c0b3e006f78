import type { DemoSignIn, StaffProfile, StaffSignIn } from '@minsheng/contracts';

import { isStatus, RequestFailed } from './failure.js';
import { read, send } from './request.js';

/** Who is signed in; null when nobody is. Throws `RequestFailed` for everything else. */
export async function readMe(signal?: AbortSignal): Promise<StaffProfile | null> {
  try {
    return await read<StaffProfile>('/api/me', signal);
  } catch (error) {
    if (error instanceof RequestFailed && isStatus(error.failure, 401)) return null;
    throw error;
  }
}

export function signIn(form: StaffSignIn): Promise<void> {
  return send('POST', '/api/sessions', form);
}

export function signOut(): Promise<void> {
  return send('DELETE', '/api/sessions/current');
}

/** Empty outside demonstration mode, where the address does not exist. */
export async function readDemoSignIns(signal?: AbortSignal): Promise<DemoSignIn[]> {
  try {
    return await read<DemoSignIn[]>('/api/demo/sign-ins', signal);
  } catch (error) {
    if (error instanceof RequestFailed) return [];
    throw error;
  }
}
