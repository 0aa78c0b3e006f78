import { entryOf, below, fill, match } from './paths.js';

describe('addresses of the console', () => {
  it.each([
    ['/', '/', {}],
    ['/polls', '/polls/', {}],
    ['/polls/:poll', '/polls/2026-B5', { poll: '2026-B5' }],
    ['/polls/:poll/ranking', '/polls/a%2Fb/ranking', { poll: 'a/b' }],
    ['/polls/:poll', '/polls', null],
    ['/polls/:poll', '/polls/1/ranking', null],
    ['/polls', '/units', null],
    ['/polls/:poll', '/polls/%E0%A4%A', null],
  ])('%s against %s', (pattern, path, values) => {
    expect(match(pattern, path)).toEqual(values);
  });

  it('an identifier survives being written into an address and read back', () => {
    for (const poll of ['2026-B5', 'a/b', '某市 5', '100%', 'x?y#z']) {
      expect(match('/polls/:poll/ranking', fill('/polls/:poll/ranking', { poll }))).toEqual({ poll });
    }
  });

  it.each([
    ['/console/', '/'],
    ['/console/polls', '/polls'],
    ['/console', '/'],
    ['/elsewhere', '/'],
  ])('%s is the page %s', (pathname, page) => {
    expect(below(pathname)).toBe(page);
  });
});

describe('the entry of the menu that a page belongs to', () => {
  const desk = { to: '/desk', under: ['/desk/:tab', '/desk/:tab/:item'] };
  const checks = { to: '/desk/to-verify', under: ['/desk/to-verify/:item'] };
  const home = { to: '/', under: [] };
  it.each([
    ['/desk', desk],
    ['/desk/overdue', desk],
    ['/desk/overdue/issue-1', desk],
    ['/desk/to-verify', checks],
    ['/desk/to-verify/issue-1', checks],
    ['/', home],
    ['/elsewhere', null],
  ])('%s', (path, entry) => {
    expect(entryOf([home, desk, checks], path)).toBe(entry);
  });
});
