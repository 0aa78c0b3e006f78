import type { PollPlanView, PollSummary } from '@minsheng/contracts';
import { App, Button } from 'antd';
import { Ban, ExternalLink, FilePenLine, FilePlus2, Save, Send, Stamp, Undo2, UserRoundCheck } from 'lucide-react';
import { useState } from 'react';

import {
  movePoll,
  planPath,
  pollPath,
  publicPlanPage,
  readPlan,
  readPoll,
  savePlan,
  type PollVerb,
} from '../../../api/polls.js';
import { useResource, type Asked } from '../../../api/use-resource.js';
import { useMessages } from '../../../messages/use-messages.js';
import { momentText } from '../../../ui/format.js';
import { Page } from '../../../ui/page.js';
import { ChangeButton, DemoTag, Hash, Panel } from '../../../ui/parts.js';
import { ReasonDialog } from '../../../ui/reason-dialog.js';
import { Refusal } from '../../../ui/refusal.js';
import { Loaded, RowsSkeleton } from '../../../ui/states.js';
import { useAct } from '../../../ui/use-act.js';
import { useSession } from '../../identity/use-session.js';
import { StageChip } from '../stage-chip.js';
import { isBeforeFieldwork } from '../stages.js';
import { CheckList } from './check-list.js';
import { PlanEditor } from './plan-editor.js';
import { changesOf, editsOf, formOf, type PlanForm } from './plan-form.js';
import {
  AboutPanel,
  GroupsPanel,
  IndicatorsPanel,
  InstantsPanel,
  MarginsPanel,
  QuotasPanel,
  RulesPanel,
  SitesPanel,
  VersionsPanel,
} from './plan-parts.js';
import { planSteps, publicVersion, waitingErratum } from './plan-steps.js';
import { QuestionnairePanel } from './questionnaire-panel.js';
import { StepList } from './step-list.js';

/** A poll's plan: what is asked of whom and how it will be counted, on its way from draft to public. */
export function PlanPage({ poll: id }: { poll: string }) {
  const { say, text } = useMessages();
  const poll = useResource(pollPath(id), (signal) => readPoll(id, signal));
  const plan = useResource(planPath(id), (signal) => readPlan(id, signal));
  const [form, setForm] = useState<PlanForm | null>(null);
  const saving = useAct({ isShownBeside: true });
  const { edits, faults } = form === null ? { edits: null, faults: [] } : editsOf(form);

  const save = () =>
    saving.attempt(async () => {
      if (edits === null || plan.value === null) return say('plan.saved');
      await savePlan(id, changesOf(editsOf(formOf(plan.value.plan)).edits, edits));
      setForm(null);
      plan.askAgain();
      poll.askAgain();
      return say('plan.saved');
    });

  return (
    <Page
      trail={[
        { label: say('polls.title'), to: '/polls' },
        { label: poll.value === null ? id : text(poll.value.title), to: `/polls/${encodeURIComponent(id)}` },
      ]}
      title={say('plan.title')}
      chip={
        poll.value !== null && (
          <>
            <StageChip stage={poll.value.stage} />
            {poll.value.isDemonstration && <DemoTag />}
          </>
        )
      }
      meta={
        plan.value === null
          ? []
          : [
              say('scheme.version', { version: plan.value.plan.version }),
              <Hash value={plan.value.hash} label={say('plan.hash')} />,
            ]
      }
      actions={
        poll.value !== null &&
        plan.value !== null &&
        (form === null ? (
          <Actions
            poll={poll.value}
            view={plan.value}
            onEdit={() => {
              saving.forget();
              if (plan.value !== null) setForm(formOf(plan.value.plan));
            }}
            onMoved={() => {
              poll.askAgain();
              plan.askAgain();
            }}
          />
        ) : (
          <>
            <Button disabled={saving.isActing} onClick={() => setForm(null)}>
              {say('plan.discard')}
            </Button>
            <ChangeButton
              type="primary"
              icon={<Save size={15} />}
              loading={saving.isActing}
              disabled={faults.length > 0}
              onClick={() => void save()}
            >
              {faults.length > 0 ? say('plan.unread', { count: faults.length }) : say('plan.save')}
            </ChangeButton>
          </>
        ))
      }
    >
      <Loaded asked={plan} skeleton={<PlanSkeleton />}>
        {(view) => (
          <div className="body with-wide-side">
            <div className="column">
              {form === null ? (
                <>
                  {waitingErratum(view.versions) !== null && (
                    <p className="notice plain" role="status">
                      <FilePlus2 size={15} aria-hidden />
                      {say('plan.erratum-waits', { version: view.plan.version })}
                    </p>
                  )}
                  <Document view={view} />
                </>
              ) : (
                <>
                  <Refusal failure={saving.failure} />
                  <PlanEditor plan={view.plan} form={form} onChange={setForm} refused={saving.faults} unread={faults} />
                </>
              )}
            </div>
            <Side view={view} poll={poll} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function PlanSkeleton() {
  return (
    <div className="body with-wide-side">
      <section className="panel">
        <RowsSkeleton rows={16} />
      </section>
      <section className="panel">
        <RowsSkeleton rows={10} />
      </section>
    </div>
  );
}

function Document({ view: { plan } }: { view: PollPlanView }) {
  return (
    <>
      <AboutPanel plan={plan} />
      <QuestionnairePanel plan={plan} />
      <IndicatorsPanel plan={plan} />
      <GroupsPanel plan={plan} />
      <SitesPanel plan={plan} />
      <QuotasPanel plan={plan} />
      <MarginsPanel plan={plan} />
    </>
  );
}

function Side({ view, poll }: { view: PollPlanView; poll: Asked<PollSummary> }) {
  const { say } = useMessages();
  return (
    <div className="column">
      {poll.value !== null && (
        <Panel title={say('plan.way')}>
          <StepList steps={planSteps(poll.value.stage, view.versions)} />
        </Panel>
      )}
      {poll.value !== null && isBeforeFieldwork(poll.value) && <CheckList checks={view.checks} />}
      <InstantsPanel plan={view.plan} />
      <VersionsPanel versions={view.versions} />
      <RulesPanel plan={view.plan} />
    </div>
  );
}

type Asking = 'return-plan' | 'erratum' | 'cancel';

function Actions({
  poll,
  view,
  onEdit,
  onMoved,
}: {
  poll: PollSummary;
  view: PollPlanView;
  onEdit: () => void;
  onMoved: () => void;
}) {
  const { say, text, language } = useMessages();
  const { may } = useSession();
  const { modal } = App.useApp();
  const { isActing, attempt } = useAct();
  const [asking, setAsking] = useState<Asking | null>(null);
  const erratum = waitingErratum(view.versions);
  const isPublic = publicVersion(view.versions) !== null;
  const unmet = view.checks.filter(({ isMet }) => !isMet);
  const mayCancel =
    may('polls.cancel') && ['DRAFT', 'PLAN_REVIEW', 'PLAN_APPROVED', 'PLAN_PUBLIC'].includes(poll.stage);

  const move = (verb: Extract<PollVerb, 'submit-plan' | 'approve-plan' | 'publish-plan'>) =>
    attempt(async () => {
      await movePoll(poll.id, verb);
      onMoved();
      return say(`plan.${verb}-done`);
    });
  const confirmed = (verb: 'approve-plan' | 'publish-plan', means: string) =>
    modal.confirm({
      title: say(`plan.${verb}`),
      content: means,
      okText: say(`plan.${verb}`),
      cancelText: say('act.cancel'),
      onOk: async () => {
        await move(verb);
      },
    });

  return (
    <>
      {isPublic && (
        <Button icon={<ExternalLink size={15} />} href={publicPlanPage(poll.id)} target="_blank">
          {say('plan.public-page')}
        </Button>
      )}
      {mayCancel && (
        <ChangeButton danger icon={<Ban size={15} />} onClick={() => setAsking('cancel')}>
          {say('plan.cancel')}
        </ChangeButton>
      )}
      {poll.stage === 'DRAFT' && may('polls.plan') && (
        <>
          <ChangeButton icon={<FilePenLine size={15} />} onClick={onEdit}>
            {say('plan.edit')}
          </ChangeButton>
          <ChangeButton
            type="primary"
            icon={<Send size={15} />}
            loading={isActing}
            disabled={unmet.length > 0}
            title={unmet[0] === undefined ? undefined : text(unmet[0].sentences)}
            onClick={() => void move('submit-plan')}
          >
            {unmet.length > 0 ? say('plan.submit-missing', { count: unmet.length }) : say('plan.submit-plan')}
          </ChangeButton>
        </>
      )}
      {poll.stage === 'PLAN_REVIEW' && may('polls.approve-plan') && (
        <>
          <ChangeButton icon={<Undo2 size={15} />} onClick={() => setAsking('return-plan')}>
            {say('plan.return')}
          </ChangeButton>
          <ChangeButton
            type="primary"
            icon={<UserRoundCheck size={15} />}
            loading={isActing}
            onClick={() => confirmed('approve-plan', say('plan.approve-means'))}
          >
            {say('plan.approve-plan')}
          </ChangeButton>
        </>
      )}
      {poll.stage === 'PLAN_APPROVED' && may('polls.publish-plan') && (
        <ChangeButton
          type="primary"
          className="sealing"
          icon={<Stamp size={15} />}
          loading={isActing}
          onClick={() =>
            confirmed(
              'publish-plan',
              say('plan.publish-means', { time: momentText(view.plan.calendar.fieldworkFrom, language) }),
            )
          }
        >
          {say('plan.publish-plan')}
        </ChangeButton>
      )}
      {poll.stage === 'PLAN_PUBLIC' && may('polls.plan') && (
        <ChangeButton icon={<FilePlus2 size={15} />} onClick={onEdit}>
          {say(erratum === null ? 'plan.write-erratum' : 'plan.edit-erratum')}
        </ChangeButton>
      )}
      {poll.stage === 'PLAN_PUBLIC' && erratum !== null && may('polls.approve-plan') && (
        <ChangeButton
          type="primary"
          className="sealing"
          icon={<Stamp size={15} />}
          onClick={() => setAsking('erratum')}
        >
          {say('plan.erratum')}
        </ChangeButton>
      )}
      {asking !== null && (
        <ReasonDialog
          title={say(dialogs[asking].title)}
          means={say(asking === 'cancel' && isPublic ? 'plan.cancel-public-means' : dialogs[asking].means)}
          act={say(dialogs[asking].title)}
          isDangerous={asking === 'cancel'}
          needsPublicNote={asking === 'cancel' && isPublic}
          onGiven={async ({ reason, publicNote }) => {
            await movePoll(poll.id, asking, publicNote === null ? { reason } : { reason, publicNote });
            onMoved();
            return say(dialogs[asking].done);
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

const dialogs = {
  'return-plan': { title: 'plan.return', means: 'plan.return-means', done: 'plan.returned' },
  erratum: { title: 'plan.erratum', means: 'plan.erratum-means', done: 'plan.erratum-done' },
  cancel: { title: 'plan.cancel', means: 'plan.cancel-means', done: 'plan.cancelled' },
} as const;
