import { Button } from 'antd';
import { LockKeyhole, MapPinOff } from 'lucide-react';
import { Component, Suspense, type ReactNode } from 'react';

import { useOnline } from './api/use-online.js';
import { useMessages } from './messages/use-messages.js';
import { SignInPage } from './rooms/identity/sign-in-page.js';
import { useSession } from './rooms/identity/use-session.js';
import { routeOf } from './routes.js';
import { Page } from './ui/page.js';
import { usePath, go } from './ui/router.js';
import { Shell } from './ui/shell.js';
import { InlineError, RowsSkeleton } from './ui/states.js';

/** Who is signed in sees the page of the address; everybody else the door, and the page after it. */
export function Console() {
  const { session, ask } = useSession();
  switch (session.state) {
    case 'asking':
      return <RowsSkeleton />;
    case 'unknown':
      return (
        <div className="body">
          <InlineError failure={session.failure} onRetry={() => void ask()} />
        </div>
      );
    case 'signed-out':
      return <SignInPage because={session.because} />;
    case 'signed-in':
      return (
        <Shell>
          <CurrentPage />
        </Shell>
      );
  }
}

function CurrentPage() {
  const { say } = useMessages();
  const { may } = useSession();
  const path = usePath();
  const found = routeOf(path);
  if (found === null) {
    return (
      <Notice title={say('page.unknown')} icon={<MapPinOff size={28} aria-hidden />}>
        {say('page.unknown-hint')}
      </Notice>
    );
  }
  const { route, values } = found;
  if (!route.needs.every(may)) {
    return (
      <Notice title={say('page.closed')} icon={<LockKeyhole size={28} aria-hidden />}>
        {say('page.closed-hint')}
      </Notice>
    );
  }
  return (
    <Broken key={route.place ?? path} fallback={<BrokenPage />}>
      <Suspense fallback={<LoadingPage />}>
        <route.Page {...values} />
      </Suspense>
    </Broken>
  );
}

function LoadingPage() {
  const { say } = useMessages();
  return (
    <Page trail={[]} title={say('state.loading')}>
      <div className="body">
        <section className="panel">
          <RowsSkeleton rows={10} />
        </section>
      </div>
    </Page>
  );
}

function Notice({ title, icon, children }: { title: string; icon: ReactNode; children: ReactNode }) {
  const { say } = useMessages();
  return (
    <Page trail={[]} title={title}>
      <div className="body">
        <section className="panel">
          <div className="empty">
            {icon}
            <p>{children}</p>
            <Button type="link" onClick={() => go('/')}>
              {say('page.to-overview')}
            </Button>
          </div>
        </section>
      </div>
    </Page>
  );
}

function BrokenPage() {
  const { say } = useMessages();
  const isOnline = useOnline();
  return (
    <div className="page" role="alert">
      <div className="empty">
        <p>{isOnline ? say('page.broken') : say('state.unreachable')}</p>
        <Button onClick={() => window.location.reload()}>{say('page.reload')}</Button>
      </div>
    </div>
  );
}

/** One page that fails (or whose code is gone after an update of the server) leaves rail and door alive. */
class Broken extends Component<{ fallback: ReactNode; children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? this.props.fallback : this.props.children;
  }
}
