import type { PollSummary } from '@minsheng/contracts';
import { Table } from 'antd';
import { FilePlus2 } from 'lucide-react';
import { useState } from 'react';

import { pollsPath, readPolls } from '../../api/polls.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { countText, periodText, stampText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { ChangeButton, DemoTag } from '../../ui/parts.js';
import { Link } from '../../ui/router.js';
import { Empty, Loaded } from '../../ui/states.js';
import { useSession } from '../identity/use-session.js';
import { DraftDialog } from './draft-dialog.js';
import { StageChip } from './stage-chip.js';
import { StageSteps } from './stage-steps.js';
import { isRanked, newestFirst, rankingAddress } from './stages.js';

export function PollsPage() {
  const { say, text, language } = useMessages();
  const { may } = useSession();
  const asked = useResource(pollsPath, readPolls);
  const [isDrafting, setDrafting] = useState(false);
  return (
    <Page
      trail={[{ label: say('rail.polls') }]}
      title={say('polls.title')}
      meta={asked.value === null ? [] : [say('polls.count', { count: asked.value.length })]}
      actions={
        may('polls.plan') && (
          <ChangeButton
            type="primary"
            icon={<FilePlus2 size={15} />}
            disabled={asked.value === null}
            onClick={() => setDrafting(true)}
          >
            {say('draft.title')}
          </ChangeButton>
        )
      }
    >
      <div className="body">
        <section className="panel">
          <Loaded
            asked={asked}
            isEmpty={(polls) => polls.length === 0}
            empty={<Empty hint={say('polls.none-hint')}>{say('polls.none')}</Empty>}
          >
            {(polls) => (
              <Table<PollSummary>
                rowKey="id"
                className="polls-table"
                pagination={false}
                dataSource={newestFirst(polls)}
                columns={[
                  {
                    title: say('polls.poll'),
                    render: (_, poll) => (
                      <>
                        <div>
                          <Link to={`/polls/${encodeURIComponent(poll.id)}`} className="strong">
                            {text(poll.title)}
                          </Link>
                          {poll.isDemonstration && <DemoTag />}
                        </div>
                        <StageSteps poll={poll} />
                      </>
                    ),
                  },
                  {
                    title: say('polls.period'),
                    render: (_, { periodKey }) => (periodKey === null ? '—' : periodText(periodKey, language)),
                  },
                  { title: say('polls.stage'), render: (_, poll) => <StageChip stage={poll.stage} /> },
                  { title: say('polls.responses'), align: 'right', render: (_, poll) => countText(poll.responses) },
                  { title: say('polls.units'), align: 'right', render: (_, poll) => countText(poll.units) },
                  { title: say('polls.indicators'), align: 'right', render: (_, poll) => countText(poll.indicators) },
                  { title: say('polls.created'), render: (_, poll) => stampText(poll.createdAt).slice(0, 10) },
                  {
                    title: <span className="for-readers">{say('polls.look')}</span>,
                    render: (_, poll) =>
                      isRanked(poll) && may('polls.read-ranking') ? (
                        <Link to={rankingAddress(poll)}>{say('ranking.title')}</Link>
                      ) : null,
                  },
                ]}
              />
            )}
          </Loaded>
        </section>
      </div>
      {isDrafting && asked.value !== null && <DraftDialog polls={asked.value} onClose={() => setDrafting(false)} />}
    </Page>
  );
}
