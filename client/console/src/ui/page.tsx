import { Button } from 'antd';
import { ChevronRight, CloudOff, Clock } from 'lucide-react';
import { Fragment, useEffect, useState, type ReactNode } from 'react';

import { useOnline } from '../api/use-online.js';
import { useMessages } from '../messages/use-messages.js';
import { Bell } from '../rooms/notifications/bell.js';
import { useCity } from '../rooms/platform/city.js';
import { momentText } from './format.js';
import { DemoTag } from './parts.js';
import { Link } from './router.js';

/** Top bar, heading and content of one page. The content scrolls, nothing inside it does. */
export function Page({
  trail,
  title,
  chip,
  meta = [],
  actions,
  tools,
  isWhole = false,
  className = '',
  children,
}: {
  /** Pages above this one, outermost first. */
  trail: { label: string; to?: string }[];
  title: string;
  chip?: ReactNode;
  meta?: ReactNode[];
  actions?: ReactNode;
  /** What stands in the top bar: the page's own search. */
  tools?: ReactNode;
  /** The content fills the page and scrolls in its own parts; the trail alone names it. */
  isWhole?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const { say, language, choose } = useMessages();
  const isOnline = useOnline();
  const city = useCity();
  useEffect(() => {
    document.title = `${title} · ${say('app.name')}`;
  }, [title, say]);
  return (
    <>
      <div className="top">
        <nav aria-label={say('shell.trail')}>
          <ol className="trail">
            {trail.map(({ label, to }) => (
              <li key={label}>
                {to === undefined ? <span>{label}</span> : <Link to={to}>{label}</Link>}
                <ChevronRight size={14} aria-hidden />
              </li>
            ))}
            <li>
              <b aria-current="page">{title}</b>
            </li>
            {isWhole && meta.map((part, index) => <li key={index}>{part}</li>)}
          </ol>
        </nav>
        <span className="space" />
        {city.value !== null && <Now instant={city.value.now} gotAt={city.gotAt ?? 0} />}
        {city.value?.mode === 'demo' && <DemoTag />}
        {tools}
        <Bell />
        <Button
          type="text"
          size="small"
          lang={language === 'en' ? 'zh-CN' : 'en'}
          onClick={() => choose(language === 'en' ? 'zh-CN' : 'en')}
        >
          {say('language.other')}
        </Button>
      </div>
      {!isOnline && (
        <div className="offline-bar" role="status">
          <CloudOff size={15} aria-hidden />
          {say('state.offline')}
        </div>
      )}
      <main id="content" className={`page ${isWhole ? 'whole' : ''} ${className}`} tabIndex={-1}>
        <div className={isWhole ? 'head for-readers' : 'head'}>
          <h1>{title}</h1>
          {chip}
          {!isWhole && meta.length > 0 && (
            <span className="meta">
              {meta.map((part, index) => (
                <Fragment key={index}>
                  <span>{part}</span>
                </Fragment>
              ))}
            </span>
          )}
          <span className="space" />
          {actions}
        </div>
        {children}
      </main>
    </>
  );
}

/** The business clock, moving on from the instant that the server named. */
function Now({ instant, gotAt }: { instant: string; gotAt: number }) {
  const { say, language } = useMessages();
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const renew = () => setElapsed(Math.max(0, Date.now() - gotAt));
    renew();
    const timer = setInterval(renew, 10_000);
    return () => clearInterval(timer);
  }, [gotAt]);
  return (
    <span className="now" title={say('clock.business')}>
      <Clock size={14} aria-hidden />
      <span className="for-readers">{say('clock.business')}</span>
      {momentText(Date.parse(instant) + elapsed, language)}
    </span>
  );
}
