import Taro from '@tarojs/taro';
import { fromDevice, type FromDevice } from './refusal.js';

/** A picture as the phone hands it over: the path is temporary and may vanish, `keepFile` before leaving the page. */
export interface Photo {
  path: string;
  bytes: number;
}

/** Takes a photo (`camera`) or lets the person choose from the album; compressed, since mobile data is theirs. */
export function takePhotos(source: 'camera' | 'album', atMost: number): Promise<FromDevice<Photo[]>> {
  return fromDevice(async () => {
    const { tempFiles } = await Taro.chooseMedia({
      count: atMost,
      mediaType: ['image'],
      sourceType: [source],
      sizeType: ['compressed'],
    });
    return tempFiles.map((file) => ({ path: file.tempFilePath, bytes: file.size }));
  });
}
