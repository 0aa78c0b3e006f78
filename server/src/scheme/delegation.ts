import type { Problem } from '../platform/index.js';
import type { SchemeConfig } from './scheme-config.js';
import { schemeProblems } from './scheme.problems.js';

export interface Delegation {
  fromRank: number;
  toRank: number;
  /** Deadline of the upper level's task; it stays answerable for it. */
  parentDueAt: Date;
  childDueAt: Date;
}

/** Why a task may not be handed down so (一级抓一级): one level at a time, never for later than one's own deadline. */
export function delegationRefusal(config: SchemeConfig, delegation: Delegation): Problem | null {
  const { fromRank, toRank, parentDueAt, childDueAt } = delegation;
  const known = config.org.levels.some(({ rank }) => rank === toRank);
  if (!known || toRank !== fromRank + 1)
    return schemeProblems['delegation-skips-level']({ from: fromRank, to: toRank });
  return childDueAt > parentDueAt ? schemeProblems['delegation-due-later']() : null;
}
