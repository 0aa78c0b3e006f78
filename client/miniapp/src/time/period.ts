import type { Language } from '@minsheng/contracts';

/** A calendar period in words: `2026-B5` is 2026 年第 5 期. A key of another kind of period stands as it is. */
export function periodText(key: string, language: Language): string {
  const parts = /^(\d{4})-B(\d+)$/.exec(key);
  if (!parts) return key;
  const [, year, number] = parts;
  return language === 'en' ? `${year}, period ${number}` : `${year} 年第 ${number} 期`;
}
