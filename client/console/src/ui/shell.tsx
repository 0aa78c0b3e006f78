import { roles } from '@minsheng/contracts';
import { App, Button, Tooltip } from 'antd';
import { LogOut } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';

import { RequestFailed } from '../api/failure.js';
import { useMessages } from '../messages/use-messages.js';
import { useProfile, useSession } from '../rooms/identity/use-session.js';
import { useCity } from '../rooms/platform/city.js';
import { useBadges } from '../rooms/issues/use-badges.js';
import { fetchPages, railGroups, type Badge, type RailGroup } from '../routes.js';
import { countText } from './format.js';
import { Mark } from './mark.js';
import { entryOf } from './paths.js';
import { Link, usePath } from './router.js';
import { useFailureText } from './states.js';

/** Figures that somebody waits for; the others are for orientation. */
const pressing: readonly Badge[] = ['desk', 'unread'];

/** Milliseconds: the page that was asked for comes first. */
const fetchPagesAfter = 1500;

/** Rail and page. Only rooms that this person may enter are listed. */
export function Shell({ children }: { children: ReactNode }) {
  const { say, text } = useMessages();
  const { may } = useSession();
  const city = useCity();
  const path = usePath();
  useEffect(() => {
    const timer = setTimeout(() => void fetchPages(), fetchPagesAfter);
    return () => clearTimeout(timer);
  }, []);
  const groups = railGroups
    .map((group): RailGroup => ({ ...group, entries: group.entries.filter(({ needs }) => needs.every(may)) }))
    .filter(({ entries }) => entries.length > 0);
  const current = entryOf(
    groups.flatMap(({ entries }) => entries),
    path,
  );
  const badgeOf = useBadges();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say('shell.skip')}
      </a>
      <aside className="rail">
        <Link to="/" className="brand" aria-label={say('shell.home')}>
          <Mark height={36} />
          <div>
            <b>{say('app.name')}</b>
            <small>
              {city.value === null ? say('shell.desk') : say('shell.city-desk', { city: text(city.value.city) })}
            </small>
          </div>
        </Link>
        <nav aria-label={say('shell.rooms')}>
          {groups.map(({ title, entries }) => (
            <div key={title ?? ''}>
              {title !== null && <h2>{say(title)}</h2>}
              {entries.map((entry) => {
                const { to, title: label, Icon, badge } = entry;
                const count = badge === undefined ? null : badgeOf(badge);
                return (
                  <Link key={to} to={to} aria-current={entry === current ? 'page' : undefined}>
                    <Icon size={17} strokeWidth={1.8} aria-hidden />
                    {say(label)}
                    {badge !== undefined && count !== null && count > 0 && (
                      <em className={pressing.includes(badge) ? '' : 'plain'}>{countText(count)}</em>
                    )}
                  </Link>
                );
              })}
            </div>
          ))}
        </nav>
        <Me />
      </aside>
      <div className="main">{children}</div>
    </div>
  );
}

function Me() {
  const { say, text } = useMessages();
  const { leave } = useSession();
  const { message } = App.useApp();
  const failureText = useFailureText();
  const [isLeaving, setLeaving] = useState(false);
  const { displayName, grants } = useProfile();
  const [grant] = grants;
  const signOut = async () => {
    setLeaving(true);
    try {
      await leave();
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setLeaving(false);
      message.error(failureText(error.failure));
    }
  };
  return (
    <div className="me">
      <i aria-hidden>{[...displayName][0]}</i>
      <div>
        <b>{displayName}</b>
        <small title={grants.map(({ role, unit }) => `${text(roles[role])} · ${text(unit.name)}`).join('\n')}>
          {grant === undefined ? say('shell.no-role') : text(roles[grant.role])}
        </small>
        {grant !== undefined && <small>{text(grant.unit.name)}</small>}
      </div>
      <Tooltip title={say('shell.sign-out')}>
        <Button
          type="text"
          size="small"
          aria-label={say('shell.sign-out')}
          loading={isLeaving}
          icon={<LogOut size={15} />}
          onClick={() => void signOut()}
        />
      </Tooltip>
    </div>
  );
}
