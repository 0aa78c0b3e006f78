import type { ReleaseState } from '@minsheng/contracts';

export type ReleaseMove = 'sign' | 'schedule' | 'recall' | 'release' | 'correct' | 'archive';

interface Line {
  from: readonly ReleaseState[];
  to: ReleaseState;
  /** Permission of who may; the clock needs none. */
  by: `releases.${string}` | 'clock';
  /** What has to be true besides; checked by the verb. */
  needs: string;
  writes: `publication.${string}`;
}

/** SM-6. Assembling makes the first state and is no move. */
export const releaseLifecycle: Readonly<Record<ReleaseMove, Line>> = {
  sign: {
    from: ['ASSEMBLED'],
    to: 'SIGNED',
    by: 'releases.sign',
    needs: 'one signature for each of two roles, of two persons, each with second factor; the instant ahead',
    writes: 'publication.signed',
  },
  schedule: {
    from: ['SIGNED'],
    to: 'EMBARGOED',
    by: 'releases.schedule',
    needs: 'the signed instant is still the calendar’s or its published override’s, and ahead',
    writes: 'publication.scheduled',
  },
  recall: {
    from: ['SIGNED', 'EMBARGOED'],
    to: 'ASSEMBLED',
    by: 'releases.sign',
    needs: 'asked for by one signer with a reason, granted by the other, before the last seconds',
    writes: 'publication.recalled',
  },
  release: {
    from: ['EMBARGOED'],
    to: 'RELEASED',
    by: 'clock',
    needs: 'its instant has come',
    writes: 'publication.released',
  },
  correct: {
    from: ['RELEASED'],
    to: 'RELEASED',
    by: 'releases.sign',
    needs: 'asked for by one signer with a reason, granted by the other, of a release that nothing corrects yet',
    writes: 'publication.correction-granted',
  },
  archive: {
    from: ['RELEASED'],
    to: 'ARCHIVED',
    by: 'clock',
    needs: 'its year is closed; it stays readable',
    writes: 'publication.archived',
  },
};

export function mayMove(state: ReleaseState, move: ReleaseMove): boolean {
  return releaseLifecycle[move].from.includes(state);
}

/** States in which the signed content is for readers once its instant has come. */
export const statesThatGoOut: readonly ReleaseState[] = ['EMBARGOED', 'RELEASED', 'ARCHIVED'];

/**
 * Whether readers have it: the clock alone decides, not whether somebody has written RELEASED yet. Without a state it was
 * released at once by the command line.
 */
export function isOut(release: { state: ReleaseState | null; releaseAt: Date | null }, now: Date): boolean {
  if (release.releaseAt === null || release.releaseAt > now) return false;
  return release.state === null || statesThatGoOut.includes(release.state);
}
