import Taro from '@tarojs/taro';
import { fromDevice, type FromDevice } from './refusal.js';

export interface Upload {
  url: string;
  path: string;
  /** Name of the multipart field that carries the file. */
  field: string;
  headers: Record<string, string>;
  fields: Record<string, string>;
}

/** What the server answered; WeChat hands the body over as text. */
export interface Uploaded {
  status: number;
  body: string;
}

/**
 * Sends one file as multipart/form-data.
 *
 * @param progress told the share sent so far, 0–1.
 */
export function uploadFile(upload: Upload, progress?: (share: number) => void): Promise<FromDevice<Uploaded>> {
  return fromDevice(async () => {
    const task = Taro.uploadFile({
      url: upload.url,
      filePath: upload.path,
      name: upload.field,
      header: upload.headers,
      formData: upload.fields,
    });
    if (progress) task.progress(({ progress: percent }) => progress(percent / 100));
    const { statusCode, data } = await task;
    return { status: statusCode, body: data };
  });
}
