import Taro from '@tarojs/taro';
import type { GivenPoint } from '@minsheng/contracts';
import { fromDevice, type FromDevice } from './refusal.js';
import { isWeChat } from './target.js';

/**
 * Where the phone is, with the datum it says it in: a wrong label moves the point by half a kilometre. WeChat answers in
 * GCJ-02, the datum of its map; a browser only knows WGS 84.
 */
export function currentPoint(): Promise<FromDevice<GivenPoint>> {
  return fromDevice(async () => {
    // Below 3 s the high accuracy is silently ignored.
    const { longitude, latitude, accuracy } = await Taro.getLocation({
      type: isWeChat ? 'gcj02' : 'wgs84',
      isHighAccuracy: true,
      highAccuracyExpireTime: 4000,
    });
    return {
      lng: longitude,
      lat: latitude,
      datum: isWeChat ? 'GCJ02' : 'WGS84',
      accuracyMetres: Number.isFinite(accuracy) && accuracy >= 0 ? accuracy : null,
      source: 'DEVICE',
    };
  });
}
