/** Refused sign-ins of one name and until when it is locked; real time. */
export interface Attempts {
  failedAttempts: number;
  lockedUntil: Date | null;
}

/** GB/T 22239-2019 asks for a lock-out without saying when: the fifth refusal in a row locks. */
export const attemptsBeforeLock = 5;
const firstLockSeconds = 60;
const longestLockSeconds = 3600;

/** Whole seconds still to wait; 0 when not locked. */
export function secondsLocked({ lockedUntil }: Attempts, now: Date): number {
  return lockedUntil === null ? 0 : Math.max(0, Math.ceil((lockedUntil.getTime() - now.getTime()) / 1000));
}

/** After one more refusal: a minute from the fifth on, doubled by each that follows, an hour at most. */
export function afterRefusal({ failedAttempts }: Attempts, now: Date): Attempts {
  const failed = failedAttempts + 1;
  if (failed < attemptsBeforeLock) return { failedAttempts: failed, lockedUntil: null };
  const seconds = Math.min(longestLockSeconds, firstLockSeconds * 2 ** Math.min(16, failed - attemptsBeforeLock));
  return { failedAttempts: failed, lockedUntil: new Date(now.getTime() + seconds * 1000) };
}
