import type { PollSummary } from '@minsheng/contracts';
import { Button } from 'antd';
import { ChartNoAxesColumn, ExternalLink, Scale } from 'lucide-react';

import { publicPage, rankingPath, readRanking } from '../../api/polls.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { countText, periodText, stampText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { DemoTag, Figures, Hash, Panel } from '../../ui/parts.js';
import { go } from '../../ui/router.js';
import { Empty, Loaded, RowsSkeleton } from '../../ui/states.js';
import { useSession } from '../identity/use-session.js';
import { CompactRanking } from './compact-ranking.js';
import { StageSteps } from './stage-steps.js';
import { isRanked, rankingAddress } from './stages.js';

const meanings = {
  IMPORTED: 'stage.IMPORTED-means',
  WEIGHTED: 'stage.WEIGHTED-means',
  RANKED: 'stage.RANKED-means',
  RELEASED: 'stage.RELEASED-means',
} as const;

export function BroughtInPoll({ poll }: { poll: PollSummary }) {
  const { say, text, language } = useMessages();
  const { may } = useSession();
  const mayReview = isRanked(poll) && may('polls.read-ranking');
  return (
    <Page
      trail={[{ label: say('rail.polls') }, { label: say('polls.title'), to: '/polls' }]}
      title={text(poll.title)}
      chip={poll.isDemonstration && <DemoTag />}
      meta={poll.periodKey === null ? [] : [periodText(poll.periodKey, language)]}
      actions={
        mayReview && (
          <>
            <Button icon={<Scale size={15} />} onClick={() => go(`/polls/${encodeURIComponent(poll.id)}/weighting`)}>
              {say('weighting.title')}
            </Button>
            <Button type="primary" icon={<ChartNoAxesColumn size={15} />} onClick={() => go(rankingAddress(poll))}>
              {say('ranking.title')}
            </Button>
          </>
        )
      }
    >
      <Account poll={poll} mayReview={mayReview} />
    </Page>
  );
}

function Account({ poll, mayReview }: { poll: PollSummary; mayReview: boolean }) {
  const { say, language } = useMessages();
  const ranking = useResource(mayReview ? rankingPath(poll.id) : null, (signal) => readRanking(poll.id, signal));
  const meaning = meanings[poll.stage as keyof typeof meanings];
  return (
    <div className="body">
      <section className="panel">
        <div style={{ display: 'flex', alignItems: 'center', gap: 24, padding: '16px 16px' }}>
          <StageSteps poll={poll} isLarge />
          <span className="muted">{say(meaning)}</span>
        </div>
      </section>
      <Figures
        figures={[
          {
            label: say('polls.responses'),
            value: countText(poll.responses),
            unit: say('polls.sheets'),
            why: say('poll.responses-why'),
          },
          {
            label: say('polls.units'),
            value: countText(poll.units),
            unit: say('polls.units-unit'),
            why: say('poll.units-why'),
          },
          {
            label: say('polls.indicators'),
            value: countText(poll.indicators),
            unit: say('polls.indicators-unit'),
            why: say('poll.indicators-why'),
          },
          {
            label: say('polls.imported'),
            value: stampText(poll.createdAt).slice(0, 10),
            unit: stampText(poll.createdAt).slice(11),
            why:
              ranking.value === null ? (
                ''
              ) : (
                <>
                  {say('method.input')} <Hash value={ranking.value.inputHash} label={say('method.input')} />
                </>
              ),
          },
        ]}
      />
      {mayReview && (
        <Panel
          title={say('poll.ranking')}
          tools={
            poll.releaseId !== null && (
              <Button
                type="link"
                size="small"
                icon={<ExternalLink size={14} />}
                href={publicPage(poll.releaseId, language)}
                target="_blank"
              >
                {say('poll.public-page')}
              </Button>
            )
          }
        >
          <Loaded asked={ranking} skeleton={<RowsSkeleton rows={10} />}>
            {({ groups }) => <CompactRanking groups={groups} />}
          </Loaded>
        </Panel>
      )}
      {!isRanked(poll) && (
        <section className="panel">
          <Empty hint={say('ranking.none-hint')}>{say('poll.no-ranking')}</Empty>
        </section>
      )}
    </div>
  );
}
