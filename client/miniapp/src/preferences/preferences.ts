import type { Language } from '@minsheng/contracts';
import type { Theme } from '../device/appearance.js';

/** What a person has chosen about the look; `system` follows the phone. */
export type Appearance = 'system' | Theme;

export interface Preferences {
  language: Language;
  appearance: Appearance;
  /** 关怀版: larger text and targets, fewer things on a page. */
  isCare: boolean;
  /** Goes on to the next question by itself once an answer is chosen. */
  isAutoAdvance: boolean;
}

/** WeChat text this much larger than usual belongs to somebody who will want 关怀版. */
const largeText = 1.3;

/**
 * The preferences at start: what was kept, and for what was never chosen, what the phone suggests. Kept values of an
 * older version or of another hand are checked one by one.
 */
export function preferencesFrom(kept: unknown, phone: { language: string; textScale: number }): Preferences {
  const chosen = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<Record<keyof Preferences, unknown>>;
  return {
    language: chosen.language === 'en' || chosen.language === 'zh-CN' ? chosen.language : languageOf(phone.language),
    appearance: chosen.appearance === 'light' || chosen.appearance === 'dark' ? chosen.appearance : 'system',
    isCare: typeof chosen.isCare === 'boolean' ? chosen.isCare : phone.textScale >= largeText,
    isAutoAdvance: typeof chosen.isAutoAdvance === 'boolean' ? chosen.isAutoAdvance : true,
  };
}

/** 简体中文 first: only a phone set to English starts in English. */
function languageOf(tag: string): Language {
  return /^en\b|^en[_-]/i.test(tag) ? 'en' : 'zh-CN';
}

/** Classes of a page's root, by which the tokens take the chosen theme and scale. */
export function rootClasses({ appearance, isCare }: Pick<Preferences, 'appearance' | 'isCare'>): string {
  return [appearance === 'system' ? '' : `theme-${appearance}`, isCare ? 'care' : ''].filter(Boolean).join(' ');
}
