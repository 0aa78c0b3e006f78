import '@minsheng/design/tokens.css';
import './ui/console.css';

import { appIcon } from '@minsheng/design';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { Console } from './app.js';
import { ReaderProvider, useMessages } from './messages/use-messages.js';
import { SessionProvider } from './rooms/identity/use-session.js';
import { InboxProvider } from './rooms/notifications/inbox.js';
import { CityProvider } from './rooms/platform/city.js';
import { useTheme } from './ui/theme.js';

function Themed() {
  const { language } = useMessages();
  return (
    <ConfigProvider theme={useTheme()} locale={language === 'en' ? enUS : zhCN} button={{ autoInsertSpace: false }}>
      <App component={false}>
        <SessionProvider>
          <CityProvider>
            <InboxProvider>
              <Console />
            </InboxProvider>
          </CityProvider>
        </SessionProvider>
      </App>
    </ConfigProvider>
  );
}

const icon = document.createElement('link');
icon.rel = 'icon';
icon.href = `data:image/svg+xml,${encodeURIComponent(appIcon)}`;
document.head.append(icon);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <ReaderProvider>
      <Themed />
    </ReaderProvider>
  </StrictMode>,
);
