import type { DesignItem } from '@minsheng/contracts';
import { Input } from 'antd';
import { useState } from 'react';

import { useMessages } from '../../../messages/use-messages.js';
import { useDesigner } from '../designer-context.js';
import { mayBeCalled, renamed } from '../entries.js';

/** The code that answers stand under: conditions follow it when it changes. */
export function ItemCode({ entry }: { entry: DesignItem }) {
  const { say } = useMessages();
  const { design, isReadOnly, edit } = useDesigner();
  const [draft, setDraft] = useState<string | null>(null);
  const name = draft ?? entry.code;
  const isFaulty = !mayBeCalled(design, entry.code, name);
  const finish = () => {
    setDraft(null);
    if (draft !== null && !isFaulty && draft !== entry.code) {
      edit((now) => renamed(now, entry.code, draft), { select: draft, open: true });
    }
  };
  return (
    <label className="item-code">
      {say('design.item-code')}
      <Input
        size="small"
        readOnly={isReadOnly}
        status={isFaulty ? 'error' : undefined}
        value={name}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={finish}
        onPressEnter={finish}
      />
      {isFaulty && <small className="attention">{say('design.code-refused')}</small>}
    </label>
  );
}
