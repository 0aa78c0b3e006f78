import { useEffect, useMemo, useRef, useState } from 'react';
import { View } from '@tarojs/components';
import { textIn, type Questionnaire, type QuestionnaireItem } from '@minsheng/contracts';
import { keepAsked, progress } from '@minsheng/questionnaire';
import { focusOn, openTab, replacePage, scrollToTop } from '../../device/navigation.js';
import type { Draft, PaperEvent } from '../../polls/paper.js';
import { usePaper } from '../../polls/paper-context.js';
import { questionView } from '../../polls/question-view.js';
import { useMyPaper } from '../../polls/use-poll.js';
import { WithPlan, type PollAndPlan } from '../../polls/with-plan.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { dateText } from '../../time/shanghai.js';
import { Button } from '../../ui/button.js';
import { classNames } from '../../ui/class-names.js';
import { DemoTag } from '../../ui/demo-tag.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { headingId, Question } from './question.js';
import './index.scss';

/** Long enough to see what was chosen, short enough not to wait for it. */
const beforeAdvancing = 400;
/** A phone left lying does not count as thinking: at most this many seconds a question. */
const longestThought = 600;

export default function AnswerPage() {
  const { messages } = usePreferences();
  return (
    <WithPlan
      page={(standIn) => (
        <Page className="answer" header={messages.polls.title}>
          {standIn}
        </Page>
      )}
    >
      {(given) => <Answering {...given} />}
    </WithPlan>
  );
}

function Answering({ view, plan }: PollAndPlan) {
  const { messages } = usePreferences();
  const { act } = usePaper();
  const { draft } = useMyPaper(view.poll);
  /** What was on the phone when an answer ended the interview: nowhere but here, for somebody who chose by mistake. */
  const [ended, setEnded] = useState<Draft | null>(null);
  const { questionnaire } = plan;
  if (ended) {
    return (
      <ScreenedOut
        onBack={() => {
          if (act({ kind: 'began', draft: ended })) setEnded(null);
        }}
      />
    );
  }
  if (!draft) {
    return (
      <Page className="answer" header={messages.polls.title}>
        <EmptyState icon="clipboard-list" title={messages.answer.nothing} hint={messages.answer.nothingHint}>
          <Button onTap={() => replacePage('poll')}>{messages.answer.toPoll}</Button>
        </EmptyState>
      </Page>
    );
  }
  const item = questionnaire.items.find(({ code }) => code === draft.at);
  return item ? (
    <Asking view={view} questionnaire={questionnaire} draft={draft} item={item} onScreenedOut={setEnded} />
  ) : (
    <Finished view={view} questionnaire={questionnaire} draft={draft} />
  );
}

interface AskingProps extends Pick<PollAndPlan, 'view'> {
  questionnaire: Questionnaire;
  draft: Draft;
  item: QuestionnaireItem;
  onScreenedOut(draft: Draft): void;
}

/** One question. The page stays while questions change, so that a reader hears the next number. */
function Asking({ view, questionnaire, draft, item, onScreenedOut }: AskingProps) {
  const { language, messages, isAutoAdvance } = usePreferences();
  const { act } = usePaper();
  const [isNotKept, setIsNotKept] = useState(false);
  const shownAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const answer = draft.answers[item.code];
  // Somebody who came back to an answered question goes on without choosing again.
  const wasAnswered = useMemo(() => answer !== undefined, [item.code]);
  useEffect(() => {
    shownAt.current = Date.now();
    setIsNotKept(false);
    scrollToTop();
    focusOn(headingId(item));
    return () => clearTimeout(timer.current);
  }, [item.code]);

  const spent = (): number => {
    const seconds = Math.min(longestThought, (Date.now() - shownAt.current) / 1000);
    shownAt.current = Date.now();
    return seconds;
  };
  const goOn = (): void => {
    clearTimeout(timer.current);
    act({ kind: 'wentOn', questionnaire });
  };
  const take = (event: PaperEvent): boolean => {
    const isKept = act(event);
    setIsNotKept(!isKept);
    return isKept;
  };
  const choose = (chosen: string): void => {
    clearTimeout(timer.current);
    const option = item.type === 'single' ? item.options.find(({ code }) => code === chosen) : undefined;
    if (option?.screensOut) {
      const { [item.code]: _left, ...answers } = draft.answers;
      onScreenedOut({ ...draft, answers });
      act({ kind: 'discarded' });
      return;
    }
    const isKept = take({ kind: 'chose', item: item.code, answer: chosen, seconds: spent() });
    if (isKept && isAutoAdvance) timer.current = setTimeout(goOn, beforeAdvancing);
  };
  const write = (text: string): void => {
    // Blanks alone are no answer: the server would send them back.
    const isBlank = text.trim() === '';
    take(
      isBlank
        ? { kind: 'passed', item: item.code, seconds: spent() }
        : { kind: 'chose', item: item.code, answer: text, seconds: spent() },
    );
  };
  const pass = (): void => {
    if (take({ kind: 'passed', item: item.code, seconds: spent() })) goOn();
  };

  const { number, of, minutesLeft } = progress(questionnaire, draft.answers, item.code);
  const words = messages.answer;
  return (
    <Page
      className="answer"
      header={<Heading isDemonstration={view.poll.isDemonstration} />}
      footer={
        <Bar
          item={item}
          questionnaire={questionnaire}
          answer={answer}
          isFirst={number === 1}
          canGoOn={answer !== undefined && (wasAnswered || !isAutoAdvance || item.type === 'text')}
          onBack={() => act({ kind: 'wentBack', questionnaire })}
          onNext={goOn}
          onPass={pass}
          onRefuse={() => choose('refused')}
        />
      }
    >
      <Steps number={number} of={of} />
      <View className="answer__progress">
        <View className="grow" {...forReader({ isLive: true })}>
          {words.number(number, of)}
        </View>
        <View>{words.minutesLeft(minutesLeft)}</View>
      </View>
      {isNotKept ? <Alert text={words.notKept} /> : null}
      {draft.refusal ? <Alert text={textIn(draft.refusal, language)} /> : null}
      <Question
        key={item.code}
        questionnaire={questionnaire}
        item={item}
        answer={answer}
        onChoose={choose}
        onWrite={write}
      />
      <Marks view={view} questionnaire={questionnaire} />
    </Page>
  );
}

interface BarProps {
  item: QuestionnaireItem;
  questionnaire: Questionnaire;
  answer: string | undefined;
  isFirst: boolean;
  canGoOn: boolean;
  onBack(): void;
  onNext(): void;
  onPass(): void;
  onRefuse(): void;
}

/** 上一题, the way on, and the way not to answer. */
function Bar({ item, questionnaire, answer, isFirst, canGoOn, onBack, onNext, onPass, onRefuse }: BarProps) {
  const { language, isCare, isAutoAdvance, messages } = usePreferences();
  const words = messages.answer;
  const { canRefuse, canPass } = questionView(questionnaire, item, language);
  const mayLeave = canPass || (item.type === 'text' && !item.isRequired);
  return (
    <View className="answer__bar">
      <Button tone="text" className="answer__previous" isDisabled={isFirst} onTap={onBack}>
        <Icon name="chevron-left" size={18} strokeWidth={2} />
        {words.previous}
      </Button>
      {canGoOn ? (
        <Button tone="primary" className="answer__next" onTap={onNext}>
          {words.next}
        </Button>
      ) : isAutoAdvance && !isCare && item.type !== 'text' ? (
        <View className="answer__auto">{words.auto}</View>
      ) : null}
      {canRefuse ? (
        <Button
          tone="text"
          className={classNames('answer__leave', answer === 'refused' && 'is-chosen')}
          onTap={onRefuse}
        >
          {answer === 'refused' ? words.refused : words.refuse}
        </Button>
      ) : mayLeave && answer === undefined ? (
        <Button tone="text" className="answer__leave" onTap={onPass}>
          {words.pass}
        </Button>
      ) : (
        <View className="answer__leave" />
      )}
    </View>
  );
}

/** More segments than this would be slivers. */
const mostSegments = 24;

function Steps({ number, of }: { number: number; of: number }) {
  return (
    <View className="steps" aria-hidden="true">
      {of > mostSegments ? (
        <View className="steps__whole">
          <View className="steps__done" style={{ width: `${Math.round((number / of) * 100)}%` }} />
        </View>
      ) : (
        Array.from({ length: of }, (_, index) => (
          <View key={index} className={classNames('steps__step', index < number && 'steps__step--done')} />
        ))
      )}
    </View>
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

function Alert({ text }: { text: string }) {
  return (
    <View className="answer__alert" {...forReader({ role: 'alert' })}>
      {text}
    </View>
  );
}

/** The statutory line at the foot: form number, maker, validity. */
function Marks({ view, questionnaire: { marks } }: Pick<AskingProps, 'view' | 'questionnaire'>) {
  const { language, messages } = usePreferences();
  const words = messages.answer;
  return (
    <View className="answer__marks">
      {marks.formNumber}
      <View className="dot-between" />
      {words.mark(textIn(marks.maker, language))}
      <View className="dot-between" />
      {words.validUntil(dateText(marks.validUntil, language, view.now))}
    </View>
  );
}

function Finished({ view, questionnaire, draft }: Omit<AskingProps, 'item' | 'onScreenedOut'>) {
  const { language, messages } = usePreferences();
  const { act, send } = usePaper();
  const [isNotKept, setIsNotKept] = useState(false);
  const words = messages.answer;
  const submit = (): void => {
    if (!act({ kind: 'submitted', questionnaire })) return setIsNotKept(true);
    send();
    replacePage('receipt');
  };
  return (
    <Page
      className="answer"
      header={<Heading isDemonstration={view.poll.isDemonstration} />}
      footer={
        <View className="answer__bar answer__bar--end">
          <Button tone="text" className="answer__previous" onTap={() => act({ kind: 'wentBack', questionnaire })}>
            <Icon name="chevron-left" size={18} strokeWidth={2} />
            {words.previous}
          </Button>
          <Button tone="primary" className="answer__submit" onTap={submit}>
            {words.submit}
          </Button>
        </View>
      }
    >
      {isNotKept ? <Alert text={words.notKept} /> : null}
      {draft.refusal ? <Alert text={textIn(draft.refusal, language)} /> : null}
      <EmptyState
        icon="circle-check"
        title={words.endTitle}
        hint={words.endHint(Object.keys(keepAsked(questionnaire, draft.answers)).length)}
      />
      <Marks view={view} questionnaire={questionnaire} />
    </Page>
  );
}

function ScreenedOut({ onBack }: { onBack(): void }) {
  const { messages } = usePreferences();
  const words = messages.answer;
  return (
    <Page className="answer" header={messages.polls.title}>
      <View {...forReader({ role: 'status' })}>
        <EmptyState icon="circle-check" title={words.screenedTitle} hint={words.screenedHint}>
          <Button tone="primary" isBlock onTap={() => openTab('home')}>
            {words.toHome}
          </Button>
          <Button tone="text" onTap={onBack}>
            {words.screenedBack}
          </Button>
        </EmptyState>
      </View>
    </Page>
  );
}
