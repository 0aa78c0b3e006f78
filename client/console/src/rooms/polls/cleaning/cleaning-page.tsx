import type { FlagCode, HeldResponse, PollSummary } from '@minsheng/contracts';
import { Button, Segmented, Table } from 'antd';
import { Calculator, CheckCheck, CircleCheck, CircleX } from 'lucide-react';
import { useState } from 'react';

import { decide, heldPath, movePoll, pollPath, readHeld, readPoll, type Decision } from '../../../api/polls.js';
import { useRefresh } from '../../../api/use-refresh.js';
import { useResource } from '../../../api/use-resource.js';
import { useMessages } from '../../../messages/use-messages.js';
import { countText, percentText, stampText, waitText } from '../../../ui/format.js';
import { Page } from '../../../ui/page.js';
import { ChangeButton, Chip, DemoTag, Figures, Panel } from '../../../ui/parts.js';
import { ReasonDialog } from '../../../ui/reason-dialog.js';
import { Refusal } from '../../../ui/refusal.js';
import { go } from '../../../ui/router.js';
import { Empty, Loaded, RowsSkeleton } from '../../../ui/states.js';
import { useAct } from '../../../ui/use-act.js';
import { useSession } from '../../identity/use-session.js';
import { QualityList } from '../fieldwork/quality-list.js';
import { StageChip } from '../stage-chip.js';
import { isBeforeFieldwork, isOpen } from '../stages.js';
import { countsOf, filteredHeld, flagCodes, stillChosen, tallyOf, type HeldFilter } from './held-answers.js';
import { useElapsed } from './use-elapsed.js';

/** Seconds between two looks while answers still come in. */
const renewEvery = 20;

/** Suspicious answers: marked first, excluded only after a person's judgement; then the computation. */
export function CleaningPage({ poll: id }: { poll: string }) {
  const { say, text } = useMessages();
  const { may } = useSession();
  const poll = useResource(pollPath(id), (signal) => readPoll(id, signal));
  const held = useResource(heldPath(id), (signal) => readHeld(id, signal));
  useRefresh(held, poll.value !== null && isOpen(poll.value) ? renewEvery : null);
  const moving = useAct({ isShownBeside: true });
  const scoring = useAct({ isShownBeside: true });
  const here = `/polls/${encodeURIComponent(id)}`;
  const undecided = held.value?.filter(({ decision }) => decision === null).length ?? null;

  const finish = () =>
    moving.attempt(async () => {
      await movePoll(id, 'finish-cleaning');
      poll.askAgain();
      return say('cleaning.finished');
    });
  const score = async () => {
    const isDone = await scoring.attempt(async () => {
      await movePoll(id, 'score');
      return say('cleaning.computed');
    });
    if (isDone) go(`${here}/weighting`);
    else poll.askAgain();
  };

  return (
    <Page
      trail={[
        { label: say('polls.title'), to: '/polls' },
        { label: poll.value === null ? id : text(poll.value.title), to: here },
      ]}
      title={say('cleaning.title')}
      chip={
        poll.value !== null && (
          <>
            <StageChip stage={poll.value.stage} />
            {poll.value.isDemonstration && <DemoTag />}
          </>
        )
      }
      meta={[say('cleaning.rule')]}
      actions={
        <>
          {poll.value?.stage === 'CLEANING' && may('polls.clean') && (
            <ChangeButton
              type="primary"
              icon={<CheckCheck size={15} />}
              loading={moving.isActing}
              disabled={undecided !== 0}
              onClick={() => void finish()}
            >
              {undecided === null || undecided === 0
                ? say('cleaning.finish')
                : say('cleaning.still-undecided', { count: countText(undecided) })}
            </ChangeButton>
          )}
          {poll.value?.stage === 'WEIGHTING' && may('polls.score') && (
            <ChangeButton
              type="primary"
              icon={<Calculator size={15} />}
              loading={scoring.isActing}
              onClick={() => void score()}
            >
              {say('cleaning.compute')}
            </ChangeButton>
          )}
        </>
      }
    >
      <div className="body">
        <Refusal failure={moving.failure ?? scoring.failure} />
        {scoring.isActing && <Computing />}
        {poll.value?.stage === 'WEIGHTING' && !scoring.isActing && (
          <p className="notice plain">
            <CircleCheck size={15} aria-hidden />
            {say('cleaning.ready-to-compute')}
          </p>
        )}
        <Loaded
          asked={held}
          skeleton={
            <section className="panel">
              <RowsSkeleton rows={14} />
            </section>
          }
        >
          {(answers) =>
            poll.value !== null && (
              <Judgement
                poll={poll.value}
                held={answers}
                mayDecide={may('polls.clean') && poll.value.stage === 'CLEANING'}
                onDecided={held.askAgain}
              />
            )
          }
        </Loaded>
      </div>
    </Page>
  );
}

/** What runs and since when; how long it takes depends on the city. */
function Computing() {
  const { say } = useMessages();
  const seconds = useElapsed();
  return (
    <p className="notice plain" role="status">
      <Calculator size={15} aria-hidden />
      <span>
        {say('cleaning.computing')} <b className="figures-text">{waitText(seconds)}</b>
        <br />
        <small className="muted">{say('cleaning.computing-why')}</small>
      </span>
    </p>
  );
}

function Judgement({
  poll,
  held,
  mayDecide,
  onDecided,
}: {
  poll: PollSummary;
  held: readonly HeldResponse[];
  mayDecide: boolean;
  onDecided: () => void;
}) {
  const { say, text } = useMessages();
  const [wish, setFilter] = useState<Pick<HeldFilter, 'code'> & { decision: HeldFilter['decision'] | null }>({
    code: null,
    decision: null,
  });
  // Until somebody chooses: what is still to be judged, and once nothing is, everything.
  const filter: HeldFilter = {
    ...wish,
    decision: wish.decision ?? (held.some(({ decision }) => decision === null) ? 'undecided' : 'all'),
  };
  const [wanted, setWanted] = useState<string[]>([]);
  const [deciding, setDeciding] = useState<Decision['decision'] | null>(null);
  const shown = filteredHeld(held, filter);
  const chosen = stillChosen(wanted, shown);
  const counts = countsOf(held);
  const tally = tallyOf(poll.responses, held);
  const codes = flagCodes.filter((code) => counts.some((count) => count.code === code));
  return (
    <>
      <Figures
        figures={[
          { label: say('cleaning.received'), value: countText(tally.received), unit: say('polls.sheets') },
          {
            label: say('cleaning.held'),
            value: countText(tally.held),
            unit: say('polls.sheets'),
            why: say('cleaning.share', { share: percentText(tally.held / Math.max(1, tally.received), 1) }),
          },
          {
            label: say('cleaning.undecided'),
            value: countText(tally.undecided),
            unit: say('polls.sheets'),
            why: say(tally.undecided === 0 ? 'cleaning.all-decided' : 'cleaning.decide-all'),
          },
          { label: say('cleaning.excluded'), value: countText(tally.excluded), unit: say('polls.sheets') },
          {
            label: say('cleaning.remaining'),
            value: countText(tally.remaining),
            unit: say('polls.sheets'),
            why: say('cleaning.remaining-why', { before: countText(tally.received) }),
          },
        ]}
      />
      <div className="with-side inner">
        <Panel
          title={say('cleaning.list')}
          note={say('cleaning.no-answers-shown')}
          tools={<small className="muted">{say('polls.answers', { count: countText(shown.length) })}</small>}
        >
          <div className="filters spread">
            <Segmented
              aria-label={say('cleaning.by-decision')}
              value={filter.decision}
              onChange={(decision) => setFilter({ ...filter, decision })}
              options={(['undecided', 'decided', 'all'] as const).map((value) => ({
                value,
                label: say(`cleaning.show-${value}`),
              }))}
            />
            <Segmented<FlagCode | ''>
              aria-label={say('cleaning.by-code')}
              value={filter.code ?? ''}
              onChange={(code) => setFilter({ ...filter, code: code === '' ? null : code })}
              options={[
                { value: '', label: say('scheme.all') },
                ...codes.map((code) => ({ value: code, label: say(`flag.${code}`) })),
              ]}
            />
            <span className="space" />
            {mayDecide && (
              <span className="bulk">
                <small className="muted">{say('cleaning.chosen', { count: countText(chosen.length) })}</small>
                <ChangeButton
                  size="small"
                  icon={<CircleCheck size={14} />}
                  disabled={chosen.length === 0}
                  onClick={() => setDeciding('VALID')}
                >
                  {say('cleaning.keep')}
                </ChangeButton>
                <ChangeButton
                  size="small"
                  danger
                  icon={<CircleX size={14} />}
                  disabled={chosen.length === 0}
                  onClick={() => setDeciding('EXCLUDED')}
                >
                  {say('cleaning.exclude')}
                </ChangeButton>
              </span>
            )}
          </div>
          <Table<HeldResponse>
            size="small"
            rowKey="id"
            dataSource={shown}
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false, placement: ['bottomCenter'] }}
            rowSelection={
              mayDecide
                ? {
                    selectedRowKeys: chosen,
                    onChange: (keys) => setWanted(keys.map(String)),
                    preserveSelectedRowKeys: true,
                    getCheckboxProps: ({ id }) => ({ 'aria-label': say('cleaning.choose', { id }) }),
                  }
                : undefined
            }
            locale={{
              emptyText:
                held.length === 0 ? (
                  <Empty hint={say('cleaning.none-hint')}>
                    {say(isOpen(poll) || isBeforeFieldwork(poll) ? 'cleaning.not-yet' : 'cleaning.none')}
                  </Empty>
                ) : (
                  <Empty>
                    {say('cleaning.nothing-fits')}{' '}
                    <Button type="link" size="small" onClick={() => setFilter({ code: null, decision: 'all' })}>
                      {say('cleaning.show-all')}
                    </Button>
                  </Empty>
                ),
            }}
            columns={[
              { title: say('cleaning.id'), render: (_, { id }) => <code>{id}</code> },
              { title: say('cleaning.mode'), render: (_, { mode }) => say(`mode.${mode}`) },
              {
                title: say('cleaning.place'),
                render: (_, { area, site }) => (
                  <>
                    {text(area)}
                    {site !== null && <span className="muted"> · {text(site)}</span>}
                  </>
                ),
              },
              { title: say('cleaning.received-at'), render: (_, { receivedAt }) => stampText(receivedAt).slice(5) },
              { title: say('cleaning.took'), align: 'right', render: (_, { seconds }) => waitText(seconds) },
              {
                title: say('cleaning.marks'),
                render: (_, answer) => (
                  <span className="tags">
                    {answer.codes.map((code) => (
                      <Chip key={code} tone="overdue">
                        {say(`flag.${code}`)}
                      </Chip>
                    ))}
                  </span>
                ),
              },
              {
                title: say('cleaning.decision'),
                render: (_, { decision, decidedBy, note }) =>
                  decision === null ? (
                    <Chip tone="line">{say('cleaning.waits')}</Chip>
                  ) : (
                    <span title={note ?? undefined}>
                      <Chip tone={decision === 'VALID' ? 'verified' : 'plain'}>{say(`decision.${decision}`)}</Chip>{' '}
                      <small className="muted">{[decidedBy, note].filter(Boolean).join(' · ')}</small>
                    </span>
                  ),
              },
            ]}
          />
        </Panel>
        <div className="column">
          <QualityList flags={counts} to={null} />
        </div>
      </div>
      {deciding !== null && (
        <ReasonDialog
          title={say(`cleaning.decide-${deciding}`, { count: countText(chosen.length) })}
          means={say(`cleaning.decide-${deciding}-means`)}
          act={say(deciding === 'VALID' ? 'cleaning.keep' : 'cleaning.exclude')}
          isDangerous={deciding === 'EXCLUDED'}
          onGiven={async ({ reason }) => {
            await decide(poll.id, { responses: chosen, decision: deciding, note: reason });
            setWanted([]);
            onDecided();
            return say('cleaning.decided', { count: countText(chosen.length) });
          }}
          onClose={() => setDeciding(null)}
        />
      )}
    </>
  );
}
