import { Button, Modal } from 'antd';

import { useMessages } from '../../messages/use-messages.js';
import { stampText } from '../../ui/format.js';
import { useDesigner } from './designer-context.js';

/** Somebody else saved meanwhile: nothing goes on before it is chosen whose work stands. */
export function ConflictDialog() {
  const { say } = useMessages();
  const {
    state: { theirs },
    tell,
  } = useDesigner();
  if (theirs === null) return null;
  return (
    <Modal
      open
      title={say('conflict.title')}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={[
        <Button key="theirs" onClick={() => tell({ kind: 'took-theirs' })}>
          {say('conflict.take-theirs')}
        </Button>,
        <Button key="mine" type="primary" onClick={() => tell({ kind: 'kept-mine' })}>
          {say('conflict.keep-mine')}
        </Button>,
      ]}
    >
      <p>{say('conflict.means', { who: theirs.changedBy, at: stampText(theirs.changedAt) })}</p>
      <p className="muted">{say('conflict.undo')}</p>
    </Modal>
  );
}
