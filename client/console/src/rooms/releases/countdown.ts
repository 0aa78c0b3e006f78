export interface Remaining {
  days: number;
  /** `03:14:09` */
  clock: string;
}

/** Time from `now` until `instant` in whole seconds, rounded up so that it reads zero only when it is; null once it is. */
export function remainingUntil(instant: string, now: number): Remaining | null {
  const seconds = Math.ceil((Date.parse(instant) - now) / 1000);
  if (!(seconds > 0)) return null;
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    days: Math.floor(seconds / 86_400),
    clock: [Math.floor((seconds % 86_400) / 3600), Math.floor((seconds % 3600) / 60), seconds % 60].map(two).join(':'),
  };
}
