import type { MessageKey, PlainKey } from '../../messages/catalogue.js';
import { zhCN } from '../../messages/zh-cn.js';

const isKey = (key: string): key is MessageKey => Object.hasOwn(zhCN, key);

/** The name of what happened: `issues.assigned`, or bare `assigned`; null for an action that is not known here. */
export function eventKey(action: string): PlainKey | null {
  const key = `event.${action.replace(/^(?:issues|reports)\./, '')}`;
  return isKey(key) ? (key as PlainKey) : null;
}
