import { pollPath, readPoll } from '../../../api/polls.js';
import { useResource } from '../../../api/use-resource.js';
import { useMessages } from '../../../messages/use-messages.js';
import { Page } from '../../../ui/page.js';
import { InlineError, RowsSkeleton } from '../../../ui/states.js';
import { BroughtInWeighting } from './brought-in-weighting.js';
import { LiveWeighting } from './live-weighting.js';

export function WeightingPage({ poll: id }: { poll: string }) {
  const { say } = useMessages();
  const asked = useResource(pollPath(id), (signal) => readPoll(id, signal));
  if (asked.value === null) {
    return (
      <Page trail={[{ label: say('polls.title'), to: '/polls' }]} title={say('weighting.title')}>
        <div className="body">
          <section className="panel">
            {asked.failure === null ? (
              <RowsSkeleton rows={14} />
            ) : (
              <InlineError failure={asked.failure} onRetry={asked.askAgain} />
            )}
          </section>
        </div>
      </Page>
    );
  }
  return asked.value.kind === 'BROUGHT_IN' ? (
    <BroughtInWeighting poll={id} />
  ) : (
    <LiveWeighting poll={asked.value} onMoved={asked.askAgain} />
  );
}
