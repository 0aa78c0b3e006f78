import type { SchemeVersionState } from '@minsheng/contracts';

export type SchemeVersionMove = 'amend' | 'submit' | 'return' | 'approve' | 'activate' | 'supersede';

interface Line {
  from: SchemeVersionState;
  to: SchemeVersionState;
  who: 'proposer' | 'another person' | 'clock';
  needs: string;
  writes: `scheme.${string}`;
}

/** SM-1. Nothing leads back from PUBLISHED: what was approved takes effect, and is put right by the next version. */
export const schemeVersionLifecycle: Readonly<Record<SchemeVersionMove, Line>> = {
  amend: { from: 'DRAFT', to: 'DRAFT', who: 'proposer', needs: 'clean parameters', writes: 'scheme.version-amended' },
  submit: { from: 'DRAFT', to: 'REVIEW', who: 'proposer', needs: '—', writes: 'scheme.version-submitted' },
  return: { from: 'REVIEW', to: 'DRAFT', who: 'another person', needs: 'a reason', writes: 'scheme.version-returned' },
  approve: {
    from: 'REVIEW',
    to: 'PUBLISHED',
    who: 'another person',
    needs: 'clean parameters, based on the latest approved version, effect at the start of a period to come',
    writes: 'scheme.version-approved',
  },
  activate: {
    from: 'PUBLISHED',
    to: 'ACTIVE',
    who: 'clock',
    needs: 'the day of effect',
    writes: 'scheme.version-activated',
  },
  supersede: {
    from: 'ACTIVE',
    to: 'SUPERSEDED',
    who: 'clock',
    needs: 'the next version active',
    writes: 'scheme.version-activated',
  },
};

export function mayMove(state: SchemeVersionState, move: SchemeVersionMove): boolean {
  return schemeVersionLifecycle[move].from === state;
}
