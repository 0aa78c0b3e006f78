import type { FlagCode, FlagCount } from '@minsheng/contracts';
import { Copy, Equal, Timer, type LucideIcon } from 'lucide-react';

import { useMessages } from '../../../messages/use-messages.js';
import { countText } from '../../../ui/format.js';
import { Chip, Panel } from '../../../ui/parts.js';
import { Link } from '../../../ui/router.js';
import { Empty } from '../../../ui/states.js';

const flagIcons: Readonly<Record<FlagCode, LucideIcon>> = {
  TOO_FAST: Timer,
  STRAIGHT_LINE: Equal,
  BURST: Copy,
};

/** What looks suspicious, and how far it has been judged: flagged first, excluded only after judgement. */
export function QualityList({ flags, to }: { flags: readonly FlagCount[]; to: string | null }) {
  const { say } = useMessages();
  return (
    <Panel
      title={say('quality.title')}
      note={say('quality.note')}
      tools={to !== null && <Link to={to}>{say('quality.judge')}</Link>}
    >
      {flags.length === 0 ? (
        <Empty hint={say('quality.none-hint')}>{say('quality.none')}</Empty>
      ) : (
        <ul className="lines flags">
          {flags.map(({ code, flagged, undecided, excluded }) => {
            const Icon = flagIcons[code];
            return (
              <li key={code}>
                <Icon size={16} className={undecided > 0 ? 'attention' : 'muted'} aria-hidden />
                <span>
                  <b>{say(`flag.${code}`)}</b>
                  <small>{say(`flag.${code}-why`)}</small>
                </span>
                <b className="count">{countText(flagged)}</b>
                {flagged === 0 ? (
                  <Chip tone="plain">{say('quality.clean')}</Chip>
                ) : undecided > 0 ? (
                  <Chip tone="overdue">{say('quality.undecided', { count: countText(undecided) })}</Chip>
                ) : (
                  <Chip tone="plain">{say('quality.excluded', { count: countText(excluded) })}</Chip>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
