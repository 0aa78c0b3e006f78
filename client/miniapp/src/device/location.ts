import Taro from '@tarojs/taro';
import { fromDevice, type FromDevice } from './refusal.js';
import { isWeChat } from './target.js';

/** A point and the datum it is in: a wrong label moves it by half a kilometre. Degrees; accuracy in metres. */
export interface Fix {
  longitude: number;
  latitude: number;
  datum: 'GCJ-02' | 'WGS-84';
  accuracy: number;
}

/** Where the phone is. WeChat answers in GCJ-02, the datum of its map; a browser only knows WGS-84. */
export function currentFix(): Promise<FromDevice<Fix>> {
  const datum = isWeChat ? 'GCJ-02' : 'WGS-84';
  return fromDevice(async () => {
    // Below 3 s the high accuracy is silently ignored.
    const { longitude, latitude, accuracy } = await Taro.getLocation({
      type: datum === 'GCJ-02' ? 'gcj02' : 'wgs84',
      isHighAccuracy: true,
      highAccuracyExpireTime: 4000,
    });
    return { longitude, latitude, datum, accuracy };
  });
}
