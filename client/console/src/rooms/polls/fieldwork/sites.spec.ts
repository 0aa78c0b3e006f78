import { sitesByNeed } from './sites.js';

const site = (code: string, received: number, target: number) => ({
  code,
  name: { zh: code, en: code },
  areaName: { zh: '东区', en: 'East' },
  kind: 'STREET' as const,
  received,
  target,
});
const interviews = { received: 0, target: 200, due: 100 };

describe('the sites of a poll', () => {
  it('stand with the furthest behind first', () => {
    const sites = sitesByNeed({ sites: [site('a', 30, 40), site('b', 4, 20), site('c', 10, 20)], interviews });
    expect(sites.map(({ code }) => code)).toEqual(['b', 'c', 'a']);
  });

  it.each([
    [14, true],
    [15, false],
    [40, false],
  ])('%i of 20 due by now: clearly behind is %s', (received, expected) => {
    const [only] = sitesByNeed({ sites: [site('a', received, 40)], interviews });
    expect([only?.due, only?.isBehind]).toEqual([20, expected]);
  });

  it('before the window nothing is due and nobody is behind', () => {
    const [only] = sitesByNeed({ sites: [site('a', 0, 40)], interviews: { ...interviews, due: 0 } });
    expect(only?.isBehind).toBe(false);
  });

  it('a site without a target stands last', () => {
    const sites = sitesByNeed({ sites: [site('a', 3, 0), site('b', 4, 20)], interviews });
    expect(sites.map(({ code }) => code)).toEqual(['b', 'a']);
  });
});
