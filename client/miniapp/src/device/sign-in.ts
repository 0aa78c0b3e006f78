import Taro from '@tarojs/taro';

/** The one-time code of `wx.login` (five minutes, one use), or null when WeChat gives none. */
export async function wechatCode(): Promise<string | null> {
  try {
    const { code } = await Taro.login();
    return code || null;
  } catch {
    return null;
  }
}
