import type { ReactNode } from 'react';
import type { Face, Trouble } from '../loading/content.js';
import { usePreferences } from '../preferences/preferences-context.js';
import { EmptyState } from '../ui/empty-state.js';
import { Skeleton } from '../ui/skeleton.js';
import { TroubleState } from '../ui/trouble-line.js';
import { useOpenPoll, type PollInView } from './use-poll.js';

/** Set when the city could not be asked just now: what stands here is from `readAt`. */
export type Stale = { trouble: Trouble; readAt: string; onRetry(): void } | null;

/** The page around what stands in for the content: loading, failed, no poll. */
export type PageAround = (standIn: ReactNode) => ReactNode;

interface WithPollProps {
  page: PageAround;
  /** Mounted anew for each plan: a plan of another hash is another document, and nothing of the old one may stand. */
  children(view: PollInView, stale: Stale, askAgain: () => void): ReactNode;
}

/** The open poll, or what is to be said without one. */
export function WithPoll({ page, children }: WithPollProps) {
  const { messages } = usePreferences();
  const [face, askAgain] = useOpenPoll();
  if (face.kind === 'empty') {
    return <>{page(<EmptyState icon="clipboard-list" title={messages.polls.none} hint={messages.polls.noneHint} />)}</>;
  }
  return (
    <Faced face={face} page={page} onRetry={askAgain}>
      {(view, trouble, readAt) => children(view, trouble ? { trouble, readAt, onRetry: askAgain } : null, askAgain)}
    </Faced>
  );
}

interface FacedProps<T> {
  face: Face<T>;
  page: PageAround;
  onRetry(): void;
  children(value: T, trouble: Trouble | null, readAt: string): ReactNode;
}

/** Something of the server's, or what stands in for it. */
export function Faced<T>({ face, page, onRetry, children }: FacedProps<T>) {
  if (face.kind === 'ready') return <>{children(face.value, face.trouble, face.readAt)}</>;
  if (face.kind === 'failed') return <>{page(<TroubleState trouble={face.trouble} onRetry={onRetry} />)}</>;
  return <>{page(<Skeleton lines={10} lineHeight={44} />)}</>;
}
