import { changeText, percent, wordsIn } from '@minsheng/charts';
import {
  withheldReasons,
  type MethodBox,
  type RankedUnit,
  type RankingGroup,
  type UnrankedUnit,
} from '@minsheng/contracts';
import { Drawer } from 'antd';

import { useMessages } from '../../messages/use-messages.js';
import { countText, halfUp, percentText, rankText } from '../../ui/format.js';
import { Chip } from '../../ui/parts.js';

const isRanked = (unit: RankedUnit | UnrankedUnit): unit is RankedUnit => 'rank' in unit;

/** The five colours of the scale, spread over as many levels as the questionnaire has; 满意 at the left. */
function levelColour(index: number, levels: number): number {
  return levels <= 1 ? 5 : 5 - Math.round((index * 4) / (levels - 1));
}

export function UnitDrawer({
  found,
  method,
  onClose,
}: {
  found: { group: RankingGroup; unit: RankedUnit | UnrankedUnit } | null;
  method: MethodBox;
  onClose: () => void;
}) {
  const { text } = useMessages();
  return (
    <Drawer
      size={560}
      open={found !== null}
      onClose={onClose}
      title={found === null ? null : text(found.unit.name)}
      destroyOnHidden
    >
      {found !== null && <UnitAccount {...found} method={method} />}
    </Drawer>
  );
}

function UnitAccount({
  group,
  unit,
  method,
}: {
  group: RankingGroup;
  unit: RankedUnit | UnrankedUnit;
  method: MethodBox;
}) {
  const { say, text, language } = useMessages();
  const words = wordsIn(language);
  const ranked = isRanked(unit) ? unit : null;
  return (
    <>
      <section className="drawer-part">
        {ranked === null && (
          <p style={{ marginBottom: 10 }}>
            <Chip tone="overdue">{words.notRanked}</Chip>{' '}
            {words.reasonsJoined((unit as UnrankedUnit).because.map((reason) => text(withheldReasons[reason])))}
          </p>
        )}
        <dl className="facts" style={{ padding: 0 }}>
          <dt>{say('unit.group')}</dt>
          <dd>{text(group.name)}</dd>
          <dt>{say('unit.score')}</dt>
          <dd>
            {unit.score === null || unit.interval === null ? (
              say('unit.not-computed')
            ) : (
              <>
                <b className="strong">{unit.score}</b> ±{unit.halfWidth}{' '}
                {say('unit.interval', { low: unit.interval[0], high: unit.interval[1] })}
              </>
            )}
          </dd>
          {ranked !== null && (
            <>
              <dt>{words.rankRange}</dt>
              <dd>
                {rankText(ranked.rankSet, language)} · {words.bandInSentence([ranked.band])}{' '}
                <span className="muted">
                  {say('unit.own-ranks', { ranks: rankText(ranked.marginalRankSet, language) })}
                </span>
              </dd>
              <dt>{words.change}</dt>
              <dd>
                {changeText(ranked.change, words)}
                {ranked.change !== null && (
                  <span className="muted">
                    {' '}
                    {say('unit.difference', { difference: ranked.change.difference, error: ranked.change.halfWidth })}
                  </span>
                )}
              </dd>
            </>
          )}
          <dt>{say('unit.respondents')}</dt>
          <dd>
            {countText(unit.respondents)}{' '}
            {unit.effectiveRespondents !== null && unit.designEffect !== null && (
              <span className="muted">
                {say('unit.effective', {
                  count: countText(unit.effectiveRespondents),
                  deff: halfUp(unit.designEffect, 2),
                })}
              </span>
            )}
          </dd>
          <dt>{say('unit.standard-error')}</dt>
          <dd>
            {halfUp(unit.standardError, 3)}{' '}
            <span className="muted">{say('unit.df', { df: halfUp(unit.degreesOfFreedom, 1) })}</span>
          </dd>
        </dl>
      </section>
      <Modes unit={unit} />
      <Answers unit={unit} method={method} />
      <section className="drawer-part">
        <h3>{say('unit.indicators')}</h3>
        <table className="plain-table">
          <thead>
            <tr>
              <th>{say('unit.indicator')}</th>
              <th className="right">{say('unit.share')}</th>
              <th className="right">{say('unit.mean')}</th>
              <th className="right">{say('unit.se')}</th>
              <th className="right">{say('unit.n')}</th>
            </tr>
          </thead>
          <tbody>
            {unit.indicators.map((indicator) => (
              <tr key={indicator.code}>
                <td>{text(indicator.name)}</td>
                <td className="right">
                  {indicator.share === 0 ? say('unit.left-out') : percentText(indicator.share, 1)}
                </td>
                <td className="right strong">{indicator.mean === null ? '—' : halfUp(indicator.mean, 2)}</td>
                <td className="right">{indicator.mean === null ? '—' : halfUp(indicator.standardError, 2)}</td>
                <td className="right">{countText(indicator.respondents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** What each mode alone would say, and how much of the online gap entered the score. */
function Modes({ unit: { modes } }: { unit: RankedUnit | UnrankedUnit }) {
  const { say, language } = useMessages();
  if (modes === null) return null;
  const words = wordsIn(language);
  const figure = (mode: { score: string; halfWidth: string; respondents: number } | null) =>
    mode === null
      ? say('check.none')
      : `${mode.score} ±${mode.halfWidth} · ${say('ranking.people', { count: countText(mode.respondents) })}`;
  return (
    <section className="drawer-part">
      <h3>{say('unit.modes')}</h3>
      <dl className="facts" style={{ padding: 0 }}>
        <dt>{words.interviewOnly}</dt>
        <dd>{figure(modes.interview)}</dd>
        <dt>{words.onlineOnly}</dt>
        <dd>{figure(modes.online)}</dd>
        <dt>{say('unit.blend')}</dt>
        <dd>
          {modes.lambda === null ? say('unit.not-blended') : percentText(modes.lambda, 1)}
          {modes.isClipped && <span className="attention"> {say('review.clipped')}</span>}
        </dd>
      </dl>
    </section>
  );
}

function Answers({ unit, method }: { unit: RankedUnit | UnrankedUnit; method: MethodBox }) {
  const { say, text } = useMessages();
  if (unit.distribution.length === 0) return null;
  const levels = unit.distribution.map((share, index) => {
    const colour = levelColour(index, unit.distribution.length);
    const level = method.scoreMap[index];
    return { share, colour, name: level === undefined ? String(index + 1) : text(level.name) };
  });
  return (
    <section className="drawer-part">
      <h3>{say('unit.answers')}</h3>
      <div
        className="answers"
        role="img"
        aria-label={levels.map(({ name, share }) => `${name} ${percent(share)}`).join('，')}
      >
        {levels.map(({ share, colour, name }) => (
          <i
            key={name}
            title={`${name} ${percentText(share, 1)}`}
            style={{
              flexGrow: share,
              flexBasis: 0,
              background: `var(--sat-${colour})`,
              color: `var(--sat-${colour}-on)`,
            }}
          >
            {share >= 0.1 ? Math.round(share * 100) : ''}
          </i>
        ))}
      </div>
      <p className="answers-key">
        {levels.map(({ name, share, colour }) => (
          <span key={name}>
            <i style={{ background: `var(--sat-${colour})` }} />
            {name} {percent(share)}
          </span>
        ))}
        <span>
          <i style={{ border: '1px dashed var(--sat-0-line)' }} />
          {say('unit.dont-know')} {percent(unit.dontKnowShare)}
        </span>
      </p>
    </section>
  );
}
