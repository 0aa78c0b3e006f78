import type { Caller } from '../platform/caller.js';
import { CallerCache } from './caller-cache.js';

const at = (seconds: number) => new Date(seconds * 1000);
const caller = (id: string): Caller => ({
  kind: 'staff',
  id,
  label: id,
  reach: new Map(),
  sessionId: `session of ${id}`,
});
const far = at(1_000_000);

describe('who is behind a token is remembered for half a minute', () => {
  it('and not longer, nor longer than the session', () => {
    const cache = new CallerCache();
    cache.put('a', caller('A'), at(0), far, cache.changes);
    cache.put('b', caller('B'), at(0), at(10), cache.changes);
    expect([cache.get('a', at(29))?.id, cache.get('b', at(9))?.id]).toEqual(['A', 'B']);
    expect([cache.get('a', at(30)), cache.get('b', at(10))]).toEqual([null, null]);
  });

  it('until the person’s rights change or the session ends', () => {
    const cache = new CallerCache();
    for (const id of ['A', 'B', 'C']) cache.put(id, caller(id), at(0), far, cache.changes);
    cache.forget({ id: 'A' });
    cache.forget({ sessionId: 'session of B' });
    expect(['A', 'B', 'C'].map((hash) => cache.get(hash, at(1))?.id)).toEqual([undefined, undefined, 'C']);
  });

  it('what was read before a change is not remembered after it', () => {
    const cache = new CallerCache();
    const before = cache.changes;
    cache.forget({ id: 'A' });
    cache.put('a', caller('A'), at(0), far, before);
    expect(cache.get('a', at(1))).toBeNull();
  });

  it('the one not seen for longest makes room', () => {
    const cache = new CallerCache(2);
    cache.put('a', caller('A'), at(0), far, cache.changes);
    cache.put('b', caller('B'), at(0), far, cache.changes);
    cache.get('a', at(1));
    cache.put('c', caller('C'), at(2), far, cache.changes);
    expect(['a', 'b', 'c'].map((hash) => cache.get(hash, at(3))?.id)).toEqual(['A', undefined, 'C']);
  });
});
