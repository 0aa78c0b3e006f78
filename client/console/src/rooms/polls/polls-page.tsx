import type { PollSummary } from '@minsheng/contracts';
import { Table } from 'antd';

import { pollsPath, readPolls } from '../../api/polls.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { countText, stampText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { DemoTag } from '../../ui/parts.js';
import { Link } from '../../ui/router.js';
import { Empty, Loaded } from '../../ui/states.js';
import { isRanked, newestFirst } from './stages.js';
import { StageSteps } from './stage-steps.js';
import { useSession } from '../identity/use-session.js';

export function PollsPage() {
  const { say, text } = useMessages();
  const { may } = useSession();
  const asked = useResource(pollsPath, readPolls);
  return (
    <Page
      trail={[{ label: say('rail.polls') }]}
      title={say('polls.title')}
      meta={asked.value === null ? [] : [say('polls.count', { count: asked.value.length })]}
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
                pagination={false}
                dataSource={newestFirst(polls)}
                columns={[
                  {
                    title: say('polls.poll'),
                    render: (_, poll) => (
                      <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
                        <Link to={`/polls/${encodeURIComponent(poll.id)}`} className="strong">
                          {text(poll.title)}
                        </Link>
                        {poll.isDemonstration && <DemoTag />}
                      </span>
                    ),
                  },
                  { title: say('polls.period'), render: (_, poll) => poll.periodKey ?? '—' },
                  { title: say('polls.progress'), render: (_, poll) => <StageSteps stage={poll.stage} /> },
                  { title: say('polls.responses'), align: 'right', render: (_, poll) => countText(poll.responses) },
                  { title: say('polls.units'), align: 'right', render: (_, poll) => countText(poll.units) },
                  { title: say('polls.indicators'), align: 'right', render: (_, poll) => countText(poll.indicators) },
                  { title: say('polls.imported'), render: (_, poll) => stampText(poll.importedAt) },
                  {
                    title: <span className="for-readers">{say('polls.look')}</span>,
                    render: (_, poll) =>
                      isRanked(poll) && may('polls.read-ranking') ? (
                        <Link to={`/polls/${encodeURIComponent(poll.id)}/ranking`}>{say('ranking.title')}</Link>
                      ) : null,
                  },
                ]}
              />
            )}
          </Loaded>
        </section>
      </div>
    </Page>
  );
}
