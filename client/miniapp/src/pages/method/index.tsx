import type { ReactNode } from 'react';
import { View } from '@tarojs/components';
import { textIn, type MarginReport, type MethodBox, type ReleaseDocument } from '@minsheng/contracts';
import { readLatestRelease } from '../../api/publication.js';
import { faceOf } from '../../loading/content.js';
import { useContent } from '../../loading/use-content.js';
import { grouped, wholePercent } from '../../messages/numbers.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { dateText, momentText } from '../../time/shanghai.js';
import { Card } from '../../ui/card.js';
import { DemoTag } from '../../ui/demo-tag.js';
import { EmptyState } from '../../ui/empty-state.js';
import { HashLine } from '../../ui/hash-line.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { StaleLine, TroubleState } from '../../ui/trouble-line.js';
import './index.scss';

export default function MethodPage() {
  const { messages } = usePreferences();
  const [content, askAgain] = useContent('latest-release', readLatestRelease);
  const face = faceOf(content);
  return (
    <Page className="method" header={messages.method.title}>
      {face.kind === 'ready' && face.trouble ? (
        <StaleLine trouble={face.trouble} readAt={face.readAt} onRetry={askAgain} />
      ) : null}
      {face.kind === 'ready' ? <Method release={face.value} /> : null}
      {face.kind === 'loading' ? <Skeleton lines={10} lineHeight={40} /> : null}
      {face.kind === 'failed' ? <TroubleState trouble={face.trouble} onRetry={askAgain} /> : null}
      {face.kind === 'empty' ? (
        <EmptyState
          icon="shield-check"
          title={messages.home.nothingReleased}
          hint={messages.home.nothingReleasedHint}
        />
      ) : null}
    </Page>
  );
}

function Method({ release }: { release: ReleaseDocument }) {
  const { language, messages } = usePreferences();
  const words = messages.method;
  const { poll, method, releasedAt } = release;
  const { design, weighting, publicationRule: rule } = method;
  const rules = words.ruleLines;
  const percent = (share: number): string => String(Math.round(share * 1000) / 10);
  return (
    <>
      <Section title={words.period}>
        <View className="method__poll">
          <View className="grow">{textIn(poll.title, language)}</View>
          {release.isDemonstration ? <DemoTag /> : null}
        </View>
        <Line name={words.source}>{textIn(poll.source, language)}</Line>
        {poll.fieldwork ? (
          <Line name={words.fieldwork}>
            {words.range(
              dateText(poll.fieldwork.from, language, releasedAt),
              dateText(poll.fieldwork.to, language, releasedAt),
            )}
          </Line>
        ) : null}
        <Line name={words.respondents}>{grouped(poll.responses)}</Line>
        {poll.modes.length > 0 ? (
          <Line name={words.modes}>
            {poll.modes
              .map((mode) => `${textIn(mode.name, language)} ${grouped(mode.responses)}`)
              .join(messages.listSeparator)}
          </Line>
        ) : null}
        <Line name={words.released}>{momentText(releasedAt, language, releasedAt)}</Line>
        {release.correctionOf ? <Line name={words.correction}>{words.correctionOf(release.correctionOf)}</Line> : null}
      </Section>
      <Section title={words.population}>{textIn(method.population, language)}</Section>
      <Section title={words.design}>
        {textIn(design.description, language)}
        <View className="method__figures">{words.designFigures(design.strata, design.samplingUnits)}</View>
      </Section>
      <Section title={words.weighting}>
        <View className="method__figures">
          {words.weightingFigures(weighting.cycles, weighting.kishDesignEffect.toFixed(2))}
        </View>
        {weighting.margins.map((margin) => (
          <Margin key={margin.code} margin={margin} />
        ))}
      </Section>
      {method.blend ? <Blend blend={method.blend} /> : null}
      <Section title={words.scoreMap}>
        {method.scoreMap.map((level) => (
          <Line key={level.code} name={textIn(level.name, language)}>
            {words.points(level.score)}
          </Line>
        ))}
        {method.notAnswers.length > 0 ? (
          <Line name={words.notAnswers}>
            {method.notAnswers.map((answer) => textIn(answer.name, language)).join(messages.listSeparator)}
          </Line>
        ) : null}
      </Section>
      <Section title={words.intervals}>{textIn(method.intervals.method, language)}</Section>
      <Section title={words.rankSets}>{textIn(method.rankSets.criticalValues, language)}</Section>
      <Section title={words.rule}>
        {[
          rules.respondents(rule.minimumRespondents),
          rules.effective(rule.minimumEffectiveRespondents),
          rules.points(rule.minimumSamplingUnits),
          rules.dominance(percent(rule.largestSamplingUnitShare)),
          rules.width(percent(rule.widestHalfWidthShare)),
        ].map((text) => (
          <Bullet key={text} text={text} />
        ))}
      </Section>
      {method.limits.length > 0 ? (
        <Section title={words.limits}>
          {method.limits.map((limit) => (
            <Bullet key={limit.zh} text={textIn(limit, language)} />
          ))}
        </Section>
      ) : null}
      <Section title={words.verify}>
        {words.verifyHint}
        <HashLine name={words.release} value={release.id} shown={release.id} />
        <HashLine name={words.answersHash} value={release.inputHashes.answers} />
        <Line name={words.methodVersion}>{method.methodVersion}</Line>
        <Line name={words.licence}>{release.licence}</Line>
      </Section>
    </>
  );
}

/** How the two ways of asking were joined, and what it did. */
function Blend({ blend }: { blend: NonNullable<MethodBox['blend']> }) {
  const { language, messages } = usePreferences();
  const words = messages.method;
  return (
    <Section title={words.blend}>
      {textIn(blend.description, language)}
      <View className="method__figures">{words.blendFigures(blend.medianGap.toFixed(1), blend.clippedUnits)}</View>
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card className="method__section">
      <View className="method__heading">{title}</View>
      {children}
    </Card>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <View className="method__line">
      <View className="method__line-name">{name}</View>
      <View className="method__line-value">{children}</View>
    </View>
  );
}

function Bullet({ text }: { text: string }) {
  return <View className="method__bullet">{text}</View>;
}

function Margin({ margin }: { margin: MarginReport }) {
  const { language, messages } = usePreferences();
  const columns = messages.method.marginColumns;
  const share = (value: number | null): string => (value === null ? '–' : `${wholePercent(value)}%`);
  return (
    <View className="margin">
      <View className="margin__row margin__row--head">
        <View className="grow">{textIn(margin.name, language)}</View>
        <View className="margin__share">{columns.before}</View>
        <View className="margin__share">{columns.target}</View>
        <View className="margin__share">{columns.after}</View>
      </View>
      {margin.levels.map((level) => (
        <View key={level.code} className="margin__row">
          <View className="grow">{textIn(level.name, language)}</View>
          <View className="margin__share">{share(level.before)}</View>
          <View className="margin__share">{share(level.target)}</View>
          <View className="margin__share">{share(level.after)}</View>
        </View>
      ))}
    </View>
  );
}
