import type { ReleaseDraftView, ReleaseState } from '@minsheng/contracts';

import { correctionOf, mayAssemble, newestDraftFirst, releaseOf } from './drafts.js';

const draft = (id: string, pollId: string, state: ReleaseState, day: number, correction: string | null = null) =>
  ({ id, pollId, state, assembledAt: `2026-10-${day}T01:00:00.000Z`, correctionOf: correction }) as ReleaseDraftView;

describe('releases of a poll', () => {
  const releases = [
    draft('first', 'p5', 'RELEASED', 24),
    draft('other', 'p4', 'RELEASED', 26),
    draft('second', 'p5', 'ASSEMBLED', 28, 'first'),
  ];

  it('are listed newest first', () => {
    expect(newestDraftFirst(releases).map(({ id }) => id)).toEqual(['second', 'other', 'first']);
  });

  it('the poll leads to its newest one', () => {
    expect(releaseOf(releases, 'p5')?.id).toBe('second');
    expect(releaseOf(releases, 'p9')).toBeNull();
  });

  it('a release knows its correction', () => {
    expect(correctionOf(releases, 'first')?.id).toBe('second');
    expect(correctionOf(releases, 'second')).toBeNull();
  });

  it.each([
    ['a sealed poll without a release may be assembled', 'SEALED', [], true],
    ['a poll that is not sealed may not', 'SCORED', [], false],
    ['one on its way out is enough', 'SEALED', [draft('a', 'p5', 'EMBARGOED', 24)], false],
    ['a recalled one is still on its way', 'SEALED', [draft('a', 'p5', 'ASSEMBLED', 24)], false],
    ['a poll sealed anew may be assembled beside its old release', 'SEALED', [draft('a', 'p5', 'RELEASED', 24)], true],
    ['another poll’s release is no hindrance', 'SEALED', [draft('a', 'p4', 'SIGNED', 24)], true],
  ] as const)('%s', (_, stage, existing, expected) => {
    expect(mayAssemble({ id: 'p5', kind: 'REGULAR', stage }, existing)).toBe(expected);
  });

  it('a survey that was brought in is ready once it is ranked', () => {
    expect(mayAssemble({ id: 'p5', kind: 'BROUGHT_IN', stage: 'RANKED' }, [])).toBe(true);
    expect(mayAssemble({ id: 'p5', kind: 'BROUGHT_IN', stage: 'WEIGHTED' }, [])).toBe(false);
  });
});
