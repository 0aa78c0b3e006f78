import Taro from '@tarojs/taro';

/** What the phone has kept under a key, or null; what cannot be read is as good as not kept. */
export function readKept<T>(key: string): T | null {
  try {
    const kept: unknown = Taro.getStorageSync(key);
    return kept === '' || kept === undefined || kept === null ? null : (kept as T);
  } catch {
    return null;
  }
}

/**
 * Keeps a value on the phone. WeChat allows 1 MB a key and 10 MB in all.
 *
 * @returns false when the phone has no room: the caller decides what that means.
 */
export function keep(key: string, value: unknown): boolean {
  try {
    Taro.setStorageSync(key, value);
    return true;
  } catch {
    return false;
  }
}

export function forget(key: string): void {
  try {
    Taro.removeStorageSync(key);
  } catch {
    // A key that was never kept is already forgotten.
  }
}
