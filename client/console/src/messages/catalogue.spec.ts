import { catalogues, sayIn, type MessageKey } from './catalogue.js';

const { 'zh-CN': zh, en } = catalogues;
const keys = Object.keys(zh) as MessageKey[];
const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

describe('the message catalogue', () => {
  it('has the same keys in both languages', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  it('leaves nothing unsaid', () => {
    expect(keys.filter((key) => zh[key].trim() === '' || en[key].trim() === '')).toEqual([]);
  });

  it('asks for the same values in both languages', () => {
    expect(keys.filter((key) => names(zh[key]).join() !== names(en[key]).join())).toEqual([]);
  });

  it('keeps Chinese out of English, but for names', () => {
    const isName = (key: string) => key === 'app.name' || key === 'language.other';
    expect(keys.filter((key) => !isName(key) && /\p{Script=Han}/u.test(en[key]))).toEqual([]);
  });

  it('is said in Chinese in Chinese, but for words that are symbols', () => {
    const isSymbol = (key: string) => key === 'language.other';
    expect(keys.filter((key) => !isSymbol(key) && !/\p{Script=Han}|\{/u.test(zh[key]))).toEqual([]);
  });

  it('fills in values, and keeps a value that looks like a name as it is', () => {
    expect(sayIn('zh-CN')('state.quote-code', { code: '{code}' })).toContain('{code}');
    expect(sayIn('en')('state.quote-code', { code: 'a.b' })).toContain('a.b');
  });
});
