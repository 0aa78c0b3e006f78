import Taro from '@tarojs/taro';
import { takeBack } from './lent-blobs.js';
import { fromDevice, type FromDevice } from './refusal.js';
import { isWeChat } from './target.js';

/**
 * Pictures that are not sent yet. WeChat clears its temporary files whenever it likes and a browser forgets its object
 * addresses with the page: what a draft needs is copied to where it stays, WeChat's user folder (200 MB in all) or the
 * browser's IndexedDB.
 */
const folder = (): string => Taro.env.USER_DATA_PATH as string;

/** Copies a temporary picture to where it lasts. @returns the lasting path, the same after a restart. */
export function keepFile(temporaryPath: string, name: string): Promise<FromDevice<string>> {
  return fromDevice(async () => {
    if (!isWeChat) {
      const blob = takeBack(temporaryPath);
      await inCabinet('readwrite', (cabinet) => cabinet.put(blob, name));
      shown.set(name, URL.createObjectURL(blob));
      return name;
    }
    const path = `${folder()}/${name}.jpg`;
    await new Promise<void>((resolve, reject) => {
      Taro.getFileSystemManager().saveFile({
        tempFilePath: temporaryPath,
        filePath: path,
        success: () => resolve(),
        fail: reject,
      });
    });
    return path;
  });
}

export function removeFile(path: string): Promise<FromDevice<void>> {
  return fromDevice(async () => {
    if (!isWeChat) {
      await inCabinet('readwrite', (cabinet) => cabinet.delete(path));
      const address = shown.get(path);
      if (address) URL.revokeObjectURL(address);
      shown.delete(path);
      return;
    }
    await new Promise<void>((resolve, reject) => {
      Taro.getFileSystemManager().unlink({ filePath: path, success: () => resolve(), fail: reject });
    });
  });
}

/** The bytes of a kept picture. */
export function readBytes(path: string): Promise<FromDevice<Uint8Array>> {
  return fromDevice(async () => {
    if (!isWeChat) return new Uint8Array(await (await keptBlob(path)).arrayBuffer());
    return new Promise<Uint8Array>((resolve, reject) => {
      Taro.getFileSystemManager().readFile({
        filePath: path,
        success: ({ data }) => resolve(new Uint8Array(data as ArrayBuffer)),
        fail: reject,
      });
    });
  });
}

/** What an image element shows for a kept picture. */
export async function addressOf(path: string): Promise<string> {
  if (isWeChat) return path;
  const known = shown.get(path);
  if (known) return known;
  const address = URL.createObjectURL(await keptBlob(path));
  shown.set(path, address);
  return address;
}

/** A kept picture in a browser. @throws when the browser has cleared it */
export async function keptBlob(path: string): Promise<Blob> {
  const blob: unknown = await inCabinet('readonly', (cabinet) => cabinet.get(path));
  if (!(blob instanceof Blob)) throw new Error(`no picture ${path}`);
  return blob;
}

/** Object addresses of this start, by path. */
const shown = new Map<string, string>();

const cabinetName = 'pictures';

function inCabinet<T>(mode: IDBTransactionMode, act: (cabinet: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('minsheng', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(cabinetName);
    opening.onerror = () => reject(opening.error ?? new Error('no IndexedDB'));
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(cabinetName, mode);
      const request = act(transaction.objectStore(cabinetName));
      transaction.oncomplete = () => {
        database.close();
        resolve(request.result);
      };
      transaction.onabort = () => {
        database.close();
        reject(transaction.error ?? new Error('IndexedDB gave up'));
      };
    };
  });
}
