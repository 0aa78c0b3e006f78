import type { CalendarView, CityView, PollSummary } from '@minsheng/contracts';
import { Button } from 'antd';
import {
  ArrowRight,
  CalendarClock,
  CircleCheck,
  CircleDashed,
  FilePenLine,
  FileSearch,
  FileUp,
  ListChecks,
  Scale,
  Stamp,
  TriangleAlert,
  ChartNoAxesColumn,
} from 'lucide-react';

import { pollsPath, publicPage, readPolls, readRelease, releasePath } from '../../api/polls.js';
import { calendarPath, readCalendar, readScheme, schemePath } from '../../api/scheme.js';
import { useResource, type Asked } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { countText, dateText, daysBetween, momentText, wallClock } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { Chip, DemoTag, Figures, Panel } from '../../ui/parts.js';
import { Link } from '../../ui/router.js';
import { Empty, Loaded, RowsSkeleton } from '../../ui/states.js';
import { useSession } from '../identity/use-session.js';
import { ClockControl } from '../platform/clock-control.js';
import { useCity } from '../platform/city.js';
import { CompactRanking } from '../polls/compact-ranking.js';
import { newestFirst } from '../polls/stages.js';
import { StageChip } from '../polls/stage-chip.js';
import { entriesOf } from '../scheme/entries.js';
import { unconfirmedCount } from '../scheme/scheme-values.js';
import { warningsAhead } from '../scheme/warnings.js';
import { nextSteps, type NextStep } from './next-steps.js';
import { Strip } from './strip.js';

/** The newest; the rest is a click away. */
const pollsShown = 3;

export function OverviewPage() {
  const { say } = useMessages();
  const { may } = useSession();
  const city = useCity();
  const polls = useResource(may('polls.read') ? pollsPath : null, readPolls);
  const calendar = useResource(may('scheme.read') ? calendarPath : null, readCalendar);
  const scheme = useResource(may('scheme.read') ? schemePath : null, readScheme);
  return (
    <Page
      trail={[]}
      title={say('overview.title')}
      chip={
        city.value !== null && (
          <Chip tone={city.value.mode === 'demo' ? 'line' : 'verified'}>
            {say(city.value.mode === 'demo' ? 'overview.demo-mode' : 'overview.city-mode')}
          </Chip>
        )
      }
      meta={city.value === null ? [] : [<Today key="today" now={city.value.now} />]}
      actions={city.value?.mode === 'demo' && may('demo.move-clock') && <ClockControl city={city.value} />}
    >
      <Loaded
        asked={city}
        skeleton={
          <div className="body">
            <section className="panel">
              <RowsSkeleton rows={12} />
            </section>
          </div>
        }
      >
        {(found) => (
          <div className="body with-side">
            {may('scheme.read') && <Ahead city={found} calendar={calendar} />}
            <div className="across">
              <KeyFigures
                city={found}
                polls={polls.value}
                unconfirmed={scheme.value === null ? null : unconfirmedCount(scheme.value)}
              />
            </div>
            <LatestRelease city={found} />
            <div className="column">
              <Waiting
                steps={nextSteps({
                  polls: polls.value,
                  unconfirmedDefaults: scheme.value === null ? null : unconfirmedCount(scheme.value),
                  calendarWarnings:
                    calendar.value === null ? null : warningsAhead(calendar.value.rounds, found.now).length,
                  mayReadRanking: may('polls.read-ranking'),
                })}
              />
              {may('polls.read') && <Polls polls={polls} />}
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Today({ now }: { now: string }) {
  const { language } = useMessages();
  return <>{dateText(now, language)}</>;
}

function Ahead({ city, calendar }: { city: CityView; calendar: Asked<CalendarView> }) {
  const { say } = useMessages();
  return (
    <section className="panel across" aria-label={say('overview.strip')}>
      <Loaded
        asked={calendar}
        skeleton={<RowsSkeleton rows={3} />}
        isEmpty={({ rules }) => rules.length === 0}
        empty={<Empty hint={say('calendar.none-hint')}>{say('calendar.none')}</Empty>}
      >
        {(view) => <Strip entries={entriesOf(view)} now={city.now} />}
      </Loaded>
    </section>
  );
}

function KeyFigures({
  city,
  polls,
  unconfirmed,
}: {
  city: CityView;
  polls: readonly PollSummary[] | null;
  unconfirmed: number | null;
}) {
  const { say, text, language } = useMessages();
  const clock = wallClock(city.now);
  const release = city.nextReleaseAt === null ? null : wallClock(city.nextReleaseAt);
  const dayText = ({ month, day }: { month: number; day: number }) =>
    language === 'en'
      ? dateText(Date.UTC(2026, month - 1, day), 'en')
          .split(' ')
          .slice(1, 3)
          .join(' ')
      : `${month} 月 ${day} 日`;
  const released = polls?.filter(({ stage }) => stage === 'RELEASED').length ?? 0;
  const responses = polls?.reduce((sum, poll) => sum + poll.responses, 0) ?? 0;
  return (
    <Figures
      figures={[
        {
          label: say('clock.business'),
          value: clock.time,
          unit: dayText(clock),
          why: say(city.mode === 'demo' ? 'overview.clock-demo' : 'overview.clock-city'),
        },
        release === null
          ? { label: say('overview.next-release'), value: '—', why: say('overview.no-next-release') }
          : {
              label: say('overview.next-release'),
              value: dayText(release),
              unit: release.time,
              why: say('overview.days-left', {
                days: Math.max(0, daysBetween(city.now, city.nextReleaseAt ?? city.now)),
              }),
            },
        city.latestRelease === null
          ? { label: say('overview.latest-release'), value: '—', why: say('overview.no-release') }
          : {
              label: say('overview.latest-release'),
              value: dayText(wallClock(city.latestRelease.releasedAt)),
              unit: wallClock(city.latestRelease.releasedAt).time,
              why: text(city.latestRelease.title),
            },
        ...(polls === null
          ? []
          : [
              {
                label: say('polls.title'),
                value: countText(polls.length),
                unit: say('overview.polls-unit'),
                why: say('overview.released', { count: released, answers: countText(responses) }),
              },
            ]),
        ...(unconfirmed === null
          ? []
          : [
              {
                label: say('overview.unconfirmed'),
                value: countText(unconfirmed),
                unit: say('overview.values'),
                why: unconfirmed === 0 ? say('overview.all-confirmed') : say('overview.unconfirmed-why'),
              },
            ]),
      ]}
    />
  );
}

function LatestRelease({ city }: { city: CityView }) {
  const { say, text, language } = useMessages();
  const latest = city.latestRelease;
  const release = useResource(latest === null ? null : releasePath(latest.id), (signal) =>
    readRelease(latest?.id ?? '', signal),
  );
  return (
    <Panel
      title={say('overview.latest-release')}
      note={latest === null ? undefined : `${text(latest.title)} · ${momentText(latest.releasedAt, language)}`}
      tools={
        <>
          {release.value?.isDemonstration === true && <DemoTag />}
          {latest !== null && (
            <Button type="link" size="small" href={publicPage(latest.id, language)} target="_blank">
              {say('poll.public-page')}
            </Button>
          )}
        </>
      }
    >
      {latest === null ? (
        <Empty hint={say('overview.no-release-hint')}>{say('overview.no-release')}</Empty>
      ) : (
        <Loaded asked={release} skeleton={<RowsSkeleton rows={14} />}>
          {({ groups }) => (
            <>
              <CompactRanking groups={groups} />
              <p className="foot">{say('ranking.reading-short')}</p>
            </>
          )}
        </Loaded>
      )}
    </Panel>
  );
}

const stepIcons = {
  release: <Stamp size={16} aria-hidden />,
  rank: <ChartNoAxesColumn size={16} aria-hidden />,
  weigh: <Scale size={16} aria-hidden />,
  seal: <Stamp size={16} aria-hidden />,
  compute: <Scale size={16} aria-hidden />,
  clean: <ListChecks size={16} aria-hidden />,
  'publish-plan': <Stamp size={16} aria-hidden />,
  'approve-plan': <FileSearch size={16} aria-hidden />,
  'finish-plan': <FilePenLine size={16} aria-hidden />,
  'bring-in-a-survey': <FileUp size={16} aria-hidden />,
  'calendar-warnings': <TriangleAlert size={16} className="attention" aria-hidden />,
  'confirm-defaults': <CircleDashed size={16} className="attention" aria-hidden />,
};

function Waiting({ steps }: { steps: NextStep[] }) {
  const { say, text } = useMessages();
  const sentence = (step: NextStep) => {
    switch (step.kind) {
      case 'weigh':
      case 'rank':
      case 'release':
      case 'seal':
      case 'compute':
      case 'clean':
      case 'publish-plan':
      case 'approve-plan':
      case 'finish-plan':
        return {
          what: say(`next.${step.kind}`, { poll: text(step.poll.title) }),
          why: say(`next.${step.kind}-how`),
          to: step.to,
        };
      case 'calendar-warnings':
      case 'confirm-defaults':
        return {
          what: say(`next.${step.kind}`, { count: step.count }),
          why: say(`next.${step.kind}-how`),
          to: step.to,
        };
      case 'bring-in-a-survey':
        return { what: say('next.bring-in-a-survey'), why: say('next.bring-in-a-survey-how'), to: null };
    }
  };
  return (
    <Panel title={say('next.title')} tools={<CalendarClock size={16} className="muted" aria-hidden />}>
      {steps.length === 0 ? (
        <p className="foot" style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
          <CircleCheck size={15} className="passed" aria-hidden />
          {say('next.nothing')}
        </p>
      ) : (
        <ul className="lines">
          {steps.map((step, index) => {
            const { what, why, to } = sentence(step);
            return (
              <li key={index} className="top-aligned">
                {stepIcons[step.kind]}
                <div>
                  <p className="strong">{what}</p>
                  <small>{why}</small>
                </div>
                {to !== null && (
                  <small>
                    <Link to={to} aria-label={`${say('next.look')}: ${what}`}>
                      {say('next.look')} <ArrowRight size={12} aria-hidden style={{ verticalAlign: -1 }} />
                    </Link>
                  </small>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}

function Polls({ polls }: { polls: Asked<PollSummary[]> }) {
  const { say, text } = useMessages();
  return (
    <Panel
      title={say('polls.title')}
      tools={
        <Button type="link" size="small">
          <Link to="/polls">{say('overview.all-polls')}</Link>
        </Button>
      }
    >
      <Loaded
        asked={polls}
        skeleton={<RowsSkeleton rows={4} />}
        isEmpty={(list) => list.length === 0}
        empty={<Empty hint={say('polls.none-hint')}>{say('polls.none')}</Empty>}
      >
        {(list) =>
          newestFirst(list)
            .slice(0, pollsShown)
            .map((poll) => (
              <div key={poll.id} className="poll-line">
                <div>
                  <Link to={`/polls/${encodeURIComponent(poll.id)}`}>{text(poll.title)}</Link>
                  {poll.isDemonstration && <DemoTag />}
                </div>
                <div>
                  <StageChip stage={poll.stage} />
                  <span className="space" />
                  <small>{say('polls.answers', { count: countText(poll.responses) })}</small>
                </div>
              </div>
            ))
        }
      </Loaded>
    </Panel>
  );
}
