import Taro from '@tarojs/taro';

export type Tab = 'home' | 'polls' | 'ranking' | 'mine';
export type InnerPage = 'sign-in' | 'method';

/** Moving is refused only while another move is under way: the first tap wins. */
const firstWins = (move: Promise<unknown>): void => void move.catch(() => undefined);

export function openTab(tab: Tab): void {
  firstWins(Taro.switchTab({ url: `/pages/${tab}/index` }));
}

export function openPage(page: InnerPage): void {
  firstWins(Taro.navigateTo({ url: `/pages/${page}/index` }));
}

/** Back to the page below; a page opened from a link has none, and leads to a tab instead. */
export function goBack(otherwise: Tab): void {
  if (Taro.getCurrentPages().length > 1) firstWins(Taro.navigateBack());
  else openTab(otherwise);
}
