import type { LocalisedText } from '@minsheng/contracts';
import { useState, type ReactNode } from 'react';

import { useMessages } from '../messages/use-messages.js';
import { ActDialog } from './act-dialog.js';
import { TextField } from './field.js';
import { useAct } from './use-act.js';

export interface ReasonGiven {
  reason: string;
  /** Words for the public in both languages; null where none were asked for. */
  publicNote: LocalisedText | null;
}

const noteLanguages = ['zh', 'en'] as const;

/** Asks for a reason before something is done that others will read in the ledger, and stays open when it is refused. */
export function ReasonDialog({
  title,
  means,
  act,
  isDangerous = false,
  needsPublicNote = false,
  onGiven,
  onClose,
}: {
  title: string;
  means: ReactNode;
  act: string;
  isDangerous?: boolean;
  /** A second text, for citizens. */
  needsPublicNote?: boolean;
  /** Does it, and answers what to say when it is done. */
  onGiven: (given: ReasonGiven) => Promise<string>;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const { isActing, failure, attempt } = useAct({ isShownBeside: true });
  const [reason, setReason] = useState('');
  const [note, setNote] = useState<LocalisedText>({ zh: '', en: '' });
  const [isTried, setTried] = useState(false);
  const isReasonMissing = reason.trim() === '';
  const missingNotes = noteLanguages.filter((language) => needsPublicNote && note[language].trim() === '');
  const send = async () => {
    setTried(true);
    if (isReasonMissing || missingNotes.length > 0) return;
    const publicNote = needsPublicNote ? { zh: note.zh.trim(), en: note.en.trim() } : null;
    if (await attempt(() => onGiven({ reason: reason.trim(), publicNote }))) onClose();
  };
  return (
    <ActDialog
      title={title}
      means={means}
      act={act}
      isDangerous={isDangerous}
      isSending={isActing}
      failure={failure}
      onSend={() => void send()}
      onClose={onClose}
    >
      <TextField
        label={say('act.reason')}
        hint={say('act.reason-kept')}
        hasFocus
        rows={2}
        maxLength={500}
        value={reason}
        fault={isTried && isReasonMissing ? say('act.reason-missing') : null}
        onChange={setReason}
      />
      {needsPublicNote &&
        noteLanguages.map((language) => (
          <TextField
            key={language}
            lang={language}
            label={say(`act.public-note-${language}`)}
            hint={say('act.public-note-read')}
            rows={2}
            maxLength={500}
            value={note[language]}
            fault={isTried && missingNotes.includes(language) ? say('act.public-note-missing') : null}
            onChange={(value) => setNote({ ...note, [language]: value })}
          />
        ))}
    </ActDialog>
  );
}
