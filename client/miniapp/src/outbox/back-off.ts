const firstWait = 5_000;
const longestWait = 300_000;

/** Milliseconds until the next attempt: doubled each time, five minutes at most. */
export function waitAfter(attempts: number): number {
  return Math.min(longestWait, firstWait * 2 ** Math.min(attempts, 10));
}
