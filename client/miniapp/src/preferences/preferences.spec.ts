import { preferencesFrom, rootClasses } from './preferences.js';

const phone = { language: 'zh_CN', textScale: 1 };

describe('preferences at start', () => {
  it.each([
    ['zh_CN', 'zh-CN'],
    ['zh-Hant-TW', 'zh-CN'],
    ['en', 'en'],
    ['en-GB', 'en'],
    ['en_US', 'en'],
    ['eng-unknown', 'zh-CN'],
    ['fr', 'zh-CN'],
    ['', 'zh-CN'],
  ])('a phone set to “%s” starts in %s', (language, expected) => {
    expect(preferencesFrom(null, { ...phone, language }).language).toBe(expected);
  });

  it('large WeChat text starts 关怀版, but a choice once made stands', () => {
    expect(preferencesFrom(null, { ...phone, textScale: 1.4 }).isCare).toBe(true);
    expect(preferencesFrom({ isCare: false }, { ...phone, textScale: 1.4 }).isCare).toBe(false);
  });

  it('what was chosen stands', () => {
    const chosen = { language: 'en', appearance: 'dark', isCare: true, isAutoAdvance: false };
    expect(preferencesFrom(chosen, phone)).toEqual(chosen);
  });

  it.each([null, undefined, 7, 'en', [], { language: 'de', appearance: 'pink', isCare: 'yes' }])(
    'what cannot be read (%j) is as if never chosen',
    (kept) => {
      expect(preferencesFrom(kept, phone)).toEqual({
        language: 'zh-CN',
        appearance: 'system',
        isCare: false,
        isAutoAdvance: true,
      });
    },
  );
});

describe('the classes of a page', () => {
  it.each([
    [{ appearance: 'system', isCare: false }, ''],
    [{ appearance: 'dark', isCare: false }, 'theme-dark'],
    [{ appearance: 'light', isCare: true }, 'theme-light care'],
  ] as const)('for %j are “%s”', (choice, expected) => {
    expect(rootClasses(choice)).toBe(expected);
  });
});
