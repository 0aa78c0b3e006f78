import type { Role } from '@minsheng/contracts';
import type { UnitReach } from '../platform/index.js';

/** All units, or the holder's own unit with everything below it. */
export type Extent = 'everything' | 'own-units';

type Holders = Partial<Record<Exclude<Role, 'CITIZEN'>, Extent>>;

const commission: Holders = { OFFICE_CLERK: 'everything', OFFICE_DIRECTOR: 'everything' };
const statistics: Holders = { STAT_DESIGNER: 'everything', STAT_REVIEWER: 'everything' };
const unitAccounts: Holders = { UNIT_OFFICER: 'own-units', UNIT_LEADER: 'own-units', AREA_OFFICER: 'own-units' };

/**
 * Who may do what, and how far it reaches. What is not here is not allowed.
 * The "may not" column of the roles stands in what is missing: ADMIN reads no answers and no results, AUDITOR changes
 * nothing, the designer does not approve, the reviewer does not propose, INTERVIEWER sees no scores.
 */
export const permissions = {
  /** The desk's lists of what citizens report; who reported is in none of them. */
  'reports.read': { ...commission, AREA_OFFICER: 'own-units', AUDITOR: 'everything' },
  'reports.desk': { ...commission, AREA_OFFICER: 'own-units' },
  /** Who made a report that is not anonymous; each look is written into the ledger. */
  'reports.reveal-reporter': commission,
  'polls.read': {
    ...statistics,
    ...commission,
    ...unitAccounts,
    MEETING_CHAIR: 'everything',
    EDITOR: 'everything',
    AUDITOR: 'everything',
  },
  /** A ranking before it is released: those who compute it, the one who signs with them, and whoever audits. */
  'polls.read-ranking': { ...statistics, OFFICE_DIRECTOR: 'everything', AUDITOR: 'everything' },
  'indicators.read': { ...statistics, ...commission, AUDITOR: 'everything' },
  'indicators.propose': { STAT_DESIGNER: 'everything' },
  'indicators.approve': { STAT_REVIEWER: 'everything' },
  'questionnaires.read': { ...statistics, ...commission, AUDITOR: 'everything' },
  'questionnaires.edit': { STAT_DESIGNER: 'everything' },
  /** By one person: the plan that asks it has its two. */
  'questionnaires.publish': { STAT_DESIGNER: 'everything' },
  'polls.plan': { STAT_DESIGNER: 'everything' },
  'polls.approve-plan': { STAT_REVIEWER: 'everything' },
  'polls.publish-plan': { ...commission, STAT_REVIEWER: 'everything' },
  'polls.cancel': { STAT_REVIEWER: 'everything' },
  /** Counts, quotas and quality of the fieldwork; never a score. */
  'polls.monitor': { ...statistics, ...commission, AUDITOR: 'everything' },
  'polls.pause': { STAT_REVIEWER: 'everything' },
  'polls.interview': { INTERVIEWER: 'own-units' },
  'polls.clean': { STAT_DESIGNER: 'everything' },
  'polls.score': { STAT_DESIGNER: 'everything' },
  'polls.sign': { STAT_DESIGNER: 'everything' },
  'polls.review': { STAT_REVIEWER: 'everything' },
  'releases.read': { ...statistics, ...commission, EDITOR: 'everything', AUDITOR: 'everything' },
  'releases.assemble': commission,
  'releases.sign': { STAT_REVIEWER: 'everything', OFFICE_DIRECTOR: 'everything' },
  'releases.schedule': commission,
  /** Units: what they lead, support or have below them. */
  'issues.read': { ...commission, ...unitAccounts, AUDITOR: 'everything' },
  'issues.open': { ...commission, AREA_OFFICER: 'own-units' },
  'issues.dispatch': commission,
  'issues.handle': unitAccounts,
  /** Never by a unit that handled it. */
  'issues.verify': { ...commission, AREA_OFFICER: 'own-units' },
  'issues.decide': { OFFICE_DIRECTOR: 'everything' },
  'scheme.read': {
    ...statistics,
    ...commission,
    ADMIN: 'everything',
    MEETING_CHAIR: 'everything',
    AUDITOR: 'everything',
  },
  'scheme.propose': { STAT_DESIGNER: 'everything', ADMIN: 'everything' },
  'scheme.approve': { STAT_REVIEWER: 'everything', OFFICE_DIRECTOR: 'everything' },
  'organisation.read': {
    ...statistics,
    ...commission,
    ...unitAccounts,
    INSPECTOR: 'own-units',
    MEETING_CHAIR: 'everything',
    EDITOR: 'everything',
    DISCIPLINE: 'everything',
    AUDITOR: 'everything',
    ADMIN: 'everything',
  },
  'organisation.write': { ...commission, ADMIN: 'everything' },
  'organisation.import': { ...commission, ADMIN: 'everything' },
  'organisation.assign-seat': { ...commission, ADMIN: 'everything', UNIT_LEADER: 'own-units' },
  'territory.read': {
    ...statistics,
    ...commission,
    ...unitAccounts,
    ADMIN: 'everything',
    AUDITOR: 'everything',
  },
  'territory.import': { OFFICE_CLERK: 'everything', ADMIN: 'everything' },
  'territory.publish': { OFFICE_DIRECTOR: 'everything' },
  'ledger.read': { ...commission, AUDITOR: 'everything' },
  'identity.read-staff': { ...commission, ADMIN: 'everything', AUDITOR: 'everything', UNIT_LEADER: 'own-units' },
  'identity.manage-staff': { ADMIN: 'everything' },
  'demo.move-clock': { ...statistics, ...commission, ADMIN: 'everything' },
} as const satisfies Record<`${string}.${string}`, Holders>;

export type Permission = keyof typeof permissions;

/** What everybody who signs in as staff may do with the own account, whatever the roles. */
export const ownAccount = 'identity.own-account';

/** How far `role` reaches with `permission`; null when it may not use it. */
export function extentOf(permission: string, role: Role): Extent | null {
  if (permission === ownAccount) return role === 'CITIZEN' ? null : 'own-units';
  const holders: Partial<Record<Role, Extent>> | undefined = Object.hasOwn(permissions, permission)
    ? permissions[permission as Permission]
    : undefined;
  return holders?.[role] ?? null;
}

export interface HeldRole {
  role: Role;
  /** Materialised path of the unit in which the role is held. */
  unitPath: string;
}

/** The permissions of somebody who holds these roles, each with the units it reaches. */
export function reachOfRoles(held: readonly HeldRole[]): Map<string, UnitReach> {
  const reach = new Map<string, UnitReach>([[ownAccount, { everything: false, paths: [] }]]);
  for (const permission of Object.keys(permissions)) {
    const paths = new Set<string>();
    let everything = false;
    for (const { role, unitPath } of held) {
      const extent = extentOf(permission, role);
      if (extent === 'everything') everything = true;
      else if (extent === 'own-units') paths.add(unitPath);
    }
    if (everything) reach.set(permission, { everything: true });
    else if (paths.size > 0) reach.set(permission, { everything: false, paths: outermost([...paths]) });
  }
  return reach;
}

/** A subtree within another adds nothing. */
function outermost(paths: string[]): string[] {
  return paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(other))).sort();
}
