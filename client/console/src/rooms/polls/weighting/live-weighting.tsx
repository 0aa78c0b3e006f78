import type { LocalisedText, PollMode, PollSummary, WeightedSample, WeightingView } from '@minsheng/contracts';
import { Button, Segmented } from 'antd';
import { BadgeCheck, Calculator, CircleCheck, CircleX, Merge, TriangleAlert, Undo2 } from 'lucide-react';
import { useState } from 'react';

import { movePoll, readWeighting, recompute, weightingPath } from '../../../api/polls.js';
import { useResource } from '../../../api/use-resource.js';
import { useMessages } from '../../../messages/use-messages.js';
import { countText, halfUp, listText, percentText, scientificText } from '../../../ui/format.js';
import { Page } from '../../../ui/page.js';
import { ChangeButton, Chip, DemoTag, Figures, Hash, Panel, type Figure } from '../../../ui/parts.js';
import { ReasonDialog } from '../../../ui/reason-dialog.js';
import { go } from '../../../ui/router.js';
import { Empty, Loaded, RowsSkeleton } from '../../../ui/states.js';
import { useAct } from '../../../ui/use-act.js';
import { useSession } from '../../identity/use-session.js';
import { isScored, rankingAddress } from '../stages.js';
import { ConvergenceFigure } from './convergence-figure.js';
import { HistogramFigure } from './histogram-figure.js';
import { mostLifted, notableLift } from './lifted.js';
import { MarginFigure, MarginLegend } from './margin-figure.js';
import { notableShift } from './margins.js';

/** Thin levels are judged by the plan; below this many people a reviewer should look. */
const thinLevel = 30;

/** Weights of a poll of our own, sample by sample. */
export function LiveWeighting({ poll, onMoved }: { poll: PollSummary; onMoved: () => void }) {
  const { say, text } = useMessages();
  const { may } = useSession();
  const asked = useResource(isScored(poll) ? weightingPath(poll.id) : null, (signal) => readWeighting(poll.id, signal));
  const [chosen, setChosen] = useState<PollMode | null>(null);
  const [isReturning, setReturning] = useState(false);
  const here = `/polls/${encodeURIComponent(poll.id)}`;
  const view = asked.value;
  const sample = view?.samples.find(({ mode }) => mode === chosen) ?? view?.samples[0] ?? null;
  const hasConverged = sample !== null && (sample.errors.at(-1) ?? 0) <= sample.tolerance;
  return (
    <Page
      trail={[
        { label: say('polls.title'), to: '/polls' },
        { label: text(poll.title), to: here },
      ]}
      title={say('weighting.title')}
      chip={
        <>
          {sample !== null &&
            (hasConverged ? (
              <Chip tone="verified" icon={<BadgeCheck size={13} aria-hidden />}>
                {say('weights.converged')}
              </Chip>
            ) : (
              <Chip tone="danger" icon={<CircleX size={13} aria-hidden />}>
                {say('weights.not-converged')}
              </Chip>
            ))}
          {poll.isDemonstration && <DemoTag />}
        </>
      }
      meta={
        view === null || sample === null
          ? []
          : [
              say(`weights.sample-${sample.mode}`, { count: countText(sample.respondents) }),
              <>
                {say('weights.by-plan')} <Hash value={view.planHash} label={say('plan.hash')} />
              </>,
              say('weighting.margins', { count: sample.margins.length }),
            ]
      }
      actions={
        <>
          {view !== null && view.samples.length > 1 && sample !== null && (
            <Segmented<PollMode>
              aria-label={say('weights.sample')}
              value={sample.mode}
              onChange={setChosen}
              options={view.samples.map(({ mode }) => ({ value: mode, label: say(`mode.${mode}`) }))}
            />
          )}
          {poll.stage === 'SCORED' && may('polls.review') && (
            <ChangeButton icon={<Undo2 size={15} />} onClick={() => setReturning(true)}>
              {say('cleaning.return')}
            </ChangeButton>
          )}
          {isScored(poll) && (
            <Button type="primary" onClick={() => go(rankingAddress(poll))}>
              {say('weights.to-review')}
            </Button>
          )}
        </>
      }
    >
      {isScored(poll) ? (
        <Loaded
          asked={asked}
          skeleton={
            <div className="body">
              <section className="panel">
                <RowsSkeleton rows={14} />
              </section>
            </div>
          }
          isEmpty={({ samples }) => samples.length === 0}
          empty={<Empty>{say('weights.none')}</Empty>}
        >
          {(found) => sample !== null && <Diagnostics view={found} sample={sample} />}
        </Loaded>
      ) : (
        <div className="body">
          <section className="panel">
            <Empty hint={say('weights.none-hint')}>{say('weights.none')}</Empty>
          </section>
        </div>
      )}
      {isReturning && (
        <ReasonDialog
          title={say('cleaning.return')}
          means={say('cleaning.return-why')}
          act={say('cleaning.return')}
          onGiven={async ({ reason }) => {
            await movePoll(poll.id, 'return-to-cleaning', { reason });
            onMoved();
            return say('cleaning.returned');
          }}
          onClose={() => setReturning(false)}
        />
      )}
    </Page>
  );
}

function Diagnostics({ view, sample }: { view: WeightingView; sample: WeightedSample }) {
  const { say } = useMessages();
  const recomputed = useRecompute(view.poll);
  const { weights, trimBounds } = sample;
  return (
    <div className="body weights">
      <div className="across">
        <Figures
          figures={[
            {
              label: say('weighting.deff'),
              value: halfUp(sample.kishDesignEffect, 2),
              why: say('weighting.deff-why'),
            },
            {
              label: say('weighting.effective'),
              value: countText(sample.effectiveRespondents),
              unit: `/ ${countText(sample.respondents)}`,
              why: say('weighting.efficiency', {
                share: percentText(sample.effectiveRespondents / Math.max(1, sample.respondents)),
              }),
            },
            {
              label: say('weights.range'),
              value: halfUp(weights.smallest, 2),
              unit: say('weights.to', { largest: halfUp(weights.largest, 2) }),
              why: say('weights.quantiles', { median: halfUp(weights.median, 2), p95: halfUp(weights.p95, 2) }),
            },
            {
              label: say('weighting.trimmed'),
              value: countText(sample.trimmed),
              unit: say('weighting.sheets', {
                share: percentText(sample.trimmed / Math.max(1, sample.respondents), 1),
              }),
              why:
                trimBounds === null
                  ? say('weighting.no-bounds')
                  : say('weighting.bounds', { low: trimBounds[0], high: trimBounds[1] }),
            },
            {
              label: say('weighting.cycles'),
              value: sample.cycles,
              unit: say('weighting.cycles-unit'),
              why: say('weighting.largest-error', { value: scientificText(sample.errors.at(-1) ?? 0) }),
            },
            recomputed,
          ]}
        />
      </div>
      <div className="column">
        <Panel title={say('weighting.figure')} tools={<MarginLegend />}>
          {sample.margins.length === 0 ? (
            <Empty>{say('weighting.no-margins')}</Empty>
          ) : (
            <MarginFigure margins={sample.margins} />
          )}
          <p className="foot">
            <Sources sample={sample} /> {say('weighting.reading', { points: halfUp(notableShift * 100, 0) })}
          </p>
        </Panel>
        <Notes view={view} sample={sample} />
      </div>
      <div className="column">
        <Panel
          title={say('weights.distribution')}
          note={say('weights.each-step', {
            count: countText(sample.respondents),
            step: String(sample.histogram.step),
          })}
        >
          <HistogramFigure sample={sample} />
        </Panel>
        <div className="side-by-side">
          <Panel title={say('weights.convergence')} note={say('weights.largest-off')}>
            <ConvergenceFigure sample={sample} />
          </Panel>
          <Alternatives view={view} />
        </div>
      </div>
    </div>
  );
}

function Sources({ sample }: { sample: WeightedSample }) {
  const { say, text, language } = useMessages();
  const sources = [
    ...new Set(sample.margins.map(({ source, year }) => say('plan.source-year', { source: text(source), year }))),
  ];
  return sources.length === 0 ? null : <>{say('weights.sources', { sources: listText(sources, language) })}</>;
}

/** The sixth tile: the whole computation once more, answer by answer. */
function useRecompute(poll: PollSummary): Figure {
  const { say } = useMessages();
  const { isActing, attempt } = useAct();
  const [found, setFound] = useState<{ isEqual: boolean; differences: string[] } | null>(null);
  const start = () =>
    attempt(async () => {
      const answer = await recompute(poll.id);
      setFound(answer);
      return say(answer.isEqual ? 'recompute.equal' : 'recompute.differs', { count: answer.differences.length });
    });
  const button = (
    <ChangeButton size="small" loading={isActing} icon={<Calculator size={14} />} onClick={() => void start()}>
      {say(isActing ? 'recompute.running' : found === null ? 'recompute.do' : 'recompute.again')}
    </ChangeButton>
  );
  return {
    label: say('recompute.title'),
    value:
      found === null ? (
        button
      ) : found.isEqual ? (
        <span className="passed verdict">
          <BadgeCheck size={22} aria-hidden />
          {say('recompute.same')}
        </span>
      ) : (
        <span className="failed verdict">
          <CircleX size={22} aria-hidden />
          {say('recompute.different', { count: found.differences.length })}
        </span>
      ),
    unit: found === null ? undefined : button,
    why: found === null || found.isEqual ? say('recompute.why') : found.differences.join('; '),
  };
}

function Alternatives({ view }: { view: WeightingView }) {
  const { say } = useMessages();
  // Where both modes were asked the interviewers' sample anchors the score, and its weights are compared.
  const anchor: PollMode = view.samples.some(({ mode }) => mode === 'INTERVIEW') ? 'INTERVIEW' : 'WECHAT';
  return (
    <Panel title={say('alternatives.title')}>
      <div className="inside to-the-edge">
        <table className="plain-table alternatives">
          <thead>
            <tr>
              <th>{say('alternatives.choice')}</th>
              <th className="right">deff</th>
              <th className="right">{say('alternatives.largest')}</th>
              <th className="right">{say('alternatives.change')}</th>
              <th className="right">{say('alternatives.bands')}</th>
            </tr>
          </thead>
          <tbody>
            {view.alternatives.map((alternative) => {
              const isPlan = alternative.code === 'PLAN';
              return (
                <tr key={alternative.code} className={isPlan ? 'chosen' : ''}>
                  <th scope="row">{say(`alternative.${alternative.code}`)}</th>
                  <td className="right">{halfUp(alternative.kishDesignEffect, 2)}</td>
                  <td className="right">{halfUp(alternative.largestWeight, 2)}</td>
                  <td className="right">
                    {isPlan ? say('alternatives.base') : halfUp(alternative.largestScoreChange, 2)}
                  </td>
                  <td className="right">
                    {isPlan
                      ? '—'
                      : alternative.bandChanges === 0
                        ? say('check.none')
                        : say('check.units', { count: alternative.bandChanges })}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="foot">{say('alternatives.reading', { sample: say(`mode.${anchor}`) })}</p>
    </Panel>
  );
}

function Notes({ view, sample }: { view: WeightingView; sample: WeightedSample }) {
  const { say, text } = useMessages();
  const { smallestLevel, collapsed } = sample;
  const isThin = smallestLevel.respondents < thinLevel;
  const lifted = mostLifted(sample.margins);
  const nameOf = (marginCode: string, levelCode: string): string => {
    const level = sample.margins.find(({ code }) => code === marginCode)?.levels.find(({ code }) => code === levelCode);
    return level === undefined ? levelCode : text(level.name);
  };
  const marginName = (code: string): LocalisedText =>
    sample.margins.find((margin) => margin.code === code)?.name ?? { zh: code, en: code };
  const good = <CircleCheck size={16} className="passed" aria-hidden />;
  const look = <TriangleAlert size={16} className="attention" aria-hidden />;
  return (
    <Panel title={say('weighting.looked-at')}>
      <ul className="lines">
        <li className="top-aligned">
          {isThin ? look : good}
          <div>
            <p className="strong">{say(isThin ? 'weights.thin' : 'weights.thick', { least: thinLevel })}</p>
            <small>
              {say('weights.smallest', {
                margin: text(smallestLevel.margin),
                level: text(smallestLevel.level),
                count: countText(smallestLevel.respondents),
              })}
            </small>
          </div>
        </li>
        {collapsed.length === 0 ? (
          <li className="top-aligned">
            {good}
            <p className="strong">{say('weighting.none-collapsed')}</p>
          </li>
        ) : (
          collapsed.map(({ margin, level, into, because }) => (
            <li key={`${margin} ${level}`} className="top-aligned">
              <Merge size={16} className="attention" aria-hidden />
              <div>
                <p className="strong">
                  {say('weighting.merged', {
                    margin: text(marginName(margin)),
                    level: nameOf(margin, level),
                    into: nameOf(margin, into),
                  })}
                </p>
                <small>{because}</small>
              </div>
            </li>
          ))
        )}
        {lifted !== null && lifted.meanWeight >= notableLift && (
          <li className="top-aligned">
            {look}
            <div>
              <p className="strong">{say('weights.lifted', { level: text(lifted.level) })}</p>
              <small>{say('weights.lifted-why', { value: halfUp(lifted.meanWeight, 2) })}</small>
            </div>
          </li>
        )}
        {view.excluded.map(({ code, answers }) => (
          <li key={code} className="top-aligned">
            <TriangleAlert size={16} className="muted" aria-hidden />
            <p>{say('weights.excluded', { what: say(`flag.${code}`), count: countText(answers) })}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
