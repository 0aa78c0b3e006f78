import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { palettes } from '@minsheng/design';
import { onSystemTheme, paintWindow, speakLanguage, systemTheme, type Theme } from '../device/appearance.js';
import { keep, readKept } from '../device/storage.js';
import { systemLanguage, systemTextScale } from '../device/system.js';
import { catalogue, type Messages } from '../messages/index.js';
import { preferencesFrom, type Preferences } from './preferences.js';

interface PreferencesInUse extends Preferences {
  /** The theme on screen: the chosen one, or the phone's. */
  theme: Theme;
  messages: Messages;
  choose(change: Partial<Preferences>): void;
}

const key = 'preferences';
const Context = createContext<PreferencesInUse | null>(null);

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(() =>
    preferencesFrom(readKept(key), { language: systemLanguage(), textScale: systemTextScale() }),
  );
  const [phoneTheme, setPhoneTheme] = useState(systemTheme);
  useEffect(() => onSystemTheme(setPhoneTheme), []);

  const choose = useCallback((change: Partial<Preferences>) => {
    setPreferences((current) => {
      const next = { ...current, ...change };
      // A full phone forgets the choice at the next start and nothing worse.
      keep(key, next);
      return next;
    });
  }, []);

  const messages = catalogue[preferences.language];
  const theme = preferences.appearance === 'system' ? phoneTheme : preferences.appearance;
  useEffect(() => speakLanguage(preferences.language, messages.product), [preferences.language, messages]);

  const inUse = useMemo(() => ({ ...preferences, theme, messages, choose }), [preferences, theme, messages, choose]);
  return <Context.Provider value={inUse}>{children}</Context.Provider>;
}

export function usePreferences(): PreferencesInUse {
  const inUse = useContext(Context);
  if (!inUse) throw new Error('usePreferences outside PreferencesProvider');
  return inUse;
}

/** Gives the phone's own surfaces the page's ground; each page does it, since WeChat keeps them by page. */
export function usePaintedWindow(): void {
  const { theme } = usePreferences();
  useEffect(() => paintWindow(theme, palettes[theme].bg), [theme]);
}
