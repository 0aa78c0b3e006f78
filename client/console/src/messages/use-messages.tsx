import { textIn, type Language, type LocalisedText } from '@minsheng/contracts';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';

import { sayIn, type Say } from './catalogue.js';

export interface Reader {
  language: Language;
  choose: (language: Language) => void;
  /** A message of the catalogue. */
  say: Say;
  /** A text that came in both languages. */
  text: (text: LocalisedText) => string;
}

const ReaderContext = createContext<Reader | null>(null);
const kept = 'minsheng.language';

/** Storage may be refused (private windows, policy): then the choice lasts as long as the page. */
function keptChoice(): Language {
  try {
    return localStorage.getItem(kept) === 'en' ? 'en' : 'zh-CN';
  } catch {
    return 'zh-CN';
  }
}

function keep(language: Language): void {
  try {
    localStorage.setItem(kept, language);
  } catch {
    // As above.
  }
}

export function ReaderProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(keptChoice);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const reader = useMemo<Reader>(
    () => ({
      language,
      choose: (chosen) => {
        // Set at once: requests made by the same click already ask in the new language.
        document.documentElement.lang = chosen;
        keep(chosen);
        setLanguage(chosen);
      },
      say: sayIn(language),
      text: (text) => textIn(text, language),
    }),
    [language],
  );
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

export function useMessages(): Reader {
  const reader = use(ReaderContext);
  if (reader === null) throw new Error('useMessages stands outside its ReaderProvider');
  return reader;
}
