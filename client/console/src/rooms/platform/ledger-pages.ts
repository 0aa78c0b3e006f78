/** Starts of the pages turned so far, newest first: null is the newest page, a number the entry it lies before. */
export type Turned = (number | null)[];

export function olderThan(turned: Turned, shown: readonly { sequence: number }[]): Turned {
  const oldest = shown.at(-1);
  return oldest === undefined || oldest.sequence === 1 ? turned : [...turned, oldest.sequence];
}

export function newerThan(turned: Turned): Turned {
  return turned.length > 1 ? turned.slice(0, -1) : turned;
}
