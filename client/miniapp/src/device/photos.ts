import Taro from '@tarojs/taro';
import { lend } from './lent-blobs.js';
import { fromDevice, type FromDevice } from './refusal.js';
import { isWeChat } from './target.js';

/** A picture as the phone hands it over: the path is temporary and may vanish, `keepFile` before leaving the page. */
export interface Photo {
  path: string;
}

/** Takes a photo (`camera`) or lets the person choose from the album; compressed, since mobile data is theirs. */
export function takePhotos(source: 'camera' | 'album', atMost: number): Promise<FromDevice<Photo[]>> {
  return fromDevice(async () => {
    if (!isWeChat) return (await pickFiles(source, atMost)).map((file) => ({ path: lend(file) }));
    const { tempFiles } = await Taro.chooseMedia({
      count: atMost,
      mediaType: ['image'],
      sourceType: [source],
      sizeType: ['compressed'],
    });
    return tempFiles.map((file) => ({ path: file.tempFilePath }));
  });
}

/** The browser's own dialog; on a phone `camera` opens the camera's app. @throws as WeChat does when it is closed */
function pickFiles(source: 'camera' | 'album', atMost: number): Promise<File[]> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/jpeg,image/png,image/webp';
    input.multiple = atMost > 1;
    if (source === 'camera') input.setAttribute('capture', 'environment');
    input.onchange = () => resolve(Array.from(input.files ?? []).slice(0, atMost));
    input.oncancel = () => reject({ errMsg: 'cancel' });
    input.click();
  });
}

/** Shows a picture over the whole screen, to be spread with two fingers. */
export function previewPhotos(addresses: string[], current: string): void {
  Taro.previewImage({ urls: addresses, current }).catch(() => undefined);
}
