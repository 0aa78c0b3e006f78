import { rejectionReasons, type DeskForm, type DeskReportView, type RejectionReason } from '@minsheng/contracts';
import { Radio } from 'antd';
import { useState, type ReactNode } from 'react';

import { acceptReport, askForMore, decideHeld, recategorise, rejectReport } from '../../api/reports.js';
import { useMessages } from '../../messages/use-messages.js';
import { ActDialog } from '../../ui/act-dialog.js';
import { Field, TextField } from '../../ui/field.js';
import { useAct } from '../../ui/use-act.js';
import { GradeSelect } from '../issues/issue-dialogs.js';
import { CodeSelect } from '../issues/unit-select.js';

interface DialogProps {
  report: DeskReportView;
  form: DeskForm | null;
  onDone: () => void;
  onRaised: (issueId: string) => void;
  onClose: () => void;
}

export type AskingReportAct = 'accept' | 'reject' | 'ask-info' | 'recategorise';

export function ReportDialog({ act, ...props }: DialogProps & { act: AskingReportAct }) {
  switch (act) {
    case 'accept':
      return <Accept {...props} />;
    case 'reject':
      return <Reject {...props} />;
    case 'ask-info':
      return <AskInfo {...props} />;
    case 'recategorise':
      return <Recategorise {...props} />;
  }
}

function useReportAct({ onDone, onClose }: Pick<DialogProps, 'onDone' | 'onClose'>, act: AskingReportAct) {
  const { say } = useMessages();
  const { isActing, failure, faults, attempt } = useAct({ isShownBeside: true });
  const [isTried, setTried] = useState(false);
  const send = async (missing: number, does: () => Promise<void>) => {
    setTried(true);
    if (missing > 0) return;
    const isDone = await attempt(async () => {
      await does();
      return say(`report.done-${act}`);
    });
    if (isDone) {
      onDone();
      onClose();
    }
  };
  const frame = (onSend: () => void, children: ReactNode) => (
    <ActDialog
      title={say(`report.act-${act}`)}
      means={say(`report.means-${act}`)}
      act={say(`report.act-${act}`)}
      isDangerous={act === 'reject'}
      isSending={isActing}
      failure={failure}
      onSend={onSend}
      onClose={onClose}
    >
      {children}
    </ActDialog>
  );
  return { send, frame, isTried, faults };
}

function Accept(props: DialogProps) {
  const { say } = useMessages();
  const { report, form, onRaised } = props;
  const { send, frame } = useReportAct(props, 'accept');
  const [category, setCategory] = useState(report.category.code);
  const [chosen, setGrade] = useState<string | null>(null);
  // The city's first grade is its ordinary one.
  const grade = chosen ?? form?.grades[0]?.code ?? '';
  return frame(
    () =>
      void send(0, async () => {
        const { issueId } = await acceptReport(report.id, { category, grade });
        onRaised(issueId);
      }),
    <>
      <CodeSelect
        label={say('issue.category')}
        options={form?.categories ?? [report.category]}
        value={category}
        onChange={setCategory}
      />
      <GradeSelect form={form} issue={null} value={grade} onChange={setGrade} />
    </>,
  );
}

function Reject(props: DialogProps) {
  const { say, text } = useMessages();
  const { report } = props;
  const { send, frame, isTried, faults } = useReportAct(props, 'reject');
  const [reason, setReason] = useState<RejectionReason | null>(null);
  const [note, setNote] = useState('');
  const missing = [reason === null, note.trim() === ''].filter(Boolean).length;
  return frame(
    () =>
      void send(missing, async () => {
        if (reason === null) return;
        const rejection = { reason, note: note.trim() };
        // What the check holds was never looked at by a desk: refusing it is the decision that was waited for.
        await (report.state === 'PENDING'
          ? rejectReport(report.id, rejection)
          : decideHeld(report.id, { decision: 'REJECT', ...rejection }));
      }),
    <>
      <Field
        label={say('act.reason')}
        fault={isTried && reason === null ? say('report.reason-missing') : faults.get('reason')}
      >
        {({ id }) => (
          <Radio.Group
            id={id}
            className="reason-list"
            value={reason}
            onChange={(event) => setReason(event.target.value as RejectionReason)}
            options={(Object.keys(rejectionReasons) as RejectionReason[]).map((code) => ({
              value: code,
              label: text(rejectionReasons[code]),
            }))}
          />
        )}
      </Field>
      <TextField
        label={say('report.note')}
        hint={say('report.note-hint')}
        rows={2}
        maxLength={500}
        value={note}
        fault={isTried && note.trim() === '' ? say('report.note-missing') : faults.get('note')}
        onChange={setNote}
      />
    </>,
  );
}

function AskInfo(props: DialogProps) {
  const { say } = useMessages();
  const { report } = props;
  const { send, frame, isTried, faults } = useReportAct(props, 'ask-info');
  const [question, setQuestion] = useState('');
  return frame(
    () => void send(question.trim() === '' ? 1 : 0, () => askForMore(report.id, question.trim())),
    <TextField
      label={say('report.question')}
      hint={say('report.question-hint')}
      hasFocus
      rows={2}
      maxLength={500}
      value={question}
      fault={isTried && question.trim() === '' ? say('report.question-missing') : faults.get('question')}
      onChange={setQuestion}
    />,
  );
}

function Recategorise(props: DialogProps) {
  const { say } = useMessages();
  const { report, form } = props;
  const { send, frame } = useReportAct(props, 'recategorise');
  const [category, setCategory] = useState(report.category.code);
  return frame(
    () => void send(0, () => recategorise(report.id, category)),
    <CodeSelect
      label={say('issue.category')}
      options={form?.categories ?? [report.category]}
      value={category}
      onChange={setCategory}
    />,
  );
}
