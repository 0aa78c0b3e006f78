import type { ImportedDesign, QuestionnaireDesign } from '@minsheng/contracts';
import { Button, Modal, Upload } from 'antd';
import { CircleCheck, FileSpreadsheet, TriangleAlert } from 'lucide-react';
import { useState, type ReactNode } from 'react';

import { RequestFailed, type Failure } from '../../api/failure.js';
import { readImport } from '../../api/questionnaires.js';
import { useOnline } from '../../api/use-online.js';
import { useMessages } from '../../messages/use-messages.js';
import { ChangeButton } from '../../ui/parts.js';
import { Refusal } from '../../ui/refusal.js';
import { RowsSkeleton } from '../../ui/states.js';
import { itemsOf } from './entries.js';

/** A workbook or a design is read first, with all that could not be taken over, and used only when somebody says so. */
export function ImportDialog({
  means,
  act,
  isSending,
  failure,
  onTake,
  onClose,
  children,
}: {
  means: string;
  act: string;
  isSending: boolean;
  failure: Failure | null;
  onTake: (design: QuestionnaireDesign) => void;
  onClose: () => void;
  /** What else is asked before it is taken. */
  children?: (design: QuestionnaireDesign) => ReactNode;
}) {
  const { say } = useMessages();
  const isOnline = useOnline();
  const [file, setFile] = useState<string | null>(null);
  const [found, setFound] = useState<ImportedDesign | null>(null);
  const [unread, setUnread] = useState<Failure | null>(null);
  const isReading = file !== null && found === null && unread === null;
  const read = async (chosen: File) => {
    setFile(chosen.name);
    setFound(null);
    setUnread(null);
    try {
      setFound(await readImport(chosen));
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setUnread(error.failure);
    }
  };
  return (
    <Modal
      open
      title={say('import-form.title')}
      width={640}
      footer={null}
      closable={false}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className="import-form">
        <p>{means}</p>
        {found === null && (
          <Upload.Dragger
            accept=".xlsx,.json"
            maxCount={1}
            showUploadList={false}
            disabled={isReading || !isOnline}
            beforeUpload={(chosen) => {
              void read(chosen);
              return false;
            }}
          >
            <FileSpreadsheet size={26} aria-hidden style={{ color: 'var(--ink-3)' }} />
            <p className="strong">{isOnline ? say('import-form.choose') : say('state.offline-disabled')}</p>
            <p className="muted">{say('import-form.formats')}</p>
          </Upload.Dragger>
        )}
        {isReading && <RowsSkeleton rows={3} />}
        <Refusal failure={unread} />
        {found !== null && (
          <>
            <ImportReport file={file ?? ''} found={found} />
            {children?.(found.design)}
          </>
        )}
        <Refusal failure={failure} />
        <div className="act-buttons">
          <Button onClick={onClose}>{say('act.cancel')}</Button>
          <ChangeButton
            type="primary"
            loading={isSending}
            disabled={found === null}
            onClick={() => found !== null && onTake(found.design)}
          >
            {act}
          </ChangeButton>
        </div>
      </div>
    </Modal>
  );
}

function ImportReport({ file, found }: { file: string; found: ImportedDesign }) {
  const { say, text } = useMessages();
  const errors = found.diagnostics.filter(({ severity }) => severity === 'error').length;
  return (
    <>
      <p role="status" className="strong import-line">
        {found.warnings.length + errors === 0 ? (
          <CircleCheck size={15} className="passed" aria-hidden />
        ) : (
          <TriangleAlert size={15} className="attention" aria-hidden />
        )}
        {say('import-form.read', {
          file,
          items: itemsOf(found.design).length,
          warnings: found.warnings.length,
          errors,
        })}
      </p>
      {errors > 0 && <p className="muted">{say('import-form.mend-later')}</p>}
      {found.warnings.length > 0 && (
        <div className="import-warnings" tabIndex={0} role="region" aria-label={say('import-form.warnings')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th>{say('import-form.sheet')}</th>
                <th>{say('import-form.cell')}</th>
                <th>{say('import-form.what')}</th>
              </tr>
            </thead>
            <tbody>
              {found.warnings.map((warning, index) => (
                <tr key={index}>
                  <td>{warning.sheet ?? '—'}</td>
                  <td>
                    <code>{warning.cell ?? '—'}</code>
                  </td>
                  <td>
                    {text(warning.sentences)} <code className="muted">{warning.code}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
