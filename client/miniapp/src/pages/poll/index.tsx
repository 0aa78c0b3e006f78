import { useRef, type ReactNode } from 'react';
import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { textIn } from '@minsheng/contracts';
import { progressAt } from '@minsheng/questionnaire';
import { openPage } from '../../device/navigation.js';
import { evaluationOf } from '../../polls/asking.js';
import { usePaper } from '../../polls/paper-context.js';
import { windowDays } from '../../polls/poll-window.js';
import { useMyPaper, usePlan } from '../../polls/use-poll.js';
import { WithQuestionnaire, type PollAndQuestionnaire } from '../../polls/with-questionnaire.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { useSession } from '../../session/session-context.js';
import { periodText } from '../../time/period.js';
import { dateText, dayRangeText, momentText } from '../../time/shanghai.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { DemoTag } from '../../ui/demo-tag.js';
import { shortened } from '../../ui/hash-line.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { Tappable } from '../../ui/tappable.js';
import { StaleLine } from '../../ui/trouble-line.js';
import './index.scss';

/** Before the first question: who asks, how long, what becomes of the answers. */
export default function PollPage() {
  const { messages } = usePreferences();
  return (
    <WithQuestionnaire
      page={(standIn) => (
        <Page className="poll" header={messages.polls.title}>
          {standIn}
        </Page>
      )}
    >
      {(given) => <Start {...given} />}
    </WithQuestionnaire>
  );
}

function Start({ view, questionnaire, stale }: PollAndQuestionnaire) {
  const { language, messages } = usePreferences();
  const { paper } = usePaper();
  const { poll, now } = view;
  const { marks } = questionnaire;
  // The receipt tells from the plan how an answer counts, also where there is no network by then.
  usePlan(poll);
  const words = messages.poll;
  return (
    <Page
      className="poll"
      header={<Heading isDemonstration={poll.isDemonstration} />}
      footer={<Go view={view} questionnaire={questionnaire} />}
    >
      {stale ? <StaleLine {...stale} /> : null}
      {paper.notice === 'plan-changed' ? (
        <View className="poll__notice" {...forReader({ role: 'alert' })}>
          <Icon name="info" size={16} />
          <View className="grow">{words.planChanged}</View>
        </View>
      ) : null}
      <View className="poll__period">{periodText(poll.periodKey, language)}</View>
      <View className="poll__title" {...forReader({ role: 'heading' })}>
        {textIn(poll.title, language)}
      </View>
      <View className="poll__facts">
        {words.minutes(poll.minutes)}
        <View className="dot-between" />
        {words.questions(poll.questions)}
        <View className="dot-between" />
        {words.anonymous}
      </View>
      <Card>
        <Line name={words.maker}>{textIn(marks.maker, language)}</Line>
        <Line name={words.formNumber}>{marks.formNumber}</Line>
        <Line name={words.approvedBy}>{textIn(marks.approvedBy, language)}</Line>
        <Line name={words.approvalNumber}>{marks.approvalNumber}</Line>
        <Line name={words.validUntil}>{dateText(marks.validUntil, language, now)}</Line>
      </Card>
      <Card>
        <View className="poll__heading">{words.use}</View>
        {Object.values(words.useLines).map((line) => (
          <View key={line} className="poll__use">
            {line}
          </View>
        ))}
        <View className="poll__use">{words.releaseOn(momentText(poll.releaseAt, language, now))}</View>
      </Card>
      <Card>
        <View className="poll__heading">{words.namelessTitle}</View>
        <View className="poll__text">{words.nameless}</View>
      </Card>
      <Card className="poll__plan-card">
        <Tappable className="poll__plan" role="link" onTap={() => openPage('plan')}>
          <Icon name="file-lock" size={20} />
          <View className="grow">
            {words.plan}
            <View className="poll__hash">{words.planHash(shortened(poll.planHash))}</View>
          </View>
          <Icon name="chevron-right" size={18} />
        </Tappable>
      </Card>
    </Page>
  );
}

function Heading({ isDemonstration }: { isDemonstration: boolean }) {
  const { messages } = usePreferences();
  return (
    <View className="heading-row" {...forReader({ role: 'heading' })}>
      {messages.polls.title}
      {isDemonstration ? <DemoTag /> : null}
    </View>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <View className="poll__line">
      <View className="poll__line-name">{name}</View>
      <View className="grow">{children}</View>
    </View>
  );
}

/** The one button, and what stands in its way. */
function Go({ view, questionnaire }: Omit<PollAndQuestionnaire, 'stale'>) {
  const { language, messages } = usePreferences();
  const { poll, standing, now } = view;
  const { session } = useSession();
  const { draft, queued, receipt, begin } = useMyPaper(poll);
  const isWanted = useRef(false);
  const words = messages.poll;

  const start = (): void => {
    if (!session) {
      isWanted.current = true;
      return openPage('sign-in');
    }
    if (begin(questionnaire, now)) openPage('answer');
  };
  // Back from signing in: on to the first question, without a second tap on 开始.
  useDidShow(() => {
    if (!isWanted.current) return;
    isWanted.current = false;
    if (session && !receipt && !draft) start();
  });

  if (queued || (receipt && !draft)) {
    return (
      <Bar hint={queued ? null : words.received}>
        <Button tone="primary" isBlock onTap={() => openPage('receipt')}>
          {words.seeReceipt}
        </Button>
      </Bar>
    );
  }
  if (standing === 'before') {
    const { first, last } = windowDays(poll, now);
    return (
      <Bar hint={words.opensHint(momentText(poll.opensAt, language, now))}>
        <View className="poll__closed">{words.opensOn(dayRangeText(first, last, language, now))}</View>
      </Bar>
    );
  }
  if (standing === 'paused')
    return (
      <Bar hint={null}>
        <View className="poll__closed">{words.paused}</View>
      </Bar>
    );
  if (draft) {
    const at = draft.at === null ? null : progressAt(evaluationOf(questionnaire, draft), draft.at);
    const standing = at ? messages.answer.number(Math.max(1, at.number), at.of) : null;
    return (
      <Bar hint={draft.at === null ? messages.answer.endTitle : standing}>
        <Button tone="primary" isBlock onTap={() => openPage('answer')}>
          {words.resume}
        </Button>
        {draft.replaces ? null : (
          <Button tone="text" onTap={start}>
            {words.restart}
          </Button>
        )}
      </Bar>
    );
  }
  return (
    <Bar hint={session ? null : words.signInFirst}>
      <Button tone="primary" isBlock onTap={start}>
        {words.start}
      </Button>
    </Bar>
  );
}

function Bar({ hint, children }: { hint: string | null; children: ReactNode }) {
  return (
    <View className="poll__bar">
      {hint ? <View className="poll__bar-hint">{hint}</View> : null}
      {children}
    </View>
  );
}
