import type { PlanCheck } from '@minsheng/contracts';
import { CircleCheck, CircleDashed } from 'lucide-react';

import { useMessages } from '../../../messages/use-messages.js';
import { Panel } from '../../../ui/parts.js';

/** What has to be in order before a plan can be submitted; what is not, first. */
export function CheckList({ checks }: { checks: readonly PlanCheck[] }) {
  const { say, text } = useMessages();
  const unmet = checks.filter(({ isMet }) => !isMet);
  const met = checks.filter(({ isMet }) => isMet);
  return (
    <Panel
      title={say('plan.checks')}
      tools={
        <small className={unmet.length > 0 ? 'attention' : 'muted'}>
          {unmet.length === 0
            ? say('plan.all-met', { count: met.length })
            : say('plan.some-unmet', { count: unmet.length })}
        </small>
      }
    >
      <ul className="lines">
        {[...unmet, ...met].map(({ code, isMet, sentences }) => (
          <li key={code} className="top-aligned">
            {isMet ? (
              <CircleCheck size={16} className="passed" aria-hidden />
            ) : (
              <CircleDashed size={16} className="attention" aria-hidden />
            )}
            <span className="for-readers">{say(isMet ? 'plan.met' : 'plan.unmet')}</span>
            <span className={isMet ? undefined : 'strong'}>{text(sentences)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
