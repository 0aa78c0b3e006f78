import { choiceOf, countOf, deskPath, joined, listPath, neighbour, tabOf, tabsFor } from './desk-tabs.js';

const reports = { waiting: 4, held: 2, 'need-info': 0, appealed: 1, decided: 90, all: 97 };
const issues = {
  'to-dispatch': 12,
  'due-soon': 6,
  overdue: 3,
  'to-verify': 15,
  transfers: 2,
  handling: 48,
  closed: 100,
  all: 80,
};

describe('the lists of the desk', () => {
  it.each([
    ['all is what waits for acceptance and every issue', 'all', 84],
    ['reports alone', 'waiting', 4],
    ['issues alone', 'overdue', 3],
  ])('%s', (_, code, count) => {
    expect(countOf(tabOf(code), reports, issues)).toBe(count);
  });
  it('count nothing before both are known', () => {
    expect(countOf(tabOf('all'), reports, null)).toBeNull();
    expect(countOf(tabOf('all'), null, issues)).toBeNull();
    expect(countOf(tabOf('overdue'), null, issues)).toBe(3);
  });
  it('of an unknown name are the first one', () => {
    expect(tabOf('nonsense').code).toBe('all');
    expect(tabOf(undefined).code).toBe('all');
  });
  it('show no list of reports to who may not read them', () => {
    expect(tabsFor(false).map(({ code }) => code)).not.toContain('waiting');
    expect(tabsFor(true).map(({ code }) => code)).toContain('waiting');
  });
});

describe('the address of what was chosen', () => {
  it.each([
    ['all', null, '/desk'],
    ['overdue', null, '/desk/overdue'],
    ['all', { kind: 'issue', id: 'a/1' }, '/desk/all/issue-a%2F1'],
    ['waiting', { kind: 'report', id: '01J' }, '/desk/waiting/report-01J'],
  ] as const)('%s %j is %s', (tab, choice, path) => {
    expect(deskPath(tab, choice)).toBe(path);
  });
  it('is read back', () => {
    expect(choiceOf('issue-a-b')).toEqual({ kind: 'issue', id: 'a-b' });
    expect(choiceOf('unit-1')).toBeNull();
    expect(choiceOf(undefined)).toBeNull();
  });
});

describe('the question of a list', () => {
  it('names tab, filters and place in the list', () => {
    expect(listPath('/api/issues', 'overdue', { q: ' 文峰路 ', category: 'litter', area: 'A1' }, 'c2')).toBe(
      `/api/issues?tab=overdue&category=litter&area=A1&q=${encodeURIComponent('文峰路')}&cursor=c2`,
    );
  });
  it('leaves out what is not asked for', () => {
    expect(listPath('/api/issues', 'all', { q: '  ', category: null, area: null })).toBe('/api/issues?tab=all');
  });
});

describe('a list of several pages', () => {
  it('shows a row once, where it came first', () => {
    const pages = [{ rows: [{ id: 'a' }, { id: 'b' }] }, { rows: [{ id: 'b' }, { id: 'c' }] }];
    expect(joined(pages).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
  const rows = [
    { kind: 'report', id: '1' },
    { kind: 'issue', id: '1' },
    { kind: 'issue', id: '2' },
  ] as const;
  it.each([
    ['down from nothing is the first', null, 1, rows[0]],
    ['up from nothing too', null, -1, rows[0]],
    ['down from a report of the same id', rows[0], 1, rows[1]],
    ['up', rows[2], -1, rows[1]],
    ['ends at the end', rows[2], 1, null],
    ['ends at the top', rows[0], -1, null],
  ] as const)('%s', (_, chosen, step, expected) => {
    expect(neighbour(rows, chosen, step)).toEqual(expected);
  });
});
