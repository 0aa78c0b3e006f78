import { Button } from 'antd';
import { TriangleAlert } from 'lucide-react';

import { useMessages } from '../../messages/use-messages.js';
import { useDesigner } from './designer-context.js';
import { PhonePreview } from './phone-preview.js';
import type { Runnable } from './runnable.js';
import type { Walking } from './use-walk.js';
import { cardOfQuestion, questionAt } from './walk.js';

/** The phone, the way from its question to the card, and what had to be mended for it to run. */
export function PreviewPanel({
  walking: { mode, setMode, walk, evaluation, step },
  runnable,
  onRecord,
}: {
  walking: Walking;
  runnable: Runnable;
  /** Keeps the trial as a script; null: it cannot be kept now. */
  onRecord: (() => void) | null;
}) {
  const { say } = useMessages();
  const { design, selected, select, nameOf } = useDesigner();
  // From the question on the phone a link leads to its card, so that one finds where to change what one reads.
  const shownQuestion = evaluation === null ? null : questionAt(evaluation, walk);
  return (
    <aside className="preview" aria-label={say('plan.preview')}>
      <PhonePreview
        design={design}
        evaluation={evaluation}
        walk={walk}
        mode={mode}
        onMode={setMode}
        tell={step}
        onRecord={onRecord}
      />
      {shownQuestion !== null && !walk.isTrial && cardOfQuestion(design, shownQuestion.code) !== selected && (
        <Button size="small" type="link" onClick={() => select(cardOfQuestion(design, shownQuestion.code), true)}>
          {say('preview.to-card', {
            card: nameOf(cardOfQuestion(design, shownQuestion.code) ?? '').slice(0, 24),
          })}
        </Button>
      )}
      {runnable.isMended && runnable.compiled !== null && (
        <p className="preview-note">
          <TriangleAlert size={15} aria-hidden />
          <span>
            {say('preview.mended')}
            {runnable.leftOut.length > 0 && say('preview.left-out', { count: runnable.leftOut.length })}
          </span>
        </p>
      )}
    </aside>
  );
}
