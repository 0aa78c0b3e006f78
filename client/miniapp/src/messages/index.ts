import type { Language } from '@minsheng/contracts';
import { en } from './en.js';
import { zhCN, type Messages } from './zh-CN.js';

export type { Messages } from './zh-CN.js';

export const catalogue: Readonly<Record<Language, Messages>> = { 'zh-CN': zhCN, en };
