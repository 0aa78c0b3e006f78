import fc from 'fast-check';
import { compilePattern } from '../compile/expression/compile-pattern.js';
import { matches } from './pattern.js';

function isMatch(pattern: string, text: string): boolean {
  const compiled = compilePattern(pattern);
  if ('zh' in compiled) throw new Error(compiled.en);
  return matches(compiled.program, text);
}

describe('patterns', () => {
  it.each<[string, string, boolean]>([
    ['^1[3-9]\\d{9}$', '13800138000', true],
    ['^1[3-9]\\d{9}$', '1380013800', false],
    ['abc', 'xabcx', false],
    ['a|b|', '', true],
    ['(?:ab)+', 'ababab', true],
    ['(ab|c)*', 'abcab', true],
    ['[^0-9]+', '路灯', true],
    ['.', '𠮷', true],
    ['.', '\n', false],
    ['\\s', '　', true],
    ['\\S\\D\\W', '路路路', true],
    ['\\w+', 'a_9', true],
    ['a{2}', 'aaa', false],
    ['a{2,}', 'aaa', true],
    ['a{1,2}?', 'aa', true],
    ['\\u4e00', '一', true],
    ['[\\]\\\\a-]+', ']\\a-', true],
    ['\\.\\*', '.*', true],
    ['[^]', '任', true],
  ])('%s and %p: %p', (pattern, text, expected) => {
    expect(isMatch(pattern, text)).toBe(expected);
  });

  it.each<[string, number]>([
    ['(a', 0],
    ['a)', 1],
    ['[a', 0],
    ['[b-a]', 3],
    ['*a', 0],
    ['a**', 1],
    ['a{3,1}', 1],
    ['a{1000}', 1],
    ['(a)\\1', 3],
    ['(?=a)', 0],
    ['(?<n>a)', 0],
    ['\\bword', 0],
    ['a^b', 1],
    ['^a|b$', 0],
    ['\\u12', 0],
    [`${'('.repeat(40)}a${')'.repeat(40)}`, 31],
    ['(((a{200}){200}){200}){200}', 0],
    ['(((((){200}){200}){200}){200}){200}', 0],
  ])('refuses %s and says where', (pattern, at) => {
    const compiled = compilePattern(pattern);
    expect('zh' in compiled && compiled.at).toBe(at);
  });

  it('takes no longer than text times pattern, where others would search till the end of time', () => {
    expect(isMatch('(a*)*b', 'a'.repeat(20_000))).toBe(false);
    expect(isMatch('(a|a)*', `${'a'.repeat(20_000)}!`)).toBe(false);
  });

  it('agrees with the language’s own expressions on whole texts', () => {
    const piece = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '1', '(a|b)', '(?:a1)?', 'a{1,2}', '(b|)');
    const quantified = fc
      .tuple(piece, fc.constantFrom('', '', '?', '+', '*', '{2}', '{1,3}'))
      .map(([one, times]) => (/[?}*+]$/.test(one) ? `(${one})${times}` : one + times));
    const pattern = fc.array(quantified, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 8 }), (source, text) => {
        expect(isMatch(source, text)).toBe(new RegExp(`^(?:${source})$`).test(text));
      }),
      { numRuns: 600, seed: 20261122 },
    );
  });
});
