/** The units a permission reaches: all of them, or the subtrees below these materialised paths. */
export type UnitReach =
  | { readonly everything: true }
  | { readonly everything: false; readonly paths: readonly string[] };

/**
 * On whose behalf something is done. Made by `identity` at the edge, by the timetable and the reactions inside.
 * Without an entry in `reach` the caller may not use the permission at all (deny by default).
 */
export interface Caller {
  readonly kind: 'anonymous' | 'citizen' | 'staff' | 'system';
  /** Person id; `system:<what>` for the machine; `anonymous`. */
  readonly id: string;
  /** For logs and the ledger's reader; never a citizen's name or phone. */
  readonly label: string;
  readonly reach: ReadonlyMap<string, UnitReach>;
  /** Id of the session that proved who calls, to end it. */
  readonly sessionId?: string;
}

export const anonymous: Caller = { kind: 'anonymous', id: 'anonymous', label: 'anonymous', reach: new Map() };

/** The machine itself: timetable, reactions, set-up. May do everything that its code does. */
export function systemCaller(what: string): Caller {
  return { kind: 'system', id: `system:${what}`, label: `system:${what}`, reach: new Map() };
}

export function may(caller: Caller, permission: string): boolean {
  return caller.kind === 'system' || caller.reach.has(permission);
}

/** The units on which `caller` may use `permission`; null when none. */
export function reachOf(caller: Caller, permission: string): UnitReach | null {
  if (caller.kind === 'system') return { everything: true };
  return caller.reach.get(permission) ?? null;
}

/** True when the unit with this materialised path (`/A/B/`) lies within the reach. */
export function reaches(reach: UnitReach | null, path: string): boolean {
  if (!reach) return false;
  return reach.everything || reach.paths.some((root) => path.startsWith(root));
}
