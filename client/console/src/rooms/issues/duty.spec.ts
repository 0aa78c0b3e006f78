import type { IssueRow } from '@minsheng/contracts';

import { issueTabOf, openDuty, remarksOf, rowsOf } from './duty.js';

const row = (id: string, dueAt: string | null, part: Partial<IssueRow> = {}): IssueRow => ({
  id,
  number: `SP-20260109-${id}`,
  state: 'IN_PROGRESS',
  origin: 'REPORT',
  category: { code: 'litter', name: { zh: '垃圾乱堆', en: 'Litter' }, police: null },
  area: null,
  point: null,
  placeText: null,
  lead: null,
  role: 'LEAD',
  grade: 'GENERAL',
  tier: 1,
  raisedAt: '2026-01-09T07:00:00Z',
  dueAt,
  due: 'in-time',
  stepDueAt: null,
  reports: 1,
  returns: 0,
  isReopened: false,
  recurrenceOf: null,
  thumbnail: null,
  ...part,
});
const late = row('00001', '2026-01-08T10:00:00Z');
const today = row('00002', '2026-01-09T10:00:00Z');
const unsigned = row('00003', '2026-01-14T10:00:00Z');
const later = row('00004', '2026-01-20T10:00:00Z');
const open = row('00005', null);
const duty = { toSign: [unsigned], dueToday: [today], overdue: [late], handling: [open, later, late, today] };

describe('what a unit has to do', () => {
  it('is one list by the time it is due, each matter once', () => {
    expect(openDuty(duty).map(({ id }) => id)).toEqual(['00001', '00002', '00003', '00004', '00005']);
  });
  it('is shown whole or in parts', () => {
    expect(rowsOf(duty, 'open')).toHaveLength(5);
    expect(rowsOf(duty, 'to-sign')).toEqual([unsigned]);
    expect(rowsOf(duty, 'overdue')).toEqual([late]);
    expect(rowsOf(duty, 'due-today')).toEqual([today]);
  });
  it('asks for what is over and what waits for a check', () => {
    expect(issueTabOf('closed')).toBe('closed');
    expect(issueTabOf('to-verify')).toBe('to-verify');
    expect(issueTabOf('open')).toBeNull();
  });
});

describe('the remarks of a row', () => {
  it.each<[string, Partial<IssueRow>, ReturnType<typeof remarksOf>]>([
    ['nothing for an ordinary one', {}, []],
    ['three citizens reported it', { reports: 3 }, [{ kind: 'reports', count: 3 }]],
    ['the check sent it back', { returns: 1 }, [{ kind: 'returns', count: 1 }]],
    [
      'the citizen was not satisfied, and it is not the first time here',
      { isReopened: true, recurrenceOf: 'SP-20251201-00007' },
      [{ kind: 'reopened' }, { kind: 'recurs' }],
    ],
  ])('%s', (_, part, remarks) => {
    expect(remarksOf(row('1', null, part))).toEqual(remarks);
  });
});
