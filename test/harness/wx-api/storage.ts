import { acrossBridge } from '../bridge.js';
import { Failure, wxFunction } from './call.js';

/** WeChat's limits: 1 MB a key, 10 MB in all. */
export const storageLimits = { key: 1024 * 1024, all: 10 * 1024 * 1024 };

/** The key-value storage of one phone; it outlives the app, so that a spec can start the app again. */
export class PhoneStorage {
  private readonly kept = new Map<string, { value: unknown; bytes: number }>();

  read(key: string): unknown {
    return acrossBridge(this.kept.get(key)?.value);
  }

  has(key: string): boolean {
    return this.kept.has(key);
  }

  /** @throws Failure in WeChat's words when there is no room. */
  write(key: string, value: unknown): void {
    const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
    if (bytes > storageLimits.key) throw new Failure('entry size limit reached');
    const others = [...this.kept].reduce((sum, [other, entry]) => sum + (other === key ? 0 : entry.bytes), 0);
    if (others + bytes > storageLimits.all) throw new Failure('exceed storage max size 10Mb');
    this.kept.set(key, { value: acrossBridge(value), bytes });
  }

  remove(key: string): void {
    this.kept.delete(key);
  }

  clear(): void {
    this.kept.clear();
  }

  info(): { keys: string[]; currentSize: number; limitSize: number } {
    const bytes = [...this.kept.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    return { keys: [...this.kept.keys()], currentSize: Math.ceil(bytes / 1024), limitSize: storageLimits.all / 1024 };
  }
}

export function storageApi(storage: PhoneStorage) {
  const must = (name: string, act: () => void): void => {
    try {
      act();
    } catch (error) {
      throw error instanceof Failure ? new Error(`${name}:fail ${error.reason}`) : error;
    }
  };
  return {
    getStorageSync: (key: string) => storage.read(key) ?? '',
    setStorageSync: (key: string, value: unknown) => must('setStorageSync', () => storage.write(key, value)),
    removeStorageSync: (key: string) => storage.remove(key),
    clearStorageSync: () => storage.clear(),
    getStorageInfoSync: () => storage.info(),
    getStorage: wxFunction('getStorage', ({ key }: { key: string }) => {
      if (!storage.has(key)) throw new Failure('data not found');
      return { data: storage.read(key) };
    }),
    setStorage: wxFunction('setStorage', ({ key, data }: { key: string; data: unknown }) => storage.write(key, data)),
    removeStorage: wxFunction('removeStorage', ({ key }: { key: string }) => storage.remove(key)),
    clearStorage: wxFunction('clearStorage', () => storage.clear()),
    getStorageInfo: wxFunction('getStorageInfo', () => storage.info()),
  };
}
