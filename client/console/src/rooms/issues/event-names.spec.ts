import { eventKey } from './event-names.js';

/** What the ledger writes of an issue. */
const actions = [
  'raised',
  'triaged',
  'assigned',
  'signed',
  'transfer-asked',
  'transfer-decided',
  'started',
  'delegated',
  'escalated',
  'extension-asked',
  'extension-decided',
  'rectified',
  'returned',
  'closed',
  'reopened',
  'carried-over',
  'dismissed',
  'overdue',
  'reminded',
];

describe('the timeline of an issue', () => {
  it.each(actions)('has words for %s, with and without the room’s name', (action) => {
    expect(eventKey(`issues.${action}`)).toBe(`event.${action}`);
    expect(eventKey(action)).toBe(`event.${action}`);
  });
  it('shows an action that is not known here as it is written', () => {
    expect(eventKey('issues.sung')).toBeNull();
  });
});
