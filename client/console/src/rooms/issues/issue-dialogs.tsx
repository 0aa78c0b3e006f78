import type { DeskForm, IssueView, RectifyIssue, VerifyIssue } from '@minsheng/contracts';
import { Segmented } from 'antd';
import { useState, type ReactNode } from 'react';

import { moveIssue } from '../../api/issues.js';
import { readUnits, unitsPath } from '../../api/organisation.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { ActDialog } from '../../ui/act-dialog.js';
import { Field, TextField } from '../../ui/field.js';
import { listText, momentText, shanghaiField, shanghaiInstant } from '../../ui/format.js';
import { PhotoPicker } from '../../ui/photos.js';
import { useAct } from '../../ui/use-act.js';
import {
  assignmentOf,
  belowOf,
  delegationFaults,
  delegationOf,
  dispatchFaults,
  dispatchForm,
  extensionFaults,
  extensionOf,
  rectificationOf,
  rectifyFaults,
  verificationOf,
  verifyFaults,
  type DelegationForm,
  type DispatchFault,
} from './issue-forms.js';
import { isGrave, type IssueAct } from './issue-moves.js';
import { HerePicker } from './here-picker.js';
import { CodeSelect, UnitSelect, UnitsSelect, withNamed } from './unit-select.js';

interface DialogProps {
  issue: IssueView;
  form: DeskForm | null;
  /** Milliseconds by the business clock. */
  now: number;
  /** null: the move took the issue out of the reader's sight. */
  onDone: (issue: IssueView | null) => void;
  onClose: () => void;
}

/** What an act needs to be told, if anything. */
export type AskingAct = Exclude<IssueAct, 'sign' | 'accept-transfer'>;

export function IssueDialog({ act, ...props }: DialogProps & { act: AskingAct }) {
  switch (act) {
    case 'triage':
      return <Triage {...props} />;
    case 'assign':
      return <Dispatch {...props} />;
    case 'refuse':
      return <Refuse {...props} />;
    case 'decide-transfer':
      return <DecideTransfer {...props} />;
    case 'delegate':
      return <Delegate {...props} />;
    case 'ask-extension':
      return <AskExtension {...props} />;
    case 'decide-extension':
      return <DecideExtension {...props} />;
    case 'carry-over':
      return <CarryOver {...props} />;
    case 'rectify':
      return <Rectify {...props} />;
    case 'pass':
      return <Verify {...props} result="PASS" />;
    case 'fail':
      return <Verify {...props} result="FAIL" />;
    case 'reopen':
      return <Reopen {...props} />;
    case 'start':
    case 'escalate':
    case 'dismiss':
      return <Words {...props} act={act} />;
  }
}

/** The frame of one act: its words by the act's name, one try at a time, closed when it is done. */
function useIssueAct({ onDone, onClose }: Pick<DialogProps, 'onDone' | 'onClose'>, act: AskingAct) {
  const { say } = useMessages();
  const { isActing, failure, faults, attempt } = useAct({ isShownBeside: true });
  const [isTried, setTried] = useState(false);
  /** Sends what `move` answers, unless something is missing. */
  const send = async (missing: number, move: () => Promise<IssueView | null>) => {
    setTried(true);
    if (missing > 0) return;
    let moved: IssueView | null = null;
    const isDone = await attempt(async () => {
      moved = await move();
      return say(`issue.done-${act}`);
    });
    if (isDone) {
      onDone(moved);
      onClose();
    }
  };
  const frame = (onSend: () => void, children: ReactNode, means?: ReactNode) => (
    <ActDialog
      title={say(`issue.act-${act}`)}
      means={means ?? say(`issue.means-${act}`)}
      act={say(`issue.act-${act}`)}
      isDangerous={isGrave(act)}
      isWide={act === 'assign'}
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

function Triage(props: DialogProps) {
  const { say } = useMessages();
  const { issue, form } = props;
  const { send, frame } = useIssueAct(props, 'triage');
  const [category, setCategory] = useState(issue.category.code);
  const [grade, setGrade] = useState(issue.grade);
  return frame(
    () => void send(0, () => moveIssue(issue.id, 'triage', { category, grade, class: null })),
    <>
      <CodeSelect
        label={say('issue.category')}
        options={form?.categories ?? [issue.category]}
        value={category}
        onChange={setCategory}
      />
      <GradeSelect form={form} issue={issue} value={grade} onChange={setGrade} />
    </>,
  );
}

export function GradeSelect({
  form,
  issue,
  value,
  onChange,
}: {
  form: DeskForm | null;
  issue: IssueView | null;
  value: string;
  onChange: (grade: string) => void;
}) {
  const { say, text } = useMessages();
  const chosen = form?.grades.find(({ code }) => code === value);
  const options = form?.grades ?? (issue === null ? [] : [{ code: issue.grade, name: issue.gradeName }]);
  return (
    <CodeSelect
      label={say('issue.grade')}
      hint={
        chosen === undefined
          ? undefined
          : say('issue.grade-limit', { method: text(chosen.method), days: chosen.limitWorkingDays })
      }
      options={options}
      value={value}
      onChange={onChange}
    />
  );
}

function Dispatch(props: DialogProps) {
  const { say, text, language } = useMessages();
  const { issue, form: offered, now } = props;
  const { send, frame, isTried, faults: refused } = useIssueAct(props, 'assign');
  const [form, setForm] = useState(() =>
    dispatchForm(issue, {
      text,
      list: (parts) => listText(parts, language),
      person: (unit) => say('dispatch.person-of', { unit }),
      task: (category, place) => say('dispatch.task-of', { category, place }),
      responsibility: (lead) => say('dispatch.responsibility-of', { lead }),
      responsibilityWith: (lead, supports) => say('dispatch.responsibility-with', { lead, supports }),
      rewardPenalty: say('dispatch.reward-of'),
    }),
  );
  const missing = dispatchFaults(form, now);
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const fault = (name: DispatchFault) => (isTried && missing.includes(name) ? say(`dispatch.fault-${name}`) : null);
  const units = withNamed(offered?.units ?? [], [
    issue.lead,
    ...issue.supports,
    issue.proposal.lead,
    ...issue.proposal.supports,
  ]);
  return frame(
    () => void send(missing.length, () => moveIssue(issue.id, 'assign', assignmentOf(form))),
    <>
      <div className="form-grid">
        <UnitSelect
          label={say('dispatch.lead')}
          hint={text(issue.proposal.rule)}
          fault={fault('lead')}
          units={units}
          value={form.lead}
          onChange={(lead) => set({ lead })}
        />
        <UnitsSelect
          label={say('dispatch.supports')}
          hint={say('dispatch.optional')}
          units={units.filter(({ unitId }) => unitId !== form.lead)}
          values={form.supports}
          onChange={(supports) => set({ supports })}
        />
        <TextField
          label={say('dispatch.person')}
          value={form.person}
          maxLength={100}
          fault={fault('person') ?? refused.get('fixes.person')}
          onChange={(person) => set({ person })}
        />
        <TextField
          label={say('dispatch.due')}
          hint={say('dispatch.due-hint', { days: issue.limitWorkingDays, grade: text(issue.gradeName) })}
          type="datetime-local"
          value={form.due}
          fault={fault('due') ?? refused.get('fixes.dueAt')}
          onChange={(due) => set({ due })}
        />
      </div>
      <TextField
        label={say('dispatch.task')}
        rows={2}
        value={form.task}
        maxLength={500}
        fault={fault('task') ?? refused.get('fixes.task')}
        onChange={(task) => set({ task })}
      />
      <div className="form-grid">
        <TextField
          label={say('dispatch.responsibility')}
          rows={2}
          value={form.responsibility}
          maxLength={500}
          fault={fault('responsibility') ?? refused.get('fixes.responsibility')}
          onChange={(responsibility) => set({ responsibility })}
        />
        <TextField
          label={say('dispatch.reward')}
          rows={2}
          value={form.rewardPenalty}
          maxLength={500}
          fault={fault('rewardPenalty') ?? refused.get('fixes.rewardPenalty')}
          onChange={(rewardPenalty) => set({ rewardPenalty })}
        />
      </div>
    </>,
  );
}

function Refuse(props: DialogProps) {
  const { say } = useMessages();
  const { issue, form } = props;
  const { send, frame, isTried, faults } = useIssueAct(props, 'refuse');
  const [successor, setSuccessor] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const missing = [successor === null, reason.trim() === ''].filter(Boolean).length;
  return frame(
    () =>
      void send(missing, () => moveIssue(issue.id, 'refuse', { successor: successor ?? '', reason: reason.trim() })),
    <>
      <UnitSelect
        label={say('issue.successor')}
        fault={isTried && successor === null ? say('issue.successor-missing') : null}
        units={(form?.units ?? []).filter(({ unitId }) => unitId !== issue.lead?.unitId)}
        value={successor}
        onChange={setSuccessor}
      />
      <Reason value={reason} isTried={isTried} fault={faults.get('reason')} onChange={setReason} />
    </>,
  );
}

function DecideTransfer(props: DialogProps) {
  const { say, text } = useMessages();
  const { issue, form } = props;
  const { send, frame, isTried, faults } = useIssueAct(props, 'decide-transfer');
  const { transfer } = issue;
  const [lead, setLead] = useState<string | null>(transfer?.to.unitId ?? null);
  const [reason, setReason] = useState('');
  const missing = [lead === null, reason.trim() === ''].filter(Boolean).length;
  return frame(
    () => void send(missing, () => moveIssue(issue.id, 'decide-transfer', { lead: lead ?? '', reason: reason.trim() })),
    <>
      {transfer !== null && (
        <p className="notice plain">
          {say('issue.transfer-asked', { from: text(transfer.from.name), to: text(transfer.to.name) })}
          {transfer.reason}
        </p>
      )}
      <UnitSelect
        label={say('dispatch.lead')}
        fault={isTried && lead === null ? say('dispatch.fault-lead') : null}
        units={withNamed(form?.units ?? [], [transfer?.from, transfer?.to])}
        value={lead}
        onChange={setLead}
      />
      <Reason value={reason} isTried={isTried} fault={faults.get('reason')} onChange={setReason} />
    </>,
  );
}

function Delegate(props: DialogProps) {
  const { say, text } = useMessages();
  const { issue, now } = props;
  const { send, frame, isTried, faults: refused } = useIssueAct(props, 'delegate');
  const units = useResource(unitsPath, readUnits);
  const [form, setForm] = useState<DelegationForm>({
    unit: null,
    task:
      issue.fixes?.task ??
      say('dispatch.task-of', { category: text(issue.category.name), place: issue.placeText ?? '' }),
    due: issue.dueAt === null ? '' : shanghaiField(issue.dueAt),
  });
  const missing = delegationFaults(form, issue.dueAt, now);
  const fault = (name: keyof DelegationForm) =>
    isTried && missing.includes(name) ? say(`delegation.fault-${name}`) : null;
  return frame(
    () => void send(missing.length, () => moveIssue(issue.id, 'delegate', delegationOf(form))),
    <>
      <UnitSelect
        label={say('delegation.to')}
        hint={say('delegation.one-level')}
        fault={fault('unit')}
        units={belowOf(units.value ?? [], issue.lead?.unitId ?? null)}
        value={form.unit}
        onChange={(unit) => setForm({ ...form, unit })}
      />
      <TextField
        label={say('dispatch.task')}
        rows={2}
        maxLength={500}
        value={form.task}
        fault={fault('task') ?? refused.get('task')}
        onChange={(task) => setForm({ ...form, task })}
      />
      <TextField
        label={say('dispatch.limit')}
        hint={say('delegation.due-hint')}
        type="datetime-local"
        value={form.due}
        fault={fault('due') ?? refused.get('dueAt')}
        onChange={(due) => setForm({ ...form, due })}
      />
    </>,
  );
}

function AskExtension(props: DialogProps) {
  const { say, language } = useMessages();
  const { issue } = props;
  const { send, frame, isTried, faults } = useIssueAct(props, 'ask-extension');
  const [form, setForm] = useState({ due: '', reason: '', plan: '' });
  const missing = extensionFaults(form, issue.dueAt);
  const fault = (name: keyof typeof form) =>
    isTried && missing.includes(name) ? say(`extension.fault-${name}`) : null;
  return frame(
    () => void send(missing.length, () => moveIssue(issue.id, 'ask-extension', extensionOf(form))),
    <>
      <TextField
        label={say('extension.new-due')}
        hint={issue.dueAt === null ? undefined : say('extension.old-due', { time: momentText(issue.dueAt, language) })}
        type="datetime-local"
        hasFocus
        value={form.due}
        fault={fault('due') ?? faults.get('newDue')}
        onChange={(due) => setForm({ ...form, due })}
      />
      <TextField
        label={say('act.reason')}
        rows={2}
        maxLength={500}
        value={form.reason}
        fault={fault('reason') ?? faults.get('reason')}
        onChange={(reason) => setForm({ ...form, reason })}
      />
      <TextField
        label={say('extension.plan')}
        rows={2}
        maxLength={500}
        value={form.plan}
        fault={fault('plan') ?? faults.get('plan')}
        onChange={(plan) => setForm({ ...form, plan })}
      />
    </>,
  );
}

function DecideExtension(props: DialogProps) {
  const { say, language } = useMessages();
  const { issue } = props;
  const { send, frame, isTried, faults } = useIssueAct(props, 'decide-extension');
  const [granted, setGranted] = useState(true);
  const [reason, setReason] = useState('');
  const { extension } = issue;
  const missing = reason.trim() === '' ? 1 : 0;
  return frame(
    () => void send(missing, () => moveIssue(issue.id, 'decide-extension', { granted, reason: reason.trim() })),
    <>
      {extension !== null && (
        <div className="notice plain">
          <div>
            <p className="strong">{say('extension.asks', { time: momentText(extension.newDue, language) })}</p>
            <p>{extension.reason}</p>
            <p className="muted">{extension.plan}</p>
          </div>
        </div>
      )}
      <Segmented<boolean>
        block
        aria-label={say('extension.decision')}
        value={granted}
        onChange={setGranted}
        options={[
          { value: true, label: say('extension.grant') },
          { value: false, label: say('extension.deny') },
        ]}
      />
      <Reason value={reason} isTried={isTried} fault={faults.get('reason')} onChange={setReason} />
    </>,
  );
}

function CarryOver(props: DialogProps) {
  const { say } = useMessages();
  const { issue, now } = props;
  const { send, frame, isTried, faults } = useIssueAct(props, 'carry-over');
  const [due, setDue] = useState('');
  const [reason, setReason] = useState('');
  const [publicText, setPublicText] = useState('');
  const newDue = shanghaiInstant(due);
  const isDueWrong = newDue === null || Date.parse(newDue) <= now;
  const missing = [isDueWrong, reason.trim() === '', publicText.trim() === ''].filter(Boolean).length;
  return frame(
    () =>
      void send(missing, () =>
        moveIssue(issue.id, 'carry-over', {
          newDue: newDue ?? '',
          reason: reason.trim(),
          publicText: publicText.trim(),
        }),
      ),
    <>
      <TextField
        label={say('extension.new-due')}
        type="datetime-local"
        hasFocus
        value={due}
        fault={isTried && isDueWrong ? say('dispatch.fault-due') : faults.get('newDue')}
        onChange={setDue}
      />
      <Reason value={reason} isTried={isTried} fault={faults.get('reason')} onChange={setReason} />
      <TextField
        label={say('issue.public-text')}
        hint={say('issue.public-text-hint')}
        rows={2}
        maxLength={500}
        value={publicText}
        fault={isTried && publicText.trim() === '' ? say('issue.public-text-missing') : faults.get('publicText')}
        onChange={setPublicText}
      />
    </>,
  );
}

function Rectify(props: DialogProps) {
  const { say } = useMessages();
  const { issue } = props;
  const { send, frame, isTried, faults } = useIssueAct(props, 'rectify');
  const [text, setText] = useState('');
  const [evidence, setEvidence] = useState<{ photos: string[]; uploading: number }>({ photos: [], uploading: 0 });
  const [point, setPoint] = useState<RectifyIssue['point']>(null);
  const form = { text, ...evidence };
  const missing = rectifyFaults(form);
  const photoFault = missing.find((name) => name !== 'text');
  return frame(
    () => void send(missing.length, () => moveIssue(issue.id, 'rectify', rectificationOf(form, point))),
    <>
      <PhotoPicker
        label={say('issue.after-photos')}
        hint={say('issue.after-photos-hint')}
        fault={isTried && photoFault !== undefined ? say(`photo.fault-${photoFault}`) : null}
        onChange={setEvidence}
      />
      <HerePicker value={point} onChange={setPoint} />
      <TextField
        label={say('issue.measure')}
        rows={3}
        maxLength={1000}
        value={text}
        fault={isTried && missing.includes('text') ? say('issue.measure-missing') : faults.get('text')}
        onChange={setText}
      />
    </>,
  );
}

function Verify({ result, ...props }: DialogProps & { result: VerifyIssue['result'] }) {
  const { say } = useMessages();
  const { issue } = props;
  const { send, frame, isTried, faults } = useIssueAct(props, result === 'PASS' ? 'pass' : 'fail');
  const [kind, setKind] = useState<VerifyIssue['kind']>(issue.needsVisit ? 'ONSITE' : 'DESK');
  const [text, setText] = useState('');
  const [evidence, setEvidence] = useState<{ photos: string[]; uploading: number }>({ photos: [], uploading: 0 });
  const form = { text, ...evidence };
  const missing = verifyFaults(form, result);
  return frame(
    () => void send(missing.length, () => moveIssue(issue.id, 'verify', verificationOf(form, result, kind))),
    <>
      <Field label={say('verify.kind')} hint={issue.needsVisit ? say('verify.visit') : undefined}>
        {({ id }) => (
          <Segmented<VerifyIssue['kind']>
            id={id}
            block
            value={kind}
            onChange={setKind}
            options={(['DESK', 'ONSITE'] as const).map((value) => ({
              value,
              label: say(`verify.${value}`),
              disabled: value === 'DESK' && issue.needsVisit,
            }))}
          />
        )}
      </Field>
      <TextField
        label={say(result === 'FAIL' ? 'act.reason' : 'issue.note')}
        hint={say(result === 'FAIL' ? 'verify.reason-hint' : 'dispatch.optional')}
        rows={2}
        maxLength={500}
        value={text}
        fault={isTried && missing.includes('text') ? say('act.reason-missing') : faults.get('reason')}
        onChange={setText}
      />
      <PhotoPicker
        label={say('verify.photos')}
        hint={say('dispatch.optional')}
        fault={isTried && missing.includes('uploading') ? say('photo.fault-uploading') : null}
        onChange={setEvidence}
      />
    </>,
  );
}

function Reopen(props: DialogProps) {
  const { say } = useMessages();
  const { issue } = props;
  const { send, frame, isTried, faults } = useIssueAct(props, 'reopen');
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState<{ photos: string[]; uploading: number }>({ photos: [], uploading: 0 });
  const { photos, uploading } = evidence;
  const missing = [reason.trim() === '', uploading > 0 || photos.length === 0].filter(Boolean).length;
  return frame(
    () => void send(missing, () => moveIssue(issue.id, 'reopen', { reason: reason.trim(), photos })),
    <>
      <Reason value={reason} isTried={isTried} fault={faults.get('reason')} onChange={setReason} />
      <PhotoPicker
        label={say('verify.photos')}
        fault={
          !isTried || (uploading === 0 && photos.length > 0)
            ? null
            : say(uploading > 0 ? 'photo.fault-uploading' : 'photo.fault-photos')
        }
        onChange={setEvidence}
      />
    </>,
  );
}

/** An act that needs one text: the plan it begins with, or the reason. */
function Words({ act, ...props }: DialogProps & { act: 'start' | 'escalate' | 'dismiss' }) {
  const { say } = useMessages();
  const { issue } = props;
  const { send, frame, isTried, faults } = useIssueAct(props, act);
  const [words, setWords] = useState('');
  const missing = words.trim() === '' ? 1 : 0;
  const move = () =>
    act === 'start'
      ? moveIssue(issue.id, 'start', { measure: words.trim() })
      : act === 'escalate'
        ? moveIssue(issue.id, 'escalate', { tier: issue.tier + 1, reason: words.trim() })
        : moveIssue(issue.id, 'dismiss', { reason: words.trim() });
  return frame(
    () => void send(missing, move),
    <TextField
      label={say(act === 'start' ? 'issue.plan' : 'act.reason')}
      hasFocus
      rows={2}
      maxLength={500}
      value={words}
      fault={
        isTried && missing > 0
          ? say(act === 'start' ? 'issue.plan-missing' : 'act.reason-missing')
          : faults.get(act === 'start' ? 'measure' : 'reason')
      }
      onChange={setWords}
    />,
  );
}

function Reason({
  value,
  isTried,
  fault,
  onChange,
}: {
  value: string;
  isTried: boolean;
  fault?: Parameters<typeof TextField>[0]['fault'];
  onChange: (reason: string) => void;
}) {
  const { say } = useMessages();
  return (
    <TextField
      label={say('act.reason')}
      hint={say('act.reason-kept')}
      rows={2}
      maxLength={500}
      value={value}
      fault={isTried && value.trim() === '' ? say('act.reason-missing') : fault}
      onChange={onChange}
    />
  );
}
