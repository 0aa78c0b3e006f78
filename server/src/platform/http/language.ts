import type { Language } from '@minsheng/contracts';

/** 简体中文 unless the reader's first choice is English. */
export function languageOf(headers: { 'accept-language'?: string | undefined }): Language {
  return /^\s*en\b/i.test(headers['accept-language'] ?? '') ? 'en' : 'zh-CN';
}
