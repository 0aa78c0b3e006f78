const patience = 30_000;

/** The first value that is wanted; the last one there was when patience runs out, for the caller to be told of. */
async function look<T>(read: () => T | Promise<T>, isWanted: (found: T) => boolean): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const found = await read();
    if (isWanted(found) || performance.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits for what comes to be by itself: `undefined`, `null` and `false` mean not yet. */
export async function eventually<T>(what: () => T | Promise<T>): Promise<NonNullable<T>> {
  const found = await look(what, (value) => value !== undefined && value !== null && value !== false);
  if (found === undefined || found === null || found === false) throw new Error('it did not come to be');
  return found;
}

/** Waits until what is read equals this; else fails as `expect` does, with what was read last. */
export async function becomes<T>(read: () => T | Promise<T>, wanted: T): Promise<void> {
  const text = JSON.stringify(wanted);
  expect(await look(read, (found) => JSON.stringify(found) === text)).toEqual(wanted);
}
