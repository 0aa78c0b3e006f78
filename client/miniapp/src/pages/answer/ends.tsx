import { useState } from 'react';
import { View } from '@tarojs/components';
import { textIn } from '@minsheng/contracts';
import type { Evaluation } from '@minsheng/questionnaire';
import { openTab, replacePage } from '../../device/navigation.js';
import {
  answerShown,
  countAnswered,
  firstFault,
  questionBefore,
  type Halt,
  type HaltAt,
  type Parting,
} from '../../polls/asking.js';
import type { Draft } from '../../polls/paper.js';
import { usePaper } from '../../polls/paper-context.js';
import type { PollInView } from '../../polls/use-poll.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { Alert, Heading, Marks, PreviousButton } from './frame.js';

interface FinishedProps {
  view: PollInView;
  draft: Draft;
  evaluation: Evaluation;
  onHalt(halt: HaltAt): void;
}

/** All asked: one button sends. */
export function Finished({ view, draft, evaluation, onHalt }: FinishedProps) {
  const { language, messages } = usePreferences();
  const { act, send } = usePaper();
  const [said, setSaid] = useState<Halt | 'not-kept' | null>(null);
  const { questionnaire } = evaluation;
  const words = messages.answer;
  const before = questionBefore(evaluation, null);
  const submit = (): void => {
    const fault = firstFault(questionnaire, draft);
    if (fault) {
      const question = fault.question === null ? undefined : evaluation.questionOf(fault.question);
      if (!question || fault.halt.kind === 'broken') return setSaid(fault.halt);
      onHalt({ question: question.code, answer: answerShown(evaluation, question), halt: fault.halt });
      act({ kind: 'wentTo', at: question.code });
      return;
    }
    if (!act({ kind: 'submitted', questionnaire })) return setSaid('not-kept');
    send();
    replacePage('receipt');
  };
  return (
    <Page
      className="answer"
      header={<Heading isDemonstration={view.poll.isDemonstration} />}
      footer={
        <View className="answer__bar answer__bar--end">
          <PreviousButton isDisabled={before === null} onTap={() => act({ kind: 'wentTo', at: before })} />
          <Button tone="primary" className="answer__submit" onTap={submit}>
            {words.submit}
          </Button>
        </View>
      }
    >
      {said === 'not-kept' ? <Alert text={words.notKept} /> : null}
      {said !== null && said !== 'not-kept' ? (
        <Alert text={said.kind === 'broken' ? words.broken(said.question) : textIn(said.sentences, language)} />
      ) : null}
      {draft.refusal ? <Alert text={textIn(draft.refusal, language)} /> : null}
      <EmptyState icon="circle-check" title={words.endTitle} hint={words.endHint(countAnswered(evaluation))} />
      <Marks view={view} marks={questionnaire.marks} />
    </Page>
  );
}

interface BrokenProps {
  view: PollInView;
  evaluation: Evaluation;
  at: string | null;
  question: string;
}

/** Whether this question is asked cannot be worked out: nobody goes on over it, and nothing is lost. */
export function Broken({ view, evaluation, at, question }: BrokenProps) {
  const { messages } = usePreferences();
  const { act } = usePaper();
  const before = questionBefore(evaluation, at);
  return (
    <Page
      className="answer"
      header={<Heading isDemonstration={view.poll.isDemonstration} />}
      footer={
        <View className="answer__bar">
          <PreviousButton isDisabled={before === null} onTap={() => act({ kind: 'wentTo', at: before })} />
        </View>
      }
    >
      <Alert text={messages.answer.broken(question)} />
      <Marks view={view} marks={evaluation.questionnaire.marks} />
    </Page>
  );
}

/** The end without a sheet: politely, and with a way back for a slip of the finger. */
export function Parted({ why, onBack }: { why: Parting; onBack(): void }) {
  const { messages } = usePreferences();
  const words = messages.answer;
  const isDeclined = why === 'declined';
  return (
    <Page className="answer" header={messages.polls.title}>
      <View {...forReader({ role: 'status' })}>
        <EmptyState
          icon="circle-check"
          title={isDeclined ? words.declinedTitle : words.screenedTitle}
          hint={isDeclined ? words.declinedHint : words.screenedHint}
        >
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
