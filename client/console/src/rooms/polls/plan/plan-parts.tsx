import type { LocalisedText, PollPlan, PollPlanView, SiteKind } from '@minsheng/contracts';
import { Button } from 'antd';
import { useState } from 'react';

import { useMessages } from '../../../messages/use-messages.js';
import {
  countText,
  dateText,
  listText,
  momentText,
  percentText,
  periodText,
  scientificText,
  stampText,
} from '../../../ui/format.js';
import { Chip, Hash, Panel } from '../../../ui/parts.js';
import { raised } from '../../../ui/raised.js';
import { Empty } from '../../../ui/states.js';
import { quotaTable } from '../fieldwork/quota-table.js';

/** What the plan is about, in words and statutory marks. */
export function AboutPanel({ plan }: { plan: PollPlan }) {
  const { say, text, language } = useMessages();
  const { marks } = plan.questionnaire;
  const shown = (value: string) =>
    value.trim() === '' ? <span className="attention">{say('plan.not-filled')}</span> : value;
  return (
    <Panel title={say('plan.about')}>
      <dl className="facts from-left">
        <dt>{say('plan.purpose')}</dt>
        <dd>{shown(text(plan.purpose))}</dd>
        <dt>{say('plan.population')}</dt>
        <dd>
          {shown(text(plan.population))}
          {plan.populationSize > 0 && ` · ${say('plan.people', { count: countText(plan.populationSize) })}`}
        </dd>
        <dt>{say('polls.period')}</dt>
        <dd>
          {periodText(plan.periodKey, language)} · {say(`kind.${plan.kind}`)}
        </dd>
        <dt>{say('plan.modes')}</dt>
        <dd>
          {listText(
            plan.modes.map((mode) => say(`mode.${mode}`)),
            language,
          )}
          {plan.modes.length > 1 && (
            <>
              {' · '}
              {plan.onlineUse === 'BLEND'
                ? say('plan.blend', { deviations: plan.clipRobustDeviations })
                : say('plan.separate')}
            </>
          )}
        </dd>
      </dl>
      <dl className="marks">
        {(
          [
            ['form-number', marks.formNumber],
            ['form-maker', text(marks.maker)],
            ['form-approved-by', text(marks.approvedBy)],
            ['form-approval', marks.approvalNumber],
            ['form-until', marks.validUntil],
          ] as const
        ).map(([key, value]) => (
          <div key={key}>
            <dt>{say(`plan.${key}`)}</dt>
            <dd>{shown(value)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

export function IndicatorsPanel({ plan }: { plan: PollPlan }) {
  const { say, text, language } = useMessages();
  const names = new Map(plan.groups.flatMap(({ units }) => units.map(({ code, name }) => [code, name] as const)));
  return (
    <Panel title={say('plan.indicators')} note={say('plan.indicators-note')}>
      {plan.indicators.length === 0 ? (
        <Empty hint={say('plan.no-indicators-hint')}>{say('plan.no-indicators')}</Empty>
      ) : (
        <div className="inside">
          <table className="plain-table">
            <thead>
              <tr>
                <th>{say('indicator.code')}</th>
                <th>{say('unit.indicator')}</th>
                <th>{say('indicator.attribution')}</th>
                <th className="right">{say('indicator.weight')}</th>
                <th>{say('indicator.shares')}</th>
              </tr>
            </thead>
            <tbody>
              {plan.indicators.map(({ code, version, term, name, attribution, weight, shares }) => (
                <tr key={code}>
                  <td>
                    <code>
                      {code}
                      {version > 1 && ` v${version}`}
                    </code>
                  </td>
                  <td className="strong">
                    {text(name)} {term === 'ADHOC' && <Chip tone="line">{say('term.ADHOC')}</Chip>}
                  </td>
                  <td>{say(`attribution.${attribution}`)}</td>
                  <td className="right">{weight}</td>
                  <td>
                    {shares.length === 0
                      ? '—'
                      : listText(
                          shares.map(
                            ({ unit, share }) => `${text(names.get(unit) ?? { zh: unit, en: unit })} ${share}`,
                          ),
                          language,
                        )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

export function GroupsPanel({ plan }: { plan: PollPlan }) {
  const { say, text, language } = useMessages();
  return (
    <Panel title={say('plan.groups')} note={say('plan.groups-note')}>
      <ul className="lines">
        {plan.groups.map(({ code, name, units }) => (
          <li key={code} className="top-aligned">
            <div>
              <p className="strong">
                {text(name)} <small>{say('check.units', { count: units.length })}</small>
              </p>
              <p className="muted">
                {listText(
                  units.map((unit) => text(unit.name)),
                  language,
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const kinds: readonly SiteKind[] = ['STREET', 'PARK', 'COMMUNITY'];

export function SitesPanel({ plan }: { plan: PollPlan }) {
  const { say, text } = useMessages();
  const [isListed, setListed] = useState(false);
  const areaNames = new Map<string, LocalisedText>(plan.areas.map(({ code, name }) => [code, name]));
  return (
    <Panel
      title={say('plan.areas-and-sites')}
      note={say('plan.sites-in-all', { count: plan.sites.length })}
      tools={
        plan.sites.length > 0 && (
          <Button type="link" size="small" aria-expanded={isListed} onClick={() => setListed(!isListed)}>
            {say(isListed ? 'sites.fewer' : 'plan.list-sites')}
          </Button>
        )
      }
    >
      <div className="inside">
        <table className="plain-table">
          <thead>
            <tr>
              <th>{say('sites.area')}</th>
              <th className="right">{say('plan.interviews')}</th>
              {kinds.map((kind) => (
                <th key={kind} className="right">
                  {say(`site.${kind}`)}
                </th>
              ))}
              <th className="right">{say('sites.title')}</th>
            </tr>
          </thead>
          <tbody>
            {plan.areas.map(({ code, name, target }) => {
              const sites = plan.sites.filter(({ area }) => area === code);
              return (
                <tr key={code}>
                  <td className="strong">{text(name)}</td>
                  <td className="right">{countText(target)}</td>
                  {kinds.map((kind) => {
                    const count = sites.filter((site) => site.kind === kind).length;
                    return (
                      <td key={kind} className={`right ${count === 0 ? 'attention strong' : ''}`}>
                        {count}
                      </td>
                    );
                  })}
                  <td className="right">{sites.length}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
        {isListed && (
          <table className="plain-table compact-rows">
            <thead>
              <tr>
                <th>{say('units.code')}</th>
                <th>{say('sites.site')}</th>
                <th>{say('sites.area')}</th>
                <th>{say('sites.kind')}</th>
              </tr>
            </thead>
            <tbody>
              {plan.sites.map(({ code, name, area, kind }) => (
                <tr key={code}>
                  <td>
                    <code>{code}</code>
                  </td>
                  <td>{text(name)}</td>
                  <td className="muted">{text(areaNames.get(area) ?? { zh: area, en: area })}</td>
                  <td className="muted">{say(`site.${kind}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Panel>
  );
}

export function QuotasPanel({ plan }: { plan: PollPlan }) {
  const { say, text } = useMessages();
  const areaNames = new Map(plan.areas.map(({ code, name }) => [code, name]));
  const { columns, rows } = quotaTable({
    quotas: plan.quotas.map((quota) => ({
      ...quota,
      areaName: areaNames.get(quota.area) ?? { zh: quota.area, en: quota.area },
      received: 0,
    })),
    quotaMargins: plan.margins.slice(1).map(({ code, name, levels }) => ({ code, name, levels })),
  });
  return (
    <Panel title={say('plan.quotas')} note={say('plan.quotas-note')}>
      {rows.length === 0 ? (
        <Empty hint={say('plan.no-quotas-hint')}>{say('quota.none')}</Empty>
      ) : (
        <div className="inside">
          <table className="plain-table compact-rows">
            <thead>
              <tr>
                <th>{say('sites.area')}</th>
                {rows[0]?.levels.map((_, index) => (
                  <th key={index}>{text(plan.margins[index + 1]?.name ?? { zh: '', en: '' })}</th>
                ))}
                {columns.map((name) => (
                  <th key={name.zh} className="right">
                    {text(name)}
                  </th>
                ))}
                <th className="right">{say('quota.total')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={`${row.area} ${row.levels.map(({ zh }) => zh).join(' ')}`}>
                  <td className="strong">{rows[index - 1]?.area === row.area ? '' : text(row.areaName)}</td>
                  {row.levels.map((name, at) => (
                    <td key={at} className="muted">
                      {text(name)}
                    </td>
                  ))}
                  {row.cells.map(({ target }, at) => (
                    <td key={at} className="right">
                      {countText(target)}
                    </td>
                  ))}
                  <td className="right strong">{countText(row.total.target)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

export function MarginsPanel({ plan }: { plan: PollPlan }) {
  const { say, text } = useMessages();
  return (
    <Panel title={say('plan.margins')} note={say('plan.margins-note')}>
      {plan.margins.length === 0 ? (
        <Empty hint={say('plan.no-margins-hint')}>{say('plan.no-margins')}</Empty>
      ) : (
        <div className="margins">
          {plan.margins.map(({ code, name, levels, source, year }) => {
            const largest = Math.max(...levels.map(({ share }) => share));
            return (
              <section key={code}>
                <h3>{text(name)}</h3>
                <small>{say('plan.source-year', { source: text(source), year })}</small>
                <dl>
                  {levels.map((level) => (
                    <div key={level.code}>
                      <dt>{text(level.name)}</dt>
                      <dd>
                        <i style={{ width: `${largest === 0 ? 0 : (level.share / largest) * 100}%` }} />
                      </dd>
                      <dd>{percentText(level.share, 1)}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            );
          })}
        </div>
      )}
    </Panel>
  );
}

export function RulesPanel({ plan }: { plan: PollPlan }) {
  const { say } = useMessages();
  const { weighting, publication: rule, quality } = plan;
  return (
    <Panel title={say('plan.rules')}>
      <dl className="facts">
        <dt>{say('plan.raking')}</dt>
        <dd>
          {raised(
            say('plan.raking-value', {
              tolerance: scientificText(weighting.tolerance),
              cycles: weighting.maximumCycles,
            }),
          )}
        </dd>
        <dt>{say('weighting.trimmed')}</dt>
        <dd>
          {weighting.trim === null
            ? say('weighting.no-bounds')
            : say('weighting.bounds', { low: weighting.trim.lower, high: weighting.trim.upper })}
        </dd>
        <dt>{say('plan.thin')}</dt>
        <dd>
          {say('plan.thin-value', {
            answers: weighting.thinLevel.minimumAnswers,
            effective: weighting.thinLevel.minimumEffective,
          })}
        </dd>
        <dt>{say('plan.publication')}</dt>
        <dd>
          {say('plan.publication-value', {
            respondents: rule.minimumRespondents,
            effective: rule.minimumEffectiveRespondents,
            sites: rule.minimumSamplingUnits,
            share: percentText(rule.largestSamplingUnitShare),
            width: percentText(rule.widestHalfWidthShare),
          })}
        </dd>
        <dt>{say('plan.cells')}</dt>
        <dd>
          {say('plan.cells-value', { least: rule.minimumCell, share: percentText(rule.minimumPublishableShare) })}
        </dd>
        <dt>{say('flag.TOO_FAST')}</dt>
        <dd>
          {say('plan.too-fast', {
            share: percentText(quality.tooFast.shareOfMedian),
            seconds: quality.tooFast.secondsPerQuestion,
          })}
        </dd>
        <dt>{say('flag.STRAIGHT_LINE')}</dt>
        <dd>{say('plan.straight-line', { items: quality.straightLine.minimumItems })}</dd>
        <dt>{say('flag.BURST')}</dt>
        <dd>{say('plan.burst', { answers: quality.burst.answers, minutes: quality.burst.minutes })}</dd>
        <dt>{say('method.rank-sets')}</dt>
        <dd>
          {say('method.rank-sets-value', { confidence: percentText(plan.confidence), draws: countText(plan.draws) })}
        </dd>
      </dl>
    </Panel>
  );
}

export function InstantsPanel({ plan }: { plan: PollPlan }) {
  const { say, language } = useMessages();
  const { calendar } = plan;
  return (
    <Panel title={say('plan.instants')} note={say('plan.instants-note')}>
      <dl className="facts">
        <dt>{say('plan.fieldwork')}</dt>
        <dd>
          {dateText(calendar.fieldworkFrom, language)}
          <br />
          {say('plan.to', { date: dateText(Date.parse(calendar.fieldworkTo) - 1, language) })}
        </dd>
        <dt>{say('plan.grace')}</dt>
        <dd>{momentText(calendar.graceUntil, language)}</dd>
        <dt>{say('calendar.latest-seal')}</dt>
        <dd>{momentText(calendar.sealBy, language)}</dd>
        <dt>{say('calendar.release')}</dt>
        <dd>{momentText(calendar.releaseAt, language)}</dd>
      </dl>
    </Panel>
  );
}

export function VersionsPanel({ versions }: { versions: PollPlanView['versions'] }) {
  const { say } = useMessages();
  const newestFirst = [...versions].sort((a, b) => b.version - a.version);
  return (
    <Panel title={say('scheme.versions')} note={say('plan.two-people')}>
      <ul className="lines">
        {newestFirst.map((version) => (
          <li key={version.version} className="top-aligned">
            <div className="stack">
              <p className="strong">
                {say('scheme.version', { version: version.version })}{' '}
                {version.publishedAt !== null && <Chip tone="seal">{say('plan.public')}</Chip>}
              </p>
              <small>{person('plan.submitted', version.submittedBy, version.submittedAt)}</small>
              <small>{person('plan.approved', version.approvedBy, version.approvedAt)}</small>
              {version.publishedAt !== null && (
                <small>{say('plan.published-at', { time: stampText(version.publishedAt) })}</small>
              )}
            </div>
            <small>
              <Hash value={version.hash} label={say('plan.hash')} />
            </small>
          </li>
        ))}
      </ul>
    </Panel>
  );

  function person(key: 'plan.submitted' | 'plan.approved', who: string | null, at: string | null): string {
    return say(key, { who: who ?? '—', time: at === null ? '' : stampText(at) });
  }
}
