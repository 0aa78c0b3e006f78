import type { Language } from '@minsheng/contracts';

import { en } from './en.js';
import { zhCN, type MessageKey, type Messages } from './zh-cn.js';

/** 简体中文 is written first and is the type: a key that English lacks does not compile. */
export const catalogues: Readonly<Record<Language, Messages>> = { 'zh-CN': zhCN, en };

/** Names between braces: `'第 {n} 期'` needs `n`. */
type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** What a message needs to be said: nothing, or a value for each of its names. */
export type ValuesOf<Key extends MessageKey> = [NamesIn<(typeof zhCN)[Key]>] extends [never]
  ? []
  : [Record<NamesIn<(typeof zhCN)[Key]>, string | number>];

/** Messages that need no values: what a table of titles may name. */
export type PlainKey = { [Key in MessageKey]: ValuesOf<Key> extends [] ? Key : never }[MessageKey];

export type Say = <Key extends MessageKey>(key: Key, ...values: ValuesOf<Key>) => string;

export function sayIn(language: Language): Say {
  return (key, ...values) => fillIn(catalogues[language][key], values[0] ?? {});
}

function fillIn(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export type { MessageKey };
