import type { QuestionnaireVersionView } from '@minsheng/contracts';
import { Button, Tooltip } from 'antd';
import { CloudOff, History, Plus, Redo2, Undo2 } from 'lucide-react';

import { useOnline } from '../../api/use-online.js';
import { useMessages } from '../../messages/use-messages.js';
import { shortMomentText, stampText } from '../../ui/format.js';
import { useFailureText } from '../../ui/states.js';
import { NewEntry } from './canvas.js';
import { useDesigner } from './designer-context.js';
import { isDirty } from './draft-state.js';

/** Above the cards: undo and redo, a new item, and how far the draft is saved. */
export function CanvasBar({ now }: { now: string }) {
  const { say } = useMessages();
  const { state, isReadOnly, undo, redo } = useDesigner();
  return (
    <div className="canvas-bar">
      <Tooltip title={`${say('design.undo')} Ctrl+Z`}>
        <Button
          type="text"
          size="small"
          aria-label={say('design.undo')}
          disabled={state.history.past.length === 0 || isReadOnly}
          icon={<Undo2 size={16} />}
          onClick={undo}
        />
      </Tooltip>
      <Tooltip title={`${say('design.redo')} Ctrl+Shift+Z`}>
        <Button
          type="text"
          size="small"
          aria-label={say('design.redo')}
          disabled={state.history.future.length === 0 || isReadOnly}
          icon={<Redo2 size={16} />}
          onClick={redo}
        />
      </Tooltip>
      {!isReadOnly && (
        <NewEntry>
          <Button type="text" size="small" icon={<Plus size={15} />}>
            {say('design.new-item')}
          </Button>
        </NewEntry>
      )}
      <span className="space" />
      <SaveState now={now} />
    </div>
  );
}

/** Above the cards of a published version, which is only read. */
export function PublishedBar({ version }: { version: Pick<QuestionnaireVersionView, 'publishedBy' | 'publishedAt'> }) {
  const { say } = useMessages();
  return (
    <p className="canvas-bar">
      <History size={14} aria-hidden />
      {say('design.is-published', {
        who: version.publishedBy,
        at: stampText(version.publishedAt),
      })}
    </p>
  );
}

function SaveState({ now }: { now: string }) {
  const { say } = useMessages();
  const { state, isReadOnly, tell } = useDesigner();
  const isOnline = useOnline();
  const failureText = useFailureText();
  if (isReadOnly) return <span className="save-state">{say('design.read-only')}</span>;
  if (state.failure !== null) {
    const reason = failureText(state.failure);
    return (
      <span className="save-state failed" role="status">
        <CloudOff size={14} aria-hidden />
        <span className="cut" title={reason}>
          {isOnline ? reason : say('design.kept-here')}
        </span>
        <Button size="small" type="link" disabled={!isOnline} onClick={() => tell({ kind: 'retried' })}>
          {say('state.retry')}
        </Button>
      </span>
    );
  }
  return (
    <span className="save-state" role="status">
      {isDirty(state) ? say('design.saving') : say('design.saved', { at: shortMomentText(state.savedAt, now) })}
    </span>
  );
}
