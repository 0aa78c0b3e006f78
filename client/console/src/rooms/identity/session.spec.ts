import type { StaffProfile } from '@minsheng/contracts';

import { holds, sessionAfter, type Session, type SessionEvent } from './session.js';

const profile: StaffProfile = {
  id: '1',
  name: 'zhou',
  displayName: '周敏',
  grants: [],
  permissions: ['polls.read'],
};

const after = (...events: SessionEvent[]) => events.reduce<Session>(sessionAfter, { state: 'asking' });

describe('the session at this desk', () => {
  it.each<[string, SessionEvent[], Session]>([
    ['nobody was signed in', [{ kind: 'learned', profile: null }], { state: 'signed-out', because: 'nobody' }],
    ['somebody is', [{ kind: 'learned', profile }], { state: 'signed-in', profile }],
    ['somebody left', [{ kind: 'learned', profile }, { kind: 'left' }], { state: 'signed-out', because: 'left' }],
    [
      'a session ran out',
      [{ kind: 'learned', profile }, { kind: 'lost' }],
      { state: 'signed-out', because: 'expired' },
    ],
    [
      'a session runs out once, though several panels say so',
      [{ kind: 'learned', profile }, { kind: 'lost' }, { kind: 'lost' }],
      { state: 'signed-out', because: 'expired' },
    ],
    [
      'somebody who left did not run out',
      [{ kind: 'learned', profile }, { kind: 'left' }, { kind: 'lost' }],
      { state: 'signed-out', because: 'left' },
    ],
    [
      'an unreachable server does not sign anybody out',
      [{ kind: 'failed', failure: { kind: 'unreachable' } }],
      { state: 'unknown', failure: { kind: 'unreachable' } },
    ],
  ])('%s', (_, events, expected) => {
    expect(after(...events)).toEqual(expected);
  });

  it('permissions are held by who is signed in, and only those named', () => {
    const signedIn = after({ kind: 'learned', profile });
    expect(holds(signedIn, 'polls.read')).toBe(true);
    expect(holds(signedIn, 'polls')).toBe(false);
    expect(holds(after({ kind: 'left' }), 'polls.read')).toBe(false);
  });
});
