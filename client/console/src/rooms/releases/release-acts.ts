import type { ReleaseDraftView, ReleaseState, Role } from '@minsheng/contracts';

export const releaseSteps = ['assemble', 'sign', 'schedule', 'release'] as const;
export type ReleaseStep = (typeof releaseSteps)[number];

const stepsDone: Readonly<Record<ReleaseState, number>> = {
  ASSEMBLED: 1,
  SIGNED: 2,
  EMBARGOED: 3,
  RELEASED: 4,
  ARCHIVED: 4,
};

/** Steps done, 1 to 4: the next one is where the release stands. */
export function stepsDoneOf(state: ReleaseState): number {
  return stepsDone[state];
}

type SignerRole = ReleaseDraftView['signatures'][number]['role'];

/** Who is looking: roles held, permissions, and the name that signatures carry. */
export interface Onlooker {
  roles: readonly Role[];
  displayName: string;
  may: (permission: string) => boolean;
}

export interface ReleaseActs {
  /** The open place that the onlooker may fill. */
  sign: SignerRole | null;
  /** Signers still wanted, in order. */
  unsigned: SignerRole[];
  canSchedule: boolean;
  recall: TwoPersonAct | null;
  correct: TwoPersonAct | 'granted' | null;
}

/** What one of the signers asks for and the other grants; `waits`: the onlooker asked. */
export type TwoPersonAct = 'ask' | 'grant' | 'waits';

const askedOrGranted = (asked: { askedBy: string } | null, displayName: string): TwoPersonAct =>
  asked === null ? 'ask' : asked.askedBy === displayName ? 'waits' : 'grant';

/**
 * The server judges again; that two places are filled by two persons is judged there alone, since names may be the same.
 * Only those who signed recall or correct.
 */
export function actsOf(
  {
    state,
    signatures,
    recall,
    correctionAsked = null,
  }: Pick<ReleaseDraftView, 'state' | 'signatures' | 'recall' | 'correctionAsked'>,
  { roles, displayName, may }: Onlooker,
): ReleaseActs {
  const unsigned = signatures.filter(({ signedAt }) => signedAt === null).map(({ role }) => role);
  const mayEverSign = may('releases.sign');
  const hasSigned =
    mayEverSign && signatures.some(({ person, signedAt }) => signedAt !== null && person === displayName);
  return {
    sign: state === 'ASSEMBLED' && mayEverSign ? (unsigned.find((role) => roles.includes(role)) ?? null) : null,
    unsigned,
    canSchedule: state === 'SIGNED' && may('releases.schedule'),
    recall: hasSigned && (state === 'SIGNED' || state === 'EMBARGOED') ? askedOrGranted(recall, displayName) : null,
    correct:
      state !== 'RELEASED' || !hasSigned
        ? null
        : correctionAsked?.isGranted === true
          ? 'granted'
          : askedOrGranted(correctionAsked, displayName),
  };
}
