import { Route, User } from 'lucide-react';
import type { ReactNode } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import { durationParts, durationText, type Reading } from './clocks.js';

/** What a clock reads, in one line of a list. */
export function useReadingText(): (reading: Reading) => string {
  const { say, language } = useMessages();
  return ({ kind, milliseconds }) => {
    if (kind === 'left' || kind === 'over') return say(`clock.${kind}`, { time: durationText(milliseconds, language) });
    return kind === 'none' ? '' : say(`clock.${kind}`);
  };
}

export function ReadingText({ reading }: { reading: Reading }) {
  const readingText = useReadingText();
  return <span className={reading.isPressing ? 'reading attention' : 'reading'}>{readingText(reading)}</span>;
}

/** Two clocks side by side: the citizen's, which never stops, before the unit's. */
export function Clocks({ children }: { children: ReactNode }) {
  return <div className="clocks">{children}</div>;
}

export function ClockTile({
  isCitizens = false,
  title,
  word,
  milliseconds,
  share,
  isPressing = false,
  why,
}: {
  isCitizens?: boolean;
  title: string;
  /** 剩, 超: before the figures; alone where there are none. */
  word: string | null;
  milliseconds: number | null;
  /** Of the time allowed, 0–1; null: no bar. */
  share: number | null;
  isPressing?: boolean;
  why: ReactNode;
}) {
  const { language } = useMessages();
  const Icon = isCitizens ? User : Route;
  return (
    <div className={isPressing ? 'clock pressing' : 'clock'}>
      <small>
        <Icon size={13} aria-hidden />
        {title}
      </small>
      <b>
        {word !== null && <i>{word}</i>}
        {milliseconds !== null &&
          durationParts(milliseconds, language).map(({ value, unit }) => (
            <span key={unit}>
              {value}
              <i>{unit}</i>
            </span>
          ))}
      </b>
      <span className="bar">{share !== null && <i style={{ width: `${share * 100}%` }} />}</span>
      <small>{why}</small>
    </div>
  );
}
