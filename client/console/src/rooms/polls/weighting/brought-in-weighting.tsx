import type { PollRankingView } from '@minsheng/contracts';
import { BadgeCheck, CircleCheck, Merge, TriangleAlert } from 'lucide-react';

import { rankingPath, readRanking } from '../../../api/polls.js';
import { useResource } from '../../../api/use-resource.js';
import { useMessages } from '../../../messages/use-messages.js';
import { countText, halfUp, percentText, periodText, scientificText } from '../../../ui/format.js';
import { Page } from '../../../ui/page.js';
import { Chip, DemoTag, Figures, Panel } from '../../../ui/parts.js';
import { raised } from '../../../ui/raised.js';
import { Empty, Loaded, RowsSkeleton } from '../../../ui/states.js';
import { largestMarginMiss } from '../checks.js';
import { MarginFigure, MarginLegend } from './margin-figure.js';
import { notableShift } from './margins.js';
import { PollSwitch } from '../poll-switch.js';

/** The weights of a survey brought in: what its computed ranking says of them. */
export function BroughtInWeighting({ poll }: { poll: string }) {
  const { say, text, language } = useMessages();
  const asked = useResource(rankingPath(poll), (signal) => readRanking(poll, signal));
  const view = asked.value;
  return (
    <Page
      trail={[
        { label: say('polls.title'), to: '/polls' },
        ...(view === null ? [] : [{ label: text(view.poll.title), to: `/polls/${encodeURIComponent(poll)}` }]),
      ]}
      title={say('weighting.title')}
      chip={
        view !== null && (
          <>
            <Chip tone="verified" icon={<BadgeCheck size={13} aria-hidden />}>
              {say('weighting.done')}
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
              say('weighting.margins', { count: view.method.weighting.margins.length }),
            ]
      }
      actions={<PollSwitch poll={poll} page="weighting" />}
    >
      <Loaded
        asked={asked}
        skeleton={
          <div className="body">
            <section className="panel">
              <RowsSkeleton rows={14} />
            </section>
          </div>
        }
      >
        {(found) => <Diagnostics view={found} />}
      </Loaded>
    </Page>
  );
}

function Diagnostics({ view: { poll, method } }: { view: PollRankingView }) {
  const { say, text } = useMessages();
  const { weighting, design } = method;
  const levels = weighting.margins.flatMap((margin) => margin.levels);
  /** A level that was collapsed away has left the margins: then its code is what there is. */
  const nameOf = (marginCode: string, levelCode?: string) => {
    const margin = weighting.margins.find(({ code }) => code === marginCode);
    if (levelCode === undefined) return margin === undefined ? marginCode : text(margin.name);
    const level = margin?.levels.find(({ code }) => code === levelCode);
    return level === undefined ? levelCode : text(level.name);
  };
  // A level without a target (未说明) keeps its share: it may be as thin as it is.
  const smallest = levels
    .filter(({ target }) => target !== null)
    .reduce<
      (typeof levels)[number] | null
    >((least, level) => (least === null || level.respondents < least.respondents ? level : least), null);
  const notable = levels.filter(({ before, target }) => target !== null && Math.abs(before - target) >= notableShift);
  return (
    <div className="body" style={{ gridTemplateColumns: 'minmax(0, 1fr) 400px', alignItems: 'start' }}>
      <div className="across">
        <Figures
          figures={[
            {
              label: say('weighting.deff'),
              value: halfUp(weighting.kishDesignEffect, 2),
              why: say('weighting.deff-why'),
            },
            {
              label: say('weighting.effective'),
              value: countText(poll.responses / weighting.kishDesignEffect),
              unit: `/ ${countText(poll.responses)}`,
              why: say('weighting.efficiency', { share: percentText(1 / weighting.kishDesignEffect) }),
            },
            {
              label: say('weighting.trimmed'),
              value: countText(weighting.trimmed),
              unit: say('weighting.sheets', { share: percentText(weighting.trimmed / Math.max(1, poll.responses), 1) }),
              why:
                weighting.trimBounds === null
                  ? say('weighting.no-bounds')
                  : say('weighting.bounds', { low: weighting.trimBounds[0], high: weighting.trimBounds[1] }),
            },
            {
              label: say('weighting.cycles'),
              value: weighting.cycles,
              unit: say('weighting.cycles-unit'),
              why: say('weighting.largest-error', { value: scientificText(weighting.largestMarginError) }),
            },
            {
              label: say('weighting.collapsed'),
              value: weighting.collapsed.length,
              unit: say('weighting.levels'),
              why: weighting.collapsed.length === 0 ? say('weighting.none-collapsed') : say('weighting.collapsed-why'),
            },
          ]}
        />
      </div>
      <Panel title={say('weighting.figure')} tools={<MarginLegend />}>
        {weighting.margins.length === 0 ? (
          <Empty>{say('weighting.no-margins')}</Empty>
        ) : (
          <MarginFigure margins={weighting.margins} />
        )}
        <p className="foot">{say('weighting.reading', { points: halfUp(notableShift * 100, 0) })}</p>
      </Panel>
      <div className="column">
        <Panel title={say('weighting.looked-at')}>
          <ul className="lines">
            <li className="top-aligned">
              <CircleCheck size={16} className="passed" aria-hidden />
              <div>
                <p className="strong">{say('weighting.meets')}</p>
                <small>
                  {raised(say('weighting.meets-value', { value: scientificText(largestMarginMiss(method)) }))}
                </small>
              </div>
            </li>
            {smallest !== null && (
              <li className="top-aligned">
                {smallest.respondents >= 30 ? (
                  <CircleCheck size={16} className="passed" aria-hidden />
                ) : (
                  <TriangleAlert size={16} className="attention" aria-hidden />
                )}
                <div>
                  <p className="strong">{say('weighting.smallest')}</p>
                  <small>
                    {say('weighting.smallest-value', {
                      name: text(smallest.name),
                      count: countText(smallest.respondents),
                    })}
                  </small>
                </div>
              </li>
            )}
            <li className="top-aligned">
              {notable.length === 0 ? (
                <CircleCheck size={16} className="passed" aria-hidden />
              ) : (
                <TriangleAlert size={16} className="attention" aria-hidden />
              )}
              <div>
                <p className="strong">{say('weighting.shifted', { count: notable.length })}</p>
                <small>
                  {notable.length === 0
                    ? say('weighting.none-shifted')
                    : notable.map(({ name }) => text(name)).join('、')}
                </small>
              </div>
            </li>
          </ul>
        </Panel>
        <Panel title={say('weighting.collapse-log')} note={say('weighting.collapse-note')}>
          {weighting.collapsed.length === 0 ? (
            <p className="foot">{say('weighting.none-collapsed')}</p>
          ) : (
            <ul className="lines">
              {weighting.collapsed.map((collapse) => (
                <li key={`${collapse.margin} ${collapse.level}`} className="top-aligned">
                  <Merge size={16} className="attention" aria-hidden />
                  <div>
                    <p className="strong">
                      {say('weighting.merged', {
                        margin: nameOf(collapse.margin),
                        level: nameOf(collapse.margin, collapse.level),
                        into: nameOf(collapse.margin, collapse.into),
                      })}
                    </p>
                    <small>{collapse.because}</small>
                  </div>
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel title={say('weighting.design')}>
          <dl className="facts">
            <dt>{say('weighting.strata')}</dt>
            <dd>{countText(design.strata)}</dd>
            <dt>{say('weighting.sampling-units')}</dt>
            <dd>{countText(design.samplingUnits)}</dd>
            <dt>{say('weighting.df')}</dt>
            <dd>{halfUp(design.degreesOfFreedom, 0)}</dd>
          </dl>
          <p className="foot">{text(design.description)}</p>
        </Panel>
      </div>
    </div>
  );
}
