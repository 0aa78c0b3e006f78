import { wordsIn } from '@minsheng/charts';
import { withheldReasons, type PollRankingView } from '@minsheng/contracts';
import { Segmented } from 'antd';
import { CircleCheck, CircleX, Stamp, TriangleAlert } from 'lucide-react';
import { useState } from 'react';

import { rankingPath, readRanking } from '../../api/polls.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { countText, halfUp, percentText, periodText, scientificText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { Chip, DemoTag, Hash, Panel } from '../../ui/parts.js';
import { raised } from '../../ui/raised.js';
import { Empty, Loaded, RowsSkeleton } from '../../ui/states.js';
import { checksOf, findUnit, type Check } from './checks.js';
import { RankingFigure } from './ranking-figure.js';
import { PollSwitch } from './poll-switch.js';
import { UnitDrawer } from './unit-drawer.js';

export function RankingPage({ poll }: { poll: string }) {
  const { say, text, language } = useMessages();
  const asked = useResource(rankingPath(poll), (signal) => readRanking(poll, signal));
  const view = asked.value;
  return (
    <Page
      trail={[
        { label: say('polls.title'), to: '/polls' },
        ...(view === null ? [] : [{ label: text(view.poll.title), to: `/polls/${encodeURIComponent(poll)}` }]),
      ]}
      title={say('ranking.title')}
      chip={
        view !== null && (
          <>
            <Chip tone={view.poll.stage === 'RELEASED' ? 'verified' : 'seal'} icon={<Stamp size={13} aria-hidden />}>
              {say(view.poll.stage === 'RELEASED' ? 'ranking.released' : 'ranking.before-release')}
            </Chip>
            {view.poll.isDemonstration && <DemoTag />}
          </>
        )
      }
      meta={
        view === null
          ? []
          : [
              ...(view.poll.periodKey === null ? [] : [periodText(view.poll.periodKey, language)]),
              say('polls.valid-answers', { count: countText(view.poll.responses) }),
              say('ranking.method-line', { confidence: percentText(view.method.intervals.confidence) }),
            ]
      }
      actions={<PollSwitch poll={poll} page="ranking" />}
    >
      <Loaded
        asked={asked}
        skeleton={
          <div className="body">
            <section className="panel">
              <RowsSkeleton rows={16} />
            </section>
          </div>
        }
        isEmpty={({ groups }) => groups.length === 0}
        empty={<Empty>{say('ranking.no-groups')}</Empty>}
      >
        {(found) => <Review view={found} />}
      </Loaded>
    </Page>
  );
}

function Review({ view }: { view: PollRankingView }) {
  const { say } = useMessages();
  const [order, setOrder] = useState<'band' | 'name'>('band');
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <div className="body with-side">
      <Panel
        title={say('ranking.figure')}
        tools={
          <>
            <Legend />
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
        <RankingFigure groups={view.groups} order={order} onOpen={setOpened} />
        <p className="foot">{say('ranking.reading')}</p>
      </Panel>
      <div className="column">
        <Checks view={view} />
        <NotRanked view={view} />
        <Method view={view} />
      </div>
      <UnitDrawer
        found={opened === null ? null : findUnit(view.groups, opened)}
        method={view.method}
        onClose={() => setOpened(null)}
      />
    </div>
  );
}

function Legend() {
  const { language } = useMessages();
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

const icons = {
  passed: <CircleCheck size={16} className="passed" aria-hidden />,
  attention: <TriangleAlert size={16} className="attention" aria-hidden />,
  failed: <CircleX size={16} className="failed" aria-hidden />,
};

function Checks({ view }: { view: PollRankingView }) {
  const { say, text } = useMessages();
  const checks = checksOf(view);
  const passed = checks.filter(({ state }) => state === 'passed').length;
  const notes = checks.length - passed;

  const rule = ({ code, limit }: Check) => {
    switch (code) {
      case 'respondents':
      case 'effective-respondents':
        return say(`check.${code}`, { limit: countText(limit ?? 0) });
      case 'half-width':
        return say('check.half-width', { limit: halfUp(limit ?? 0, 1) });
      case 'dont-know':
        return say('check.dont-know', { limit: percentText(limit ?? 0) });
      default:
        return say(`check.${code}`);
    }
  };
  const finding = ({ code, found }: Check) => {
    if (found === null) return '—';
    switch (code) {
      case 'respondents':
      case 'effective-respondents':
        return say('check.least', { value: countText(found) });
      case 'half-width':
        return say('check.widest', { value: halfUp(found, 2) });
      case 'margins-met':
        return say('check.largest-miss', { value: scientificText(found) });
      case 'bands-share-a-rank':
        return say('check.bands', { count: found });
      case 'ranks-stand-on-scores':
        return say('check.units', { count: found });
      default:
        return found === 0 ? say('check.none') : say('check.units', { count: found });
    }
  };

  return (
    <Panel
      title={say('ranking.checks')}
      tools={
        <small>
          {notes === 0
            ? say('ranking.all-passed', { count: passed })
            : say('ranking.some-passed', { passed, all: checks.length, notes })}
        </small>
      }
    >
      <ul className="lines">
        {checks.map((check) => (
          <li key={check.code} title={check.units.map(text).join('、') || undefined}>
            {icons[check.state]}
            <span className="for-readers">{say(`check.${check.state}`)}</span>
            <span>{rule(check)}</span>
            <small>{raised(finding(check))}</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function NotRanked({ view }: { view: PollRankingView }) {
  const { say, text, language } = useMessages();
  const units = view.groups.flatMap(({ unranked }) => unranked);
  if (units.length === 0) return null;
  const words = wordsIn(language);
  return (
    <Panel title={words.notRanked} tools={<small>{say('check.units', { count: units.length })}</small>}>
      <ul className="lines">
        {units.map((unit) => (
          <li key={unit.unitId}>
            <div>
              <p className="strong">{text(unit.name)}</p>
              <small>{words.reasonsJoined(unit.because.map((reason) => text(withheldReasons[reason])))}</small>
            </div>
            <small>{say('ranking.people', { count: countText(unit.respondents) })}</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Method({ view: { method, inputHash } }: { view: PollRankingView }) {
  const { say, text } = useMessages();
  const { design, weighting, intervals, rankSets, publicationRule: rule, scoreMap } = method;
  return (
    <Panel title={say('method.title')}>
      <dl className="facts">
        <dt>{say('method.input')}</dt>
        <dd>
          <Hash value={inputHash} label={say('method.input')} />
        </dd>
        <dt>{say('method.population')}</dt>
        <dd>{text(method.population)}</dd>
        <dt>{say('method.scores')}</dt>
        <dd>{scoreMap.map(({ score }) => score).join(' / ')}</dd>
        <dt>{say('method.design')}</dt>
        <dd>
          {say('method.design-value', {
            strata: design.strata,
            units: design.samplingUnits,
            df: design.degreesOfFreedom,
          })}
        </dd>
        <dt>{say('method.kish')}</dt>
        <dd>{halfUp(weighting.kishDesignEffect, 2)}</dd>
        <dt>{say('method.intervals')}</dt>
        <dd>{text(intervals.method)}</dd>
        <dt>{say('method.rank-sets')}</dt>
        <dd>
          {say('method.rank-sets-value', {
            confidence: percentText(rankSets.confidence),
            draws: countText(rankSets.draws),
          })}
        </dd>
        <dt>{say('method.seed')}</dt>
        <dd>
          <code>{rankSets.seed}</code>
        </dd>
        <dt>{say('method.sampling-units')}</dt>
        <dd>
          {say('method.sampling-units-value', {
            least: rule.minimumSamplingUnits,
            share: percentText(rule.largestSamplingUnitShare),
          })}
        </dd>
        <dt>{say('method.version')}</dt>
        <dd>
          <code>
            {method.methodVersion} · {method.codeVersion}
          </code>
        </dd>
      </dl>
    </Panel>
  );
}
