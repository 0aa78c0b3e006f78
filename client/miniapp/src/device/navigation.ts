import Taro from '@tarojs/taro';
import { isWeChat } from './target.js';

export type Tab = 'home' | 'polls' | 'ranking' | 'mine';
export type InnerPage =
  | 'sign-in'
  | 'method'
  | 'poll'
  | 'answer'
  | 'receipt'
  | 'plan'
  | 'snap'
  | 'reports'
  | 'report'
  | 'inbox';
/** Pages of the sub-package for those who handle issues. */
export type HandlingPage = 'duty' | 'issue' | 'sign-in';

/** Moving is refused only while another move is under way: the first tap wins. */
const firstWins = (move: Promise<unknown>): void => void move.catch(() => undefined);

export function openTab(tab: Tab): void {
  firstWins(Taro.switchTab({ url: `/pages/${tab}/index` }));
}

const withId = (address: string, id?: string): string => (id === undefined ? address : `${address}?id=${id}`);

/** @param id of what the page shows */
export function openPage(page: InnerPage, id?: string): void {
  firstWins(Taro.navigateTo({ url: withId(`/pages/${page}/index`, id) }));
}

export function openHandling(page: HandlingPage, id?: string): void {
  firstWins(Taro.navigateTo({ url: withId(`/handling/${page}/index`, id) }));
}

/** Opens a page in place of the one on screen: the way back leads past it. */
export function replacePage(page: InnerPage, id?: string): void {
  firstWins(Taro.redirectTo({ url: withId(`/pages/${page}/index`, id) }));
}

/** Back to the page below; a page opened from a link has none, and leads to a tab instead. */
export function goBack(otherwise: Tab): void {
  if (Taro.getCurrentPages().length > 1) firstWins(Taro.navigateBack());
  else openTab(otherwise);
}

/** Brings keyboard and reader of a browser to an element; WeChat's reader follows the screen by itself. */
export function focusOn(id: string): void {
  if (!isWeChat) document.getElementById(id)?.focus({ preventScroll: true });
}

/** The page's content begins anew: its top comes into sight. */
export function scrollToTop(): void {
  firstWins(Taro.pageScrollTo({ scrollTop: 0, duration: 0 }));
}
