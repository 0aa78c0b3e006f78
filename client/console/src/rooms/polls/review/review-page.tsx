import { wordsIn } from '@minsheng/charts';
import type { RankingReview } from '@minsheng/contracts';
import { Button, Segmented } from 'antd';
import { Eye, Stamp, Table2, Waypoints } from 'lucide-react';
import { useState } from 'react';

import { isStatus } from '../../../api/failure.js';
import { publicPage } from '../../../api/polls.js';
import { previewPath, readReleases, releasesPath } from '../../../api/releases.js';
import { readReview, reviewPath } from '../../../api/review.js';
import { useResource } from '../../../api/use-resource.js';
import { useMessages } from '../../../messages/use-messages.js';
import { countText, halfUp, percentText, periodText } from '../../../ui/format.js';
import { Page } from '../../../ui/page.js';
import { Chip, DemoTag, Panel } from '../../../ui/parts.js';
import { go } from '../../../ui/router.js';
import { Empty, InlineError, Loaded, RowsSkeleton } from '../../../ui/states.js';
import { useSession } from '../../identity/use-session.js';
import { AssembleButton } from '../../releases/assemble-button.js';
import { mayAssemble, releaseOf } from '../../releases/drafts.js';
import { findUnit } from '../checks.js';
import { RankingFigure } from '../ranking-figure.js';
import { UnitDrawer } from '../unit-drawer.js';
import { PairsDrawer } from './pairs-drawer.js';
import { ChecksPanel, SealPanel, SigningPanel } from './seal-panels.js';
import { SensitivityPanel } from './sensitivity-panel.js';

export function ReviewPage({ poll }: { poll: string }) {
  const { say, text, language } = useMessages();
  const { may } = useSession();
  const asked = useResource(reviewPath(poll), (signal) => readReview(poll, signal));
  const releases = useResource(may('releases.read') ? releasesPath : null, readReleases);
  const [isComparing, setComparing] = useState(false);
  const review = asked.value;
  const release = releases.value === null ? null : releaseOf(releases.value, poll);
  const isReadyToAssemble =
    review !== null && releases.value !== null && may('releases.assemble') && mayAssemble(review.poll, releases.value);
  const stage = review?.poll.stage;
  const isOut = stage === 'RELEASED' || stage === 'ARCHIVED';
  return (
    <Page
      trail={[
        { label: say('polls.title'), to: '/polls' },
        ...(review === null ? [] : [{ label: text(review.poll.title), to: `/polls/${encodeURIComponent(poll)}` }]),
      ]}
      title={say('ranking.title')}
      chip={
        review !== null && (
          <>
            <Chip tone={isOut ? 'verified' : 'seal'} icon={<Stamp size={13} aria-hidden />}>
              {say(isOut ? 'review.released' : review.seal === null ? 'review.before-seal' : 'review.sealed')}
            </Chip>
            {review.poll.isDemonstration && <DemoTag />}
          </>
        )
      }
      meta={
        review === null
          ? []
          : [
              ...(review.poll.periodKey === null ? [] : [periodText(review.poll.periodKey, language)]),
              say('review.answers', { count: countText(review.poll.responses) }),
              say('ranking.method-line', { confidence: percentText(review.method.intervals.confidence) }),
            ]
      }
      actions={
        review !== null && (
          <>
            <Button icon={<Table2 size={15} aria-hidden />} onClick={() => setComparing(true)}>
              {say('pairs.title')}
            </Button>
            {release !== null && (
              <>
                <Button
                  icon={<Eye size={15} aria-hidden />}
                  href={isOut ? publicPage(release.id, language) : previewPath(release.id)}
                  target="_blank"
                  rel="noreferrer"
                >
                  {say(isOut ? 'release.public-page' : 'release.preview')}
                </Button>
                <Button
                  icon={<Waypoints size={15} aria-hidden />}
                  onClick={() => go(`/releases/${encodeURIComponent(release.id)}`)}
                >
                  {say('review.to-release')}
                </Button>
              </>
            )}
            {isReadyToAssemble && <AssembleButton poll={poll} isPrimary />}
          </>
        )
      }
    >
      {asked.value === null && asked.failure !== null ? (
        <div className="body">
          <section className="panel">
            {isStatus(asked.failure, 404) ? (
              <Empty hint={say('review.none-hint')}>{say('review.none')}</Empty>
            ) : (
              <InlineError failure={asked.failure} onRetry={asked.askAgain} />
            )}
          </section>
        </div>
      ) : (
        <Loaded
          asked={asked}
          skeleton={
            <div className="body with-side">
              <section className="panel">
                <RowsSkeleton rows={18} />
              </section>
              <div className="column">
                {[4, 6, 5].map((rows) => (
                  <section className="panel" key={rows}>
                    <RowsSkeleton rows={rows} />
                  </section>
                ))}
              </div>
            </div>
          }
          isEmpty={({ groups }) => groups.length === 0}
          empty={<Empty>{say('ranking.no-groups')}</Empty>}
        >
          {(found) => (
            <>
              <Review review={found} onChanged={asked.askAgain} />
              <PairsDrawer groups={found.groups} isOpen={isComparing} onClose={() => setComparing(false)} />
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}

function Review({ review, onChanged }: { review: RankingReview; onChanged: () => void }) {
  const { say } = useMessages();
  const [order, setOrder] = useState<'band' | 'name'>('band');
  const [opened, setOpened] = useState<string | null>(null);
  const { blend } = review.method;
  const rows = review.groups.flatMap((group) => group.rows);
  const hasModes = rows.some(({ modes }) => modes !== null && modes.interview !== null && modes.online !== null);
  const hasChange = rows.some(({ change }) => change?.isSignificant === true);
  return (
    <div className="body with-side">
      <Panel
        title={say('ranking.figure')}
        className="with-long-legend"
        tools={
          <>
            <Legend hasModes={hasModes} hasChange={hasChange} />
            <Segmented
              size="small"
              aria-label={say('ranking.order')}
              value={order}
              onChange={setOrder}
              options={[
                { value: 'band', label: say('ranking.by-band') },
                { value: 'name', label: say('ranking.by-name') },
              ]}
            />
          </>
        }
      >
        <RankingFigure groups={review.groups} order={order} hasModes={hasModes} onOpen={setOpened} />
        <p className="foot">
          {say('ranking.reading')}
          {blend !== null && (
            <>
              {' '}
              {say('review.blend', {
                gap: halfUp(blend.medianGap, 2),
                deviations: halfUp(blend.clipRobustDeviations, 1),
                clipped: blend.clippedUnits,
              })}
            </>
          )}
        </p>
      </Panel>
      <div className="column">
        <SensitivityPanel review={review} />
        <ChecksPanel review={review} />
        <SigningPanel review={review} onChanged={onChanged} />
        <SealPanel review={review} />
      </div>
      <UnitDrawer
        found={opened === null ? null : findUnit(review.groups, opened)}
        method={review.method}
        onClose={() => setOpened(null)}
      />
    </div>
  );
}

function Legend({ hasModes, hasChange }: { hasModes: boolean; hasChange: boolean }) {
  const { say, language } = useMessages();
  const words = wordsIn(language);
  return (
    <span className="legend" aria-hidden>
      <span>
        <svg width="34" height="12">
          <line x1="2" x2="32" y1="6" y2="6" stroke="var(--chart-interval)" strokeWidth="3.5" />
          <circle cx="17" cy="6" r="4.5" fill="var(--chart-dot)" />
        </svg>
        {words.scoreAndInterval}
      </span>
      {hasModes && (
        <>
          <span>
            <svg width="9" height="9">
              <rect x="1.3" y="1.3" width="6.4" height="6.4" fill="none" stroke="var(--ink-3)" strokeWidth="1.4" />
            </svg>
            {words.interviewOnly}
          </span>
          <span>
            <svg width="11" height="11">
              <path d="M1 5.5L5.5 1 10 5.5 5.5 10Z" fill="none" stroke="var(--ink-3)" strokeWidth="1.4" />
            </svg>
            {words.onlineOnly}
          </span>
          <span>
            <svg width="11" height="11">
              <path d="M1 5.5L5.5 1 10 5.5 5.5 10Z" fill="var(--ink-3)" />
            </svg>
            {say('review.clipped')}
          </span>
        </>
      )}
      {hasChange && (
        <span>
          <svg width="10" height="10">
            <circle cx="5" cy="5" r="3" fill="none" stroke="var(--chart-up)" strokeWidth="1.3" />
          </svg>
          {say('review.before')}
        </span>
      )}
      <span>
        <svg width="6" height="14">
          <line x1="3" x2="3" y1="0" y2="14" stroke="var(--ink-3)" strokeDasharray="2 3" />
        </svg>
        {words.groupMean}
      </span>
      <span>
        <svg width="16" height="14">
          <rect width="16" height="14" rx="3" fill="var(--dai)" />
        </svg>
        {words.sameBand}
      </span>
    </span>
  );
}
