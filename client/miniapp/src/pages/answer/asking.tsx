import { useEffect, useMemo, useRef, useState } from 'react';
import { View } from '@tarojs/components';
import { textIn } from '@minsheng/contracts';
import { progressAt, type Evaluation, type Question as AskedQuestion } from '@minsheng/questionnaire';
import { focusOn, scrollToTop } from '../../device/navigation.js';
import { answerShown, firstResults, goingOn, questionBefore, type HaltAt, type Parting } from '../../polls/asking.js';
import type { Draft, PaperEvent } from '../../polls/paper.js';
import { usePaper } from '../../polls/paper-context.js';
import { questionView, type QuestionView } from '../../polls/question-view.js';
import type { PollInView } from '../../polls/use-poll.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { Button } from '../../ui/button.js';
import { classNames } from '../../ui/class-names.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { Alert, Heading, Marks, PreviousButton, Steps } from './frame.js';
import { headingId, Question } from './question.js';

/** Long enough to see what was chosen, short enough not to wait for it. */
const beforeAdvancing = 400;
/** A phone left lying does not count as thinking: at most this many seconds a question. */
const longestThought = 600;

interface AskingProps {
  view: PollInView;
  draft: Draft;
  evaluation: Evaluation;
  question: AskedQuestion;
  halted: HaltAt | null;
  onHalt(halt: HaltAt): void;
  onParted(left: Draft, why: Parting): void;
}

/** One question. The page stays while questions change, so that a reader hears the next number. */
export function Asking({ view, draft, evaluation, question, halted, onHalt, onParted }: AskingProps) {
  const { language, messages, isAutoAdvance } = usePreferences();
  const { act } = usePaper();
  const [isNotKept, setIsNotKept] = useState(false);
  const shownAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const { code } = question;
  const answer = answerShown(evaluation, question);
  const seen = questionView(evaluation, question, language);
  const isAuto = seen.form === 'one' || seen.form === 'consent';
  const halt = halted?.question === code && halted.answer === answer ? halted.halt : null;
  // Somebody who came back to an answered question goes on without choosing again.
  const wasAnswered = useMemo(() => answer !== '', [code]);
  useEffect(() => {
    shownAt.current = Date.now();
    setIsNotKept(false);
    scrollToTop();
    focusOn(headingId(question));
    return () => clearTimeout(timer.current);
  }, [code]);

  const spent = (): number => {
    const seconds = Math.min(longestThought, (Date.now() - shownAt.current) / 1000);
    shownAt.current = Date.now();
    return seconds;
  };
  const take = (event: PaperEvent): boolean => {
    const isKept = act(event);
    setIsNotKept(!isKept);
    return isKept;
  };
  const goOn = (): void => {
    clearTimeout(timer.current);
    const going = goingOn(evaluation, question, halt?.kind === 'warning');
    if (going.kind === 'stays') onHalt({ question: code, answer, halt: going.halt });
    else if (going.kind === 'screened-out') onParted(draft, 'screened-out');
    else take({ kind: 'wentTo', at: going.to, worked: firstResults(evaluation) });
  };
  // By the time the pause is over, another rendering has the answer.
  const goOnNow = useRef(goOn);
  goOnNow.current = goOn;

  const choose = (chosen: string): void => {
    clearTimeout(timer.current);
    if (question.screensOut?.includes(chosen)) {
      const { [code]: _left, ...answers } = draft.answers;
      return onParted({ ...draft, answers }, 'screened-out');
    }
    const isKept = take({ kind: 'chose', item: code, answer: chosen, seconds: spent() });
    const isAdvancing = isAuto || chosen === 'refused';
    if (isKept && isAutoAdvance && isAdvancing) timer.current = setTimeout(() => goOnNow.current(), beforeAdvancing);
  };
  const write = (written: string): boolean => {
    // Blanks alone are no answer. What stood there from the beginning is taken away by saying that nothing does.
    const isBlank = written.trim() === '';
    const isTakenAway = isBlank && question.initial === undefined;
    return take(
      isTakenAway
        ? { kind: 'passed', item: code, seconds: spent() }
        : { kind: 'chose', item: code, answer: isBlank ? '' : written, seconds: spent() },
    );
  };
  const pass = (): void => {
    if (write('')) goOn();
  };
  const mayGoOn = isAuto ? answer !== '' && (wasAnswered || !isAutoAdvance || halt !== null) : canGoOn(seen, answer);
  const before = questionBefore(evaluation, code);
  const progress = progressAt(evaluation, code);
  const words = messages.answer;
  return (
    <Page
      className="answer"
      header={<Heading isDemonstration={view.poll.isDemonstration} />}
      footer={
        <View className="answer__bar">
          <PreviousButton isDisabled={before === null} onTap={() => act({ kind: 'wentTo', at: before })} />
          <OnButton
            canGoOn={mayGoOn}
            isAuto={isAuto && isAutoAdvance}
            isWarned={halt?.kind === 'warning'}
            onTap={goOn}
          />
          <LeaveButton
            view={seen}
            answer={answer}
            isAlone={!mayGoOn}
            onRefuse={() => choose('refused')}
            onPass={pass}
            onDecline={() => onParted(draft, 'declined')}
          />
        </View>
      }
    >
      {progress ? <Steps number={progress.number} of={progress.of} /> : null}
      {progress ? (
        <View className="answer__progress">
          <View className="grow" {...forReader({ isLive: true })}>
            {progress.number === 0 ? words.note : words.number(progress.number, progress.of)}
          </View>
          <View>{words.minutesLeft(progress.minutesLeft)}</View>
        </View>
      ) : null}
      {isNotKept ? <Alert text={words.notKept} /> : null}
      {draft.refusal ? <Alert text={textIn(draft.refusal, language)} /> : null}
      {halt?.kind === 'fault' ? <Alert text={textIn(halt.sentences, language)} /> : null}
      {halt?.kind === 'warning' ? <Alert text={words.warning + textIn(halt.sentences, language)} /> : null}
      {halt?.kind === 'broken' ? <Alert text={words.broken(halt.question)} /> : null}
      {seen.brokenAt === null ? null : <Alert text={words.broken(seen.brokenAt)} />}
      <Question
        key={code}
        question={question}
        list={question.list === undefined ? [] : (evaluation.questionnaire.lists[question.list] ?? [])}
        view={seen}
        answer={answer}
        now={view.now}
        onChoose={choose}
        onWrite={write}
      />
      <Marks view={view} marks={evaluation.questionnaire.marks} />
    </Page>
  );
}

/** Where nothing goes on by itself: with an answer, or where one has to be given and its lack is said. */
function canGoOn({ form, canPass }: QuestionView, answer: string): boolean {
  return form === 'note' || answer !== '' || !canPass;
}

interface OnButtonProps {
  canGoOn: boolean;
  isAuto: boolean;
  isWarned: boolean;
  onTap(): void;
}

function OnButton({ canGoOn, isAuto, isWarned, onTap }: OnButtonProps) {
  const { isCare, messages } = usePreferences();
  const words = messages.answer;
  if (canGoOn) {
    return (
      <Button tone="primary" className="answer__next" onTap={onTap}>
        {isWarned ? words.goOnAllTheSame : words.next}
      </Button>
    );
  }
  return isAuto && !isCare ? <View className="answer__auto">{words.auto}</View> : null;
}

interface LeaveButtonProps {
  view: QuestionView;
  answer: string;
  /** No way on stands before it: where there is nothing to say, its place is kept. */
  isAlone: boolean;
  onRefuse(): void;
  onPass(): void;
  onDecline(): void;
}

/** The way not to answer. */
function LeaveButton({ view, answer, isAlone, onRefuse, onPass, onDecline }: LeaveButtonProps) {
  const { form, canRefuse, canPass } = view;
  const { messages } = usePreferences();
  const words = messages.answer;
  if (canRefuse) {
    const isRefused = answer === 'refused';
    return (
      <Button tone="text" className={classNames('answer__leave', isRefused && 'is-chosen')} onTap={onRefuse}>
        {isRefused ? words.refused : words.refuse}
      </Button>
    );
  }
  if (form === 'consent' && answer === '') {
    return (
      <Button tone="text" className="answer__leave" onTap={onDecline}>
        {words.disagree}
      </Button>
    );
  }
  if (canPass && answer === '') {
    return (
      <Button tone="text" className="answer__leave" onTap={onPass}>
        {words.pass}
      </Button>
    );
  }
  return isAlone ? <View className="answer__leave" /> : null;
}
