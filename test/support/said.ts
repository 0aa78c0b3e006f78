import type { LocalisedText } from '@minsheng/contracts';

/** In both languages; where only one is looked at, the same in both. */
export const said = (zh: string, en = zh): LocalisedText => ({ zh, en });
