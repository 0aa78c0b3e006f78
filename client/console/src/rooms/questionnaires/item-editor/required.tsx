import { Checkbox, Input } from 'antd';

import { useMessages } from '../../../messages/use-messages.js';
import { useDesigner } from '../designer-context.js';
import type { Answered } from './answered.js';

/** Whether an answer must be given: always, or under a condition brought in with a form. */
export function Required({ entry }: { entry: Answered }) {
  const { say } = useMessages();
  const { isReadOnly, set } = useDesigner();
  if (typeof entry.required === 'string') {
    return (
      <Input
        size="small"
        className="expression"
        readOnly={isReadOnly}
        aria-label={say('design.required-when')}
        value={entry.required}
        allowClear
        onChange={(event) => set(entry, { required: event.target.value || undefined }, 'required')}
      />
    );
  }
  return (
    <Checkbox
      disabled={isReadOnly}
      checked={entry.required === true}
      onChange={(event) => set(entry, { required: event.target.checked ? true : undefined })}
    >
      {say('design.must-answer')}
    </Checkbox>
  );
}
