import { CircleCheck, CircleDashed, CircleDot } from 'lucide-react';

import { useMessages } from '../../../messages/use-messages.js';
import { stampText } from '../../../ui/format.js';
import type { PlanStep } from './plan-steps.js';

export function StepList({ steps }: { steps: readonly PlanStep[] }) {
  const { say } = useMessages();
  return (
    <ol className="lines">
      {steps.map(({ code, isDone, isNext, by, at }) => (
        <li key={code} className="top-aligned" aria-current={isNext ? 'step' : undefined}>
          {isDone ? (
            <CircleCheck size={16} className="passed" aria-hidden />
          ) : isNext ? (
            <CircleDot size={16} className="here" aria-hidden />
          ) : (
            <CircleDashed size={16} className="muted" aria-hidden />
          )}
          <div>
            <p className={isDone || isNext ? 'strong' : 'muted'}>{say(`plan-step.${code}`)}</p>
            <small>
              {by !== null || at !== null
                ? [by, at === null ? null : stampText(at)].filter((part) => part !== null).join(' · ')
                : say(`plan-step.${code}-how`)}
            </small>
          </div>
        </li>
      ))}
    </ol>
  );
}
