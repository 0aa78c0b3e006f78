/** A text in the interface's two languages. 简体中文 is always there; English may repeat it when nothing better is known. */
export interface LocalisedText {
  zh: string;
  en: string;
}

export type Language = 'zh-CN' | 'en';

export function textIn(text: LocalisedText, language: Language): string {
  return language === 'en' ? text.en : text.zh;
}
