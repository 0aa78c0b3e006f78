import type { ReactNode } from 'react';
import { OutboxProvider } from './outbox/outbox-context.js';
import { PaperProvider } from './polls/paper-context.js';
import { PreferencesProvider } from './preferences/preferences-context.js';
import { SessionProvider } from './session/session-context.js';
import './app.scss';

export default function App({ children }: { children: ReactNode }) {
  return (
    <PreferencesProvider>
      <SessionProvider>
        <PaperProvider>
          <OutboxProvider>{children}</OutboxProvider>
        </PaperProvider>
      </SessionProvider>
    </PreferencesProvider>
  );
}
