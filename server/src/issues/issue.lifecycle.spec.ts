import { type IssueMove, type IssueState, issueStates } from '@minsheng/contracts';
import type { UnitReach } from '../platform/index.js';
import { extentOf, permissions } from '../identity/index.js';
import {
  issueLifecycle,
  issueMoves,
  type IssueMover,
  type IssueStanding,
  moveFault,
  type MoveRules,
  movesOf,
} from './issue.lifecycle.js';

const states = Object.keys(issueStates) as IssueState[];
const now = new Date('2026-11-04T02:00:00.000Z');
const later = new Date('2026-11-06T10:00:00.000Z');
const rules: MoveRules = { tiers: 3, refusalsBeforeDecision: 2, extensionsAtMost: 1, reopenDays: 7 };

const lead = '/hq/office/A1/';
const below = '/hq/office/A1/S1/';
const other = '/hq/office/U04/';
const office = '/hq/office/';

const standing = (change: Partial<IssueStanding> = {}): IssueStanding => ({
  state: 'NEW',
  tier: 1,
  dueAt: later,
  closedAt: null,
  refusals: 0,
  isBinding: false,
  extensions: 0,
  mayCarryOver: true,
  lead,
  successor: other,
  delegates: [],
  parties: [lead, other],
  ...change,
});
const everything: UnitReach = { everything: true };
const own = (...paths: string[]): UnitReach => ({ everything: false, paths });
const mover = (reach: Record<string, UnitReach>, ...units: string[]): IssueMover => ({
  reach: (permission) => reach[permission] ?? null,
  units,
});

/** Who makes each move in the ordinary course of things. */
const clerk = mover({ 'issues.dispatch': everything, 'issues.verify': everything }, office);
const director = mover(
  { 'issues.dispatch': everything, 'issues.verify': everything, 'issues.decide': everything },
  office,
);
const officer = mover({ 'issues.handle': own(lead) }, lead);
const successor = mover({ 'issues.handle': own(other) }, other);
const ordinary: Record<IssueMove, IssueMover> = {
  triage: clerk,
  assign: clerk,
  dismiss: clerk,
  sign: officer,
  refuse: officer,
  'accept-transfer': successor,
  'decide-transfer': clerk,
  start: officer,
  delegate: officer,
  escalate: officer,
  'ask-extension': officer,
  'decide-extension': director,
  rectify: officer,
  verify: clerk,
  'carry-over': director,
  reopen: clerk,
};
/** In TRANSFER_ASKED it is the successor's to refuse. */
const moverOf = (move: IssueMove, state: IssueState): IssueMover =>
  move === 'refuse' && state === 'TRANSFER_ASKED' ? successor : ordinary[move];
const inState = (state: IssueState): IssueStanding =>
  standing({ state, closedAt: state === 'CLOSED' ? new Date('2026-11-03T02:00:00.000Z') : null });

describe('SM-8: every move in every state', () => {
  const table: Record<IssueMove, IssueState[]> = {
    triage: ['NEW', 'TRIAGED'],
    assign: ['TRIAGED'],
    dismiss: ['NEW', 'TRIAGED'],
    sign: ['ASSIGNED'],
    refuse: ['ASSIGNED', 'TRANSFER_ASKED'],
    'accept-transfer': ['TRANSFER_ASKED'],
    'decide-transfer': ['TRANSFER_ASKED'],
    start: ['SIGNED'],
    delegate: ['SIGNED', 'IN_PROGRESS'],
    escalate: ['IN_PROGRESS'],
    'ask-extension': ['IN_PROGRESS'],
    'decide-extension': ['EXTENSION_ASKED'],
    rectify: ['SIGNED', 'IN_PROGRESS'],
    verify: ['SUBMITTED'],
    'carry-over': ['IN_PROGRESS'],
    reopen: ['CLOSED'],
  };
  const cases = issueMoves.flatMap((move) =>
    states.map((state) => ({ move, state, isAllowed: table[move].includes(state) })),
  );

  it('knows every move of the wire and no other', () =>
    expect([...issueMoves].sort()).toEqual(Object.keys(table).sort()));

  it.each(cases.filter(({ isAllowed }) => isAllowed))('$move is open in $state', ({ move, state }) =>
    expect(moveFault(move, inState(state), moverOf(move, state), rules, now)).toBeNull(),
  );

  it.each(cases.filter(({ isAllowed }) => !isAllowed))('$move is refused in $state', ({ move, state }) =>
    expect(moveFault(move, inState(state), moverOf(move, state), rules, now)).toBe('not-in-state'),
  );

  it.each<[IssueMove, IssueState[]]>([
    ['triage', ['TRIAGED']],
    ['assign', ['ASSIGNED']],
    ['dismiss', ['DISMISSED']],
    ['sign', ['SIGNED']],
    ['refuse', ['TRANSFER_ASKED']],
    ['accept-transfer', ['ASSIGNED']],
    ['decide-transfer', ['ASSIGNED']],
    ['start', ['IN_PROGRESS']],
    ['delegate', ['SIGNED', 'IN_PROGRESS']],
    ['escalate', ['TRIAGED']],
    ['ask-extension', ['EXTENSION_ASKED']],
    ['decide-extension', ['IN_PROGRESS']],
    ['rectify', ['SUBMITTED']],
    ['verify', ['CLOSED', 'IN_PROGRESS']],
    ['carry-over', ['IN_PROGRESS']],
    ['reopen', ['ASSIGNED']],
  ])('%s leads to %j', (move, to) => expect(issueLifecycle[move].to).toEqual(to));

  it('nothing leads out of DISMISSED, and only a reopening out of CLOSED', () => {
    const outOf = (state: IssueState) => issueMoves.filter((move) => issueLifecycle[move].from.includes(state));
    expect([outOf('DISMISSED'), outOf('CLOSED')]).toEqual([[], ['reopen']]);
  });

  it('closing is open to a check alone', () =>
    expect(issueMoves.filter((move) => issueLifecycle[move].to.includes('CLOSED'))).toEqual(['verify']));

  it('every move asks for a permission that a role can hold', () =>
    expect(issueMoves.filter((move) => !Object.hasOwn(permissions, issueLifecycle[move].by))).toEqual([]));

  it.each(['UNIT_OFFICER', 'UNIT_LEADER'] as const)('%s neither dispatches nor checks nor decides', (role) =>
    expect(['issues.dispatch', 'issues.verify', 'issues.decide'].map((one) => extentOf(one, role))).toEqual([
      null,
      null,
      null,
    ]),
  );
});

describe('whose move it is', () => {
  it('without the permission no move is open', () =>
    expect(states.flatMap((state) => movesOf(inState(state), mover({}), rules, now))).toEqual([]));

  it('a permission in other units opens nothing', () => {
    const stranger = mover({ 'issues.handle': own('/hq/office/U09/'), 'issues.verify': own('/hq/office/U09/') });
    expect(states.flatMap((state) => movesOf(inState(state), stranger, rules, now))).toEqual([]);
  });

  it.each<[string, IssueMove, Partial<IssueStanding>, IssueMover, string | null]>([
    ['the lead signs', 'sign', { state: 'ASSIGNED' }, officer, null],
    ['a supporting unit does not sign', 'sign', { state: 'ASSIGNED' }, successor, 'not-yours'],
    [
      'a unit above the lead may sign for it',
      'sign',
      { state: 'ASSIGNED' },
      mover({ 'issues.handle': own(office) }),
      null,
    ],
    [
      'a delegate does the work',
      'rectify',
      { state: 'IN_PROGRESS', delegates: [below] },
      mover({ 'issues.handle': own(below) }, below),
      null,
    ],
    [
      'a delegate asks for no extension: the lead stays answerable',
      'ask-extension',
      { state: 'IN_PROGRESS', delegates: [below] },
      mover({ 'issues.handle': own(below) }, below),
      'not-yours',
    ],
    ['the named unit takes it over', 'accept-transfer', { state: 'TRANSFER_ASKED' }, successor, null],
    [
      'the unit that refused does not decide the transfer',
      'accept-transfer',
      { state: 'TRANSFER_ASKED' },
      officer,
      'not-yours',
    ],
    ['the unit that has refused waits', 'refuse', { state: 'TRANSFER_ASKED', refusals: 1 }, officer, 'not-yours'],
    ['the named unit may refuse, too', 'refuse', { state: 'TRANSFER_ASKED', refusals: 1 }, successor, null],
  ])('%s', (_title, move, change, who, fault) =>
    expect(moveFault(move, standing(change), who, rules, now)).toBe(fault),
  );
});

describe('BR-17: whoever handled it does not check it', () => {
  const submitted = standing({ state: 'SUBMITTED' });
  const verifier = (...units: string[]) => mover({ 'issues.verify': own(...units) }, ...units);

  it.each<[string, IssueStanding, IssueMover, string | null]>([
    ['the office checks', submitted, clerk, null],
    ['an officer of the lead does not', submitted, verifier(lead), 'own-work'],
    ['nor somebody below the lead', submitted, verifier(below), 'own-work'],
    [
      'nor the delegate',
      standing({ state: 'SUBMITTED', lead: other, delegates: [below] }),
      verifier(below),
      'own-work',
    ],
    [
      'the area checks what a department handled in it',
      standing({ state: 'SUBMITTED', lead: other, parties: [other, lead] }),
      verifier(lead),
      null,
    ],
    ['an area that it does not concern does not', submitted, verifier('/hq/office/A2/'), 'not-yours'],
    [
      'somebody of the office who also works in the lead does not',
      submitted,
      mover({ 'issues.verify': everything }, office, lead),
      'own-work',
    ],
  ])('%s', (_title, issue, who, fault) => expect(moveFault('verify', issue, who, rules, now)).toBe(fault));
});

describe('BR-21: first contact answers', () => {
  it.each<[string, IssueMove, Partial<IssueStanding>, IssueMover, string | null]>([
    ['the first refusal is open', 'refuse', { state: 'ASSIGNED', refusals: 0 }, officer, null],
    ['after two the office decides', 'refuse', { state: 'TRANSFER_ASKED', refusals: 2 }, successor, 'office-decides'],
    [
      'after two no successor takes it',
      'accept-transfer',
      { state: 'TRANSFER_ASKED', refusals: 2 },
      successor,
      'office-decides',
    ],
    ['after two the office does decide', 'decide-transfer', { state: 'TRANSFER_ASKED', refusals: 2 }, clerk, null],
    [
      'what the office decided binds',
      'refuse',
      { state: 'ASSIGNED', refusals: 2, isBinding: true },
      officer,
      'decision-is-binding',
    ],
    [
      'the successor of one refusal may still take it',
      'accept-transfer',
      { state: 'TRANSFER_ASKED', refusals: 1 },
      successor,
      null,
    ],
  ])('%s', (_title, move, change, who, fault) =>
    expect(moveFault(move, standing(change), who, rules, now)).toBe(fault),
  );
});

describe('what the parameters bound', () => {
  const atWork = { state: 'IN_PROGRESS' } as const;
  it.each<[string, IssueMove, Partial<IssueStanding>, Partial<MoveRules>, string | null]>([
    ['one extension', 'ask-extension', { ...atWork, extensions: 0 }, {}, null],
    ['no second one', 'ask-extension', { ...atWork, extensions: 1 }, {}, 'no-extension-left'],
    ['none at all where the city gives none', 'ask-extension', atWork, { extensionsAtMost: 0 }, 'no-extension-left'],
    ['at the due instant it may still be asked', 'ask-extension', { ...atWork, dueAt: now }, {}, null],
    ['a moment later not', 'ask-extension', { ...atWork, dueAt: new Date(now.getTime() - 1) }, {}, 'past-due'],
    ['M-36: with one tier nothing is escalated', 'escalate', atWork, { tiers: 1 }, 'no-higher-tier'],
    ['M-36: from the second of three it may be', 'escalate', { ...atWork, tier: 2 }, {}, null],
    ['M-36: from the third not', 'escalate', { ...atWork, tier: 3 }, {}, 'no-higher-tier'],
    ['a grade that may go over the year', 'carry-over', atWork, {}, null],
    ['a grade that may not', 'carry-over', { ...atWork, mayCarryOver: false }, {}, 'no-carry-over'],
  ])('%s', (_title, move, change, ruleChange, fault) =>
    expect(moveFault(move, standing(change), ordinary[move], { ...rules, ...ruleChange }, now)).toBe(fault),
  );

  it.each([
    ['on the seventh day it is reopened', '2026-10-28T02:00:00.000Z', null],
    ['a moment after it is not', '2026-10-28T01:59:59.999Z', 'too-late-to-reopen'],
  ])('%s', (_title, closedAt, fault) =>
    expect(moveFault('reopen', standing({ state: 'CLOSED', closedAt: new Date(closedAt) }), clerk, rules, now)).toBe(
      fault,
    ),
  );
});
