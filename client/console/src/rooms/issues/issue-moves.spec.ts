import { issueStates, reportStates, type IssueMove, type ReportState } from '@minsheng/contracts';

import { isGrave, isOneClick, offered, reportActs } from './issue-moves.js';

describe('the buttons of an issue', () => {
  it.each<[string, IssueMove[], ReturnType<typeof offered>]>([
    ['nothing is offered to who may only look', [], { primary: null, secondary: [], more: [] }],
    [
      'the desk dispatches; dismissing stays behind “more”',
      ['triage', 'assign', 'dismiss'],
      { primary: 'assign', secondary: ['triage'], more: ['dismiss'] },
    ],
    [
      'the unit signs with one click or refuses',
      ['sign', 'refuse'],
      { primary: 'sign', secondary: ['refuse'], more: [] },
    ],
    ['a signed issue is begun', ['start'], { primary: 'start', secondary: [], more: [] }],
    [
      'what is worked on is answered, put off or handed down',
      ['delegate', 'escalate', 'ask-extension', 'rectify'],
      { primary: 'rectify', secondary: ['ask-extension', 'delegate'], more: ['escalate'] },
    ],
    ['a check has two answers', ['verify'], { primary: 'pass', secondary: ['fail'], more: [] }],
    [
      'a decision waited for comes first',
      ['decide-extension', 'carry-over', 'rectify'],
      { primary: 'decide-extension', secondary: ['rectify'], more: ['carry-over'] },
    ],
    ['a closed issue may be reopened', ['reopen'], { primary: null, secondary: ['reopen'], more: [] }],
  ])('%s', (_, may, buttons) => {
    expect(offered(may)).toEqual(buttons);
  });

  it('never lose a move that the server allows', () => {
    const all: IssueMove[] = [
      'triage',
      'assign',
      'sign',
      'refuse',
      'accept-transfer',
      'decide-transfer',
      'start',
      'delegate',
      'escalate',
      'ask-extension',
      'decide-extension',
      'rectify',
      'verify',
      'carry-over',
      'dismiss',
      'reopen',
    ];
    const { primary, secondary, more } = offered(all);
    expect([primary, ...secondary, ...more].sort()).toEqual(
      [...all.filter((move) => move !== 'verify'), 'pass', 'fail'].sort(),
    );
  });

  it('ask nothing where there is nothing to say, and warn where something ends', () => {
    expect(isOneClick('sign')).toBe(true);
    expect(isOneClick('refuse')).toBe(false);
    expect(isGrave('dismiss')).toBe(true);
    expect(isGrave('assign')).toBe(false);
  });
});

describe('the buttons of a report', () => {
  const one = [{}];
  it.each<[string, ReportState, unknown[], string[]]>([
    [
      'what waits is accepted, rejected or asked about',
      'PENDING',
      [],
      ['accept', 'reject', 'ask-info', 'recategorise'],
    ],
    [
      'the same matter nearby may be followed together',
      'PENDING',
      one,
      ['accept', 'reject', 'ask-info', 'recategorise', 'merge'],
    ],
    ['what is held is looked at first', 'HELD', one, ['pass', 'reject']],
    ['what was asked about waits for the citizen', 'NEED_INFO', one, []],
    ['what is decided is decided', 'ACCEPTED', one, []],
    ['what is withdrawn is gone', 'WITHDRAWN', one, []],
  ])('%s', (_, state, mergeable, acts) => {
    expect(reportActs({ state, mergeable }, true)).toEqual(acts);
  });
  it('are not there for who may only read', () => {
    for (const state of Object.keys(reportStates) as ReportState[]) {
      expect(reportActs({ state, mergeable: one }, false)).toEqual([]);
    }
  });
  it('are known for every state', () => {
    expect(Object.keys(reportStates)).toHaveLength(11);
    expect(Object.keys(issueStates)).toHaveLength(10);
  });
});
