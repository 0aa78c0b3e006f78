import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

describe('canonical JSON', () => {
  it.each([
    ['keys in code-unit order at every depth', { b: { z: 1, a: 2 }, a: 3 }, '{"a":3,"b":{"a":2,"z":1}}'],
    ['capitals before small letters, Chinese after both', { 分: 1, a: 2, B: 3 }, '{"B":3,"a":2,"分":1}'],
    ['lists in their own order', [3, 1, 2], '[3,1,2]'],
    ['a field without value left out, a null kept', { a: undefined, b: null }, '{"b":null}'],
    ['a hole in a list as null', [undefined, 1], '[null,1]'],
    ['instants as ISO 8601 in UTC', { at: new Date('2026-11-22T09:00:00+08:00') }, '{"at":"2026-11-22T01:00:00.000Z"}'],
    ['numbers as JavaScript prints them', [1.0, 1e21, -0, 0.1], '[1,1e+21,0,0.1]'],
    [
      'line separators as they are (RFC 8785)',
      { b: 1, a: [true, null, 'é\u2028"'] },
      '{"a":[true,null,"é\u2028\\""],"b":1}',
    ],
    [
      'control characters, digits and signs in code-unit order',
      { '\u20ac': 1, '\r': 2, '1': 3 },
      '{"\\r":2,"1":3,"\u20ac":1}',
    ],
    ['text with its quotes and control characters escaped', 'a"\n', '"a\\"\\n"'],
  ])('writes %s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([
    ['not a number', { a: NaN }],
    ['an infinity', [Infinity]],
    ['a bigint', 1n],
    ['a function', { f: () => 1 }],
    ['a symbol', Symbol('s')],
    ['nothing at all', undefined],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('is one text for one value, whatever the order of its keys, and reads back as the value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });
});
