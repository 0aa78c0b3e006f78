import Taro from '@tarojs/taro';
import { fromDevice, type FromDevice } from './refusal.js';

/** Moves a temporary file to where WeChat keeps it until it is removed (200 MB in all); returns its lasting path. */
export function keepFile(temporaryPath: string): Promise<FromDevice<string>> {
  return fromDevice(
    () =>
      new Promise<string>((resolve, reject) => {
        Taro.getFileSystemManager().saveFile({
          tempFilePath: temporaryPath,
          success: (result) => resolve((result as { savedFilePath: string }).savedFilePath),
          fail: reject,
        });
      }),
  );
}

export function removeFile(path: string): Promise<FromDevice<void>> {
  return fromDevice(
    () =>
      new Promise<void>((resolve, reject) => {
        Taro.getFileSystemManager().removeSavedFile({ filePath: path, success: () => resolve(), fail: reject });
      }),
  );
}
