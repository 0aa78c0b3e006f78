import { catalogue } from './index.js';
import { grouped, wholePercent } from './numbers.js';
import { zhCN } from './zh-CN.js';

type Tree = { [key: string]: string | Tree | ((...given: never[]) => string) };

/** `home.latest` → the message, through the whole catalogue. */
function leaves(tree: Tree, at = ''): [string, string | ((...given: never[]) => string)][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' ? leaves(value, `${at}${key}.`) : [[at + key, value] as [string, string]],
  );
}

const chinese = new Map(leaves(catalogue['zh-CN'] as Tree));
const english = new Map(leaves(catalogue.en as Tree));
/** Names of the languages themselves are written in their own language. */
const own = /^mine\.languages\./;

describe('the message catalogue', () => {
  it('has every message in both languages, and none in one only', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  it('has the same gaps to fill in both languages', () => {
    for (const [key, message] of chinese) {
      expect([key, typeof english.get(key)]).toEqual([key, typeof message]);
      if (typeof message === 'function')
        expect([key, (english.get(key) as () => string).length]).toEqual([key, message.length]);
    }
  });

  it('leaves no message empty, and no Chinese in the English ones', () => {
    for (const [key, message] of english) {
      if (typeof message !== 'string' || own.test(key)) continue;
      expect([key, message.trim() === '', /\p{Script=Han}/u.test(message)]).toEqual([key, false, false]);
    }
    for (const [key, message] of chinese)
      if (typeof message === 'string') expect([key, message.trim()]).not.toEqual([key, '']);
  });

  it('writes Chinese punctuation in Chinese sentences', () => {
    for (const [key, message] of chinese)
      if (typeof message === 'string' && !own.test(key))
        expect([key, /[\p{Script=Han}][,;!?]/u.test(message)]).toEqual([key, false]);
  });

  it.each([
    [1, '第一档'],
    [10, '第十档'],
    [12, '第十二档'],
    [20, '第二十档'],
    [21, '第二十一档'],
  ])('counts band %i as %s', (number, expected) => {
    expect(zhCN.ranking.band(number)).toBe(expected);
  });

  it.each([
    [[1, 2], '第 1–2 名'],
    [[8, 8], '第 8 名'],
  ] as const)('names the rank set %j as %s', ([from, to], expected) => {
    expect(zhCN.ranking.rankSet(from, to)).toBe(expected);
  });
});

describe('numbers in sentences', () => {
  it.each([
    [7, '7'],
    [999, '999'],
    [2462, '2,462'],
    [1234567, '1,234,567'],
    [412.4, '412'],
  ])('%d is written %s', (count, expected) => {
    expect(grouped(count)).toBe(expected);
  });

  it('a share is a whole per cent', () => {
    expect([0, 0.124, 0.125, 1].map(wholePercent)).toEqual([0, 12, 13, 100]);
  });
});
