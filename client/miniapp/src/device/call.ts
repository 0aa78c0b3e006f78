import Taro from '@tarojs/taro';
import { isWeChat } from './target.js';

/** Opens the phone's dialler with the number filled in; the person presses the call button. */
export function dial(phoneNumber: string): void {
  if (!isWeChat) {
    window.location.href = `tel:${phoneNumber}`;
    return;
  }
  // A person who closes the dialler has not run into an error.
  Taro.makePhoneCall({ phoneNumber }).catch(() => undefined);
}
