import { type Role, roles } from '@minsheng/contracts';
import { may, reaches, reachOf, type Caller } from '../platform/caller.js';
import { extentOf, ownAccount, permissions, reachOfRoles, type HeldRole } from './permissions.js';

const office = '/C/OFFICE/';
const town = '/C/TOWN/';
const community = '/C/TOWN/COMMUNITY/';
const caller = (...held: HeldRole[]): Caller => ({ kind: 'staff', id: 'P', label: 'p', reach: reachOfRoles(held) });
const everyRole = Object.keys(roles) as Role[];

describe('roles reach what is theirs and nothing else', () => {
  it('the command office reads every unit from its own desk', () => {
    const clerk = caller({ role: 'OFFICE_CLERK', unitPath: office });
    expect(reaches(reachOf(clerk, 'organisation.read'), town)).toBe(true);
  });

  it('a unit account reads its own unit and what is below, not its neighbour and not what is above', () => {
    const officer = caller({ role: 'UNIT_OFFICER', unitPath: town });
    const reach = reachOf(officer, 'organisation.read');
    expect([town, community, office, '/C/'].map((path) => reaches(reach, path))).toEqual([true, true, false, false]);
  });

  it('two roles add up, and a subtree within another is not listed twice', () => {
    const both = caller({ role: 'UNIT_OFFICER', unitPath: community }, { role: 'AREA_OFFICER', unitPath: town });
    expect(reachOf(both, 'organisation.read')).toEqual({ everything: false, paths: [town] });
  });

  it('a role that reaches everything is not narrowed by one that does not', () => {
    const both = caller({ role: 'UNIT_OFFICER', unitPath: town }, { role: 'AUDITOR', unitPath: office });
    expect(reachOf(both, 'polls.read-ranking')).toEqual({ everything: true });
    expect(may(both, 'polls.read')).toBe(true);
  });

  it('without a role one keeps the own account and nothing else', () => {
    expect([...caller().reach.keys()]).toEqual([ownAccount]);
  });
});

describe('what roles may not', () => {
  const holdersOf = (permission: string) => everyRole.filter((role) => extentOf(permission, role) !== null);
  it.each([
    [
      'a citizen holds no permission of staff',
      () => Object.keys(permissions).filter((one) => extentOf(one, 'CITIZEN') !== null),
      [],
    ],
    [
      'supervisors and the press hold none',
      () =>
        Object.keys(permissions).filter((one) =>
          (['SUPERVISOR', 'MEDIA'] as const).some((role) => extentOf(one, role)),
        ),
      [],
    ],
    [
      'an interviewer uploads interviews and sees nothing',
      () => Object.keys(permissions).filter((one) => extentOf(one, 'INTERVIEWER')),
      ['polls.interview'],
    ],
    ...(
      [
        ['polls.plan', 'polls.approve-plan'],
        ['polls.sign', 'polls.review'],
        ['indicators.propose', 'indicators.approve'],
      ] as const
    ).map(([one, other]): [string, () => string[], string[]] => [
      `nobody holds both ${one} and ${other}`,
      () => holdersOf(one).filter((role) => extentOf(other, role)),
      [],
    ]),
    [
      'the administrator reads no poll and no result',
      () => Object.keys(permissions).filter((one) => one.startsWith('polls.') && extentOf(one, 'ADMIN')),
      [],
    ],
    [
      'the auditor only reads',
      () => Object.keys(permissions).filter((one) => extentOf(one, 'AUDITOR') && !/\.(read|monitor)/.test(one)),
      [],
    ],
    [
      'nobody both proposes and approves a scheme',
      () => holdersOf('scheme.propose').filter((role) => extentOf('scheme.approve', role)),
      [],
    ],
    ['only the administrator manages accounts', () => holdersOf('identity.manage-staff'), ['ADMIN']],
    [
      'unit accounts never read the ledger',
      () => holdersOf('ledger.read').filter((role) => /^(UNIT|AREA)_/.test(role)),
      [],
    ],
    ['a permission nobody declared is held by nobody', () => holdersOf('polls.delete-everything'), []],
    ['names of object methods are no permissions', () => holdersOf('constructor'), []],
  ])('%s', (_title, held, expected) => {
    expect(held()).toEqual(expected);
  });
});
