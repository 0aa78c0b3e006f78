import Taro from '@tarojs/taro';
import { keptBlob } from './files.js';
import { fromDevice, type FromDevice } from './refusal.js';
import { isWeChat } from './target.js';

export interface Upload {
  url: string;
  /** Where `keepFile` put it. */
  path: string;
  /** Name of the multipart field that carries the file. */
  field: string;
  headers: Record<string, string>;
  /** They go before the file. */
  fields: Record<string, string>;
}

/** What the server answered; WeChat hands the body over as text. */
export interface Uploaded {
  status: number;
  body: string;
}

/**
 * Sends one kept file as multipart/form-data.
 *
 * @param progress told the share sent so far, 0–1 (WeChat only)
 */
export function uploadFile(upload: Upload, progress?: (share: number) => void): Promise<FromDevice<Uploaded>> {
  return fromDevice(async () => {
    if (!isWeChat) {
      const form = new FormData();
      for (const [field, value] of Object.entries(upload.fields)) form.append(field, value);
      form.append(upload.field, await keptBlob(upload.path), 'photo.jpg');
      const answer = await fetch(upload.url, { method: 'POST', headers: upload.headers, body: form });
      return { status: answer.status, body: await answer.text() };
    }
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
