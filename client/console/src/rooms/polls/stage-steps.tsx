import type { BroughtInStage } from '@minsheng/contracts';
import { Check } from 'lucide-react';

import { useMessages } from '../../messages/use-messages.js';
import { stageNumber, stages } from './stages.js';

/** Four steps; a reader hears which of four the poll has reached. */
export function StageSteps({ stage, isLarge = false }: { stage: BroughtInStage; isLarge?: boolean }) {
  const { say } = useMessages();
  const reached = stageNumber(stage);
  return (
    <ol
      className={`steps ${isLarge ? 'large' : ''}`}
      role="img"
      aria-label={say('stage.reached', { number: reached, of: stages.length, name: say(`stage.${stage}`) })}
    >
      {stages.map((step, index) => {
        const isDone = index < reached;
        return (
          <li key={step} className={`${isDone ? 'done' : ''} ${index === reached - 1 ? 'current' : ''}`}>
            <i>{isDone && <Check size={isLarge ? 12 : 10} strokeWidth={3} aria-hidden />}</i>
            {say(`stage.${step}`)}
          </li>
        );
      })}
    </ol>
  );
}
