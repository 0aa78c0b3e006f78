import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageCatalogues, say, type MessageKey } from './messages.js';

const { 'zh-CN': chinese, en: english } = messageCatalogues;
const keys = Object.keys(chinese) as MessageKey[];
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

describe('message catalogue', () => {
  it('both languages have the same messages', () => {
    expect(Object.keys(english).sort()).toEqual([...keys].sort());
  });

  it('every message says something in both languages', () => {
    for (const key of keys)
      expect([key, chinese[key].trim() === '', english[key].trim() === '']).toEqual([key, false, false]);
  });

  it('both languages fill in the same particulars', () => {
    const differing = keys.filter((key) => places(chinese[key]).join() !== places(english[key]).join());
    expect(differing).toEqual([]);
  });

  it('no Chinese is left in the English texts', () => {
    const left = keys.filter((key) => key !== 'site.otherLanguage' && /[\u4e00-\u9fff]/.test(english[key]));
    expect(left).toEqual([]);
  });

  it('a message without its particulars is refused rather than published with a hole', () => {
    expect(() => say('zh-CN', 'footer.nextAt')).toThrow('moment');
    expect(say('zh-CN', 'footer.nextAt', { moment: '明天' })).toBe('明天 发布');
  });

  it('every message is used somewhere', () => {
    const sources = [resolve(__dirname), resolve(__dirname, '../files'), resolve(__dirname, '../feed')]
      .flatMap((folder) => readdirSync(folder).map((name) => resolve(folder, name)))
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.endsWith('messages.ts'))
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    // Keys put together at run time: the fixed part of the template is what can be looked for.
    const patterns = [...sources.matchAll(/`([\w.]+)\$\{[^}]+\}(\w*)`/g)].map(
      ([, head = '', tail = '']) => new RegExp(`^${head.replaceAll('.', '\\.')}\\w+${tail}$`),
    );
    const unused = keys.filter(
      (key) => !sources.includes(`'${key}'`) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});
