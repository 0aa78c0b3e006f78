/** What crosses between a mini-program's two threads: JSON and nothing else. */

/** One `setData` may carry this much (WeChat's limit). */
export const largestSetData = 1024 * 1024;

/** Anything through the bridge: functions, dates and cycles do not survive it, and a cycle throws. */
export function acrossBridge<T>(value: T): T {
  const carried = JSON.stringify(value) as string | undefined;
  return (carried === undefined ? undefined : JSON.parse(carried)) as T;
}

/** Sets `root.cn.[0].cn.[1].v` and the like; what is missing on the way is made. */
export function setPath(target: object, path: string, value: unknown): void {
  const keys = path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean);
  const last = keys.pop();
  if (last === undefined) throw new Error('setData without a path');
  let holder = target as Record<string, unknown>;
  keys.forEach((key, index) => {
    holder[key] ??= /^\d+$/.test(keys[index + 1] ?? last) ? [] : {};
    holder = holder[key] as Record<string, unknown>;
  });
  holder[last] = value;
}
