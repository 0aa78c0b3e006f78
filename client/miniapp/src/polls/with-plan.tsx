import type { ReactNode } from 'react';
import type { PollPlan } from '@minsheng/contracts';
import type { Trouble } from '../loading/content.js';
import { usePreferences } from '../preferences/preferences-context.js';
import { EmptyState } from '../ui/empty-state.js';
import { Skeleton } from '../ui/skeleton.js';
import { TroubleState } from '../ui/trouble-line.js';
import { useOpenPoll, usePlan, type PollInView } from './use-poll.js';

export interface PollAndPlan {
  view: PollInView;
  plan: PollPlan;
  /** Set when the city could not be asked just now: what stands here is from `readAt`. */
  stale: { trouble: Trouble; readAt: string; onRetry(): void } | null;
}

interface WithPlanProps {
  /** The page around what stands in for the content: loading, failed, no poll. */
  page(standIn: ReactNode): ReactNode;
  children(given: PollAndPlan): ReactNode;
}

/** The open poll with its registered plan, or what is to be said without them. */
export function WithPlan({ page, children }: WithPlanProps) {
  const { messages } = usePreferences();
  const [face, askAgain] = useOpenPoll();
  switch (face.kind) {
    case 'loading':
      return <>{page(<Skeleton lines={10} lineHeight={44} />)}</>;
    case 'failed':
      return <>{page(<TroubleState trouble={face.trouble} onRetry={askAgain} />)}</>;
    case 'empty':
      return (
        <>{page(<EmptyState icon="clipboard-list" title={messages.polls.none} hint={messages.polls.noneHint} />)}</>
      );
    case 'ready': {
      const stale = face.trouble ? { trouble: face.trouble, readAt: face.readAt, onRetry: askAgain } : null;
      // A plan of another hash is another document: nothing of the old one may stand on the page.
      return (
        <PlanOf key={face.value.poll.planHash} view={face.value} stale={stale} page={page}>
          {children}
        </PlanOf>
      );
    }
  }
}

function PlanOf({ view, stale, page, children }: WithPlanProps & Omit<PollAndPlan, 'plan'>) {
  const [face, askAgain] = usePlan(view.poll);
  if (face.kind === 'ready') return <>{children({ view, plan: face.value, stale })}</>;
  if (face.kind === 'failed') return <>{page(<TroubleState trouble={face.trouble} onRetry={askAgain} />)}</>;
  return <>{page(<Skeleton lines={10} lineHeight={44} />)}</>;
}
