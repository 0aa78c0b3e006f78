import type { ReactNode } from 'react';
import { PreferencesProvider } from './preferences/preferences-context.js';
import { SessionProvider } from './session/session-context.js';
import './app.scss';

export default function App({ children }: { children: ReactNode }) {
  return (
    <PreferencesProvider>
      <SessionProvider>{children}</SessionProvider>
    </PreferencesProvider>
  );
}
