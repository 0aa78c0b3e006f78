import type { ReactNode } from 'react';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';
import { usePreferences } from '../preferences/preferences-context.js';
import { EmptyState } from '../ui/empty-state.js';
import { canRun } from './asking.js';
import { useQuestionnaire, type PollInView } from './use-poll.js';
import { Faced, WithPoll, type PageAround, type Stale } from './with-poll.js';

export interface PollAndQuestionnaire {
  view: PollInView;
  questionnaire: CompiledQuestionnaire;
  stale: Stale;
}

interface WithQuestionnaireProps {
  page: PageAround;
  children(given: PollAndQuestionnaire): ReactNode;
}

/** The open poll with its questionnaire as the interpreter runs it, or what is to be said without them. */
export function WithQuestionnaire({ page, children }: WithQuestionnaireProps) {
  return (
    <WithPoll page={page}>
      {(view, stale, askAgain) => (
        <QuestionnaireOf key={view.poll.planHash} view={view} stale={stale} page={page} askPollAgain={askAgain}>
          {children}
        </QuestionnaireOf>
      )}
    </WithPoll>
  );
}

interface QuestionnaireOfProps extends WithQuestionnaireProps, Omit<PollAndQuestionnaire, 'questionnaire'> {
  askPollAgain(): void;
}

function QuestionnaireOf({ view, stale, page, askPollAgain, children }: QuestionnaireOfProps) {
  const { messages } = usePreferences();
  const [face, askAgain] = useQuestionnaire(view.poll);
  const retry = (): void => {
    // A corrected plan comes under another hash, which only the city knows.
    askPollAgain();
    askAgain();
  };
  return (
    <Faced face={face} page={page} onRetry={retry}>
      {(questionnaire) =>
        canRun(questionnaire)
          ? children({ view, questionnaire, stale })
          : page(<EmptyState icon="download" title={messages.poll.newerApp} hint={messages.poll.newerAppHint} />)
      }
    </Faced>
  );
}
