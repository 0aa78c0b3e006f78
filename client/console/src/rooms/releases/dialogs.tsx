import type { LocalisedText } from '@minsheng/contracts';
import { useState } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import { ActDialog } from '../../ui/act-dialog.js';
import { TextField } from '../../ui/field.js';
import { useAct } from '../../ui/use-act.js';

interface Asking {
  /** The act's name, on the dialog and on its button. */
  title: string;
  means: string;
  onClose: () => void;
}

/** Says what an act means before it is done, and stays open when it is refused. */
export function ConfirmDialog({
  title,
  means,
  isDangerous,
  onConfirmed,
  onClose,
}: Asking & {
  isDangerous?: boolean;
  /** Does it, and answers what to say when it is done. */
  onConfirmed: () => Promise<string>;
}) {
  const { isActing, failure, attempt } = useAct({ isShownBeside: true });
  return (
    <ActDialog
      title={title}
      means={means}
      act={title}
      isDangerous={isDangerous}
      isSending={isActing}
      failure={failure}
      onSend={() => void attempt(onConfirmed).then((isDone) => isDone && onClose())}
      onClose={onClose}
    />
  );
}

const languages = ['zh', 'en'] as const;

/** A reason that the public will read, in both languages. */
export function PublicReasonDialog({
  title,
  means,
  onGiven,
  onClose,
}: Asking & { onGiven: (reason: LocalisedText) => Promise<string> }) {
  const { say } = useMessages();
  const { isActing, failure, attempt } = useAct({ isShownBeside: true });
  const [reason, setReason] = useState<LocalisedText>({ zh: '', en: '' });
  const [isTried, setTried] = useState(false);
  const missing = languages.filter((language) => reason[language].trim() === '');
  const send = async () => {
    setTried(true);
    if (missing.length > 0) return;
    if (await attempt(() => onGiven({ zh: reason.zh.trim(), en: reason.en.trim() }))) onClose();
  };
  return (
    <ActDialog
      title={title}
      means={means}
      act={title}
      isDangerous
      isSending={isActing}
      failure={failure}
      onSend={() => void send()}
      onClose={onClose}
    >
      {languages.map((language) => (
        <TextField
          key={language}
          lang={language}
          label={say(`act.reason-${language}`)}
          rows={3}
          maxLength={500}
          value={reason[language]}
          fault={isTried && missing.includes(language) ? say('act.reason-missing') : null}
          onChange={(value) => setReason({ ...reason, [language]: value })}
        />
      ))}
    </ActDialog>
  );
}
