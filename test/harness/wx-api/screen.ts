import { accepted, Listeners, wxFunction } from './call.js';
import type { Permissions } from './permissions.js';

/** What WeChat itself puts on the screen, and what the phone looks like. */
export class Screen {
  readonly toasts: string[] = [];
  readonly modals: { title?: string; content?: string }[] = [];
  readonly dialled: string[] = [];
  clipboard = '';
  theme: 'light' | 'dark' = 'light';
  language = 'zh_CN';
  fontSizeScaleFactor = 1;
  readonly themeChanges = new Listeners<{ theme: 'light' | 'dark' }>();
  private readonly answers: boolean[] = [];

  /** How the person answers the next dialogs; yes when nothing is said. */
  willAnswer(...answers: boolean[]): void {
    this.answers.push(...answers);
  }

  answer(): boolean {
    return this.answers.shift() ?? true;
  }

  turn(theme: 'light' | 'dark'): void {
    this.theme = theme;
    this.themeChanges.tell({ theme });
  }
}

export function screenApi(screen: Screen, permissions: Permissions) {
  const phone = () => ({
    platform: 'ios',
    system: 'iOS 17.0',
    SDKVersion: '3.8.0',
    version: '8.0.50',
    brand: 'iPhone',
    model: 'iPhone 13',
    pixelRatio: 3,
    screenWidth: 375,
    screenHeight: 812,
    windowWidth: 375,
    windowHeight: 812,
    statusBarHeight: 44,
    language: screen.language,
    theme: screen.theme,
    fontSizeSetting: 16 * screen.fontSizeScaleFactor,
    fontSizeScaleFactor: screen.fontSizeScaleFactor,
    safeArea: { left: 0, right: 375, top: 44, bottom: 778, width: 375, height: 734 },
  });
  return {
    getSystemInfoSync: phone,
    getSystemInfo: wxFunction('getSystemInfo', phone),
    getSystemInfoAsync: wxFunction('getSystemInfoAsync', phone),
    getWindowInfo: phone,
    getDeviceInfo: phone,
    getAppBaseInfo: phone,
    getSystemSetting: () => ({ locationEnabled: true, wifiEnabled: true }),
    getMenuButtonBoundingClientRect: () => ({ left: 281, right: 368, top: 48, bottom: 80, width: 87, height: 32 }),
    canIUse: () => true,
    onThemeChange: screen.themeChanges.on,
    offThemeChange: screen.themeChanges.off,
    showToast: wxFunction('showToast', ({ title }: { title: string }) => void screen.toasts.push(title)),
    showModal: wxFunction('showModal', ({ title, content }: { title?: string; content?: string }) => {
      screen.modals.push({ title, content });
      const confirm = screen.answer();
      return { confirm, cancel: !confirm };
    }),
    showActionSheet: wxFunction('showActionSheet', () => ({ tapIndex: 0 })),
    makePhoneCall: wxFunction(
      'makePhoneCall',
      ({ phoneNumber }: { phoneNumber: string }) => void screen.dialled.push(phoneNumber),
    ),
    setClipboardData: wxFunction('setClipboardData', ({ data }: { data: string }) => {
      permissions.passPrivacy('setClipboardData');
      screen.clipboard = data;
    }),
    getClipboardData: wxFunction('getClipboardData', () => {
      permissions.passPrivacy('getClipboardData');
      return { data: screen.clipboard };
    }),
    ...accepted(
      'hideToast',
      'showLoading',
      'hideLoading',
      'setNavigationBarTitle',
      'setNavigationBarColor',
      'setBackgroundColor',
      'setBackgroundTextStyle',
      'startPullDownRefresh',
      'stopPullDownRefresh',
      'pageScrollTo',
      'vibrateShort',
      'previewImage',
      'showTabBar',
      'hideTabBar',
    ),
  };
}
