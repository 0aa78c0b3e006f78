import { useMemo, useState } from 'react';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';
import { evaluationOf, placeOf, type HaltAt, type Parting } from '../../polls/asking.js';
import type { Draft } from '../../polls/paper.js';
import { usePaper } from '../../polls/paper-context.js';
import { useMyPaper, type PollInView } from '../../polls/use-poll.js';
import { WithQuestionnaire, type PollAndQuestionnaire } from '../../polls/with-questionnaire.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { replacePage } from '../../device/navigation.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Page } from '../../ui/page.js';
import { Asking } from './asking.js';
import { Broken, Finished, Parted } from './ends.js';
import './index.scss';

export default function AnswerPage() {
  const { messages } = usePreferences();
  return (
    <WithQuestionnaire
      page={(standIn) => (
        <Page className="answer" header={messages.polls.title}>
          {standIn}
        </Page>
      )}
    >
      {(given) => <Answering {...given} />}
    </WithQuestionnaire>
  );
}

function Answering({ view, questionnaire }: PollAndQuestionnaire) {
  const { messages } = usePreferences();
  const { act } = usePaper();
  const { draft } = useMyPaper(view.poll);
  /** What was on the phone when the interview ended: nowhere but here, for somebody who chose by mistake. */
  const [parted, setParted] = useState<{ draft: Draft; why: Parting } | null>(null);
  if (parted) {
    return (
      <Parted
        why={parted.why}
        onBack={() => {
          if (act({ kind: 'began', draft: parted.draft })) setParted(null);
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
  return (
    <AtPlace
      view={view}
      questionnaire={questionnaire}
      draft={draft}
      onParted={(left, why) => {
        setParted({ draft: left, why });
        act({ kind: 'discarded' });
      }}
    />
  );
}

interface AtPlaceProps {
  view: PollInView;
  questionnaire: CompiledQuestionnaire;
  draft: Draft;
  onParted(left: Draft, why: Parting): void;
}

function AtPlace({ view, questionnaire, draft, onParted }: AtPlaceProps) {
  const { answers, circumstances, at } = draft;
  const [halted, setHalted] = useState<HaltAt | null>(null);
  const evaluation = useMemo(
    () => evaluationOf(questionnaire, { answers, circumstances }),
    [questionnaire, answers, circumstances],
  );
  const place = placeOf(evaluation, at);
  switch (place.kind) {
    case 'question':
      return (
        <Asking
          view={view}
          draft={draft}
          evaluation={evaluation}
          question={place.question}
          halted={halted}
          onHalt={setHalted}
          onParted={onParted}
        />
      );
    case 'broken':
      return <Broken view={view} evaluation={evaluation} at={at} question={place.question} />;
    default:
      return <Finished view={view} draft={draft} evaluation={evaluation} onHalt={setHalted} />;
  }
}
