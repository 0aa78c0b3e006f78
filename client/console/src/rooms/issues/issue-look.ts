import type { DueState, IssueState, LocalisedText, TerritoryMap } from '@minsheng/contracts';

import type { PointShape } from '../../ui/map/point-shapes.js';

interface Standing {
  state: IssueState;
  due: DueState;
  isReopened: boolean;
}

const handled: readonly IssueState[] = ['ASSIGNED', 'TRANSFER_ASKED', 'SIGNED', 'IN_PROGRESS', 'EXTENSION_ASKED'];

/** Where it stands decides; of open ones lateness comes before having been reopened. */
export function shapeOf({ state, due, isReopened }: Standing): PointShape {
  if (state === 'CLOSED' || state === 'DISMISSED') return 'closed';
  if (state === 'SUBMITTED') return 'verify';
  if (due === 'overdue') return 'overdue';
  if (isReopened) return 'reopened';
  return state === 'NEW' || state === 'TRIAGED' ? 'dispatch' : 'handling';
}

/** The chip of a list: the state's own, or what is more pressing. */
export type Mark = IssueState | 'overdue' | 'due-soon' | 'reopened';

export function markOf({ state, due, isReopened }: Standing): Mark {
  const isOpen = handled.includes(state);
  if (isOpen && due === 'overdue') return 'overdue';
  // A decision that is waited for is said before the clock and the history.
  if (state === 'TRANSFER_ASKED' || state === 'EXTENSION_ASKED') return state;
  if (isOpen && due === 'due-soon') return 'due-soon';
  if (isOpen && isReopened) return 'reopened';
  return state;
}

/** The areas of the boundaries in force, for choosing; their pieces are not areas of their own. */
export function areasOf(territory: TerritoryMap | null): { code: string; name: LocalisedText }[] {
  return (territory?.features ?? [])
    .filter(({ properties }) => properties.kind === 'area')
    .map(({ properties: { code, name } }) => ({ code, name }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}
