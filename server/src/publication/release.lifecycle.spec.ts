import type { ReleaseState } from '@minsheng/contracts';
import { type ReleaseMove, isOut, mayMove } from './release.lifecycle.js';

const states: ReleaseState[] = ['ASSEMBLED', 'SIGNED', 'EMBARGOED', 'RELEASED', 'ARCHIVED'];

describe('moves of a release (SM-6)', () => {
  it.each<[ReleaseMove, ReleaseState[]]>([
    ['sign', ['ASSEMBLED']],
    ['schedule', ['SIGNED']],
    ['recall', ['SIGNED', 'EMBARGOED']],
    ['release', ['EMBARGOED']],
    ['correct', ['RELEASED']],
    ['archive', ['RELEASED']],
  ])('%s only from %j', (move, from) => {
    expect(states.filter((state) => mayMove(state, move))).toEqual(from);
  });
});

describe('whether readers have a release', () => {
  const at = new Date('2026-12-27T01:00:00.000Z');
  const before = new Date('2026-12-27T00:59:59.999Z');
  const cases: [ReleaseState | null, Date | null, boolean, boolean][] = [
    ['ASSEMBLED', null, false, false],
    ['SIGNED', at, false, false],
    ['EMBARGOED', at, false, true],
    ['RELEASED', at, false, true],
    ['ARCHIVED', at, false, true],
    [null, at, false, true],
  ];

  it.each(cases)('%s with instant %j: a millisecond before %j, at the instant %j', (state, releaseAt, early, due) => {
    expect([isOut({ state, releaseAt }, before), isOut({ state, releaseAt }, at)]).toEqual([early, due]);
  });
});
