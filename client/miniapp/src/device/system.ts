import Taro from '@tarojs/taro';
import { isWeChat } from './target.js';

/** CSS px taken by the phone itself above and below a page, and by WeChat's capsule at the upper right. */
export interface WindowEdges {
  statusBar: number;
  header: number;
  capsule: number;
  bottom: number;
}

const browserEdges: WindowEdges = { statusBar: 0, header: 52, capsule: 0, bottom: 0 };

export function windowEdges(): WindowEdges {
  if (!isWeChat) return browserEdges;
  const { statusBarHeight = 20, windowWidth, screenHeight, safeArea } = Taro.getWindowInfo();
  const capsule = Taro.getMenuButtonBoundingClientRect();
  return {
    statusBar: statusBarHeight,
    // The capsule floats in the middle of the header: as much room below it as above.
    header: (capsule.top - statusBarHeight) * 2 + capsule.height,
    capsule: windowWidth - capsule.left,
    bottom: safeArea ? screenHeight - safeArea.bottom : 0,
  };
}

/** The language the phone is set to, as a BCP 47-like tag (`zh_CN`, `en`). */
export function systemLanguage(): string {
  return isWeChat ? Taro.getAppBaseInfo().language : navigator.language;
}

/** How much larger than usual the person has set text in WeChat; 1 in a browser, which scales pages itself. */
export function systemTextScale(): number {
  if (!isWeChat) return 1;
  const { fontSizeScaleFactor } = Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number };
  return fontSizeScaleFactor ?? 1;
}
