import type { PollSummary } from '@minsheng/contracts';
import { Check } from 'lucide-react';

import { useMessages } from '../../messages/use-messages.js';
import { progressOf } from './stages.js';

/** The steps of a poll; a reader hears at which of how many it stands. A cancelled poll goes nowhere. */
export function StageSteps({
  poll,
  isLarge = false,
}: {
  poll: Pick<PollSummary, 'kind' | 'stage'>;
  isLarge?: boolean;
}) {
  const { say } = useMessages();
  if (poll.stage === 'CANCELLED') return <span className="muted">{say('stage.CANCELLED')}</span>;
  const { steps, done, at } = progressOf(poll);
  const current = steps[at];
  return (
    <ol
      className={`steps ${isLarge ? 'large' : ''}`}
      role="img"
      aria-label={current && say('stage.reached', { number: at + 1, of: steps.length, name: say(`step.${current}`) })}
    >
      {steps.map((step, index) => (
        <li key={step} className={`${index < done ? 'done' : ''} ${index === at ? 'current' : ''}`}>
          <i>{index < done && <Check size={isLarge ? 12 : 10} strokeWidth={3} aria-hidden />}</i>
          {say(`step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
