import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** An id that cannot be mistaken for another table's: `UnitId`, `PollId`. */
export type Branded<Name extends string> = string & { readonly __brand: Name };

const pool = Buffer.alloc(2048);
let drawn = pool.length;

/** Random bytes are fetched by the pool: one call to the system for 2,048 of them. */
function random(): number {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  return (pool[drawn++] as number) / 256;
}

const next = monotonicFactory(random);

/** A ULID: 26 characters, sortable by birth. Born from real time, so ids never betray or follow the business clock. */
export function newId<Id extends string = string>(): Id {
  return next() as Id;
}

const ulidShape = /^[0-9A-HJKMNP-TV-Z]{26}$/;

export function isId(text: string): boolean {
  return ulidShape.test(text);
}
