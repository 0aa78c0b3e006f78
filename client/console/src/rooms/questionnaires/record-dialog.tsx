import { useState } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import { ActDialog } from '../../ui/act-dialog.js';
import { TextField } from '../../ui/field.js';
import type { Failure } from '../../api/failure.js';

/** Gives a trial its name before it is kept as a script. */
export function RecordDialog({
  suggested,
  isSending,
  failure,
  onGiven,
  onClose,
}: {
  suggested: string;
  isSending: boolean;
  failure: Failure | null;
  onGiven: (name: string) => void;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const [name, setName] = useState(suggested);
  return (
    <ActDialog
      title={say('scenarios.record')}
      means={say('scenarios.record-means')}
      act={say('scenarios.keep')}
      isSending={isSending}
      failure={failure}
      onSend={() => onGiven(name.trim() === '' ? suggested : name.trim())}
      onClose={onClose}
    >
      <TextField label={say('scenarios.name')} value={name} onChange={setName} maxLength={60} hasFocus />
    </ActDialog>
  );
}
