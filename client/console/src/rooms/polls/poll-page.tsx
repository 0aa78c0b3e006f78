import { pollPath, readPoll } from '../../api/polls.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { Page } from '../../ui/page.js';
import { InlineError, RowsSkeleton } from '../../ui/states.js';
import { BroughtInPoll } from './brought-in-poll.js';
import { LivePoll } from './live-poll.js';

/** One poll: a survey brought in from outside, or one of our own. */
export function PollPage({ poll: id }: { poll: string }) {
  const { say } = useMessages();
  const asked = useResource(pollPath(id), (signal) => readPoll(id, signal));
  const poll = asked.value;
  if (poll === null) {
    return (
      <Page trail={[{ label: say('rail.polls') }, { label: say('polls.title'), to: '/polls' }]} title={id}>
        <div className="body">
          <section className="panel">
            {asked.failure === null ? (
              <RowsSkeleton rows={12} />
            ) : (
              <InlineError failure={asked.failure} onRetry={asked.askAgain} />
            )}
          </section>
        </div>
      </Page>
    );
  }
  return poll.kind === 'BROUGHT_IN' ? <BroughtInPoll poll={poll} /> : <LivePoll poll={poll} asked={asked} />;
}
