import { View } from '@tarojs/components';
import {
  textIn,
  withheldReasons,
  type RankedUnit,
  type ReleaseDocument,
  type UnitModes,
  type UnrankedUnit,
} from '@minsheng/contracts';
import { grouped, wholePercent } from '../../messages/numbers.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { halfUp } from '../../ranking/decimal.js';
import { distributionSegments } from '../../ranking/distribution.js';
import { changeView, figuresView } from '../../ranking/ranking-view.js';
import { forReader } from '../../ui/reader.js';
import { Sheet } from '../../ui/sheet.js';
import { Change } from './rank-row.js';

interface UnitSheetProps {
  unit: RankedUnit | UnrankedUnit;
  release: ReleaseDocument;
  onClose(): void;
}

/** Above this share of 不了解 the score itself needs a caution. */
const manyDontKnow = 0.4;

export function UnitSheet({ unit, release, onClose }: UnitSheetProps) {
  const { language, messages } = usePreferences();
  const words = messages.unit;
  const figures = figuresView(unit);
  return (
    <Sheet title={textIn(unit.name, language)} onClose={onClose}>
      {figures ? (
        <View className="unit__score">
          <View className="unit__value">{figures.score}</View>
          <View className="unit__width">{messages.ranking.plusMinus(figures.halfWidth)}</View>
        </View>
      ) : null}
      {'because' in unit ? (
        <View className="unit__withheld">
          {words.withheld(
            unit.because.map((reason) => textIn(withheldReasons[reason], language)).join(messages.listSeparator),
          )}
        </View>
      ) : null}
      <Facts unit={unit} release={release} />
      {unit.modes ? <Modes modes={unit.modes} /> : null}
      {unit.distribution.some((share) => share > 0) ? <Distribution unit={unit} release={release} /> : null}
      <View className="unit__heading">{words.indicators}</View>
      {unit.indicators.map((indicator) => (
        <View key={indicator.code} className="unit__indicator">
          <View className="grow">
            <View className="unit__indicator-name">{textIn(indicator.name, language)}</View>
            <View className="unit__indicator-base">
              {indicator.share === 0 ? words.leftOut : words.share(wholePercent(indicator.share))}
              <View className="dot-between" />
              {words.people(grouped(indicator.respondents))}
            </View>
          </View>
          <View className="unit__indicator-mean">{indicator.mean === null ? '–' : indicator.mean.toFixed(1)}</View>
        </View>
      ))}
    </Sheet>
  );
}

function Facts({ unit, release }: Omit<UnitSheetProps, 'onClose'>) {
  const { messages } = usePreferences();
  const words = messages.unit;
  const figures = figuresView(unit);
  const facts: [string, string][] = figures ? [[words.interval, figures.interval.join('–')]] : [];
  const change = 'rank' in unit ? changeView(unit.change) : null;
  if ('rank' in unit) {
    const bandSize = release.groups
      .flatMap((group) => (group.rows.includes(unit) ? group.bands : []))
      .find((band) => band.number === unit.band)?.unitIds.length;
    facts.push([words.rankSet, messages.ranking.rankSet(unit.rankSet[0], unit.rankSet[1])]);
    facts.push([words.band, words.bandTie(messages.ranking.band(unit.band), bandSize ?? 1)]);
  }
  facts.push([words.respondents, words.people(grouped(unit.respondents))]);
  if (unit.effectiveRespondents !== null) facts.push([words.effective, grouped(unit.effectiveRespondents)]);
  if (unit.designEffect !== null) facts.push([words.designEffect, unit.designEffect.toFixed(2)]);
  return (
    <View className="unit__facts">
      {facts.map(([name, value]) => (
        <View key={name} className="unit__fact">
          <View className="unit__fact-name">{name}</View>
          <View className="unit__fact-value">{value}</View>
        </View>
      ))}
      {change ? (
        <View className="unit__fact">
          <View className="unit__fact-name">{words.change}</View>
          <View className="unit__fact-value">
            <Change change={change} />
          </View>
        </View>
      ) : null}
    </View>
  );
}

/** Both ways of asking beside the blended score (有界融合), and how far the online answers moved it. */
function Modes({ modes }: { modes: UnitModes }) {
  const { messages } = usePreferences();
  const words = messages.unit;
  const said = (mode: UnitModes['online']): string =>
    mode ? words.modeScore(halfUp(mode.score, 1), halfUp(mode.halfWidth, 1), grouped(mode.respondents)) : words.noMode;
  return (
    <>
      <View className="unit__heading">{words.modes}</View>
      <View className="unit__mode">
        <View className="grow">{words.modeNames.interview}</View>
        {said(modes.interview)}
      </View>
      <View className="unit__mode">
        <View className="grow">◇ {words.modeNames.online}</View>
        {said(modes.online)}
      </View>
      {modes.lambda === null ? null : (
        <View className="unit__mode">
          <View className="grow">{words.blend}</View>
          {words.blended(wholePercent(modes.lambda))}
          {modes.isClipped ? (
            <>
              <View className="dot-between" />
              {words.clipped}
            </>
          ) : null}
        </View>
      )}
    </>
  );
}

function Distribution({ unit, release }: Omit<UnitSheetProps, 'onClose'>) {
  const { language, messages } = usePreferences();
  const words = messages.unit;
  const segments = distributionSegments(unit, release.method.scoreMap, language);
  const dontKnow = wholePercent(unit.dontKnowShare);
  const spoken = segments.map(({ name, percent }) => words.spokenLevel(name, percent)).join(messages.listSeparator);
  return (
    <>
      <View className="unit__heading">{words.distribution}</View>
      <View className="distribution" {...forReader({ role: 'img', label: spoken })}>
        {segments.map((segment) => (
          <View
            key={segment.code}
            className={`distribution__segment distribution__segment--${segment.tone}`}
            style={{ width: `${segment.width}%` }}
          >
            {segment.isPrinted ? segment.percent : ''}
          </View>
        ))}
      </View>
      <View className="distribution__legend" aria-hidden="true">
        {segments.map((segment) => (
          <View key={segment.code} className="distribution__level">
            <View className={`distribution__swatch distribution__segment--${segment.tone}`} />
            {words.spokenLevel(segment.name, segment.percent)}
          </View>
        ))}
        {dontKnow > 0 ? (
          <View className="distribution__level">
            <View className="distribution__swatch distribution__swatch--unknown" />
            {words.dontKnow(dontKnow)}
          </View>
        ) : null}
      </View>
      {unit.dontKnowShare > manyDontKnow ? <View className="distribution__caution">{words.manyDontKnow}</View> : null}
    </>
  );
}
