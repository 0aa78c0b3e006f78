import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';

import type { Failure } from '../api/failure.js';
import { useMessages } from '../messages/use-messages.js';
import { ChangeButton } from './parts.js';
import { Refusal } from './refusal.js';

/** A dialog that does one thing: what it means, what it needs, and in it what the server said against it. */
export function ActDialog({
  title,
  means,
  act,
  isSealing = false,
  isDangerous = false,
  isWide = false,
  isSending,
  failure,
  onSend,
  onClose,
  children,
}: {
  title: string;
  /** What happens when it is done. */
  means: ReactNode;
  /** The word on the button. */
  act: string;
  /** Cannot be taken back: the button carries the seal's colour. */
  isSealing?: boolean;
  isDangerous?: boolean;
  /** For a form in two columns. */
  isWide?: boolean;
  isSending: boolean;
  failure: Failure | null;
  onSend: () => void;
  onClose: () => void;
  children?: ReactNode;
}) {
  const { say } = useMessages();
  return (
    <Modal
      open
      title={title}
      width={isWide ? 640 : 440}
      footer={null}
      onCancel={onClose}
      mask={{ closable: !isSending }}
      keyboard={!isSending}
      // The focus goes to the first control: that is the first field, not a cross in the corner.
      closable={false}
      destroyOnHidden
    >
      <form
        className="act"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSend();
        }}
      >
        <p>{means}</p>
        {children}
        <Refusal failure={failure} />
        <div className="act-buttons">
          <Button onClick={onClose} disabled={isSending}>
            {say('act.cancel')}
          </Button>
          <ChangeButton
            type="primary"
            htmlType="submit"
            danger={isDangerous}
            className={isSealing ? 'sealing' : ''}
            loading={isSending}
          >
            {act}
          </ChangeButton>
        </div>
      </form>
    </Modal>
  );
}
