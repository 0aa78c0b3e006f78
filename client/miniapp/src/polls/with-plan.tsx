import type { ReactNode } from 'react';
import type { PollPlan } from '@minsheng/contracts';
import { usePlan, type PollInView } from './use-poll.js';
import { Faced, WithPoll, type PageAround } from './with-poll.js';

interface PollAndPlan {
  view: PollInView;
  plan: PollPlan;
}

interface WithPlanProps {
  page: PageAround;
  children(given: PollAndPlan): ReactNode;
}

/** The open poll with its registered plan, or what is to be said without them. */
export function WithPlan({ page, children }: WithPlanProps) {
  return (
    <WithPoll page={page}>
      {(view) => (
        <PlanOf key={view.poll.planHash} view={view} page={page}>
          {children}
        </PlanOf>
      )}
    </WithPoll>
  );
}

function PlanOf({ view, page, children }: WithPlanProps & Pick<PollAndPlan, 'view'>) {
  const [face, askAgain] = usePlan(view.poll);
  return (
    <Faced face={face} page={page} onRetry={askAgain}>
      {(plan) => children({ view, plan })}
    </Faced>
  );
}
