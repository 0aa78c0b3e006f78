import type { Work, Works } from '../platform/index.js';
import { SeenSessions } from './seen-sessions.js';
import type { SessionId } from './session.entity.js';

/** A database that refuses so many writes, then takes them; which sessions were written, by write. */
function databaseRefusing(refusals: number): { works: Works; written: string[][] } {
  const written: string[][] = [];
  let left = refusals;
  const update = (_entity: unknown, { id }: { id: { value: string[] } }): Promise<void> => {
    if (left-- > 0) return Promise.reject(new Error('the database is locked'));
    written.push(id.value);
    return Promise.resolve();
  };
  const work = { tx: { update } } as unknown as Work;
  const works = { write: (_caller: unknown, what: (work: Work) => unknown) => what(work) } as unknown as Works;
  return { works, written };
}
const id = (name: string): SessionId => name as SessionId;
const now = new Date('2026-12-14T02:00:00.000Z');
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('sessions that come while others are written are written together next', async () => {
  const { works, written } = databaseRefusing(0);
  const seen = new SeenSessions(works);
  for (const name of ['a', 'b', 'c']) seen.add(id(name), now);
  await settled();
  expect(written).toEqual([['a'], ['b', 'c']]);
});

it('those that could not be written are written with the next that comes', async () => {
  const { works, written } = databaseRefusing(1);
  const seen = new SeenSessions(works);
  seen.add(id('a'), now);
  await settled();
  expect(written).toEqual([]);
  seen.add(id('b'), now);
  await settled();
  expect(written.flat().sort()).toEqual(['a', 'b']);
});
