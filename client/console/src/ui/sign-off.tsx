import { Hourglass } from 'lucide-react';
import { useState } from 'react';

import { useMessages } from '../messages/use-messages.js';
import { stampText } from './format.js';
import { stampLine } from './stamp-line.js';
import { Stamp } from './stamp.js';

export interface Slot {
  key: string;
  /** What the signature stands for: 制表, 复核, a role. */
  label: string;
  /** Who signed, or who is expected to; null while nobody is named. */
  person: string | null;
  signedAt: string | null;
  /** One line beside an open slot. */
  note?: string | null;
}

/** Two named places side by side: signed with a stamp, or open and dashed. */
export function SignOff({ slots }: { slots: readonly Slot[] }) {
  const { say } = useMessages();
  const [signedBefore] = useState(() => slots.filter(({ signedAt }) => signedAt !== null).map(({ key }) => key));
  return (
    <ul className="sign-off">
      {slots.map(({ key, label, person, signedAt, note }) => (
        <li key={key} className={signedAt === null ? 'open' : ''}>
          <small>{label}</small>
          {person !== null && <b>{person}</b>}
          {signedAt !== null && <small>{stampText(signedAt)}</small>}
          {note != null && <small>{note}</small>}
          {signedAt === null ? (
            <span className="awaited">
              <Hourglass size={13} aria-hidden />
              {say('review.waiting')}
            </span>
          ) : (
            <Stamp word="已签" line={stampLine(person, signedAt)} isFresh={!signedBefore.includes(key)} />
          )}
        </li>
      ))}
    </ul>
  );
}
