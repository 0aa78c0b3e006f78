import Taro from '@tarojs/taro';

/** Back to where the person was asked to sign in. */
export function leaveSignIn(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: '/pages/mine/index' });
}
