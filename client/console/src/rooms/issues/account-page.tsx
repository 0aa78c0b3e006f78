import type { IssueRow, UnitDuty } from '@minsheng/contracts';
import { Button, Drawer, Segmented, Table } from 'antd';
import { Signature } from 'lucide-react';
import { useState } from 'react';

import { deskFormPath, dutyPath, issuesPath, moveIssue, readDeskForm, readDuty, readIssues } from '../../api/issues.js';
import { usePages } from '../../api/use-pages.js';
import { useRefresh } from '../../api/use-refresh.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { countText, listText, percentText, stampText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { ChangeButton, Figures, Panel } from '../../ui/parts.js';
import { go, Link } from '../../ui/router.js';
import { Empty, InlineError, Loaded, RowsSkeleton } from '../../ui/states.js';
import { useAct } from '../../ui/use-act.js';
import { useInbox } from '../notifications/inbox.js';
import { MessageList } from '../notifications/message-list.js';
import { useBusinessNow } from '../platform/use-business-now.js';
import { ReadingText } from './clock-tile.js';
import { unitReading } from './clocks.js';
import { dutyLists, issueTabOf, openDuty, remarksOf, rowsOf, type DutyList } from './duty.js';
import { IssueChip } from './issue-chip.js';
import { IssueDetail, useIssue } from './issue-detail.js';

/** Seconds between two looks while the page stands open. */
const renewEvery = 30;

/** What a unit has to cure: today's list by due time, each with its clock; one click signs, a row opens the matter. */
export function AccountPage({ issue: chosen }: { issue?: string }) {
  const { say, text } = useMessages();
  const now = useBusinessNow(10_000);
  const duty = useResource(dutyPath, readDuty);
  useRefresh(duty, renewEvery);
  const inbox = useInbox();
  const form = useResource(deskFormPath, readDeskForm);
  const issue = useIssue(chosen ?? null);
  const [moves, setMoves] = useState(0);
  const moved = () => {
    duty.askAgain();
    inbox.askAgain();
    setMoves(moves + 1);
  };
  return (
    <Page
      trail={[{ label: say('rail.own-unit') }]}
      title={duty.value === null ? say('account.title') : text(duty.value.unit.name)}
      meta={duty.value === null ? [] : [say('account.open', { count: countText(openDuty(duty.value).length) })]}
    >
      <div className="body">
        <Loaded
          asked={duty}
          skeleton={
            <section className="panel">
              <RowsSkeleton rows={14} />
            </section>
          }
        >
          {(value) => (
            <>
              <Duty duty={value} />
              <div className="with-side inner account">
                <Matters duty={value} now={now} moves={moves} onMoved={moved} />
                <Panel
                  title={say('inbox.title')}
                  note={say('inbox.receipts')}
                  tools={<Link to="/notices">{say('inbox.all')}</Link>}
                >
                  <Loaded
                    asked={inbox}
                    skeleton={<RowsSkeleton rows={4} />}
                    isEmpty={({ rows }) => rows.length === 0}
                    empty={<Empty>{say('inbox.none')}</Empty>}
                  >
                    {({ rows }) => <MessageList messages={rows.slice(0, 6)} onRead={inbox.askAgain} />}
                  </Loaded>
                </Panel>
              </div>
            </>
          )}
        </Loaded>
      </div>
      <Drawer
        open={chosen !== undefined}
        size={460}
        rootClassName="issue-drawer"
        title={issue.value?.number ?? say('account.matter')}
        onClose={() => go('/account')}
      >
        {now !== null && chosen !== undefined && (
          <IssueDetail
            asked={issue}
            form={form.value}
            now={now}
            onMoved={(left) => {
              moved();
              if (left === null) go('/account');
              else issue.askAgain();
            }}
          />
        )}
      </Drawer>
    </Page>
  );
}

function Duty({ duty }: { duty: UnitDuty }) {
  const { say } = useMessages();
  const { closedInTime, due } = duty.onTime;
  return (
    <Figures
      figures={[
        {
          label: say('account.to-sign'),
          value: countText(duty.toSign.length),
          unit: say('account.matters'),
          why: say('account.to-sign-why'),
        },
        {
          label: say('account.due-today'),
          value: countText(duty.dueToday.length),
          unit: say('account.matters'),
          why: say('account.due-today-why'),
        },
        {
          label: say('account.overdue'),
          value: <span className={duty.overdue.length > 0 ? 'attention' : ''}>{countText(duty.overdue.length)}</span>,
          unit: say('account.matters'),
          why: say(duty.overdue.length > 0 ? 'account.overdue-why' : 'account.none-overdue'),
        },
        {
          label: say('account.on-time'),
          value: due === 0 ? '—' : percentText(closedInTime / due, 1),
          why:
            due === 0
              ? say('account.none-due')
              : say('account.on-time-why', { closed: countText(closedInTime), due: countText(due) }),
        },
        {
          label: say('account.returned'),
          value: countText(duty.returned),
          unit: say('account.matters'),
          why: say('account.returned-why'),
        },
      ]}
    />
  );
}

function Matters({
  duty,
  now,
  moves,
  onMoved,
}: {
  duty: UnitDuty;
  now: number | null;
  /** Counts what was done: lists asked for apart are asked for again. */
  moves: number;
  onMoved: () => void;
}) {
  const { say } = useMessages();
  const [list, setList] = useState<DutyList>('open');
  const tab = issueTabOf(list);
  const counts: Partial<Record<DutyList, number>> = {
    open: openDuty(duty).length,
    'to-sign': duty.toSign.length,
    'due-today': duty.dueToday.length,
    overdue: duty.overdue.length,
  };
  return (
    <Panel title={say('account.matters-title')} note={say('account.by-due')}>
      <div className="filters spread">
        <Segmented<DutyList>
          aria-label={say('account.lists')}
          value={list}
          onChange={setList}
          options={dutyLists.map((value) => {
            const count = counts[value];
            return {
              value,
              label: `${say(`account.list-${value}`)}${count === undefined ? '' : ` ${countText(count)}`}`,
            };
          })}
        />
      </div>
      {tab === null ? (
        <MatterTable rows={rowsOf(duty, list)} list={list} now={now} onMoved={onMoved} />
      ) : (
        <AskedMatters key={`${tab} ${moves}`} tab={tab} list={list} now={now} onMoved={onMoved} />
      )}
      <p className="foot">{say('account.claim-is-no-proof')}</p>
    </Panel>
  );
}

function AskedMatters({
  tab,
  list,
  now,
  onMoved,
}: {
  tab: string;
  list: DutyList;
  now: number | null;
  onMoved: () => void;
}) {
  const { say } = useMessages();
  const path = `${issuesPath}?tab=${tab}`;
  const matters = usePages(path, (cursor) => `${path}&cursor=${encodeURIComponent(cursor)}`, readIssues);
  return (
    <Loaded asked={matters.asked}>
      {() => (
        <>
          <MatterTable rows={matters.pages.flatMap(({ rows }) => rows)} list={list} now={now} onMoved={onMoved} />
          {matters.moreFailure !== null && matters.more !== null && (
            <InlineError failure={matters.moreFailure} onRetry={matters.more} />
          )}
          {(matters.more !== null || matters.isLoadingMore) && matters.moreFailure === null && (
            <div className="more-rows">
              <Button block loading={matters.isLoadingMore} onClick={() => matters.more?.()}>
                {say('desk.more')}
              </Button>
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}

function MatterTable({
  rows,
  list,
  now,
  onMoved,
}: {
  rows: IssueRow[];
  list: DutyList;
  now: number | null;
  onMoved: () => void;
}) {
  const { say, text, language } = useMessages();
  const { isActing, attempt } = useAct();
  const [signing, setSigning] = useState<string | null>(null);
  const open = (id: string) => go(`/account/${encodeURIComponent(id)}`);
  const sign = (id: string) => {
    setSigning(id);
    void attempt(async () => {
      await moveIssue(id, 'sign', {});
      onMoved();
      return say('issue.done-sign');
    });
  };
  return (
    <Table<IssueRow>
      size="small"
      className="matters"
      rowKey="id"
      dataSource={rows}
      pagination={false}
      onRow={({ id }) => ({ onClick: () => open(id) })}
      locale={{ emptyText: <Empty hint={say('account.empty-hint')}>{say(`account.empty-${list}`)}</Empty> }}
      columns={[
        {
          title: say('issue.number'),
          render: (_, { id, number }) => (
            <Link to={`/account/${encodeURIComponent(id)}`} onClick={(event) => event.stopPropagation()}>
              <code>{number}</code>
            </Link>
          ),
        },
        { title: say('issue.category'), render: (_, { category }) => <b>{text(category.name)}</b> },
        {
          title: say('issue.place'),
          render: (_, { placeText, area }) => placeText ?? (area === null ? '—' : text(area)),
        },
        { title: say('issue.state'), render: (_, row) => <IssueChip issue={row} /> },
        {
          title: say('clock.unit'),
          render: (_, row) =>
            now === null ? null : (
              <span title={row.dueAt === null ? undefined : stampText(row.dueAt)}>
                <ReadingText reading={unitReading(row, now)} />
              </span>
            ),
        },
        { title: say('issue.role'), render: (_, { role }) => (role === null ? '—' : say(`issue.role-${role}`)) },
        {
          title: say('issue.remark'),
          render: (_, row) => (
            <span className="muted">
              {listText(
                remarksOf(row).map((remark) =>
                  'count' in remark
                    ? say(`remark.${remark.kind}`, { count: remark.count })
                    : say(`remark.${remark.kind}`),
                ),
                language,
              )}
            </span>
          ),
        },
        {
          title: <span className="for-readers">{say('account.acts')}</span>,
          align: 'right',
          render: (_, { id, state, role, number }) =>
            state === 'ASSIGNED' && role === 'LEAD' ? (
              <ChangeButton
                type="primary"
                size="small"
                icon={<Signature size={14} />}
                aria-label={say('account.sign-number', { number })}
                loading={isActing && signing === id}
                disabled={isActing}
                onClick={(event) => {
                  event.stopPropagation();
                  sign(id);
                }}
              >
                {say('issue.act-sign')}
              </ChangeButton>
            ) : null,
        },
      ]}
    />
  );
}
