import type { UnitImportReport } from '@minsheng/contracts';
import { Button, Upload } from 'antd';
import { CircleCheck, FileSpreadsheet, TriangleAlert } from 'lucide-react';
import { useReducer } from 'react';

import { RequestFailed } from '../../api/failure.js';
import { importUnits } from '../../api/organisation.js';
import { useOnline } from '../../api/use-online.js';
import { useMessages } from '../../messages/use-messages.js';
import { countText, sizeText } from '../../ui/format.js';
import { ChangeButton, Panel } from '../../ui/parts.js';
import { InlineError, RowsSkeleton } from '../../ui/states.js';
import { importAfter, isClean, nothingChosen, type ImportEvent, type ImportStep } from './import-steps.js';

/** A list of units from a file: judged line by line, then brought in whole or not at all. */
export function UnitImport({ onImported }: { onImported: () => void }) {
  const { say } = useMessages();
  const isOnline = useOnline();
  const [at, tell] = useReducer(
    (step: ImportStep<File>, event: ImportEvent<File>) => importAfter(step, event),
    nothingChosen,
  );

  const attempt = async (act: () => Promise<ImportEvent<File>>) => {
    try {
      tell(await act());
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      tell({ kind: 'refused', failure: error.failure });
    }
  };
  const judge = (file: File) => {
    tell({ kind: 'chosen', file });
    void attempt(async () => ({ kind: 'judged', report: await importUnits(file, true) }));
  };
  const bringIn = (file: File) => {
    tell({ kind: 'confirmed' });
    void attempt(async () => {
      const report = await importUnits(file, false);
      onImported();
      return { kind: 'brought-in', report };
    });
  };
  const putAway = (
    <Button size="small" onClick={() => tell({ kind: 'put-away' })}>
      {say('import.another')}
    </Button>
  );

  return (
    <Panel title={say('import.title')} note={say('import.formats')}>
      <div className="inside import-report">
        {(at.step === 'choose' || at.step === 'judging') && (
          <Upload.Dragger
            accept=".csv,.xlsx"
            maxCount={1}
            showUploadList={false}
            disabled={at.step === 'judging' || !isOnline}
            beforeUpload={(file) => {
              judge(file);
              return false;
            }}
          >
            <FileSpreadsheet size={26} aria-hidden style={{ color: 'var(--ink-3)' }} />
            <p className="strong">{isOnline ? say('import.choose') : say('state.offline-disabled')}</p>
            <p className="muted">{say('import.trial')}</p>
          </Upload.Dragger>
        )}
        {at.step === 'choose' && at.failure !== null && (
          <InlineError failure={at.failure} onRetry={() => tell({ kind: 'put-away' })} />
        )}
        {at.step === 'judging' && <RowsSkeleton rows={3} />}
        {(at.step === 'judged' || at.step === 'bringing-in') && (
          <>
            <p className="muted">
              {at.file.name} · {sizeText(at.file.size)}
            </p>
            <Report report={at.report} />
            {at.step === 'judged' && at.failure !== null && (
              <InlineError failure={at.failure} onRetry={() => bringIn(at.file)} />
            )}
            <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
              <ChangeButton
                type="primary"
                size="small"
                loading={at.step === 'bringing-in'}
                disabled={!isClean(at.report)}
                onClick={() => bringIn(at.file)}
              >
                {say('import.bring-in', { count: countText(at.report.accepted) })}
              </ChangeButton>
              {putAway}
            </div>
          </>
        )}
        {at.step === 'done' && (
          <>
            <p className="notice plain" role="status">
              <CircleCheck size={15} aria-hidden />
              {say('import.done', { count: countText(at.report.accepted) })}
            </p>
            <div>{putAway}</div>
          </>
        )}
      </div>
    </Panel>
  );
}

function Report({ report }: { report: UnitImportReport }) {
  const { say, text } = useMessages();
  return (
    <>
      <p role="status" className="strong" style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
        {isClean(report) ? (
          <CircleCheck size={15} className="passed" aria-hidden />
        ) : (
          <TriangleAlert size={15} className="attention" aria-hidden />
        )}
        {say('import.report', {
          rows: countText(report.rows),
          accepted: countText(report.accepted),
          faults: countText(report.faultCount),
        })}
      </p>
      {report.faults.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th className="right">{say('import.line')}</th>
              <th>{say('import.column')}</th>
              <th>{say('import.fault')}</th>
            </tr>
          </thead>
          <tbody>
            {report.faults.map((fault, index) => (
              <tr key={index}>
                <td className="right">{fault.line}</td>
                <td>
                  <code>{fault.column ?? '—'}</code>
                </td>
                <td>
                  {text(fault.sentences)} <code className="muted">{fault.code}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {report.faultCount > report.faults.length && (
        <p className="muted">{say('import.more', { shown: report.faults.length })}</p>
      )}
    </>
  );
}
