import type { ReactNode } from 'react';
import { View } from '@tarojs/components';
import { textIn, type PollPlan } from '@minsheng/contracts';
import { grouped, wholePercent } from '../../messages/numbers.js';
import { howItCounts } from '../../polls/how-it-counts.js';
import { windowDays } from '../../polls/poll-window.js';
import { WithPlan } from '../../polls/with-plan.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { dayRangeText, momentText } from '../../time/shanghai.js';
import { Card } from '../../ui/card.js';
import { DemoTag } from '../../ui/demo-tag.js';
import { HashLine } from '../../ui/hash-line.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import './index.scss';

/** The registered plan in words: what was fixed before the first answer. */
export default function PlanPage() {
  const { messages } = usePreferences();
  const page = (content: ReactNode): ReactNode => (
    <Page className="plan" header={messages.plan.title}>
      {content}
    </Page>
  );
  return (
    <WithPlan page={page}>
      {({ view, plan }) => page(<Plan plan={plan} hash={view.poll.planHash} now={view.now} />)}
    </WithPlan>
  );
}

function Plan({ plan, hash, now }: { plan: PollPlan; hash: string; now: string }) {
  const { language, messages } = usePreferences();
  const words = messages.plan;
  const { calendar, publication: rule } = plan;
  const rules = messages.method.ruleLines;
  const moment = (at: string): string => momentText(at, language, now);
  const percent = (share: number): string => String(Math.round(share * 1000) / 10);
  const { use } = howItCounts(plan, {}, language);
  const { first, last } = windowDays({ opensAt: calendar.fieldworkFrom, closesAt: calendar.fieldworkTo }, now);
  return (
    <>
      <Section title={textIn(plan.title, language)} isDemonstration={plan.isDemonstration}>
        {words.version(plan.version)}
        <HashLine name={words.hash} value={hash} />
        <View className="plan__hint">{words.hashHint}</View>
      </Section>
      <Section title={words.purpose}>{textIn(plan.purpose, language)}</Section>
      <Section title={words.population}>
        {textIn(plan.population, language)}
        <View className="plan__figure">{words.people(grouped(plan.populationSize))}</View>
      </Section>
      <Section title={words.calendar}>
        <Line name={words.fieldwork}>{dayRangeText(first, last, language, now)}</Line>
        <Line name={words.sealBy}>{moment(calendar.sealBy)}</Line>
        <Line name={words.releaseAt}>{moment(calendar.releaseAt)}</Line>
      </Section>
      <Section title={words.modes}>
        {plan.modes.map((mode) => words.modeNames[mode]).join(messages.listSeparator)}
        {use === 'online-only' ? null : <View className="plan__hint">{words.uses[use]}</View>}
      </Section>
      <Section title={words.indicators}>
        {plan.indicators.map((indicator) => (
          <Line key={indicator.code} name={textIn(indicator.name, language)}>
            {words.attributions[indicator.attribution]}
          </Line>
        ))}
      </Section>
      <Section title={words.groups}>
        {plan.groups.map((group) => (
          <Line key={group.code} name={textIn(group.name, language)}>
            {words.units(group.units.length)}
          </Line>
        ))}
      </Section>
      <Section title={words.margins}>
        {plan.margins.map((margin) => (
          <View key={margin.code} className="plan__margin">
            <View className="plan__margin-name">{textIn(margin.name, language)}</View>
            {margin.levels
              .map((level) => `${textIn(level.name, language)} ${wholePercent(level.share)}%`)
              .join(messages.listSeparator)}
            <View className="plan__hint">{words.marginSource(textIn(margin.source, language), margin.year)}</View>
          </View>
        ))}
      </Section>
      <Section title={words.rule}>
        {[
          rules.respondents(rule.minimumRespondents),
          rules.effective(rule.minimumEffectiveRespondents),
          rules.points(rule.minimumSamplingUnits),
          rules.dominance(percent(rule.largestSamplingUnitShare)),
          rules.width(percent(rule.widestHalfWidthShare)),
        ].map((text) => (
          <View key={text}>{text}</View>
        ))}
      </Section>
    </>
  );
}

interface SectionProps {
  title: string;
  isDemonstration?: boolean;
  children: ReactNode;
}

function Section({ title, isDemonstration = false, children }: SectionProps) {
  return (
    <Card className="plan__section">
      <View className="plan__heading" {...forReader({ role: 'heading' })}>
        <View className="grow">{title}</View>
        {isDemonstration ? <DemoTag /> : null}
      </View>
      {children}
    </Card>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <View className="plan__line">
      <View className="plan__line-name">{name}</View>
      <View className="plan__line-value">{children}</View>
    </View>
  );
}
