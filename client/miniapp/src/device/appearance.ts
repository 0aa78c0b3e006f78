import Taro from '@tarojs/taro';
import { isWeChat } from './target.js';

export type Theme = 'light' | 'dark';

const darkQuery = '(prefers-color-scheme: dark)';

export function systemTheme(): Theme {
  if (isWeChat) return Taro.getAppBaseInfo().theme === 'dark' ? 'dark' : 'light';
  return window.matchMedia(darkQuery).matches ? 'dark' : 'light';
}

/** Calls `heard` when the phone turns dark or light; returns how to stop listening. */
export function onSystemTheme(heard: (theme: Theme) => void): () => void {
  if (isWeChat) {
    const listener = ({ theme }: { theme?: string }): void => heard(theme === 'dark' ? 'dark' : 'light');
    Taro.onThemeChange(listener);
    return () => Taro.offThemeChange(listener);
  }
  const query = window.matchMedia(darkQuery);
  const listener = (): void => heard(query.matches ? 'dark' : 'light');
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Paints what lies outside our pages: the status bar's figures and the ground seen when a page is pulled beyond its end. */
export function paintWindow(theme: Theme, background: string): void {
  if (!isWeChat) {
    document.documentElement.style.background = background;
    return;
  }
  const frontColor = theme === 'dark' ? '#ffffff' : '#000000';
  // Refused on a page that is already closing; the next page paints again.
  Taro.setNavigationBarColor({ frontColor, backgroundColor: background }).catch(() => undefined);
  Taro.setBackgroundColor({
    backgroundColor: background,
    backgroundColorTop: background,
    backgroundColorBottom: background,
  }).catch(() => undefined);
}

/** Tells a browser's screen reader which language the page now speaks; WeChat follows the phone. */
export function speakLanguage(language: string, title: string): void {
  if (isWeChat) return;
  document.documentElement.lang = language;
  document.title = title;
}
