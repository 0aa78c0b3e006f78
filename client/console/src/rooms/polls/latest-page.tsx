import { useEffect } from 'react';

import { pollsPath, readPolls } from '../../api/polls.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { Page } from '../../ui/page.js';
import { go } from '../../ui/router.js';
import { Empty, Loaded } from '../../ui/states.js';
import { pollToReview, rankingAddress } from './stages.js';

/** The rail's entries lead to the poll that is to be looked at, whichever it is. */
function LatestPage({ page }: { page: 'ranking' | 'weighting' }) {
  const { say } = useMessages();
  const polls = useResource(pollsPath, readPolls);
  const poll = polls.value === null ? null : pollToReview(polls.value);
  const to =
    poll === null
      ? null
      : page === 'ranking'
        ? rankingAddress(poll)
        : `/polls/${encodeURIComponent(poll.id)}/weighting`;
  useEffect(() => {
    if (to !== null) go(to, 'replace');
  }, [to]);
  return (
    <Page trail={[{ label: say('polls.title'), to: '/polls' }]} title={say(`${page}.title`)}>
      <div className="body">
        <section className="panel">
          <Loaded
            asked={polls}
            isEmpty={() => poll === null}
            empty={<Empty hint={say('ranking.none-hint')}>{say('ranking.none')}</Empty>}
          >
            {() => null}
          </Loaded>
        </section>
      </div>
    </Page>
  );
}

export function LatestRankingPage() {
  return <LatestPage page="ranking" />;
}

export function LatestWeightingPage() {
  return <LatestPage page="weighting" />;
}
