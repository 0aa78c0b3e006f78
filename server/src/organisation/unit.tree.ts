/**
 * Rules of the tree of units, without the database. A path is the ids from the top down to the unit, each between
 * slashes, so that a subtree is a prefix.
 */
export const pathOfRoot = (id: string): string => `/${id}/`;

export const pathBelow = (parentPath: string, id: string): string => `${parentPath}${id}/`;

/** True for the root of the subtree itself, too. */
export const isWithin = (path: string, subtree: string): boolean => path.startsWith(subtree);

export type PlacementFault = 'below-itself' | 'level-not-below-parent';

/** Why `unit` cannot stand below `parent`. A unit that is not yet in the tree has no path. */
export function placementFault(
  unit: { path: string | null; levelRank: number },
  parent: { path: string; levelRank: number },
): PlacementFault | null {
  if (unit.path !== null && isWithin(parent.path, unit.path)) return 'below-itself';
  return unit.levelRank > parent.levelRank ? null : 'level-not-below-parent';
}

/** Somebody who holds a task, and by when; `dueAt` null when no time is set. */
export interface Holder {
  path: string;
  levelRank: number;
  dueAt: Date | null;
}

export type DelegationFault = 'not-below' | 'skips-a-level' | 'due-after-parent';

/**
 * Why `from` cannot hand a task on to `to`: 一级抓一级, 层层抓落实 (许昌《建立长效工作机制》, M-02). One level at a time, within
 * the own subtree, and never with more time than `from` has.
 */
export function delegationFault(from: Holder, to: Holder): DelegationFault | null {
  if (to.path === from.path || !isWithin(to.path, from.path)) return 'not-below';
  if (to.levelRank !== from.levelRank + 1) return 'skips-a-level';
  if (from.dueAt !== null && (to.dueAt === null || to.dueAt.getTime() > from.dueAt.getTime()))
    return 'due-after-parent';
  return null;
}
